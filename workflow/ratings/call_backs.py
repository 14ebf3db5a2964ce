"""A bad rating (不满意、非常不满意) opens a duty of the office: call the applicant back and answer, within five working days.

国办发〔2019〕51号 asks for 差评 to be called back, put right and answered without naming days; five working days are what
places have set for the answer, counted like every limit of the house. The window of the office answers, once, where the rating
was given; the other net follows and knows that and when, not the words. The rating itself is never changed; one that was found
mistaken or malicious (`reviews`) is owed no answer and is counted nowhere.
"""

from datetime import datetime

from django.db import models
from django.db.models.functions import Coalesce

from ledger.clock import civil_day
from ledger.vault import SealedJSONField
from ledger.verbs import Refused
from workflow.calendar.workdays import Calendar
from workflow.clock.clocks import Clock
from workflow.clock.deadlines import add_workdays
from workflow.ratings.tags import LABELS

BAD = 2
# What the pages of those who handled the case leave out: a rating is anonymous to them.
ANONYMOUS = ("rate", "answer_rating")
DAYS = 5


class CallBackQuerySet(models.QuerySet):
    def of_offices(self, offices):
        return self.filter(case__office__in=offices)

    def waiting(self):
        return self.filter(answered_at=None, dropped_at=None)

    def listed(self):
        """What waits before what is answered; of those the nearest day first."""
        with_case = self.select_related("case__edition", "case__office", "case__rating_review")
        settled = Coalesce("dropped_at", "answered_at")
        return with_case.order_by(settled.desc(nulls_first=True), "due_on", "pk")


class CallBack(models.Model):
    case = models.OneToOneField("workflow.Case", models.PROTECT, related_name="call_back")
    score = models.PositiveSmallIntegerField("评价")
    tags = models.JSONField(default=list)
    rated_at = models.DateTimeField()
    due_on = models.DateField("答复期限")
    answered_at = models.DateTimeField("答复", null=True)
    answer = SealedJSONField(null=True)
    dropped_at = models.DateTimeField("核查不予采纳", null=True)

    objects = CallBackQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["due_on"], condition=models.Q(answered_at=None), name="call_back_waiting")
        ]

    def __str__(self):
        return f"{self.case_id} {self.score}"

    @property
    def reasons(self) -> list[str]:
        return [LABELS[code] for code in self.tags if code in LABELS]

    @property
    def settled_at(self) -> datetime | None:
        """When nothing more was owed: it was answered, or is not taken into account."""
        return self.dropped_at or self.answered_at

    @property
    def words(self) -> str:
        return (self.answer or {}).get("text", "")


def refuse_answer(case) -> None:
    """Only a bad rating is answered, and once."""
    duty = CallBack.objects.filter(case=case.pk).first()
    if duty is None:
        raise Refused("这一件没有要回访的评价")
    if duty.dropped_at:
        raise Refused("这个评价核查后不予采纳，不用再答复")
    if duty.answered_at:
        raise Refused("这个评价已经答复过了，请看最新情况")


def is_opened_by(event) -> bool:
    return event.verb == "rate" and event.body["score"] <= BAD


def project(case, event) -> None:
    """Open the duty with a bad rating and end it with the answer, the same in both zones."""
    if is_opened_by(event):
        due_on = add_workdays(civil_day(event.at), DAYS, calendar=Calendar.of(case.office))
        CallBack.objects.get_or_create(
            case_id=case.pk,
            defaults={
                "score": event.body["score"], "tags": event.body.get("tags", []), "rated_at": event.at, "due_on": due_on,
            },
        )  # fmt: skip
    elif event.verb == "answer_rating":
        _answered(case, event.private_body.get("answer", ""), at=event.at)


def drop(case_id, *, at: datetime) -> None:
    """The rating was found mistaken or malicious: nothing is owed to it any more."""
    CallBack.objects.filter(case=case_id).update(dropped_at=at)
    Clock.objects.filter(case=case_id, kind=Clock.Kind.CALL_BACK, ended_at=None).update(ended_at=at)


def move(case_id, *, to) -> None:
    """The calendar has changed: the day of an answer that is still owed moves with its clock."""
    CallBack.objects.waiting().filter(case=case_id).update(due_on=to)


def _answered(case, text: str, *, at: datetime) -> None:
    answer = {"text": text} if text else None
    CallBack.objects.filter(case_id=case.pk).update(answered_at=at, answer=answer)
