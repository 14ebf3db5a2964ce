"""The kept counts of the board agree with a plain count of the cases, for every scope; a difference is told, not hidden."""

from datetime import datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Q

from ledger.clock import CHINA, civil_day
from powers.people.offices import Office
from powers.people.people import Role
from supervision import balancing, board, daybook, following, passage, sweep, tasks
from supervision.daybook import DayCount, Entered
from supervision.totals import totals_of
from supervision.watch import Watch
from tests import factories
from workflow.calendar.workdays import Calendar
from workflow.clock.deadlines import add_workdays
from workflow.machine import Case
from workflow.states import State

from .flows import TESTED
from .test_pages import World, area, seen_by

pytestmark = pytest.mark.django_db


def at(day, hour=9, minute=0):
    return datetime(2026, 3, 1, hour, minute, tzinfo=CHINA) + timedelta(days=day - 1)


def read(offices, *, when):
    """What the board shows of the last days."""
    today = civil_day(when)
    totals = totals_of(offices, today=today)
    places = board.places(offices, totals=totals)
    tiles = board.tiles(offices, today=today, totals=totals, places=places)
    stations = passage.stations(offices, at=when, totals=totals)
    return {
        "stations": [(s.count, s.mean) for s in stations],
        "running": (tiles.soon, tiles.normal, tiles.stopped),
        "today": (tiles.accepted_today, tiles.decided_today),
        "rate": (tiles.rate.decided, tiles.rate.late),
        "days": tiles.rate_days,
        "places": {p.code: (p.rate.decided, p.rate.late) for p in places if p.rate.decided},
    }


def plain(offices, *, when):
    """The same, each figure by a read of its own over cases and watches."""
    today = civil_day(when)
    promised = Watch.objects.filter(kind="promised", office__in=offices)
    decided = promised.filter(ended_on__gt=today - timedelta(days=30), case__decided_at__isnull=False)
    both = {"n": Count("pk"), "over": Count("pk", filter=Q(ended_on__gt=F("due_on")))}
    days = {day: (n, over) for day, n, over in decided.values_list("ended_on").annotate(**both)}
    tomorrow = add_workdays(today, 1, calendar=Calendar.load())
    shown = [today - timedelta(days=n) for n in reversed(range(14))]
    return {
        "stations": stations_of(offices, when=when),
        "running": tuple(
            promised.running().filter(which).count()
            for which in (
                Q(due_on__gte=today, due_on__lte=tomorrow),
                Q(due_on__gt=tomorrow),
                Q(due_on=None),
            )
        ),
        "today": (promised.filter(started_on=today).count(), days.get(today, (0, 0))[0]),
        "rate": tuple(map(sum, zip(*days.values(), strict=True))) or (0, 0),
        "days": [round(100 * (n - over) / n, 1) for day in shown if day in days for n, over in [days[day]]],
        "places": {code: (n, over) for code, n, over in decided.values_list("office").annotate(**both)},
    }


def stations_of(offices, *, when):
    cases = Case.objects.filter(
        office__in=offices, submitted_at__gt=when - timedelta(days=30), submitted_at__lte=when
    )

    def mean(later, earlier):
        return Avg(ExpressionWrapper(F(later) - F(earlier), DurationField()))

    found = cases.aggregate(
        a=Count("pk"), b=Count("accepted_at"), c=Count("decided_at"),
        d=Count("concluded_at", filter=Q(decided_at__isnull=False)), bt=mean("accepted_at", "submitted_at"),
        ct=mean("decided_at", "accepted_at"), dt=mean("concluded_at", "decided_at"),
    )  # fmt: skip
    return [(found[name], found.get(f"{name}t")) for name in "abcd"]


def same(offices, *, when):
    """Both ways agree; the means to the millisecond, for each database divides in its own way."""
    kept, counted = read(offices, when=when), plain(offices, when=when)
    for mine, theirs in zip(kept.pop("stations"), counted.pop("stations"), strict=True):
        assert mine[0] == theirs[0]
        assert (mine[1] is None) == (theirs[1] is None)
        assert mine[1] is None or abs(mine[1] - theirs[1]) < timedelta(milliseconds=1)
    assert kept == counted
    return kept


@pytest.fixture
def world(zone, clock):
    made = World(zone)
    made.tested = factories.edition(at=made.county, flow=TESTED)
    made.staff = {office.pk: factories.Staff(office) for office in made.offices}
    clock.set(at(16, 10))
    return made


