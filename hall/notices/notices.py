"""Notices to applicants: one row an event, a recipient and a channel, written in the event's own transaction.

The rows are the queue and the log. Nothing is sent here: what waits goes out after the commit (`sending`). The
database refuses a second row for the same event, kind, recipient and channel, so following an event twice tells once.
"""

from datetime import date, datetime, timedelta

from django.db import models

from hall.cases.standing import supply_by
from hall.notices import choices, wakes
from hall.notices.choices import Channel
from hall.notices.quiet_hours import due_at
from hall.notices.words import WORDS, spell
from ledger import statements
from ledger.clock import civil_day
from ledger.events import Event
from ledger.zone import Zone, here
from powers.people.people import User
from workflow.machine import Case
from workflow.notices import news
from workflow.notices.sending import Outcome, Sendable
from workflow.states import State
from workflow.talk.talk import Message

REMIND_BEFORE = timedelta(days=2)


class NoticeQuerySet(models.QuerySet):
    def on_site(self, user):
        return self.filter(recipient=user, channel=Channel.SITE)

    def unread(self, user):
        return self.on_site(user).filter(read_at=None)

    def of_offices(self, offices):
        """What the operator of these offices' window may follow."""
        return self.filter(case__office__in=offices)


class Notice(Sendable):
    event = models.ForeignKey(Event, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    recipient = models.ForeignKey(User, models.PROTECT, related_name="notices")
    case = models.ForeignKey(Case, models.PROTECT, related_name="notices")
    channel = models.CharField(max_length=8, choices=Channel)
    text = models.CharField(max_length=500)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "kind", "recipient", "channel"], name="notice_told_once")
        ]
        indexes = [
            models.Index(fields=["due_at"], name="notice_due", condition=models.Q(outcome="waiting")),
            models.Index(fields=["claimed_at"], name="notice_claimed", condition=models.Q(outcome="sending")),
            models.Index(
                fields=["recipient"], name="notice_unread", condition=models.Q(channel="site", read_at=None)
            ),
            models.Index(fields=["recipient", "-made_at"], name="notice_mine"),
            models.Index(fields=["case", "-made_at"], name="notice_of_case"),
        ]

    def __str__(self):
        return f"{self.kind} {self.channel} {self.case_id}"

    @property
    def title(self) -> str:
        return WORDS[self.kind].title


def follow(case: Case, event: Event) -> None:
    """Write what an event of a case, or of a message in it, gives reason to tell its applicant."""
    if here() != Zone.OUTER or case.applicant_id is None:
        return
    if event.kind == Message.KIND:
        if event.verb == "write":
            write("message", case, event)
        elif event.verb == "open":
            _seen(event)
    elif event.verb in WORDS:
        write(event.verb, case, event, until=_until(case, event))


def _until(case: Case, event: Event) -> date | None:
    """The day by which the applicant is to do what he is told of."""
    if event.verb == "return_owed":
        return date.fromisoformat(event.body["by"])
    return supply_by(case) if event.verb == "ask_to_complete" else None


def write(kind: str, case: Case, event: Event, *, until=None, at: datetime | None = None) -> None:
    """The rows of one notice, one a wanted channel; old news, as demonstrations play it, stays on the site."""
    is_old = news.is_old(event) and at is None
    made_at = at or (event.at if is_old else event.recorded_at)
    channels = choices.of_key(case.applicant_id).channels(WORDS[kind].group)
    text = spell(kind, name=case.party.masked_name, case=case, event=event, until=until)[:500]
    rows = [
        _row(kind, case, event, channel=channel, text=text, made_at=made_at)
        for channel in channels
        if channel == Channel.SITE or not is_old
    ]
    statements.insert_new(*rows)
    if any(row.outcome == Outcome.WAITING for row in rows):
        wakes.work_on_notices()


def _row(kind, case, event, *, channel, text, made_at) -> Notice:
    here_already = channel == Channel.SITE
    return Notice(
        event=event, kind=kind, recipient_id=case.applicant_id, case_id=case.pk, channel=channel, text=text,
        outcome=Outcome.SENT if here_already else Outcome.WAITING, made_at=made_at,
        due_at=due_at(channel, made_at), ended_at=made_at if here_already else None,
    )  # fmt: skip


def _seen(event: Event) -> None:
    """A message that was read needs no mark among the notices any more."""
    told = Notice.objects.filter(event__subject=event.subject, channel=Channel.SITE, read_at=None)
    told.update(read_at=event.at)


def read_all(user, *, at: datetime) -> int:
    """Mark the site's messages of this person as read; answer how many."""
    return Notice.objects.unread(user).filter(made_at__lte=at).update(read_at=at)


def unread_count(user) -> str:
    """How many of the site's messages this person has not read, in words; past a hundred nobody counts."""
    if not user.is_authenticated or not user.is_applicant:
        return ""
    return news.how_many(Notice.objects.unread(user))


def remind_corrections(*, at: datetime) -> int:
    """Tell, once, whoever has two days left or fewer to supply what was asked for; answer how many."""
    today, told = civil_day(at), 0
    waiting = Case.objects.filter(state=State.CORRECTION).select_related("edition", "applicant")
    for case in waiting.prefetch_related("papers").iterator(chunk_size=200):
        until = supply_by(case)
        if until and today <= until <= today + REMIND_BEFORE:
            asked = Event.objects.of(case.pk).filter(verb="ask_to_complete").last()
            write("correction_ends", case, asked, until=until, at=at)
            told += 1
    return told
