"""What the database refuses, to whoever asks, on both databases; and what verification names when the guards were lifted."""

import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from ledger import canon, clock
from ledger.events import Act, Event, record, spell
from ledger.verify import verify
from tests import factories
from tests.triggers import lifted
from workflow.machine import Case
from workflow.states import State

pytestmark = pytest.mark.django_db


def act(seq=1, subject=None, at=None, **more) -> Act:
    return Act(
        kind="note", subject=subject or uuid.uuid4(), seq=seq, verb="write", frm="", to="written",
        at=at or clock.now(), actor={"post": "clock", "office": "", "staff": ""}, **more,
    )  # fmt: skip


def run(sql, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_chain_continues_only_at_its_head():
    subject = uuid.uuid4()
    first = record(act(subject=subject))
    second = record(act(seq=2, subject=subject))
    assert second.prev == first.digest
    with pytest.raises(Event.DoesNotExist), transaction.atomic():
        record(act(seq=4, subject=subject))
    with pytest.raises(DatabaseError), transaction.atomic():
        record(act(seq=2, subject=subject))


@pytest.mark.parametrize("days", [-1, 1])
def test_an_event_of_today_cannot_be_dated_otherwise(days):
    with pytest.raises(DatabaseError, match="dated away"), transaction.atomic():
        record(act(at=clock.now() + timedelta(days=days)))
    assert record(act(at=clock.now() + timedelta(days=days), demo=True)).demo


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE ledger_event SET at = '2020-01-01T00:00:00Z'",
        "UPDATE ledger_event SET private = NULL",
        "UPDATE ledger_event SET state = 'other'",
        "UPDATE ledger_event SET seq = seq",
        "DELETE FROM ledger_event",
        "INSERT INTO ledger_event SELECT * FROM ledger_event",
    ],
)
def test_an_event_is_never_changed_deleted_or_doubled(sql):
    record(act())
    with pytest.raises(DatabaseError):
        run(sql)


def test_replacing_an_event_is_refused_too():
    event = record(act())
    if connection.vendor == "sqlite":
        with pytest.raises(DatabaseError):
            run("INSERT OR REPLACE INTO ledger_event SELECT * FROM ledger_event")
    else:
        with pytest.raises(DatabaseError):
            run("TRUNCATE ledger_event CASCADE")
    assert Event.objects.get().digest == event.digest


def test_a_wrong_digest_is_refused():
    event = record(act())
    forged = Event(
        kind="note", subject=uuid.uuid4(), seq=1, verb="write", state="written", zone="inner", at=clock.now(),
        recorded_at=clock.now(), sealed=event.sealed.replace("written", "printed"), digest=event.digest,
    )  # fmt: skip
    with pytest.raises(DatabaseError, match="digest"), transaction.atomic():
        forged.save(force_insert=True)


def test_an_event_beside_the_chain_is_refused():
    event = record(act())
    public = {**event.public, "seq": 2, "prev": "0" * 64, "at": spell(clock.now())}
    sealed = canon.dumps(public)
    fork = Event(
        kind="note", subject=event.subject, seq=2, verb="write", state="written", zone="inner", at=clock.now(),
        recorded_at=clock.now(), sealed=sealed, prev="0" * 64, digest=canon.leaf_hash(sealed),
    )  # fmt: skip
    with pytest.raises(DatabaseError, match="chain"), transaction.atomic():
        fork.save(force_insert=True)


def tamper(sql):
    """As the owner of the database, with every guard lifted; the queue to the other net is no witness and goes too."""
    if connection.vendor == "postgresql":
        run("SELECT 1")
    with lifted(connection), connection.cursor() as cursor:
        cursor.execute("DELETE FROM exchange_unsealed")
        cursor.execute("DELETE FROM hall_notice")
        cursor.execute("DELETE FROM workflow_desknotice")
        cursor.execute(sql)


TAMPERING = [
    ("hash", "UPDATE ledger_event SET sealed = replace(sealed, 'window', 'window2') WHERE verb = 'accept'"),
    ("fields", "UPDATE ledger_event SET verb = 'decline' WHERE verb = 'accept'"),
    ("chain", "DELETE FROM ledger_event WHERE verb = 'accept'"),
    ("private", "UPDATE ledger_event SET private = replace(private, 'salt', 'SALT') WHERE verb = 'accept'"),
    ("head", "UPDATE workflow_case SET state = 'concluded'"),
    ("head", "DELETE FROM ledger_event WHERE verb = 'advance'"),
]


@pytest.mark.parametrize(("kind", "sql"), TAMPERING, ids=[sql[:48] for _, sql in TAMPERING])
def test_what_was_done_with_the_guards_lifted_is_named(kind, sql, zone):
    case, staff = factories.case_at(State.HANDLING, zone=zone)
    factories.fresh(case).advance(
        by=staff.handler, at=clock.now(), step="examine", outcome="pass", note="符合条件"
    )
    assert verify().sound
    tamper(sql)
    verdict = verify()
    assert verdict.fault.kind == kind


def test_a_case_whose_chain_is_gone_is_named(zone):
    case, _ = factories.case_at(State.SUBMITTED, zone=zone)
    tamper("DELETE FROM ledger_event WHERE kind = 'case'")
    assert verify().fault.kind == "head"
    assert Case.objects.get().pk == case.pk
