"""Several sweeps at once on PostgreSQL, some of them killed: every card exactly once, the ledger sound."""

import random
from threading import Thread

import pytest
from django.db import connection

from ledger.events import Event
from ledger.verify import verify
from supervision import following, sweep
from supervision.cards import Card
from tests import factories
from workflow.states import State

from .flows import PLAIN
from .test_sweep import at, raised

CASES, SWEEPERS = 12, 3


class Killed(Exception):
    pass


def sweep_until_done(dice, store):
    """A worker that dies often and is started again until a whole sweep went through."""

    def mortal(*args):
        if dice.random() < 0.4:
            raise Killed
        return store(*args)

    sweep.store = mortal
    try:
        while True:
            try:
                sweep.sweep(at=at(16))
                return
            except Killed:
                continue
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_three_sweepers_killed_at_random_raise_every_card_once(zone, monkeypatch, on_postgres):
    edition = factories.edition(flow=PLAIN, promised_days=6)
    staff = factories.Staff(edition.power.office)
    made = [
        factories.case_at(State.HANDLING, zone=zone, at=at(2), demo=True, edition_=edition, staff=staff)[0]
        for _ in range(CASES)
    ]
    monkeypatch.setattr(sweep, "BATCH", 3)
    monkeypatch.setattr(following, "CHUNK", 5)
    monkeypatch.setattr(sweep, "store", sweep.store)
    dice, store = random.Random(26), sweep.store
    sweepers = [Thread(target=sweep_until_done, args=(dice, store)) for _ in range(SWEEPERS)]
    for sweeper in sweepers:
        sweeper.start()
    for sweeper in sweepers:
        sweeper.join(timeout=120)
    assert not any(sweeper.is_alive() for sweeper in sweepers)
    monkeypatch.undo()
    sweep.sweep(at=at(16))
    assert [raised(case) for case in made] == [["reminder", "yellow", "red"]] * CASES
    assert [raised(case, "promised") for case in made] == [["reminder", "red"]] * CASES
    assert Event.objects.filter(kind="card").count() == Card.objects.count()
    assert verify().fault is None
