"""Two zones in one process: a database file, a vault and a key each, and the folder between them.

Going into a zone swaps the one connection of the process, as a process of that zone would have it, so no row of the other
zone can be reached by mistake. The handlers write into a table of their own, inside the applier's transaction.
"""

import random
import uuid
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from unittest import mock

from django.db import connection, connections, transaction
from django.test import override_settings

from exchange import applier, courier, kinds, sealer, signing, state
from ledger import canon, clock, replay
from ledger.events import Act, Event, record

from .databases import open_database

WORD_SCHEMA = {"type": "object", "properties": {"n": {"type": "integer"}}, "additionalProperties": False}
ZONES = ("outer", "inner")


class World:
    def __init__(self, folder, databases=None):
        self.folder = folder
        self.databases = databases
        self.wire = folder / "exchange"
        self.now = clock.now()
        self.poison: set[int] = set()
        self.unready: set[int] = set()
        self.serial = count(1)
        self.crashed = False

    def found(self):
        """Give each zone an empty database and a key."""
        for zone in ZONES:
            (self.folder / zone).mkdir()
            self.databases.copy(self.folder, zone)
            with self.zone(zone):
                signing.create_keys(year=2026)

    def database(self, zone):
        return self.folder / f"{zone}.sqlite3"

    @contextmanager
    def zone(self, name):
        outside = connections["default"]
        own = open_database(self.databases.settings(self.folder, name))
        with (
            override_settings(
                ZONE=name,
                DATA_DIR=self.folder,
                VAULT_KEYS=vault_keys(name),
                EXCHANGE_PEER_KEYS="embedded",
                EXCHANGE_PACE={},
            ),
            mock.patch.object(clock, "now", lambda: self.now),
        ):
            connections["default"] = own
            try:
                yield
            finally:
                own.close()
                connections["default"] = outside

    def say(self, n=None, *, subject=None, blobs=()):
        """Post a plain message in the present zone."""
        n = n or next(self.serial)
        with transaction.atomic():
            kinds.post("test.word", {"n": n}, subject=subject, at=self.now, blobs=blobs)
        return n

    def act(self, *, subject, seq, n=None, file=""):
        """Record an event in the present zone."""
        n = n or next(self.serial)
        with transaction.atomic():
            return record(
                Act(
                    kind="matter", subject=subject, seq=seq, verb="do", frm="", to="done", at=self.now, actor={},
                    body={"n": n, "file": file}, private={"opinion": "内部意见"}, demo=True,
                )
            )  # fmt: skip

    def tick(self, zone, *, later=0):
        self.now += timedelta(seconds=later)
        with self.zone(zone):
            courier.receive(at=self.now)
            applier.apply(at=self.now)
            sealer.seal(at=self.now)
            courier.ship(at=self.now)
            state.watch(at=self.now)

    def settle(self, *, rounds=6, later=31):
        for _ in range(rounds):
            for zone in ZONES:
                self.tick(zone, later=later / 2)

    def seen(self, zone) -> list[int]:
        with self.zone(zone):
            return seen_here()

    def status(self, zone) -> dict:
        with self.zone(zone):
            return state.status(at=self.now)

    def alarms(self, zone) -> set[str]:
        return {kind for kind, *_ in self.status(zone)["alarms"]}

    def waiting(self, stream) -> list:
        """The files now between the zones, in one direction."""
        folder = self.wire / stream
        return sorted(p for p in folder.iterdir() if not p.name.startswith(".")) if folder.exists() else []

    def packages(self, stream) -> list:
        return [p for p in self.waiting(stream) if p.suffix == ".pkg"]

    # handlers

    def hear(self, body, *, at):
        self._write(str(body.get("subject", "")), body["n"])

    def follow(self, sealed, data, *, at):
        event = replay.admit_from_peer(sealed, at=at)
        self._write(kinds.subject_key(event.subject), event.body["n"])

    def attach(self, event):
        file = event.body["file"]
        return kinds.Attachments({"extra": event.body["n"]}, [kinds.Blob(file, "text/plain")] if file else [])

    def ready(self, event):
        return event.body["n"] not in self.unready

    def _write(self, subject, n):
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO test_seen (subject, n) VALUES (%s, %s)", [subject, n])
        if n in self.poison:
            raise RuntimeError("this one always fails")


def vault_keys(zone) -> dict:
    return {"1": bytes([ZONES.index(zone)]) * 32}


def seen_here() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT n FROM test_seen ORDER BY id")
        return [n for (n,) in cursor.fetchall()]


def register(world):
    kinds.register("test.word", schema=WORD_SCHEMA, apply=world.hear)
    kinds.register_events(
        kind="matter", attach=world.attach, apply=world.follow, ready=world.ready,
        schema={"type": "object", "properties": {"extra": {"type": "integer"}}, "additionalProperties": False},
    )  # fmt: skip


def new_subject() -> uuid.UUID:
    return uuid.UUID(int=random.getrandbits(128), version=4)


def chain_digest() -> str:
    """What the ledger of the present zone says, in one digest."""
    return canon.digest(list(Event.objects.order_by("subject", "seq").values_list("digest", flat=True)))


def crash_at(target, name, *, after=False):
    """Patch a function so that it dies once, before its work or after it."""
    original = getattr(target, name)
    left = [1]

    def dying(*args, **kwargs):
        result = original(*args, **kwargs) if after else None
        if left:
            left.pop()
            raise Killed
        return result if after else original(*args, **kwargs)

    return mock.patch.object(target, name, dying)


class Killed(BaseException):
    """As if the process had been killed here: nothing in the product catches it."""
