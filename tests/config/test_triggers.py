"""The clean-up after a test that commits must get past the guards, and leave every guard standing."""

import pytest
from django.db import DatabaseError, connection, transaction

from tests.triggers import lifted

GUARDED = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'"
GUARDED_POSTGRES = "SELECT tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2"


def guards():
    with connection.cursor() as cursor:
        cursor.execute(GUARDED if connection.vendor == "sqlite" else GUARDED_POSTGRES)
        return cursor.fetchall()


@pytest.mark.django_db(transaction=True)
def test_every_guard_stands_again_after_it_was_lifted():
    before = guards()
    with lifted(connection):
        assert guards() != before
    assert guards() == before


@pytest.mark.django_db
def test_the_guards_are_at_work_in_tests():
    columns = "kind, subject, seq, verb, state, zone, at, recorded_at, demo, arrived, sealed, prev, digest"
    values = "('case', %s, 1, 'submit', 'submitted', 'outer', %s, %s, %s, %s, '{}', '', 'wrong')"
    row = ["0" * 32, "2026-01-05 01:00:00+00", "2026-01-05 01:00:00+00", True, False]
    with pytest.raises(DatabaseError, match="digest"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO ledger_event ({columns}) VALUES {values}", row)


def test_a_database_in_service_keeps_its_guards():
    class InService:
        settings_dict = {"NAME": "hall"}
        vendor = "postgresql"

    with pytest.raises(RuntimeError, match="not a test database"), lifted(InService()):
        pass
