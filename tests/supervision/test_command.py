"""`manage.py sweep` and the tasks: shells around the sweep."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from supervision import tasks
from supervision.cards import Card
from supervision.watch import Watch
from tests import factories
from workflow.clock.clocks import Clock
from workflow.states import State

from .flows import PLAIN
from .test_sweep import at

pytestmark = pytest.mark.django_db


def run(*arguments):
    out = StringIO()
    call_command("sweep", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def case(zone):
    return factories.case_at(State.HANDLING, zone=zone, at=at(2), demo=True, promised_days=6, flow=PLAIN)[0]


def test_a_time_without_a_zone_is_the_time_of_china(case):
    assert "发出 1 张" in run("--at", "2026-03-04T00:05")
    assert Card.objects.get(stage="reminder", clock__kind="step").raised_at == at(4, 0, 5)


def test_what_is_no_time_gets_a_sentence():
    with pytest.raises(CommandError, match="不是时间"):
        run("--at", "yesterday")


def test_demonstration_cards_are_dated_on_their_days_only_where_demonstration_is_allowed(case, settings):
    assert "按日补发" in run("--at", "2026-03-16T10:00", "--demo", "--all")
    assert Card.objects.get(stage="red", clock__kind="step").raised_at == at(13, 0)
    settings.DEMO = False
    with pytest.raises(CommandError, match="演示环境"):
        run("--demo")


def test_the_tasks_follow_and_raise(zone):
    factories.case_at(State.HANDLING, zone=zone)
    tasks.sweep()
    assert Watch.objects.count() == Clock.objects.count()
    Watch.objects.all().delete()
    tasks.reconcile()
    assert Watch.objects.count() == Clock.objects.count()
