import signal
import threading

from django.core.management.base import BaseCommand

from exchange import worker


class Command(BaseCommand):
    help = "Move packages between this zone and the other until SIGTERM (or once, with --once)."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="one round, then end")
        parser.add_argument(
            "--drain", action="store_true", help="rounds until nothing is left to do, then end"
        )
        parser.add_argument("--interval", type=float, default=0.5, help="seconds between rounds when idle")

    def handle(self, *, once, drain, interval, **_):
        if once or drain:
            if not worker.run_once(until_quiet=drain):
                self.stderr.write("another exchange worker is at work")
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        worker.run(stop=stop, interval=interval)
