"""A real exchange worker for the storm: `python -m tests.exchange.storm_worker FOLDER ZONE`, made to be killed."""

import sys
import threading
from pathlib import Path

import django
from django.conf import settings

from config.stores import SQLITE_OPTIONS

PACE = {"resend": 1, "resend_most": 2, "heartbeat": 2, "blobs": 1}


def main(folder: Path, zone: str) -> None:
    settings.configure(
        ZONE=zone, DATA_DIR=folder, EXCHANGE_PEER_KEYS="embedded", EXCHANGE_PACE=PACE, USE_TZ=True,
        VAULT_KEYS={"1": bytes([("outer", "inner").index(zone)]) * 32}, INSTALLED_APPS=["ledger", "exchange"],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3", "NAME": folder / f"{zone}.sqlite3", "OPTIONS": SQLITE_OPTIONS,
            }
        },
    )  # fmt: skip
    django.setup()
    from exchange import worker

    from .world import World, register

    register(World(folder))
    worker.run(stop=threading.Event(), interval=0.05)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
