"""`make run` before anything runs: what it refuses, and what it skips."""

import socket

import pytest

from config import onebox, preparation, processes, provision, site


@pytest.fixture(autouse=True)
def house(tmp_path, monkeypatch):
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("OUTER_PORT", "0")
    return tmp_path / "data"


def test_a_taken_port_is_named_with_a_way_out(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = taken.getsockname()[1]
        monkeypatch.setenv("OUTER_PORT", str(number))
        with pytest.raises(SystemExit, match=f"{number} 已被占用.*OUTER_PORT="):
            onebox.refuse_taken_ports()


def test_two_houses_cannot_share_a_data_folder(house):
    with onebox.only_one(), pytest.raises(SystemExit, match="正在使用"):
        onebox.only_one()


def test_reset_throws_away_its_own_data_only(house):
    onebox.only_one().close()
    (house / "outer.sqlite3").touch()
    onebox.reset()
    assert not house.exists()


def test_reset_refuses_a_folder_that_is_not_its_own(house):
    house.mkdir()
    (house / "thesis.odt").touch()
    with pytest.raises(SystemExit, match="没有删除"):
        onebox.reset()
    assert (house / "thesis.odt").exists()


def test_reset_refuses_while_the_house_runs(house):
    with onebox.only_one(), pytest.raises(SystemExit, match="正在使用"):
        onebox.reset()
    assert house.exists()


def test_a_step_is_done_once_and_again_when_its_files_change(house, monkeypatch, tmp_path):
    (house / ".hall").mkdir(parents=True)
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "one.py").write_text("1")
    done = []
    monkeypatch.setattr(preparation, "ROOT", tmp_path)
    monkeypatch.setattr(preparation, "manage", lambda *words: done.append(words))
    for text in ("1", "1", "2"):
        (tmp_path / "app" / "one.py").write_text(text)
        preparation.step("migrations", "…", "app/*.py", [("outer", "migrate")])
    assert done == [("outer", "migrate")] * 2


def test_a_step_that_failed_is_tried_again(house, monkeypatch):
    (house / ".hall").mkdir(parents=True)

    def fails(*words):
        raise SystemExit("failed")

    monkeypatch.setattr(preparation, "manage", fails)
    for _ in range(2):
        with pytest.raises(SystemExit):
            preparation.step("migrations", "…", "", [("outer", "migrate")])


def test_of_lines_beside_each_other_one_that_fails_ends_and_fails_the_step(monkeypatch):
    done = []

    def manage(*words):
        done.append(words)
        if words == ("outer", "two"):
            raise SystemExit("failed")

    monkeypatch.setattr(preparation, "manage", manage)
    outer = [("outer", word) for word in ("one", "two", "three")]
    with pytest.raises(SystemExit, match="failed"):
        preparation.beside(outer, [("inner", "one"), ("inner", "two")])
    assert sorted(done) == [("inner", "one"), ("inner", "two"), ("outer", "one"), ("outer", "two")]


@pytest.mark.parametrize("redis", [None, "/usr/bin/redis-server"])
def test_each_zone_gets_every_process_and_its_own_queue(monkeypatch, tmp_path, redis):
    monkeypatch.setattr(processes.shutil, "which", lambda name: redis)
    found = processes.children(tmp_path)
    parts = (["redis"] if redis else []) + ["web", "worker", "beat", "exchange"]
    assert [child.name for child in found] == [f"{zone} {part}" for zone in site.ZONES for part in parts]
    for child in found:
        assert child.environment["HALL_ZONE"] == child.name.split()[0]
    brokers = {child.environment.get("REDIS_URL", "") for child in found}
    assert len(brokers) == (2 if redis else 1)


def test_a_python_without_ensurepip_is_told_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(provision, "PYTHON", tmp_path / "no-python")
    monkeypatch.setattr(provision.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(provision.CannotProvision, match="apt-get install python3-venv"):
        provision._make_venv()


def test_an_environment_that_holds_the_lock_is_left_alone(monkeypatch, tmp_path):
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").touch()
    monkeypatch.setattr(provision, "VENV", tmp_path)
    monkeypatch.setattr(provision, "PYTHON", tmp_path / "bin" / "python")
    (tmp_path / "locks").write_text(provision._print_of(provision.RUNTIME))
    monkeypatch.setattr(provision, "_install", lambda lock: pytest.fail("installed again"))
    provision.provide()
