"""What officials look at is kept, moves nothing, and answers whose data an account saw."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from exchange import blobs
from exchange.outbox import Unsealed
from ledger import clock as ledger_clock
from ledger.events import Event
from ledger.verify import verify
from tests import factories
from tests.factories import BACKEND
from tests.triggers import lifted
from workflow.materials import readings
from workflow.materials.readings import Reading, Way, What
from workflow.states import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def handling(zone):
    case, staff = factories.case_at(State.HANDLING, zone=zone)
    blobs.put(factories.PDF, media_type="application/pdf")
    return case, staff


def signed_in(client, user):
    client.force_login(user, backend=BACKEND)
    return client


def asked(staff_no, *, since, until, **options):
    out = StringIO()
    call_command("readings", staff_no, _text(since), _text(until), stdout=out, **options)
    return out.getvalue()


def _text(instant):
    return (instant + timedelta(hours=8)).replace(tzinfo=None).isoformat()


def test_every_look_and_every_copy_leaves_its_event_and_the_case_stays_where_it_is(client, handling):
    case, staff = handling
    signed_in(client, staff.handler)
    material = case.materials.first()
    copy = reverse("desk_material", args=[case.number, material.pk])
    client.get(reverse("desk_case", args=[case.number]))
    client.get(reverse("desk_page", args=[case.number, material.pk]))
    client.get(copy), client.get(copy), client.get(copy, {"original": "1"})
    kept = [(r.what, r.way) for r in Reading.objects.order_by("at")]
    assert kept == [
        ("case", "look"),
        ("material", "look"),
        ("material", "copy"),
        ("material", "copy"),
        ("material", "original"),
    ]
    events = list(Event.objects.filter(kind="reading").order_by("at"))
    assert [e.verb for e in events] == ["look", "look", "copy", "copy", "original"]
    assert events[0].private_body["staff_no"] == staff.handler.staff_no
    assert staff.handler.name not in events[0].sealed and events[0].actor["post"] == "handler"
    assert factories.fresh(case).seq == case.seq
    assert verify().sound
    assert not Unsealed.objects.filter(kind="reading").exists()


def test_turning_pages_is_one_look_and_a_later_day_is_another(handling):
    case, staff = handling
    now = ledger_clock.now()
    for _ in range(3):
        readings.note(case, by=staff.handler, what=What.CASE, at=now)
    assert Reading.objects.count() == 1
    readings.note(case, by=staff.reviewer, what=What.CASE, at=now)
    assert Reading.objects.count() == 2


def test_an_applicant_at_the_own_case_leaves_none(handling):
    case, _ = handling
    readings.note(case, by=case.applicant or factories.citizen(), what=What.CASE, at=ledger_clock.now())
    assert not Reading.objects.exists()


def test_nothing_is_kept_of_a_look_that_was_refused(client, handling):
    case, _ = handling
    stranger = factories.official("handler", at=factories.office("别的机关"))
    assert signed_in(client, stranger).get(reverse("desk_case", args=[case.number])).status_code == 404
    assert not Reading.objects.exists()


def test_the_list_for_a_breach_names_what_the_account_saw_between_two_moments(handling):
    case, staff = handling
    now = ledger_clock.now()
    readings.note(case, by=staff.handler, what=What.CASE, at=now)
    readings.note(
        case, by=staff.handler, what=What.MATERIAL, item=7, way=Way.COPY, at=now + timedelta(seconds=1)
    )
    readings.note(case, by=staff.reviewer, what=What.CASE, at=now)
    hour = timedelta(hours=1)
    lines = asked(staff.handler.staff_no, since=now - hour, until=now + hour).splitlines()
    assert len(lines) == 3 and all(case.number in line and "张三" in line for line in lines[1:])
    assert "下载（带水印）" in lines[2] and "对得上" in lines[2]
    assert len(asked(staff.handler.staff_no, since=now - 2 * hour, until=now - hour).splitlines()) == 1
    persons = asked(staff.handler.staff_no, since=now - hour, until=now + hour, persons=True).splitlines()
    assert persons[1:] == [f"张三,{case.number}"]
    with pytest.raises(CommandError, match="核对工号"):
        asked("nobody", since=now, until=now)


def test_a_reading_is_neither_changed_nor_removed_and_who_does_it_past_the_house_is_found(handling):
    case, staff = handling
    now = ledger_clock.now()
    readings.note(case, by=staff.handler, what=What.CASE, at=now)
    for change in (lambda r: r.update(reader=staff.reviewer), lambda r: r.delete()):
        with pytest.raises(DatabaseError, match="reading"), transaction.atomic():
            change(Reading.objects.all())
    with lifted(connection), connection.cursor() as cursor:
        cursor.execute("DELETE FROM workflow_reading")
    with pytest.raises(CommandError, match="1 条记录在表里找不到"):
        asked(staff.handler.staff_no, since=now - timedelta(hours=1), until=now + timedelta(hours=1))
