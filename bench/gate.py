"""Verbs through the gate, one writer and four, beside the least an ORM case transaction costs: one update and four inserts."""

import json
import multiprocessing
import time
import uuid
from hashlib import sha256

from bench.setting import row, set_up

CASES = 60


def main() -> None:
    set_up()
    from django.conf import settings

    settings.ZONE = "outer"
    row("", "per second", "floor", "ratio")
    floor = rate(floor_transaction, [make_target() for _ in range(CASES)])
    row("ORM case transaction (floor)", f"{floor:.0f}")
    edition, clerk, citizen = ground()
    filed = rate(lambda n: file(edition, citizen), range(CASES))
    row("submit an application (2 files, receipt)", f"{filed:.0f}", f"{floor:.0f}", f"{filed / floor:.0%}")
    done = rate(lambda pk: accept(pk, clerk.pk), waiting())
    row("accept (verb with its paper), 1 writer", f"{done:.0f}", f"{floor:.0f}", f"{done / floor:.0%}")
    for _ in range(CASES):
        file(edition, citizen)
    many = rate_of_four(waiting(), clerk.pk)
    row("accept, 4 writers on different cases", f"{many:.0f}", f"{floor:.0f}", f"{many / floor:.0%}")


def rate(act, over) -> float:
    over = list(over)
    began = time.perf_counter()
    for each in over:
        act(each)
    return len(over) / (time.perf_counter() - began)


def rate_of_four(pks, clerk_pk) -> float:
    from django.db import connections

    connections.close_all()
    shares = [pks[start::4] for start in range(4)]
    workers = [multiprocessing.Process(target=accept_all, args=(share, clerk_pk)) for share in shares]
    began = time.perf_counter()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return len(pks) / (time.perf_counter() - began)


def accept_all(pks, clerk_pk) -> None:
    for pk in pks:
        accept(pk, clerk_pk)


def ground():
    from tests import factories

    edition = factories.edition()
    return edition, factories.official("window", at=edition.power.office), factories.citizen()


def file(edition, citizen) -> None:
    from tests import factories

    factories.submitted(edition_=edition, applicant=citizen, token=uuid.uuid4().hex)


def waiting() -> list:
    from workflow.machine import Case

    return list(Case.objects.filter(state="submitted").values_list("pk", flat=True))


def accept(pk, clerk_pk) -> None:
    from ledger import clock
    from powers.people import User
    from workflow.machine import Case

    case = Case.objects.select_related("edition__power__office", "office").get(pk=pk)
    case.accept(by=User.objects.get(pk=clerk_pk), at=clock.now())


def make_target():
    from workflow.workdays import CalendarDay

    return CalendarDay.objects.order_by("?").first().pk


def floor_transaction(pk) -> None:
    """One row read and updated, three inserted, one hash: what any case system does for a step, and no more."""
    from django.db import transaction

    from workflow.filings import DailyNumber
    from workflow.workdays import CalendarDay

    with transaction.atomic():
        day = CalendarDay.objects.get(pk=pk)
        CalendarDay.objects.filter(pk=pk).update(note=day.note)
        for _ in range(3):
            area = sha256(json.dumps([str(pk), uuid.uuid4().hex]).encode()).hexdigest()[:12]
            DailyNumber.objects.create(area=area, day=day.pk)


if __name__ == "__main__":
    main()
