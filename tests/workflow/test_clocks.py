"""The clocks of a case walk with its verbs."""

from datetime import datetime, timedelta

import pytest
from django.core.management import call_command

from ledger import clock
from ledger.clock import CHINA, civil_day
from tests import factories
from workflow.calendar import holidays, recomputing
from workflow.calendar.workdays import Calendar
from workflow.clock.clocks import Clock, ClockStop
from workflow.clock.deadlines import add_workdays
from workflow.states import State

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def calendar():
    holidays.ship()


def running(case) -> dict:
    return {c.kind: c for c in case.clocks.filter(ended_at=None)}


def at(text) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


def demo_case(submitted, *, zone, **facts):
    with zone("outer"):
        case = factories.submitted(at=at(submitted), demo=True, **facts)
    return case, factories.Staff(case.office)


def test_the_window_has_five_working_days_from_the_day_after_receipt(zone):
    case, _ = demo_case("2026-09-24T23:59:59", zone=zone)
    # 9 月 25 日至 27 日中秋，10 月 1 日至 7 日国庆
    assert running(case)["acceptance"].due_on.isoformat() == "2026-10-09"


def test_acceptance_starts_the_promised_and_the_statutory_limit(zone):
    case, staff = demo_case("2026-09-23T10:00", zone=zone)
    with zone("outer"):
        case.accept(by=staff.window, at=at("2026-09-24T10:00"))
    found = running(factories.fresh(case))
    assert set(found) == {"promised", "statutory", "step"}
    assert found["statutory"].due_on.isoformat() == "2026-10-29"  # 20 个工作日
    assert factories.fresh(case).due_on == found["promised"].due_on


def test_a_special_procedure_stops_the_clocks_and_its_days_do_not_count(zone):
    from powers.flow.default_flows import own_flow

    flow = own_flow("公共场所卫生许可", promised_days=12)
    case, staff = demo_case("2026-10-12T09:00", zone=zone, flow=flow, promised_days=12)
    with zone("outer"):
        case.accept(by=staff.window, at=at("2026-10-12T10:00"))
    for step, outcome in (("examine", "pass"), ("survey", "sample")):
        case = factories.fresh(case)
        run = case.open_runs[0]
        case.advance(
            by=staff.on(run.lane), at=at("2026-10-13T10:00"), step=step, outcome=outcome, note="需要检测"
        )
    before = factories.fresh(case).due_on
    factories.fresh(case).pause(
        by=staff.surveyor, at=at("2026-10-14T10:00"), step="test", ground="testing", days=5
    )
    paused = factories.fresh(case)
    assert paused.state == State.PAUSED and paused.due_on is None
    assert {c.due_on for c in paused.clocks.filter(ended_at=None).exclude(kind="stop")} == {None}
    paused.resume(by=staff.surveyor, at=at("2026-10-20T10:00"), note="检测合格")
    resumed = factories.fresh(case)
    # 10 月 14 日至 20 日停钟，其间 5 个工作日
    assert resumed.due_on == add_workdays(before, 5, calendar=Calendar.load())
    assert ClockStop.objects.get().days == 5


def test_without_days_told_there_is_no_pause(zone):
    from ledger.verbs import Refused
    from powers.flow.default_flows import own_flow

    case, staff = demo_case(
        "2026-10-12T09:00", zone=zone, flow=own_flow("公共场所卫生许可", promised_days=12), promised_days=12
    )
    with zone("outer"):
        case.accept(by=staff.window, at=at("2026-10-12T10:00"))
    for step, outcome in (("examine", "pass"), ("survey", "sample")):
        case = factories.fresh(case)
        case.advance(
            by=staff.on(case.open_runs[0].lane),
            at=at("2026-10-13T10:00"),
            step=step,
            outcome=outcome,
            note="x",
        )
    with pytest.raises(Refused):
        factories.fresh(case).pause(
            by=staff.surveyor, at=at("2026-10-14T10:00"), step="test", ground="testing", days=0
        )
    assert factories.fresh(case).state == State.HANDLING


def test_correction_ends_the_windows_clock_and_the_supplement_starts_a_new_one(zone):
    case, staff = demo_case("2026-10-12T09:00", zone=zone)
    with zone("outer"):
        case.ask_to_complete(
            by=staff.window, at=at("2026-10-13T09:00"), items=[{"code": "m1", "name": "表", "text": "缺"}]
        )
        assert set(running(factories.fresh(case))) == {"correction"}
        factories.fresh(case).supplement(by=case.applicant, at=at("2026-10-20T09:00"), filing={"files": 0})
    assert running(factories.fresh(case))["acceptance"].due_on.isoformat() == "2026-10-27"


def test_a_decision_ends_the_limits_and_starts_ten_days_for_delivery(zone):
    case, _ = factories.case_at(State.GRANTED, zone=zone)
    assert running(case)["delivery"].days == 10
    assert "promised" not in running(case) and case.due_on is None


def test_a_date_past_the_loaded_calendar_is_provisional_and_settles_when_the_year_is_loaded(zone):
    case, staff = demo_case("2026-11-20T09:00", zone=zone, promised_days=20, statutory_days=45)
    with zone("outer"):
        case.accept(by=staff.window, at=at("2026-11-20T10:00"))
    statutory = running(factories.fresh(case))["statutory"]
    assert statutory.provisional
    guessed = statutory.due_on
    holidays.load_year(*holidays.read_years('{"2027": {"weekday_off": ["2027-01-01"], "weekend_work": []}}'))
    assert recomputing.recompute_all(at=clock.now()).settled == 1
    statutory.refresh_from_db()
    assert not statutory.provisional
    assert statutory.due_on == add_workdays(guessed, 1, calendar=Calendar.load())


def test_loading_a_year_settles_the_dates_that_waited_for_it(zone, tmp_path, capsys):
    case, staff = demo_case("2026-11-20T09:00", zone=zone, promised_days=20, statutory_days=45)
    with zone("outer"):
        case.accept(by=staff.window, at=at("2026-11-20T10:00"))
    year = tmp_path / "2027.json"
    year.write_text('{"2027": {"weekday_off": ["2027-01-01"], "weekend_work": []}}', encoding="utf-8")
    call_command("load_calendar", str(year))
    assert not running(factories.fresh(case))["statutory"].provisional
    assert "1 个现在确定" in capsys.readouterr().out


def test_every_running_clock_explains_itself_to_the_same_day(zone):
    case, _ = factories.case_at(State.HANDLING, zone=zone)
    for each in Clock.objects.filter(case=case, ended_at=None):
        sum_ = each.reckon(calendar=Calendar.load(), stops=[])
        assert sum_.on == each.due_on
        assert f"{each.due_on.month} 月 {each.due_on.day} 日" in sum_.lines[-1] or sum_.provisional
    assert civil_day(clock.now()) + timedelta(days=1) > case.submitted_at.date()
