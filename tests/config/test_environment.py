import re
from pathlib import Path

import pytest
import yaml

from config import environment

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
HOUSE = [name for name, service in COMPOSE["services"].items() if "yangguang" in service.get("image", "")]


@pytest.mark.parametrize("service", HOUSE)
def test_compose_sets_every_variable_the_settings_know_and_no_other(service):
    known = {variable.name for variable in environment.TABLE if variable.profile != environment.ONEBOX}
    assert set(COMPOSE["services"][service]["environment"]) == known


def test_the_house_is_all_processes_of_both_zones():
    parts = ("migrate", "web", "worker", "beat", "exchange")
    assert set(HOUSE) == {f"{zone}-{part}" for zone in ("outer", "inner") for part in parts}


def test_the_zones_share_the_exchange_folder_and_nothing_else():
    def belongings(zone):
        services = [service for name, service in COMPOSE["services"].items() if name.startswith(zone)]
        volumes = {v.split(":")[0] for s in services for v in s.get("volumes", ()) if not v.startswith(".")}
        return volumes | {f"network {n}" for s in services for n in s["networks"]}

    assert belongings("outer") & belongings("inner") == {"exchange"}


def test_every_variable_is_read_through_the_table():
    reading = re.compile(r"os\.environ(\.get|\[)|os\.getenv")
    readers = [path.name for path in (ROOT / "config").rglob("*.py") if reading.search(path.read_text())]
    assert readers == ["environment.py"]


def test_the_manual_lists_every_variable():
    manual = (ROOT / "docs" / "operations.md").read_text()
    assert [v.name for v in environment.TABLE if f"`{v.name}`" not in manual] == []


def test_an_empty_variable_means_its_default(monkeypatch):
    monkeypatch.setenv("OUTER_PORT", "")
    assert environment.read("OUTER_PORT") == "8000"
