"""The desks in a house with many cases: to-do list, case page, window, done list; the first page and the last, and growth.

All open cases lie in one office, which is the worst case of a list. Whole requests in process, database and all: processor time
on SQLite, for PostgreSQL the clock on the wall. Growth is that of the best of the answers, which the neighbours on the machine
disturb least.
`BENCH_OPEN=100000 BENCH_CLOSED=1000000` for the record; a tenth of that is measured first, in the same database.
"""

import os
from datetime import timedelta
from types import SimpleNamespace

from bench.answers import asked_for, spread_of, visit
from bench.setting import row, seconds, set_up

OPEN, CLOSED = int(os.environ.get("BENCH_OPEN", "2000")), int(os.environ.get("BENCH_CLOSED", "10000"))
WAITING = OPEN // 10


def main() -> None:
    set_up()
    from django.conf import settings

    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "axes" not in name]
    house = a_house()
    small = grown(house, share=10, start=0)
    large = grown(house, share=1, start=small.reached)
    row("", "p50 / p95 ms", "queries", "growth")
    for words, (best, middle, high, queries) in large.found.items():
        row(words, f"{middle:.1f} / {high:.1f}", queries, f"× {best / small.found[words][0]:.2f}")


def a_house() -> SimpleNamespace:
    """One case of each kind that is copied: waiting at the window, open at a desk, closed after delivery; all watched."""
    from django.conf import settings

    from ledger import clock
    from supervision import following
    from tests import factories

    edition = factories.edition()
    staff = factories.Staff(edition.power.office)
    settings.ZONE = "outer"
    waiting, opened, closed = (factories.submitted(edition_=edition) for _ in range(3))
    for case in (opened, closed):
        factories.fresh(case).accept(by=staff.window, at=clock.now())
    settings.ZONE = "inner"
    factories._advance_to_decision(factories.fresh(closed), staff, clock.now())
    factories.fresh(closed).grant(by=staff.head, at=clock.now(), note="同意")
    settings.ZONE = "outer"
    factories.fresh(closed).deliver(
        by=staff.window, at=clock.now(), way="window", receiver="本人", proof="本人签字"
    )
    settings.ZONE = "inner"
    following.follow_all(at=clock.now())
    return SimpleNamespace(
        staff=staff,
        waiting=factories.fresh(waiting),
        opened=factories.fresh(opened),
        closed=factories.fresh(closed),
    )


def grown(house, *, share: int, start: int) -> SimpleNamespace:
    """Fill up to a share of the whole and measure every page."""
    spent = seconds(lambda: fill(house, share=share, start=start))
    reached = (WAITING + OPEN + CLOSED) // share
    row(f"{OPEN // share:,} open, {CLOSED // share:,} closed cases", f"filled in {spent:.0f} s")
    report_daybook()
    found = SimpleNamespace(found={}, reached=reached)
    for words, act in measures(house):
        queries = asked_for(act)
        found.found[words] = *spread_of(act), queries
    return found


def report_daybook() -> None:
    """The kept counts of the board built anew, and held against the cases."""
    from ledger import clock
    from supervision import balancing

    built = seconds(lambda: balancing.build(at=clock.now()))
    balanced = seconds(lambda: balancing.balance(at=clock.now()))
    row("daybook built; balanced", f"{built:.1f} s; {balanced:.1f} s", balancing.balance(at=clock.now())[:40])


def fill(house, *, share: int, start: int) -> None:
    from bench.copies import multiply
    from ledger import clock

    now, already, at = clock.now(), start / (WAITING + OPEN + CLOSED), start
    facts = {"holder": house.staff.handler.staff_no, "newest": now}
    for case, number, spread, days in (
        (house.closed, CLOSED, timedelta(days=1000), 30),
        (house.opened, OPEN, timedelta(days=30), 60),
        (house.waiting, WAITING, timedelta(days=4), 5),
    ):
        more = int(number / share - number * already)
        multiply(case, more, start=at, spread=spread, days=days, **facts)
        at += more


def measures(house):
    """Each page with its floor beside it."""
    yield from floors()
    staff, number = house.staff, house.opened.number
    asked = []
    for words, zone, user, url in (
        ("to-do list, first page", "inner", staff.handler, "/"),
        ("to-do list, last page", "inner", staff.handler, f"/?after={last_todo(staff)}"),
        ("to-do list, mine, red lamp", "inner", staff.handler, "/?whose=mine&light=bad"),
        ("to-do list, words of an item", "inner", staff.handler, "/?q=护士"),
        ("to-do list, beginning of a number", "inner", staff.handler, "/?q=90000"),
        ("whole office, as its head", "inner", staff.head, "/?whole=1"),
        ("done list", "inner", staff.handler, "/desk/done/"),
        ("case page, handler", "inner", staff.handler, f"/desk/cases/{number}/"),
        ("case page, closed", "inner", staff.head, f"/desk/cases/{house.closed.number}/"),
        ("board", "inner", inspector(house), "/board/"),
        ("window, first page", "outer", staff.window, "/window/"),
        ("window, last page", "outer", staff.window, f"/window/?after={last_waiting(house)}"),
        ("tracking page", "outer", house.opened.applicant, f"/cases/{number}/"),
    ):
        asked.append((words, visit(zone, user, url)))
    yield from asked


def floors():
    from bench.floor import Floor

    def page(name):
        with Floor() as floor:
            url = getattr(floor, name)
            while True:
                yield floor.get(url)

    for words, name in (
        ("one row, small template (floor)", "small"),
        ("20 rows, 32 KB (floor of lists)", "long"),
    ):
        answers = page(name)
        yield words, lambda answers=answers: next(answers)
        answers.close()


def inspector(house):
    from tests import factories

    return factories.official("department_inspector", at=house.opened.office)


def last_todo(staff) -> str:
    from workflow.engine import StepRun
    from workflow.paging import make_token

    mine = StepRun.objects.filter(closed_at=None, due_on__isnull=False, office=staff.office, lane="handler")
    run = mine.order_by("-due_on", "-pk")[20]
    return make_token([run.due_on.isoformat(), run.pk])


def last_waiting(house) -> str:
    from workflow.machine import Case
    from workflow.paging import make_token

    case = Case.objects.filter(office=house.opened.office, state="submitted").order_by(
        "-submitted_at", "-pk"
    )[20]
    return make_token([case.submitted_at, case.pk])


if __name__ == "__main__":
    main()