def accepted(world, zone, office, *, on):
    edition, staff = world.editions[office.pk], world.staff[office.pk]
    return factories.case_at(State.HANDLING, zone=zone, at=on, demo=True, edition_=edition, staff=staff)[0]


def decided(world, zone, office, *, accepted_at, decided_at):
    case, staff = accepted(world, zone, office, on=accepted_at), world.staff[office.pk]
    with zone("inner"):
        examined = {"step": "examine", "outcome": "pass", "note": "符合条件"}
        factories.fresh(case).advance(by=staff.handler, at=accepted_at + timedelta(hours=3), **examined)
        factories.fresh(case).grant(by=staff.head, at=decided_at, note="同意")
    return case


def delivered(world, zone, office, *, accepted_at, decided_at, at):
    case = decided(world, zone, office, accepted_at=accepted_at, decided_at=decided_at)
    with zone("outer"):
        by = world.staff[office.pk].window
        factories.fresh(case).deliver(by=by, at=at, way="window", receiver="本人", proof="本人签字")
    return case


def stopped(world, zone, office, *, at):
    """Accepted, examined and stopped for a test."""
    edition, staff = world.tested, world.staff[office.pk]
    case = factories.case_at(State.HANDLING, zone=zone, at=at, demo=True, edition_=edition, staff=staff)[0]
    with zone("inner"):
        examined = {"step": "examine", "outcome": "pass", "note": "符合条件"}
        factories.fresh(case).advance(by=staff.handler, at=at + timedelta(hours=20), **examined)
        later = {"at": at + timedelta(days=2), "ground": "testing", "days": 10}
        factories.fresh(case).pause(by=staff.surveyor, step="test", **later)


def withdrawn(world, zone, office, *, filed_at, at):
    edition, staff = world.editions[office.pk], world.staff[office.pk]
    case = factories.case_at(
        State.SUBMITTED, zone=zone, at=filed_at, demo=True, edition_=edition, staff=staff
    )[0]
    with zone("outer"):
        factories.fresh(case).withdraw(by=case.applicant, at=at)


@pytest.fixture
def busy(world, zone):
    """Cases of several offices at every stage, the sweep between them: in time, late, stopped, withdrawn."""
    decided(world, zone, world.away, accepted_at=at(3), decided_at=at(10))
    decided(world, zone, world.other, accepted_at=at(3, 11), decided_at=at(14, 16))
    sweep.sweep(at=at(14, 17))
    delivered(world, zone, world.other, accepted_at=at(4), decided_at=at(9), at=at(12, 15))
    stopped(world, zone, world.county, at=at(9, 23))
    sweep.sweep(at=at(15))
    withdrawn(world, zone, world.county, filed_at=at(15), at=at(15, 12))
    accepted(world, zone, world.sub_office, on=at(16, 8))
    decided(world, zone, world.city_office, accepted_at=at(2, 8), decided_at=at(16, 9))
    sweep.sweep(at=at(16, 10))
    return world


def scopes(world):
    return {
        "province": world.offices,
        "city": [world.city_office, world.sub_office, world.other, world.county],
        "department": [world.city_office, world.sub_office],
        "office": [world.other],
    }


def test_every_scope_reads_what_a_plain_count_finds(busy):
    assert balancing.is_built()
    found = {name: same([o.pk for o in offices], when=at(16, 10)) for name, offices in scopes(busy).items()}
    assert found["province"]["rate"] == (4, 2)
    assert found["city"]["running"][2] == 1
    assert found["office"]["today"] == (0, 0)
    assert found["department"]["today"] == (1, 1)


def test_the_inspectors_of_each_scope_see_it_on_the_board(busy, client, clock):
    clock.set(at(16, 10))
    for role, seat, offices in (
        (Role.GOVERNMENT_INSPECTOR, busy.seat, "province"),
        (Role.GOVERNMENT_INSPECTOR, busy.city_seat, "city"),
        (Role.DEPARTMENT_INSPECTOR, busy.city_office, "department"),
    ):
        context = seen_by(client, factories.official(role, at=seat), "/board/").context
        counted = plain([office.pk for office in scopes(busy)[offices]], when=at(16, 10))
        assert [shape.station.count for shape in context["shapes"]] == [n for n, _ in counted["stations"]]
        assert (context["tiles"].soon, context["tiles"].normal, context["tiles"].stopped) == counted[
            "running"
        ]
        assert (context["tiles"].rate.decided, context["tiles"].rate.late) == counted["rate"]


