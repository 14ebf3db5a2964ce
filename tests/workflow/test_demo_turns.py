"""The demonstration's rarer turns go through the gate like everybody's."""

from dataclasses import replace

import pytest

from ledger import clock
from ledger.events import Event
from tests import factories
from workflow.demo import turns
from workflow.demo.stories import Story
from workflow.states import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(zone):
    return factories.case_at(State.HANDLING, zone=zone, demo=True)


def verbs(case):
    return list(Event.objects.of(case.pk).values_list("verb", flat=True))


def test_a_slow_case_is_extended_once_and_no_more(case, zone):
    case, staff = case
    story = replace(Story.of(case.number), pace="slow")
    with zone("inner"):
        for _ in range(3):
            each = factories.fresh(case)
            turns.play(each, each.open_runs[0], story, by=staff.handler, at=clock.now())
            if factories.fresh(case).open_runs[0].holder:
                break
    assert verbs(case).count("extend") == 1


def test_a_quick_case_is_never_extended(case, zone):
    case, staff = case
    story = replace(Story.of(case.number), pace="quick")
    with zone("inner"):
        turns.play(case, case.open_runs[0], story, by=staff.handler, at=clock.now())
    assert "extend" not in verbs(case)
