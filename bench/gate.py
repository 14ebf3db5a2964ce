"""Verbs through the gate, one writer and eight, beside the least an ORM case transaction costs: one update and three inserts.

The ratio of one writer is of processor time on SQLite, of waiting on PostgreSQL; eight writers are timed by the clock on the
wall. `BENCH_CASES=400` for the record.
"""

import json
import multiprocessing
import os
import time
import uuid
from hashlib import sha256

from bench.setting import row, set_up, worked

CASES, WRITERS, ROUND = int(os.environ.get("BENCH_CASES", "60")), 8, 10


def main() -> None:
    set_up()
    from django.conf import settings

    from tests import factories

    settings.ZONE = "outer"
    row("", "per second", "floor", "ratio")
    edition, clerk, citizen = ground()
    floor, filed, done = rates(edition, clerk, citizen)
    row("ORM case transaction (floor)", f"{floor:.0f}")
    row("submit an application (3 files, receipt)", f"{filed:.0f}", f"{floor:.0f}", f"{filed / floor:.0%}")
    row("accept (verb with its paper), 1 writer", f"{done:.0f}", f"{floor:.0f}", f"{done / floor:.0%}")
    printed = rate_of_papers()
    row("papers printed and sealed as PDF/A", f"{printed:.1f}")
    clerks = [factories.official("window", at=edition.power.office).pk for _ in range(WRITERS)]
    alone, many = (rate_of_many(more(edition, citizen), clerks[:some]) for some in (1, WRITERS))
    row(
        f"accept, {WRITERS} officials on different cases, waiting",
        f"{many:.0f}",
        f"{alone:.0f} of one",
        f"{many / alone:.0%}",
    )


def more(edition, citizen) -> list:
    for _ in range(CASES + WRITERS):
        file(edition, citizen)
    return waiting()


def rates(edition, clerk, citizen) -> list[float]:
    """Acts a second of each, ten of one after ten of the other, so that what disturbs one disturbs all.

    The first round is not counted: a process loads fonts and calendars once.
    """
    acts = [
        lambda: [floor_transaction(pk) for pk in targets],
        lambda: [file(edition, citizen) for _ in range(ROUND)],
        lambda: [accept(pk, clerk.pk) for pk in waiting()],
    ]
    targets = [make_target() for _ in range(ROUND)]
    rounds = [[worked(act) for act in acts] for _ in range(1 + -(-CASES // ROUND))]
    return [ROUND * len(rounds[1:]) / sum(spent) for spent in zip(*rounds[1:], strict=True)]


def rate_of_papers() -> float:
    """Pages drawn and signed; the first one loads the fonts and makes the seal."""
    from workflow.papers.papers import print_pending

    print_pending(limit=1)
    return CASES / worked(lambda: print_pending(limit=CASES))


def rate_of_many(pks, clerks) -> float:
    """By the clock on the wall, writers at once; each has done one act before, as a process that serves has."""
    from django.db import connections

    connections.close_all()
    ready = multiprocessing.Barrier(len(clerks) + 1)
    shares = [(pks[start :: len(clerks)], clerk, ready) for start, clerk in enumerate(clerks)]
    workers = [multiprocessing.Process(target=accept_all, args=share) for share in shares]
    for worker in workers:
        worker.start()
    ready.wait()
    began = time.perf_counter()
    for worker in workers:
        worker.join()
    return (len(pks) - len(clerks)) / (time.perf_counter() - began)


def accept_all(pks, clerk_pk, ready) -> None:
    first, *rest = pks
    accept(first, clerk_pk)
    ready.wait()
    for pk in rest:
        accept(pk, clerk_pk)


def ground():
    from tests import factories

    edition = factories.edition()
    return edition, factories.official("window", at=edition.power.office), factories.citizen()


def file(edition, citizen) -> None:
    from ledger import clock
    from tests import factories
    from workflow.materials import filings

    files = [factories.material(code) for code in ("m1", "m2", "m2")]
    filings.submit(
        edition, by=citizen, at=clock.now(), party=factories.party(), answers={"reason": "开办"}, materials=files,
        token=uuid.uuid4().hex,
    )  # fmt: skip


def waiting() -> list:
    from workflow.machine import Case

    return list(Case.objects.filter(state="submitted").values_list("pk", flat=True))


def accept(pk, clerk_pk) -> None:
    from ledger import clock
    from powers.people.people import User
    from workflow.machine import Case

    case = Case.objects.with_edition().get(pk=pk)
    case.accept(by=User.objects.get(pk=clerk_pk), at=clock.now())


def make_target():
    from workflow.calendar.workdays import CalendarDay

    return CalendarDay.objects.order_by("?").first().pk


def floor_transaction(pk) -> None:
    """One row read and updated, three inserted, one hash: what any case system does for a step, and no more."""
    from django.db import transaction

    from workflow.calendar.workdays import CalendarDay
    from workflow.materials.filings import DailyNumber

    with transaction.atomic():
        day = CalendarDay.objects.get(pk=pk)
        CalendarDay.objects.filter(pk=pk).update(note=day.note)
        for _ in range(3):
            area = sha256(json.dumps([str(pk), uuid.uuid4().hex]).encode()).hexdigest()[:12]
            DailyNumber.objects.create(area=area, day=day.pk)


if __name__ == "__main__":
    main()
