"""Asking another office for its opinion in a case (征求意见). Question and answer stay on the inner net; the office that is
asked reads the file.

The clock of the case runs on: only the eight procedures of article 45 stop it. Until the day by which an answer was asked
for, the step that asked stays open and nobody decides.
"""

from datetime import datetime

from django.db import models

from ledger.clock import civil_day
from ledger.vault import SealedJSONField
from ledger.verbs import NotAllowed, Refused
from powers.people.offices import Office
from powers.people.people import HANDLING_ROLES, signed
from workflow.calendar.workdays import Calendar
from workflow.clock.deadlines import add_workdays


class Consultation(models.Model):
    """One question to one office, and its answer."""

    case = models.ForeignKey("workflow.Case", models.PROTECT, related_name="consultations")
    office = models.ForeignKey(Office, models.PROTECT, related_name="consultations")
    step = models.CharField(max_length=40)
    days = models.PositiveSmallIntegerField("请在几个工作日内答复")
    due_on = models.DateField("答复期限")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    words = SealedJSONField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "office"],
                condition=models.Q(answered_at=None),
                name="consulted_once_at_a_time",
            )
        ]
        indexes = [
            models.Index(
                fields=["office", "due_on"], condition=models.Q(answered_at=None), name="consulted_open"
            )
        ]

    def __str__(self):
        return f"{self.office} {self.case_id}"


def open_ones(case) -> list[Consultation]:
    return [each for each in case.consultations.all() if each.answered_at is None]


def refuse_twice(case, office: str) -> None:
    if office == case.office_id:
        raise Refused("请选别的机关；本机关的意见在流程里办")
    if any(each.office_id == office for each in open_ones(case)):
        raise Refused("已经在征求这个机关的意见，请等答复")


def open_for(case, office: str, *, by) -> Consultation:
    """The open question to an office in which this person handles cases."""
    if not by.holds(*HANDLING_ROLES, office_id=office):
        raise NotAllowed("这个问题不是问您的机关")
    for each in open_ones(case):
        if each.office_id == office:
            return each
    raise Refused("这个问题已经答复过了，请看最新情况")


def refuse_waiting(case, *, at: datetime, step: str = "") -> None:
    """While an office may still answer, the step that asked stays open and nothing is decided."""
    today = civil_day(at)
    for each in open_ones(case):
        if step in ("", each.step) and each.due_on >= today:
            raise Refused(
                f"{each.office.short_name}还没有答复意见，请等答复；{each.due_on:%m-%d} 过后可以写明情况再提交"
            )


def project(case, event) -> None:
    """Open and answer questions, where they were asked; the other net knows only that and when."""
    if event.verb == "consult":
        _ask(case, event)
    elif event.verb == "answer_consultation":
        _answer(case, event)


def _ask(case, event) -> None:
    due_on = add_workdays(civil_day(event.at), event.body["days"], calendar=Calendar.of(case.office))
    Consultation.objects.create(
        case=case, office_id=event.body["office"], step=event.body["step"], days=event.body["days"], due_on=due_on,
        asked_at=event.at, words=_words(event, "question"),
    )  # fmt: skip


def _answer(case, event) -> None:
    asked = Consultation.objects.get(case_id=case.pk, office_id=event.body["office"], answered_at=None)
    asked.answered_at = event.at
    asked.words = {**asked.words, **_words(event, "answer")}
    asked.save(update_fields=["answered_at", "words"])


def _words(event, name: str) -> dict:
    private = event.private_body
    return {name: private[name], f"{name}_by": signed(private)} if name in private else {}
