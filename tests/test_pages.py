"""Every address of both nets, visited by each of the people: who gets what, what it costs, and that looking changes nothing."""

import pytest
from django.core.cache import cache
from django.test import Client

from tests.conftest import in_zone
from tests.pages import table
from tests.pages.crawl import addresses, lacking, visit, visitor
from tests.pages.world import World

pytestmark = pytest.mark.django_db
TABLES = {
    "outer": (table.OUTER_PEOPLE, table.read(table.OUTER)),
    "inner": (table.INNER_PEOPLE, table.read(table.INNER)),
}
# Lists with a row for each case; the same reads however many there are.
LISTS = [
    ("outer", "13800000317", "/cases/"),
    ("outer", "window", "/window/?list=correction"),
    ("outer", "anonymous", "/results/"),
    ("inner", "handler", "/"),
    ("inner", "government", "/board/"),
    ("inner", "government", "/board/cards/"),
]


@pytest.fixture
def world():
    cache.clear()
    return World()


@pytest.mark.parametrize("zone", TABLES)
def test_every_address_is_in_the_table_and_nothing_else(zone):
    assert set(TABLES[zone][1]) == set(addresses(zone)) - table.HEALTH


@pytest.mark.parametrize("zone", TABLES)
def test_everybody_gets_what_the_table_says_and_looking_changes_nothing(zone, world):
    people, rows = TABLES[zone]
    with in_zone(zone):
        visitors = [visitor(login) for login in people]
        seen = {address: [visit(who, world.path(address)) for who in visitors] for address in rows}
    assert {a: [x.status for x in answers] for a, answers in seen.items()} == {
        a: row[0] for a, row in rows.items()
    }
    assert [(a, sql) for a, answers in seen.items() for x in answers for sql in x.writes] == []
    assert [(a, x.status, x.lacking) for a, answers in seen.items() for x in answers if x.lacking] == []
    assert [(a, most) for a, most in _most_reads(seen).items() if most > int(rows[a][1])] == []


def _most_reads(seen: dict) -> dict[str, int]:
    """Of each address that shows somebody a page: the reads of the dearest answer."""
    shown = {a: [x.reads for x in answers if x.status == 200] for a, answers in seen.items()}
    return {a: max(reads) for a, reads in shown.items() if reads}


@pytest.mark.parametrize(("zone", "login", "path"), LISTS)
def test_a_list_takes_the_same_reads_however_long_it_is(zone, login, path, world):
    with in_zone(zone):
        who = visitor(login)
        visit(who, path)
        before = visit(who, path)
    world.grow()
    cache.clear()
    with in_zone(zone):
        visit(who, path)
        after = visit(who, path)
    assert (before.status, after.status) == (200, 200)
    assert after.size > before.size
    assert after.reads <= before.reads


@pytest.mark.parametrize("zone", TABLES)
def test_refusals_carry_the_protecting_headers_too(zone):
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    with in_zone(zone):
        answers = [
            (400, strict.get("/", headers={"host": "elsewhere.example"})),
            (403, strict.post("/login/", {"username": "x", "password": "y"})),
            (404, strict.get("/there/is/no/such/page/")),
            (405, strict.get("/logout/")),
            (422, Client().post("/login/", {"username": "nobody", "password": "wrong"})),
        ]
        private = "/cases/" if zone == "outer" else "/desk/done/"
        answers += [(302, strict.get(private)), (401, Client().post(private, {"note": "typed"}))]
    assert [response.status_code for _, response in answers] == [status for status, _ in answers]
    assert [(status, lacking(response)) for status, response in answers if lacking(response)] == []
