"""Pages: queries, and the median of the time to answer, beside the least a page of one row costs. In process, no network."""

import statistics
import time

from bench.setting import row, set_up

TIMES = 15


def main() -> None:
    set_up()
    from django.conf import settings
    from django.test import Client

    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "axes" not in name]
    case, staff = a_house_with_cases()
    row("", "median ms", "queries", "÷ floor")
    floor = measure_floor()
    row("one row and a small template (floor)", f"{floor:.1f}", "1")
    for zone, words, url, user in pages(case, staff):
        switch(zone)
        client = Client()
        if user:
            client.force_login(user)
        report(words, client, url, floor)


def switch(zone: str) -> None:
    from django.conf import settings
    from django.urls import clear_url_caches, set_urlconf

    settings.ZONE, settings.ROOT_URLCONF = zone, f"config.urls_{zone}"
    clear_url_caches()
    set_urlconf(None)


def pages(case, staff):
    number, power = case.number, case.edition.power_id
    return [
        ("outer", "home", "/", None),
        ("outer", "guide", f"/guide/{power}/", None),
        ("outer", "catalogue", "/powers/", None),
        ("outer", "power", f"/powers/{power}/", None),
        ("outer", "search, two characters", "/search/?q=护士", None),
        ("outer", "tracking", f"/cases/{number}/", case.applicant),
        ("outer", "window, list", "/window/", staff.window),
        ("inner", "to-do list, 20 rows", "/", staff.handler),
        ("inner", "case", f"/desk/cases/{number}/", staff.handler),
        ("inner", "board", "/board/", inspector(case)),
        ("inner", "cards", "/board/cards/", inspector(case)),
    ]


def a_house_with_cases():
    from django.conf import settings

    from ledger import clock
    from tests import factories

    edition = factories.edition()
    staff = factories.Staff(edition.power.office)
    settings.ZONE = "outer"
    for _ in range(40):
        case = factories.submitted(edition_=edition)
        factories.fresh(case).accept(by=staff.window, at=clock.now())
    return factories.fresh(case), staff


def inspector(case):
    from tests import factories

    return factories.official("department_inspector", at=case.office)


def measure_floor() -> float:
    from django.template import engines

    from powers.offices import Office

    template = engines["django"].from_string(
        "<!doctype html><title>{{ row.name }}</title><p>{{ row.phone }}</p>"
    )
    return median_of(lambda: template.render({"row": Office.objects.first()}))


def report(words: str, client, url: str, floor: float) -> None:
    from django.db import connection

    answer = client.get(url)
    if answer.status_code != 200:
        raise SystemExit(f"{words}: {url} answers {answer.status_code}")
    asked = []
    with connection.execute_wrapper(lambda execute, sql, *rest: asked.append(sql) or execute(sql, *rest)):
        client.get(url)
    spent = median_of(lambda: client.get(url))
    row(words, f"{spent:.1f}", str(len(asked)), f"{spent / floor:.0f}")


def median_of(act) -> float:
    spent = []
    for _ in range(TIMES):
        began = time.perf_counter()
        act()
        spent.append((time.perf_counter() - began) * 1000)
    return statistics.median(spent)


if __name__ == "__main__":
    main()
