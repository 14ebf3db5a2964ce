"""Several calendars, a holiday declared late, and both nets coming to the same days."""

import json
from datetime import date, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from exchange import kinds
from ledger import clock
from ledger.clock import CHINA
from ledger.events import Event
from ledger.verbs import NotAllowed, Refused
from ledger.verify import verify
from powers.people.people import CLOCK
from tests import factories
from workflow.calendar import notices, recomputing, store
from workflow.calendar.holidays import BadCalendar, packaged, read_years
from workflow.calendar.notices import CalendarNotice
from workflow.calendar.workdays import Calendar, CalendarDay, LocalDay, Source
from workflow.clock.clocks import Clock
from workflow.states import State

pytestmark = pytest.mark.django_db
FESTIVAL = json.dumps(
    {
        "2026": {
            "weekday_off": ["2026-03-05", "2026-03-06"],
            "weekend_work": ["2026-03-14"],
            "holidays": {"区庆": ["2026-03-05", "2026-03-06"]},
        }
    }
)
NOTICE = "鼓政发〔2026〕8 号"


def at(text) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


def enter(
    text=FESTIVAL,
    *,
    zone,
    place="320106",
    title=NOTICE,
    source=Source.LOCAL,
    by=notices.ADMINISTRATOR,
):
    factories.area()
    with zone("inner"):
        lists = read_years(text, local=bool(place))
        return notices.enter(lists, title=title, source=source, place=place, by=by, at=clock.now())


def corrected(**changes) -> str:
    """The packaged list of 2026 with a change."""
    return json.dumps({"2026": packaged()[-1].told() | changes})


def handling(zone, when="2026-03-02T10:00", *, office=None):
    edition = factories.edition(at=office)
    with zone("outer"):
        case = factories.submitted(edition_=edition, at=at(when), demo=True)
        staff = factories.Staff(case.office)
        factories.fresh(case).accept(by=staff.window, at=at(when))
    return factories.fresh(case), staff


def days(case) -> dict:
    return {c.kind: str(c.due_on) for c in case.clocks.filter(ended_at=None)}


def test_a_county_rests_on_its_own_day_and_its_neighbour_works(zone):
    enter(zone=zone)
    own, other = (
        factories.office(),
        factories.office("玄武区卫健委", in_area=factories.area("320102", "玄武区")),
    )
    assert not Calendar.of(own).is_workday(date(2026, 3, 5))
    assert Calendar.of(own).is_workday(date(2026, 3, 14))
    assert Calendar.of(other) is Calendar.load()
    assert Calendar.of(own).why_off(date(2026, 3, 5)) == f"鼓楼区区庆（{NOTICE}）"
    assert Calendar.of(own).covers(date(2026, 3, 5))


def test_what_lies_under_a_place_has_its_days_too_and_the_nearer_place_prevails(zone):
    factories.area("320100", "南京市", level=3)
    town = factories.office("街道办", in_area=factories.area("320106001000", "宁海路街道", level=5))
    enter(zone=zone, place="320100", title="宁政发〔2026〕3 号")
    assert not Calendar.of(town).is_workday(date(2026, 3, 5))
    enter('{"2026": {"weekday_off": ["2026-03-09"], "weekend_work": []}}', zone=zone)
    assert not Calendar.of(town).is_workday(date(2026, 3, 9))
    assert "南京市（宁政发〔2026〕3 号）、鼓楼区（鼓政发〔2026〕8 号）" in Calendar.of(town).name


def test_one_office_may_have_days_of_its_own(zone):
    closed, other = factories.office(), factories.office("鼓楼区民政局")
    enter(zone=zone, place=closed.pk, title="搬迁公告")
    assert not Calendar.of(closed).is_workday(date(2026, 3, 5))
    assert Calendar.of(other).is_workday(date(2026, 3, 5))


def test_a_later_notice_of_a_place_takes_the_place_of_the_earlier_one(zone):
    office = factories.office()
    enter(zone=zone)
    enter('{"2026": {"weekday_off": [], "weekend_work": []}}', zone=zone, title="撤销")
    assert Calendar.of(office) is Calendar.load()
    assert not LocalDay.objects.exists()


