"""Faults of the programme's earlier system in supervision of handling, each turned into the rule that keeps it out of here."""

from datetime import datetime

import pytest

from ledger.clock import CHINA
from supervision import sweep
from supervision.board import Rate
from supervision.cards import Card
from supervision.rules.time import RULES, Stage
from supervision.watch import Watch
from tests import factories
from workflow.states import State

from .flows import TESTED

pytestmark = pytest.mark.django_db


def at(month, day):
    return datetime(2026, month, day, 9, tzinfo=CHINA)


def test_no_act_and_no_waiting_erases_a_card(zone):
    """There starting an order, or waiting twenty working days, took the points off."""
    case, staff = factories.case_at(State.HANDLING, zone=zone, at=at(3, 2), demo=True, flow=TESTED)
    sweep.sweep(at=at(3, 20))
    raised = set(Card.objects.filter(case=case).values_list("number", "stage", "fell_on"))
    assert {stage for _, stage, _ in raised} >= {Stage.YELLOW, Stage.RED}
    with zone("inner"):
        factories.fresh(case).advance(
            by=staff.handler, at=at(3, 20), step="examine", outcome="pass", note="符合"
        )
        factories.fresh(case).pause(by=staff.surveyor, at=at(3, 23), step="test", ground="testing", days=10)
        factories.fresh(case).resume(by=staff.surveyor, at=at(3, 30), note="检测合格")
        factories.fresh(case).terminate(by=staff.head, at=at(3, 31), ground="duplicate", reasons="重复")
    sweep.sweep(at=at(5, 29))
    assert raised <= set(Card.objects.filter(case=case).values_list("number", "stage", "fell_on"))


def test_a_stage_is_written_and_read_as_one_word():
    """There the level of a reminder was written as 0 in one place and read as 3 in another."""
    for model in (Card, Watch):
        assert list(model._meta.get_field("stage").choices) == list(Stage.choices)
    assert {rule.stage for rule in RULES} == set(Stage)
    assert not any(value.isdigit() for value in Stage.values)


def test_a_rate_is_a_count_over_a_count_and_adds_up_whatever_is_shown():
    """There a count was held against a percentage, and the mean depended on the filter of the page."""
    assert Rate(4, 1).percent == 75.0 and Rate().percent is None
    assert Rate(4, 1) + Rate(6, 0) == Rate(10, 1)
    assert (Rate(4, 1) + Rate(6, 0)).percent == 90.0
