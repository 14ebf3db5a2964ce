"""The demonstration in rounds: each case is played once by a player, and what then waits is left waiting."""

import pytest

from ledger import clock
from ledger.events import Event
from tests import factories
from workflow.demo import rounds
from workflow.states import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def player(monkeypatch):
    monkeypatch.setattr(rounds.worker, "tick", lambda: 0)
    return rounds.Player(count=0, until=clock.now())


def verbs(case):
    return list(Event.objects.of(case.pk).values_list("verb", flat=True))


def test_a_case_in_hand_is_played_in_one_round_and_left_alone_in_the_next(zone, player):
    case, _ = factories.case_at(State.HANDLING, zone=zone, demo=True)
    with zone("inner"):
        assert player.round("cases") == 1
        told = verbs(case)
        assert player.round("cases") == 0 and verbs(case) == told


def test_carrying_plays_nothing(zone, player):
    case, _ = factories.case_at(State.HANDLING, zone=zone, demo=True)
    told = verbs(case)
    for net in ("inner", "outer"):
        with zone(net):
            assert player.round("carry") == 0
    assert verbs(case) == told


def test_what_is_carried_counts_as_moved(zone, player, monkeypatch):
    monkeypatch.setattr(rounds.worker, "tick", lambda: 4)
    with zone("outer"):
        assert player.round("cases") == 4


def test_a_real_case_is_never_played(zone, player):
    case, _ = factories.case_at(State.HANDLING, zone=zone)
    told = verbs(case)
    with zone("inner"):
        assert player.round("cases") == player.round("own") == 0
    assert verbs(case) == told
