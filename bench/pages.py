"""Pages: queries, and the median of the processor time of an answer, beside the least Django needs. In process, no network.

On PostgreSQL the server's own processor time is not in these figures; on SQLite everything is.
"""

import re
import statistics
import time

from bench.setting import row, set_up

TIMES, OPEN = 25, 90


def main() -> None:
    set_up()
    from django.conf import settings
    from django.test import Client

    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "axes" not in name]
    case, staff = a_house_with_cases()
    row("", "CPU ms", "queries", "of floor")
    small, long = measure_floors()
    row("one row, small template (floor)", f"{small:.2f}", "1")
    row("20 rows, 32 KB (floor of lists)", f"{long:.2f}", "1")
    for zone, words, url, user, is_list in pages(case, staff):
        switch(zone)
        client = Client()
        if user:
            client.force_login(user)
        report(words, client, url, long if is_list else small)
    switch("inner")
    report_last_page(staff.handler)


def switch(zone: str) -> None:
    from django.conf import settings
    from django.urls import clear_url_caches, set_urlconf

    settings.ZONE, settings.ROOT_URLCONF = zone, f"config.urls_{zone}"
    clear_url_caches()
    set_urlconf(None)


def pages(case, staff):
    number, power = case.number, case.edition.power_id
    return [
        ("outer", "home", "/", None, False),
        ("outer", "guide", f"/guide/{power}/", None, False),
        ("outer", "catalogue", "/powers/", None, True),
        ("outer", "power", f"/powers/{power}/", None, False),
        ("outer", "search, two characters", "/search/?q=护士", None, True),
        ("outer", "tracking", f"/cases/{number}/", case.applicant, False),
        ("outer", "window, list of 20", "/window/?list=correction", staff.window, True),
        ("inner", "to-do list, 20 rows", "/", staff.handler, True),
        ("inner", "case", f"/desk/cases/{number}/", staff.handler, False),
        ("inner", "board", "/board/", inspector(case), False),
        ("inner", "cards", "/board/cards/", inspector(case), True),
    ]


def a_house_with_cases():
    from django.conf import settings

    from ledger import clock
    from tests import factories

    edition = factories.edition()
    staff = factories.Staff(edition.power.office)
    settings.ZONE = "outer"
    for _ in range(20):
        case = factories.submitted(edition_=edition)
        asked = [{"code": "m1", "name": "申请表", "text": "没有签名"}]
        factories.fresh(case).ask_to_complete(by=staff.window, at=clock.now(), items=asked)
    for _ in range(OPEN):
        case = factories.submitted(edition_=edition)
        factories.fresh(case).accept(by=staff.window, at=clock.now())
    return factories.fresh(case), staff


def inspector(case):
    from tests import factories

    return factories.official("department_inspector", at=case.office)


def measure_floors() -> tuple[float, float]:
    from bench.floor import Floor

    with Floor() as floor:
        return median_of(lambda: floor.get(floor.small)), median_of(lambda: floor.get(floor.long))


def report_last_page(user) -> None:
    """The end of the longest list, reached as a reader reaches it, beside its beginning."""
    from django.test import Client

    client = Client()
    client.force_login(user)
    first, url = median_of(lambda: client.get("/")), "/"
    while following := re.search(r'href="(\?[^"]*after=[^"]+)"', client.get(url).content.decode()):
        url = "/" + following[1].replace("&amp;", "&")
    last = median_of(lambda: client.get(url))
    row(f"last page of {OPEN} ÷ first page", f"{last:.2f}", "", f"{first / last:.0%}")


def report(words: str, client, url: str, floor: float) -> None:
    from django.db import connection

    answer = client.get(url)
    if answer.status_code != 200:
        raise SystemExit(f"{words}: {url} answers {answer.status_code}")
    asked = []
    with connection.execute_wrapper(lambda execute, sql, *rest: asked.append(sql) or execute(sql, *rest)):
        client.get(url)
    spent = median_of(lambda: client.get(url))
    row(words, f"{spent:.2f}", str(len(asked)), f"{floor / spent:.0%}")


def median_of(act) -> float:
    act()
    spent = []
    for _ in range(TIMES):
        began = time.process_time()
        act()
        spent.append((time.process_time() - began) * 1000)
    return statistics.median(spent)


if __name__ == "__main__":
    main()
