"""Which act starts, stops, extends and ends which clocks: units, start events, extension, silence, the applicant's own time."""

from dataclasses import dataclass, field
from datetime import datetime

import pytest
from django.test import override_settings

from ledger import clock
from ledger.clock import CHINA
from powers.catalogue import Edition
from tests import factories
from workflow.calendar.workdays import Calendar
from workflow.clock import winding
from workflow.clock.clocks import Clock, extension_days, waits

pytestmark = pytest.mark.django_db
ITEMS = [{"code": "m1", "name": "申请表", "text": "没有签名"}]


def at(text) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


def edition(statutory_days=20, promised_days=8, **details) -> Edition:
    """A second edition of an item that carries the details of its limit."""
    first = factories.edition(promised_days=promised_days, statutory_days=statutory_days)
    facts = {name: getattr(first, name) for name in (*Edition.TEXTS, *Edition.FACTS, *Edition.DOCUMENTS)}
    second = Edition(power=first.power, version=2, content_digest="1" * 64, **facts | {"details": details})
    with override_settings(ZONE="inner"):
        first.supersede(by=factories.REGISTRAR, at=clock.now())
        second.publish(by=factories.REGISTRAR, at=clock.now())
    return second


def filed(zone, when, **facts):
    with zone("outer"):
        case = factories.submitted(edition_=edition(**facts), at=at(when), demo=True)
    return factories.fresh(case), factories.Staff(case.office)


def accepted(zone, case, staff, when):
    with zone("outer"):
        factories.fresh(case).accept(by=staff.window, at=at(when))
    return factories.fresh(case)


def running(case) -> dict:
    return {c.kind: c for c in case.clocks.filter(ended_at=None)}


def due(case, kind="statutory") -> str:
    found = running(case).get(kind)
    return str(found.due_on) if found else ""


@dataclass
class Act:
    """An act that a verb of another hand will leave, as the projection reads it."""

    verb: str
    at: datetime
    body: dict
    zone: str = "inner"
    actor: dict = field(default_factory=dict)


def told(case, verb, when, **body):
    winding.project(case, Act(verb, at(when), body), closed=[], opened=[])
    case.save()
    return factories.fresh(case)


def test_a_limit_in_natural_days_counts_them_and_rolls_over(zone):
    case, staff = filed(zone, "2026-09-02T09:00", statutory_days=30, statutory_unit="natural")
    case = accepted(zone, case, staff, "2026-09-03T10:00")
    assert due(case) == "2026-10-08"
    lines = running(case)["statutory"].reckon(calendar=Calendar.load(), stops=[]).lines
    assert "受理之日" in lines[0] and "30 个自然日" in lines[0]
    assert "顺延" in " ".join(lines)


@pytest.mark.parametrize(
    "unit, days, end", [("month", 3, "2026-06-10"), ("year", 1, "2027-03-10"), ("working", 20, "2026-04-08")]
)
def test_months_and_years_end_on_the_same_day_of_the_month(zone, unit, days, end):
    case, staff = filed(zone, "2026-03-09T09:00", statutory_days=days, statutory_unit=unit)
    assert due(accepted(zone, case, staff, "2026-03-10T10:00")) == end


def test_from_the_receipt_of_the_application_the_limit_runs_before_anybody_accepts(zone):
    case, staff = filed(zone, "2026-03-02T09:00", statutory_days=7, starts_from="received")
    assert due(case) == "2026-03-11"
    case = accepted(zone, case, staff, "2026-03-06T10:00")
    assert due(case) == "2026-03-11"
    assert case.clocks.filter(kind="statutory").count() == 1


def test_the_applicants_own_time_does_not_count_against_a_limit_that_runs_from_receipt(zone):
    case, staff = filed(zone, "2026-03-02T09:00", statutory_days=7, starts_from="received")
    with zone("outer"):
        case.ask_to_complete(by=staff.window, at=at("2026-03-04T09:00"), items=ITEMS)
        assert due(factories.fresh(case)) == "None"
        factories.fresh(case).supplement(by=case.applicant, at=at("2026-03-18T09:00"), filing={"files": 0})
    case = factories.fresh(case)
    # 3 月 3 日是第 1 天，4 日至 18 日等补正，19 日是第 2 天。
    assert due(case) == "2026-03-26"
    lines = running(case)["statutory"].reckon(calendar=Calendar.load(), stops=waits(case)).lines
    assert any("停钟，等申请人补正，不计入" in line for line in lines)


def test_from_all_valid_documents_a_correction_starts_the_limit_anew(zone):
    case, staff = filed(
        zone, "2026-03-02T09:00", statutory_days=60, statutory_unit="natural", starts_from="complete"
    )
    assert due(case) == "2026-05-06"
    with zone("outer"):
        case.ask_to_complete(by=staff.window, at=at("2026-03-04T09:00"), items=ITEMS)
        assert due(factories.fresh(case)) == ""
        factories.fresh(case).supplement(by=case.applicant, at=at("2026-03-10T09:00"), filing={"files": 0})
    assert due(factories.fresh(case)) == "2026-05-09"


