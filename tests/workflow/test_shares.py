"""Whose time it was: the office's, the applicant's, and what the law excludes, for the pages of all three readers."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from ledger.clock import CHINA
from tests import factories
from tests.factories import BACKEND
from workflow.clock import winding
from workflow.clock.clocks import Clock, ClockStop
from workflow.clock.shares import Shares, shares

pytestmark = pytest.mark.django_db
ITEMS = [{"code": "m1", "name": "申请表", "text": "没有签名"}]


def at(text) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


@pytest.fixture
def case(zone):
    """Handed in on a Monday, sent back on Wednesday, supplied a week later, accepted on the Friday."""
    with zone("outer"):
        case = factories.submitted(at=at("2026-03-02T09:00"), demo=True)
        staff = factories.Staff(case.office)
        factories.fresh(case).ask_to_complete(by=staff.window, at=at("2026-03-04T09:00"), items=ITEMS)
        factories.fresh(case).supplement(by=case.applicant, at=at("2026-03-11T09:00"), filing={"files": 0})
        factories.fresh(case).accept(by=staff.window, at=at("2026-03-13T09:00"))
    return factories.fresh(case)


def counted(case, when) -> tuple:
    found = shares(case, at=at(when))
    return found.window, found.handling, found.applicant, found.excluded


def test_every_working_day_since_submission_belongs_to_exactly_one(case):
    # 3 日窗口；4 日至 11 日补正，六个工作日；12、13 日窗口；16、17 日审查。
    assert counted(case, "2026-03-17T09:00") == (3, 2, 6, 0)


def test_on_the_day_of_submission_nobody_has_used_a_day(case):
    assert counted(case, "2026-03-02T23:59:59") == (0, 0, 0, 0)


def test_a_special_procedure_is_nobodys_time_and_overlapping_times_count_once(case):
    ClockStop.objects.create(
        case=case,
        ground="testing",
        days=5,
        started_at=at("2026-03-16T09:00"),
        ended_at=at("2026-03-18T09:00"),
    )
    ClockStop.objects.create(
        case=case,
        ground="hearing",
        days=5,
        started_at=at("2026-03-17T09:00"),
        ended_at=at("2026-03-19T09:00"),
    )
    assert counted(case, "2026-03-20T09:00") == (3, 1, 6, 4)


def test_a_late_window_is_not_hidden_behind_the_applicants_correction(case, zone):
    """The window took eight working days of its own over the two rounds, whatever the applicant took."""
    with zone("outer"):
        slow = factories.submitted(at=at("2026-03-02T09:00"), demo=True)
        staff = factories.Staff(slow.office)
        factories.fresh(slow).ask_to_complete(by=staff.window, at=at("2026-03-09T09:00"), items=ITEMS)
        factories.fresh(slow).supplement(by=slow.applicant, at=at("2026-03-09T15:00"), filing={"files": 0})
        factories.fresh(slow).accept(by=staff.window, at=at("2026-03-13T09:00"))
    assert counted(factories.fresh(slow), "2026-03-13T09:00") == (8, 0, 1, 0)


def test_after_the_decision_nothing_is_added(case):
    case.decided_at = at("2026-03-18T09:00")
    assert counted(case, "2026-06-01T09:00") == counted(case, "2026-03-18T09:00")
    assert shares(case, at=at("2026-06-01T09:00")).words.startswith("从提交到决定")


def test_it_says_whose_turn_it_is(zone):
    with zone("outer"):
        case = factories.submitted(at=at("2026-03-02T09:00"), demo=True)
        assert shares(case, at=at("2026-03-03T09:00")).awaited == "受理窗口答复"
        staff = factories.Staff(case.office)
        factories.fresh(case).ask_to_complete(by=staff.window, at=at("2026-03-04T09:00"), items=ITEMS)
    waiting = shares(factories.fresh(case), at=at("2026-03-05T09:00"))
    assert waiting.awaited == "申请人补正"
    assert waiting.words == (
        "从提交到现在，机关用了 1 个工作日（窗口 1 个，审查 0 个），申请人补正用了 2 个，依法不计入 0 个；现在等申请人补正。"
    )


def test_citizen_window_and_official_read_the_same_sentence_and_the_same_sum(zone):
    with zone("outer"):
        case = factories.submitted()
        staff = factories.Staff(case.office)
        factories.fresh(case).accept(by=staff.window, at=case.submitted_at)
    case = factories.fresh(case)
    promised = Clock.objects.get(case=case, kind="promised")
    last = f"到期日：{promised.due_on.year} 年 {promised.due_on.month} 月 {promised.due_on.day} 日"
    readers = [
        ("outer", case.applicant, reverse_in(zone, "outer", "track", case.number)),
        ("outer", staff.window, reverse_in(zone, "outer", "window_case", case.number)),
        ("inner", staff.handler, reverse_in(zone, "inner", "desk_case", case.number)),
    ]
    for net, person, address in readers:
        with zone(net):
            client = Client()
            client.force_login(person, backend=BACKEND)
            page = client.get(address).content.decode()
        assert "机关用了 0 个工作日" in page, net
        assert last in page, net
        assert "日历：国务院办公厅公布的全国放假安排。" in page, net


def reverse_in(zone, net, name, *args) -> str:
    with zone(net):
        return reverse(name, args=args)


def test_a_case_without_any_time_used_reads_none():
    assert Shares().office == 0
    assert winding.ENDS["withdraw"] == tuple(Clock.Kind)