def test_a_case_is_reckoned_by_its_offices_calendar_and_says_which(zone):
    enter(zone=zone)
    case, _ = handling(zone)
    # 3 月 5、6 日区庆，14 日上班：第 8 天比全国的晚一个工作日。
    assert days(case)["promised"] == "2026-03-14"
    promised = case.clocks.get(kind="promised")
    lines = promised.reckon(calendar=Calendar.of(case.office), stops=[]).lines
    assert lines[1] == f"日历：国务院办公厅公布的全国放假安排，加上鼓楼区（{NOTICE}）的本地安排。"
    assert any(f"鼓楼区区庆（{NOTICE}），不计入" in line for line in lines)


def test_a_holiday_declared_late_moves_the_open_cases_and_leaves_an_event_with_both_days(zone):
    case, _ = handling(zone)
    other, _ = handling(zone, office=factories.office("玄武区局", in_area=factories.area("320102", "玄武区")))
    before, unmoved = days(case), days(other)
    enter(zone=zone)
    with zone("inner"):
        done = recomputing.recompute_all(at=clock.now())
    assert done.moved == 1
    after = factories.fresh(case)
    assert days(after) != before and days(factories.fresh(other)) == unmoved
    assert after.due_on == date(2026, 3, 14)
    event = Event.objects.of(case.pk).last()
    assert event.verb == "recompute" and event.body["notice"] == NOTICE
    told = {each["kind"]: (each["was"], each["now"]) for each in event.body["moved"]}
    assert told["promised"] == ("2026-03-12", "2026-03-14")
    assert not Event.objects.of(other.pk).filter(verb="recompute").exists()
    assert verify().sound


def test_computing_again_with_the_same_calendar_does_nothing(zone):
    case, _ = handling(zone)
    enter(zone=zone)
    with zone("inner"):
        recomputing.recompute_all(at=clock.now())
        seq = factories.fresh(case).seq
        assert recomputing.recompute_all(at=clock.now()) == recomputing.Recomputed()
    assert factories.fresh(case).seq == seq


def test_many_cases_are_computed_again_in_batches(zone, monkeypatch):
    monkeypatch.setattr(recomputing, "BATCH", 2)
    cases = [handling(zone)[0] for _ in range(3)]
    enter(zone=zone)
    with zone("inner"):
        done = recomputing.recompute_all(at=clock.now())
    assert done.looked == Clock.objects.filter(ended_at=None).count()
    assert {factories.fresh(case).due_on for case in cases} == {date(2026, 3, 14)}
    current = store.held().version
    assert not Clock.objects.filter(ended_at=None).exclude(reckoned_with=current).exists()


def test_a_corrected_national_list_moves_them_as_well(zone):
    case, _ = handling(zone)
    off = [*packaged()[-1].told()["weekday_off"], "2026-03-04"]
    enter(
        corrected(weekday_off=off),
        zone=zone,
        place="",
        title="关于 3 月 4 日放假的通知",
        source=Source.OFFICIAL,
    )
    with zone("inner"):
        assert recomputing.recompute_all(at=clock.now()).moved == 1
    assert factories.fresh(case).due_on == date(2026, 3, 13)


def test_the_net_that_follows_comes_to_the_same_days_before_and_after_the_event(zone):
    """What the holder of the case records moves nothing twice on the net that follows it."""
    case, _ = handling(zone)
    enter(zone=zone)
    with zone("outer"):
        assert recomputing.recompute_all(at=clock.now()).moved == 1
    quiet = days(factories.fresh(case))
    assert not Event.objects.of(case.pk).filter(verb="recompute").exists()
    assert factories.fresh(case).due_on == date(2026, 3, 14)
    Clock.objects.filter(case=case).update(due_on=date(2026, 3, 12), reckoned_with=0)
    with zone("inner"):
        recomputing.recompute_all(at=clock.now())
    assert days(factories.fresh(case)) == quiet


def test_a_case_that_moves_meanwhile_is_found_by_the_next_run(zone, monkeypatch):
    from ledger.verbs import StaleSubject

    case, _ = handling(zone)
    enter(zone=zone)

    def stale(*_, **__):
        raise StaleSubject

    with zone("inner"):
        with monkeypatch.context() as patch:
            patch.setattr(type(case), "recompute", stale)
            assert recomputing.recompute_all(at=clock.now()).moved == 0
        assert recomputing.recompute_all(at=clock.now()).moved == 1


