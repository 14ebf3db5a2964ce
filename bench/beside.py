"""Pages of the staff while an import of 5,000 rows is checked, and then put into force, by another process: p95 beside idle.

The import runs as the worker runs it (`import_runs.run_due`), in a process of its own with its own connection; the pages are
whole requests through every middleware. One of them writes, because on SQLite there is one writer at a time. A page is asked
for every 50 ms; `BENCH_ROWS` changes the length of the file. Stops with an error when a page answers what it should not.
"""

import os
import statistics
import time

from bench.intake import as_csv, catalogue, longer
from bench.setting import ROOT, row, set_up

PAUSE, IDLE_SECONDS = 0.05, 20


def main() -> None:
    set_up()
    uploader, releaser, clerk, revision = a_house()
    pages = {
        "items (list of 30)": reading(clerk, "/powers/items/"),
        "a revision": reading(clerk, f"/powers/revisions/{revision.pk}/"),
        "the progress of the import": None,
        "a draft saved (writes)": writing(clerk, revision),
    }
    job = upload(uploader)
    pages["the progress of the import"] = reading(uploader, f"/powers/imports/{job.pk}/")
    row("", "median ms", "p95 ms", "max ms")
    ask(pages, until=lambda began: time.monotonic() - began > 3)
    report("idle", ask(pages, until=lambda began: time.monotonic() - began > IDLE_SECONDS))
    report("while it is checked", beside(pages, work))
    from ledger import clock
    from powers.imports import imports

    imports.release(imports.ImportJob.objects.get(pk=job.pk), by=releaser, at=clock.now())
    report("while it is put into force", beside(pages, work))
    done = imports.ImportJob.objects.get(pk=job.pk)
    assert done.stage == imports.Stage.APPLIED, done.stage


def a_house():
    """The real catalogue, the people of the staff, and a draft."""
    from ledger import clock
    from powers.catalogue import Power
    from powers.imports import intake
    from powers.people.people import REGISTRAR, Role
    from powers.revisions import revising
    from powers.revisions.adjustments import Kind
    from tests import factories

    intake.load(ROOT / "powers/data/catalogue.csv", area_code="320100", by=REGISTRAR, now=clock.now)
    power = Power.objects.select_related("current", "office__area", "power_class").get(name="护士执业注册")
    people = [
        factories.official(role, at=power.office)
        for role in (Role.STAFFING, Role.LEGAL_OFFICE, Role.CATALOGUE)
    ]
    revision = revising.revise(power, kind=Kind.CHANGE, by=people[2], at=clock.now())
    return *people, revision


def upload(by):
    from ledger import clock
    from powers.imports import imports

    heads, real = catalogue()
    data = as_csv([heads, *longer(real)]).encode()
    return imports.upload(data, file_name="清单.csv", by=by, at=clock.now())


def reading(user, url: str):
    client = signed_in(user)
    return lambda: expect(client.get(url), 200)


def writing(user, revision):
    client, serial = signed_in(user), iter(range(10**9))
    url = f"/powers/revisions/{revision.pk}/pages/about/"
    return lambda: expect(client.post(url, {"reasons": f"补全要素 {next(serial)}", "more": "1"}), 302)


def signed_in(user):
    from django.test import Client

    from tests import factories

    client = Client()
    client.force_login(user, backend=factories.BACKEND)
    return client


def expect(answer, status: int) -> None:
    if answer.status_code != status:
        raise SystemExit(f"answered {answer.status_code} instead of {status}")


def ask(pages: dict, *, until) -> dict[str, list[float]]:
    """Ask for the pages in turn and note how long each answer took, in milliseconds."""
    taken: dict[str, list[float]] = {name: [] for name in pages}
    began = time.monotonic()
    while not until(began):
        for name, page in pages.items():
            since = time.perf_counter()
            page()
            taken[name].append((time.perf_counter() - since) * 1000)
            time.sleep(PAUSE)
    return taken


def beside(pages: dict, act) -> dict[str, list[float]]:
    """The same while another process acts."""
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            act()
        finally:
            os._exit(0)
    return ask(pages, until=lambda began: os.waitpid(child, os.WNOHANG)[0] == child)


def work() -> None:
    from ledger import clock
    from powers.imports import runs

    runs.run_due(now=clock.now)


def report(words: str, taken: dict[str, list[float]]) -> None:
    for name, times in taken.items():
        p95 = statistics.quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]
        row(f"{words}: {name}", f"{statistics.median(times):,.0f}", f"{p95:,.0f}", f"{max(times):,.0f}")


if __name__ == "__main__":
    main()
