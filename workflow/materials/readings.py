"""Who looked at whose data: every look at a case or its files by an official, every copy taken (个人信息保护法 第五十一条).

A reading moves nothing: it is a subject of its own with one event, sealed like any other and kept on this net; the row
beside it is what can be searched, and `verify` holds the two against each other. Turning pages and coming back within ten
minutes is one look; every copy counts. Applicants looking at their own case leave none.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models, transaction

from exchange import outbox
from ledger.events import Act, Event, record
from powers.people.people import User
from workflow.policies import may_read

ONE_LOOK = timedelta(minutes=10)
KIND = "reading"


class Way(models.TextChoices):
    LOOK = "look", "看"
    COPY = "copy", "下载（带水印）"
    ORIGINAL = "original", "下载原件"


class What(models.TextChoices):
    CASE = "case", "办件"
    MATERIAL = "material", "材料"
    PAPER = "paper", "文书"
    MESSAGE = "message", "消息里的文件"


class Reading(models.Model):
    """One look or one copy. The id is the subject of its event."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reader = models.ForeignKey(User, models.PROTECT, related_name="+")
    case = models.ForeignKey("workflow.Case", models.PROTECT, related_name="readings")
    what = models.CharField(max_length=10, choices=What)
    item = models.PositiveBigIntegerField(default=0)
    way = models.CharField(max_length=10, choices=Way)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["reader", "at"], name="reading_by_whom"),
            models.Index(fields=["case", "reader", "-at"], name="reading_of_case"),
        ]

    def __str__(self):
        return f"{self.reader_id} {self.way} {self.what} {self.case_id}"

    @property
    def body(self) -> dict:
        """The public part of the event: no name, no person."""
        return {"case": str(self.case_id), "what": self.what, "item": self.item, "way": self.way}


def note(
    case, *, by: User, what: str, way: str = Way.LOOK, item: int = 0, at: datetime, purpose: str = ""
) -> None:
    """Keep that an official looked, or took a copy, and for what where he had to say so."""
    if by.is_applicant:
        return
    facts = {"reader": by, "case": case, "what": what, "item": item, "way": way}
    if way == Way.LOOK and Reading.objects.filter(**facts, at__gt=at - ONE_LOOK).exists():
        return
    with transaction.atomic():
        reading = Reading(**facts, at=at)
        who = {"staff_no": by.staff_no, "name": by.name, **by.on_behalf(lambda each: may_read(each, case))}
        who |= {"purpose": purpose} if purpose else {}
        act = Act(
            kind=KIND, subject=reading.pk, seq=1, verb=reading.way, frm="", to="kept", at=at, actor=_post_of(by, case),
            body=reading.body, private=who, demo=case.demo,
        )  # fmt: skip
        outbox.keep_here(record(act))
        reading.save(force_insert=True)


def _post_of(by: User, case) -> dict:
    roles = sorted(by.roles_in(case.office_id))
    return {"post": roles[0] if roles else "official", "office": str(case.office_id)}


@dataclass(frozen=True)
class Seen:
    """A line of the list for a breach: a reading, and whether its event bears it out."""

    reading: Reading
    proven: bool
    purpose: str = ""


def seen_by(reader: User, *, since: datetime, until: datetime) -> Iterator[Seen]:
    """Everything an account looked at in a span of time, oldest first, each held against its event."""
    found = Reading.objects.filter(reader=reader, at__gte=since, at__lt=until).order_by("at", "pk")
    for reading in found.select_related("case__party").iterator(chunk_size=500):
        event = Event.objects.of(reading.pk).first()
        yield Seen(reading, bool(event) and _fits(event, reading), _purpose(event))


def lost_rows(*, since: datetime, until: datetime) -> int:
    """Events of readings whose row is gone: somebody has been at the table past the house."""
    events = Event.objects.filter(kind=KIND, at__gte=since, at__lt=until)
    return events.exclude(
        subject__in=Reading.objects.filter(at__gte=since, at__lt=until).values("pk")
    ).count()


def _purpose(event: Event | None) -> str:
    return event.private_body.get("purpose", "") if event else ""


def _fits(event: Event, reading: Reading) -> bool:
    told = event.private_body.get("staff_no")
    return event.body == reading.body and event.at == reading.at and told == reading.reader.staff_no
