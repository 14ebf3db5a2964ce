"""Where the one-machine house lives: its data folder, its ports, and the environment a process of a zone gets."""

import os
from pathlib import Path

from config import environment
from config.provision import ROOT

ZONES = ("outer", "inner")


def data_dir() -> Path:
    return Path(environment.read("DATA_DIR") or ROOT / "data").resolve()


def port(zone: str) -> int:
    return int(environment.read(f"{zone.upper()}_PORT"))


def address(zone: str) -> str:
    return f"http://127.0.0.1:{port(zone)}"


def environment_of(zone: str, **more: str) -> dict[str, str]:
    facts = {
        "HALL_ZONE": zone,
        "HALL_PROFILE": "embedded",
        "DATA_DIR": str(data_dir()),
        "PUBLIC_URL": address("outer"),
    }
    return {**os.environ, **facts, **more}
