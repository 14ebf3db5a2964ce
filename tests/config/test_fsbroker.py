import json
import threading

from celery import Celery
from kombu import Connection

from config import queue


def app_in(folder):
    url, options = queue.broker("", folder)
    app = Celery(broker=url, broker_transport_options=options)
    app.conf.task_default_queue = "outer"
    return app


def test_a_message_goes_through_the_folder(tmp_path):
    app = app_in(tmp_path)
    app.send_task("exchange.tasks.tick", kwargs={"case": "1"})
    with app.connection_for_read() as connection, connection.SimpleQueue("outer") as box:
        message = box.get(timeout=5)
        message.ack()
    assert message.headers["task"] == "exchange.tasks.tick"


def test_a_reader_never_sees_half_a_message(tmp_path):
    """Four writers against one reader of the folder; the stock transport fails here with a JSON error."""
    app = app_in(tmp_path)
    folder = tmp_path / "queue" / "messages"
    writers = [threading.Thread(target=lambda: [app.send_task("t") for _ in range(50)]) for _ in range(4)]
    for writer in writers:
        writer.start()
    seen = set()
    while any(writer.is_alive() for writer in writers) or len(seen) < 200:
        for path in folder.glob("*.msg"):
            json.loads(path.read_bytes())
            seen.add(path.name)
    assert len(seen) == 200


def test_each_zone_has_a_folder_of_its_own(tmp_path):
    outer, inner = (queue.broker("", tmp_path / zone)[1]["data_folder_in"] for zone in ("outer", "inner"))
    assert outer != inner


def test_a_redis_address_is_used_as_it_stands(tmp_path):
    url, _ = queue.broker("redis://queue:6379/0", tmp_path)
    assert Connection(url).transport_cls == "redis"
