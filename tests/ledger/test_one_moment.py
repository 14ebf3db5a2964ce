"""What a page reads while somebody else commits. On SQLite, which the tests keep in memory, by the statements it sends."""

import threading

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from ledger.one_moment import one_moment
from powers.people.offices import Area
from tests.factories import area

pytestmark = pytest.mark.django_db(transaction=True)


def only(vendor: str) -> None:
    if connection.vendor != vendor:
        pytest.skip(f"only {'PostgreSQL' if vendor == 'postgresql' else 'SQLite'} does this")


def names() -> set[str]:
    return set(Area.objects.values_list("name", flat=True))


def elsewhere(act) -> None:
    """Done and committed by another connection."""

    def run():
        act()
        connection.close()

    other = threading.Thread(target=run)
    other.start()
    other.join()


def test_a_page_tells_of_one_state_though_another_commits_between_its_reads():
    only("postgresql")
    a = area()
    with one_moment():
        before = names()
        elsewhere(lambda: area(code="320102", name="玄武区"))
        assert names() == before == {a.name}
    assert names() == {a.name, "玄武区"}


def test_nothing_is_written_inside():
    only("postgresql")
    with pytest.raises(DatabaseError, match="read-only"), one_moment():
        area()


def test_a_reader_takes_no_writers_lock_and_the_next_transaction_takes_it_again():
    only("sqlite")
    with (
        CaptureQueriesContext(
            connection,
        ) as sent,
        one_moment(),
    ):
        names()
    assert [q["sql"] for q in sent][0] == "BEGIN DEFERRED"
    with CaptureQueriesContext(connection) as sent, transaction.atomic():
        area()
    assert [q["sql"] for q in sent][0] == "BEGIN IMMEDIATE"


def test_inside_a_transaction_it_leaves_things_as_they_are():
    with transaction.atomic(), one_moment():
        a = area()
    assert names() == {a.name}
