"""Walking through every address of a net as one of its people, and what each answer is held against."""

import re
from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from powers.people.people import User, login_key
from tests import factories
from tests.test_consistency import patterns

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
# A session is touched and its counter kept; neither is a fact of the house. That an official looked is a fact, but moves
# nothing: its row, its event of kind "reading", and the queue that the event leaves again.
NOT_FACTS = ("django_session", "axes_", "workflow_reading", "'reading'", "exchange_unsealed")
HEADERS = {
    "Content-Security-Policy": "default-src '",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=()",
    "X-Frame-Options": "DENY",
}


@dataclass(frozen=True)
class Answer:
    status: int
    size: int
    reads: int
    writes: tuple[str, ...]
    lacking: tuple[str, ...]


def addresses(zone: str) -> list[str]:
    """Every address of a net, as its patterns spell it."""
    found = (address for address, _ in patterns(get_resolver(f"config.urls_{zone}")))
    plain = (re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", address) for address in found)
    return [address.replace("^", "").replace("$", "") or "(home)" for address in plain]


def visitor(login: str) -> Client:
    """Somebody with a browser, signed in unless anonymous."""
    client = Client(raise_request_exception=False)
    if login != "anonymous":
        known = login_key(login) if login.isdigit() else login
        client.force_login(User.objects.get(login=known), backend=factories.BACKEND)
    return client


def visit(client: Client, path: str) -> Answer:
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
        body = b"".join(response.streaming_content) if response.streaming else response.content
    asked = [query["sql"] for query in queries]
    writes = tuple(filter(_changes_facts, asked))
    return Answer(response.status_code, len(body), len(asked) - _touches(asked), writes, lacking(response))


def _touches(asked: list[str]) -> int:
    """The statements of a session that is touched: with its savepoints, once a minute, whatever page it is."""
    return 3 * sum(sql.startswith('UPDATE "django_session"') for sql in asked)


def lacking(response) -> tuple[str, ...]:
    """The protecting headers this answer does not carry."""
    return tuple(name for name, part in HEADERS.items() if part not in response.headers.get(name, ""))


def _changes_facts(sql: str) -> bool:
    return sql.lstrip("( ").upper().startswith(WRITES) and not re.search("|".join(NOT_FACTS), sql)
