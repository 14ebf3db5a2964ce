"""Whole requests in process, database and all: processor time on SQLite, for PostgreSQL the clock on the wall."""

import statistics

from django.test.utils import CaptureQueriesContext

from bench.pages import switch
from bench.setting import worked

TIMES = 30


def visit(zone: str, user, url: str):
    """A request of a person who is logged in; the first one checks that the page is there, and counts its reads."""
    client = None

    def ask():
        nonlocal client
        if client is None:
            client = enter(zone, user, url)
        return client.get(url)

    return ask


def enter(zone: str, user, url: str):
    from django.test import Client

    switch(zone)
    client = Client()
    if user:
        client.force_login(user)
    answer = client.get(url)
    if answer.status_code != 200:
        raise SystemExit(f"{url} answers {answer.status_code}")
    return client


def asked_for(act) -> str:
    from django.db import connection

    act()
    with CaptureQueriesContext(connection) as asked:
        act()
    return str(len(asked))


def spread_of(act) -> tuple[float, float, float]:
    """The best, the median and the 95th of a hundred, in milliseconds."""
    figures = sorted(timed(act))
    return figures[0], statistics.median(figures), figures[int(len(figures) * 0.95)]


def timed(act) -> list[float]:
    return [worked(act) * 1000 for _ in range(TIMES)]