def test_from_the_end_of_the_acceptance_period_it_does_not_matter_when_in_it_one_is_accepted(zone):
    ends = set()
    for day in ("03", "09"):
        case, staff = filed(zone, "2026-03-02T09:00", statutory_days=10, starts_from="closed")
        ends.add(due(accepted(zone, case, staff, f"2026-03-{day}T10:00")))
    # 3 月 2 日收到，受理期限到 3 月 9 日，从那天起 10 个工作日。
    assert ends == {"2026-03-23"}


def test_from_the_survey_day_nothing_runs_until_the_site_was_surveyed(zone):
    case, staff = filed(zone, "2026-03-02T09:00", statutory_days=10, starts_from="surveyed")
    case = accepted(zone, case, staff, "2026-03-03T10:00")
    assert due(case) == ""
    run = next(iter(case.open_runs))
    run.kind = "inspection"
    winding.project(case, Act("advance", at("2026-03-06T10:00"), {}), closed=[run], opened=[])
    assert due(factories.fresh(case)) == "2026-03-20"
    winding.project(case, Act("advance", at("2026-03-12T10:00"), {}), closed=[run], opened=[])
    assert due(factories.fresh(case)) == "2026-03-20"


def test_a_start_that_only_the_statute_knows_counts_from_acceptance_and_says_so(zone):
    case, staff = filed(zone, "2026-03-02T09:00", starts_from="other")
    case = accepted(zone, case, staff, "2026-03-03T10:00")
    assert due(case) == "2026-03-31"
    assert (
        "条文写的是其他起算点"
        in running(case)["statutory"].reckon(calendar=Calendar.load(), stops=[]).lines[0]
    )


def test_an_extension_moves_promise_and_limit_and_is_told(zone):
    case, staff = filed(zone, "2026-03-02T09:00")
    case = accepted(zone, case, staff, "2026-03-02T10:00")
    assert (due(case, "promised"), due(case)) == ("2026-03-12", "2026-03-30")
    case = told(case, "extend", "2026-03-10T10:00", days=10)
    assert (due(case, "promised"), due(case)) == ("2026-03-26", "2026-04-14")
    assert str(case.due_on) == "2026-03-26"
    promised = running(case)["promised"]
    assert promised.words == "8 个工作日，延长 10 个工作日"
    assert any("在延长的期限内" in line for line in promised.reckon(calendar=Calendar.load(), stops=[]).lines)


def test_an_extension_in_a_pause_has_its_day_when_the_clock_goes_on(zone):
    case, staff = filed(zone, "2026-03-02T09:00")
    case = accepted(zone, case, staff, "2026-03-02T10:00")
    case = told(case, "pause", "2026-03-04T10:00", ground="hearing", days=5)
    case = told(case, "extend", "2026-03-05T10:00", days=10)
    assert due(case) == "None"
    case = told(case, "resume", "2026-03-06T10:00")
    # 4 日至 6 日停钟。
    assert (due(case, "promised"), due(case)) == ("2026-03-31", "2026-04-17")


def test_how_far_a_limit_may_be_extended_is_the_editions_own_or_ten_days():
    assert extension_days(edition()) == 10
    assert extension_days(edition(extension_days=15)) == 15


def test_silence_past_the_limit_counts_from_the_receipt_of_the_materials(zone):
    case, _ = filed(zone, "2026-03-02T09:00")
    case = told(case, "accept_by_silence", "2026-03-10T00:10", since="2026-03-02")
    assert (due(case, "promised"), due(case)) == ("2026-03-12", "2026-03-30")
    assert due(case, "acceptance") == ""
    assert (
        "逾期没有答复，视为受理"
        in running(case)["promised"].reckon(calendar=Calendar.load(), stops=[]).lines[0]
    )


def test_the_applicant_has_a_clock_of_his_own_and_the_notice_says_its_day(zone):
    case, staff = filed(zone, "2026-03-02T09:00")
    with zone("outer"):
        case.ask_to_complete(by=staff.window, at=at("2026-03-04T09:00"), items=ITEMS)
        case = factories.fresh(case)
        assert set(running(case)) == {"correction"}
        assert due(case, "correction") == "2026-03-18"
        assert case.papers.get(kind="correction_notice").fields["supply_by"] == "2026-03-18"
        case.supplement(by=case.applicant, at=at("2026-03-16T09:00"), filing={"files": 0})
    case = factories.fresh(case)
    assert (due(case, "correction"), due(case, "acceptance")) == ("", "2026-03-23")


def test_the_statutory_limit_of_an_earlier_version_says_where_it_counts_from():
    old = Clock(kind="statutory", days=20, started_at=at("2026-03-02T09:00"))
    assert old.event == "受理之日"