def test_the_thirty_days_move_on_to_the_second(busy):
    offices = [office.pk for office in busy.offices]
    for day in (30, 32, 33, 34, 39, 40, 45):
        for moment in (at(day), at(day, 8, 59), at(day, 23, 59)):
            same(offices, when=moment)


def test_entering_a_case_twice_changes_nothing(busy):
    before = list(DayCount.objects.order_by("pk").values())
    daybook.enter(Case.objects.values_list("pk", flat=True))
    following.follow_all(at=at(16, 10))
    assert list(DayCount.objects.order_by("pk").values()) == before


def test_built_anew_it_is_the_same(busy):
    columns = ("office", "day", *daybook.COLUMNS)
    kept = DayCount.objects.exclude(submitted=0, started=0, ended=0, running=0).order_by("day", "office")
    before = list(kept.values(*columns))
    assert balancing.build(at=at(16, 10)) == Case.objects.count()
    assert list(kept.all().values(*columns)) == before
    assert balancing.balance(at=at(16, 10)) == ""


def test_a_case_counts_from_the_sweep_on_and_what_was_not_followed_is_no_fault(busy, zone):
    offices = [office.pk for office in busy.offices]
    before = read(offices, when=at(16, 11))
    decided(busy, zone, busy.away, accepted_at=at(16, 10), decided_at=at(16, 11))
    assert read(offices, when=at(16, 11)) == before
    assert balancing.balance(at=at(16, 11)) == ""
    sweep.sweep(at=at(16, 11))
    assert same(offices, when=at(16, 11))["today"] == (2, 2)


@pytest.fixture
def adrift(busy):
    """A number of the book was changed, and the events of it have long been followed."""
    following.Cursor.objects.update(at=F("at") + timedelta(hours=1))
    DayCount.objects.filter(office=busy.other, day=at(2).date()).update(submitted=F("submitted") + 7)
    return busy


def test_a_difference_is_told_and_the_board_counts_plainly_until_the_next_sweep(adrift, clock):
    offices = [office.pk for office in adrift.offices]
    clock.set(at(16, 10))
    fault = balancing.balance(at=at(16, 10))
    assert f"{adrift.other.pk} 2026-03-02 submitted: 8 != 1" in fault
    assert dict(balancing.notices()) == {
        "daybook": f"kept counts of the board differed from the cases when they were last compared: {fault}"
    }
    assert not balancing.is_built()
    same(offices, when=at(16, 10))
    sweep.sweep(at=at(16, 10))
    assert balancing.is_built() and dict(balancing.notices())
    same(offices, when=at(16, 10))
    assert balancing.balance(at=at(16, 11)) == "" and not dict(balancing.notices())


def test_a_case_that_was_never_entered_is_a_difference(busy):
    following.Cursor.objects.update(at=F("at") + timedelta(days=999))
    entry = Entered.objects.filter(office=busy.away).first()
    DayCount.objects.filter(office=busy.away).delete()
    entry.delete()
    assert f"{busy.away.pk} 2026-03-02 submitted: 0 != 1" in balancing.balance(at=at(16, 10))


def test_the_nightly_task_balances(adrift, clock):
    clock.set(at(17, 3))
    tasks.reconcile()
    assert dict(balancing.notices()) and balancing.is_built()
    same([office.pk for office in adrift.offices], when=at(17, 3))


def test_what_lies_behind_the_reach_is_dropped_and_what_runs_is_kept(busy):
    assert balancing.balance(at=at(75)) == ""
    assert not DayCount.objects.filter(day__lt=daybook.first_day(at(75))).exists()
    running = set(Watch.objects.running().filter(kind="promised").values_list("case", flat=True))
    assert set(Entered.objects.values_list("case", flat=True)) == running
    sweep.sweep(at=at(75))
    same([office.pk for office in busy.offices], when=at(75))


def test_the_command_balances_and_builds(adrift, capsys):
    with pytest.raises(CommandError, match="submitted: 8 != 1"):
        call_command("daybook", "balance")
    with pytest.raises(CommandError, match="还没有建好"):
        call_command("daybook", "balance")
    call_command("daybook", "build")
    call_command("daybook", "balance")
    assert f"登记了 {Case.objects.count()} 个办件" in capsys.readouterr().out


def test_an_office_out_of_scope_adds_nothing(busy):
    nowhere = factories.office("苏州市体育局", in_area=area("320500", "苏州市", "city"))
    assert read([nowhere.pk], when=at(16, 10))["stations"][0] == (0, None)
    assert same(Office.objects.filter(pk=busy.away.pk).values("pk"), when=at(16, 10))
