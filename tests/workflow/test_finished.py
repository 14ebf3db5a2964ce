"""Finished cases of an office found again: what is found, by whom, and what nobody finds."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from ledger import clock
from ledger.clock import civil_day
from tests import factories
from tests.factories import BACKEND
from workflow.desk import finished
from workflow.states import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def concluded(zone):
    return factories.case_at(State.CONCLUDED, zone=zone)


def signed_in(client, user):
    client.force_login(user, backend=BACKEND)
    return client


def found(client, **asked) -> list[str]:
    return [case.number for case, _ in client.get(reverse("desk_finished"), asked).context["rows"]]


def test_found_by_number_item_result_and_day(client, concluded):
    case, staff = concluded
    signed_in(client, staff.head)
    today = civil_day(clock.now())
    assert found(client) == [case.number]
    assert found(client, q=case.number[:9]) == found(client, q=case.edition.name[1:4]) == [case.number]
    assert found(client, result="grant", from_on=today, to_on=today) == [case.number]
    assert found(client, q="没有这样的事项") == found(client, result="refuse") == []
    assert found(client, to_on=today - timedelta(days=1)) == []
    assert found(client, from_on=today + timedelta(days=1)) == []


def test_what_is_still_in_hand_and_what_other_offices_ended_is_not_found(client, concluded, zone):
    case, staff = concluded
    with zone("outer"):
        factories.submitted(edition_=case.edition)
    assert found(signed_in(client, staff.reviewer)) == [case.number]
    stranger = factories.official("head", at=factories.office("别的机关"))
    assert found(signed_in(client, stranger)) == []


def test_whose_post_may_not_is_refused(client, concluded):
    _, staff = concluded
    assert signed_in(client, staff.handler).get(reverse("desk_finished")).status_code == 403


def test_bad_days_are_told_in_a_sentence_and_nothing_is_lost(client, concluded):
    _, staff = concluded
    signed_in(client, staff.head)
    asked = {"q": "护士", "from_on": "2026-05-02", "to_on": "2026-05-01"}
    answer = client.get(reverse("desk_finished"), asked)
    assert answer.status_code == 422
    assert "后一个日期要不早于前一个日期" in answer.content.decode() and "护士" in answer.content.decode()
    assert client.get(reverse("desk_finished"), {"to_on": "昨天"}).status_code == 422


def test_the_list_is_read_from_its_index(concluded):
    _, staff = concluded
    rows = finished.of_offices(staff.head).order_by("-concluded_at", "-pk")
    plan = rows.values("pk").explain()
    assert connection.vendor != "sqlite" or "case_finished" in plan