def test_a_closed_case_keeps_its_days(zone):
    case, _ = factories.case_at(State.CONCLUDED, zone=zone, at=clock.now())
    before = list(case.clocks.values_list("kind", "due_on"))
    enter(zone=zone)
    with zone("outer"):
        recomputing.recompute_all(at=clock.now())
    assert list(factories.fresh(case).clocks.values_list("kind", "due_on")) == before


def test_nobody_at_a_desk_moves_a_due_date(zone):
    case, staff = handling(zone)
    with zone("inner"):
        for person in (staff.head, staff.handler, case.applicant):
            with pytest.raises(NotAllowed):
                factories.fresh(case).recompute(
                    by=person, at=clock.now(), moved=[{"kind": "promised"}], notice=""
                )
        with pytest.raises(Refused):
            factories.fresh(case).recompute(by=CLOCK, at=clock.now(), moved=[], notice="")


def test_a_notice_is_entered_on_the_inner_net_by_the_system_administrator_only(zone):
    from ledger.verbs import WrongZone

    admin = factories.official("system_admin", at=factories.office())
    clerk = factories.official("window", at=factories.office())
    assert enter(zone=zone, by=admin).state == "entered"
    with pytest.raises(NotAllowed):
        enter(zone=zone, by=clerk)
    with zone("outer"), pytest.raises(WrongZone):
        notices.enter(
            read_years(FESTIVAL, local=True), title="x", source="local", place="320106", at=clock.now()
        )


def test_a_notice_crosses_and_both_nets_hold_the_same_days(zone):
    class Undo(Exception):
        pass

    def held():
        return (
            list(LocalDay.objects.values_list("place", "date", "is_workday", "note", "notice")),
            list(CalendarDay.objects.values_list("date", "is_workday", "source", "note")),
        )

    factories.area()
    bodies = []
    try:
        with transaction.atomic():
            enter(zone=zone)
            enter(corrected(), zone=zone, place="", title="2026 年", source=Source.OFFICIAL)
            bodies = [
                {"event": e.sealed, "data": {}} for e in Event.objects.filter(kind="calendar").order_by("pk")
            ]
            there = held()
            raise Undo
    except Undo:
        store.look_again()
    with zone("outer"):
        for body in [*bodies, *bodies]:
            kind = kinds.known("calendar")
            kind.check(body)
            kind.run(body, at=clock.now())
    assert held() == there
    assert CalendarNotice.objects.count() == 2
    assert not Calendar.of(factories.office()).is_workday(date(2026, 3, 5))


@pytest.mark.parametrize("place", ["999999", "1" * 18, "x"])
def test_a_place_that_is_not_known_is_refused(zone, place):
    with pytest.raises(BadCalendar, match="没有代码是"):
        enter(zone=zone, place=place)


def test_a_local_list_needs_no_holidays_but_its_dates_are_judged_alike():
    assert (
        read_years('{"2026": {"weekday_off": [], "weekend_work": []}}', local=True)[0].weekday_off
        == frozenset()
    )
    with pytest.raises(BadCalendar, match="周六"):
        read_years('{"2026": {"weekday_off": ["2026-03-07"], "weekend_work": []}}', local=True)


def test_the_command_enters_a_local_notice_and_says_what_moved(zone, tmp_path, capsys):
    handling(zone)
    file = tmp_path / "gulou.json"
    file.write_text(FESTIVAL, encoding="utf-8")
    with zone("inner"):
        with pytest.raises(CommandError, match="--title"):
            call_command("load_calendar", str(file), place="320106")
        call_command("load_calendar", str(file), place="320106", title=NOTICE)
    said = capsys.readouterr().out
    assert "2026 年：录入 3 天，来源是本地决定" in said
    assert f"1 件的到期日变了，每一件都记下了原来的和现在的日期（{NOTICE}）" in said


def test_on_the_outer_net_the_command_says_where_to_enter_it(zone, tmp_path):
    file = tmp_path / "gulou.json"
    file.write_text(FESTIVAL, encoding="utf-8")
    factories.area()
    with zone("outer"), pytest.raises(CommandError, match="内网"):
        call_command("load_calendar", str(file), place="320106", title=NOTICE)
