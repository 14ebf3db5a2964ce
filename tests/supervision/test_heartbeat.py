"""When the rules last ran: written by every sweep, shown on the board, told to the operator when it stays away."""

from datetime import timedelta

import pytest
from django.urls import reverse

from ledger import clock as ledger_clock
from supervision import heartbeat, tasks
from supervision.sweep import sweep
from tests import factories
from tests.factories import BACKEND

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _inner(zone):
    with zone("inner"):
        yield


@pytest.fixture
def inspector(client):
    client.force_login(factories.official("department_inspector", at=factories.office()), backend=BACKEND)
    return client


def test_a_sweep_leaves_the_time_it_ended_at_even_when_nothing_is_due(clock):
    at = clock.set(ledger_clock.now())
    sweep(at=at)
    assert heartbeat.last() == at
    tasks.sweep()
    assert heartbeat.Heartbeat.objects.count() == 1


def test_a_sweep_that_breaks_off_is_not_counted(monkeypatch):
    monkeypatch.setattr("supervision.sweep.raise_due", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        sweep(at=ledger_clock.now())
    assert heartbeat.last() is None


@pytest.mark.parametrize(("minutes", "warns"), [(0, False), (5, False), (6, True), (None, True)])
def test_the_board_warns_when_the_rules_have_not_run(inspector, clock, minutes, warns):
    at = clock.set(ledger_clock.now())
    if minutes is not None:
        heartbeat.beat(at=at - timedelta(minutes=minutes))
    page = inspector.get(reverse("board")).content.decode()
    assert ("红黄牌可能不全" in page) is warns
    assert ("运行过一遍" in page) is (minutes is not None)


def test_the_operator_is_told(client, settings, tmp_path):
    settings.DATA_DIR, settings.OPERATOR_NOTICES = tmp_path, ["supervision.heartbeat.notices"]
    (tmp_path / "exchange").mkdir()
    assert "have not run" in client.get("/readyz").json()["notices"]["sweep"]
    heartbeat.beat(at=ledger_clock.now())
    answer = client.get("/readyz").json()
    assert answer["ready"] and "sweep" not in answer["notices"]
