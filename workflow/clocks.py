"""The clocks of a case: acceptance, promised and statutory limit, each step, delivery.

A clock stores what its arithmetic needs (start, limit) and the date that came out; `explain` does the sum again, line by
line, for citizen, official and inspector alike. Special procedures stop the clocks (行政许可法 第四十五条); a date that
reaches past the loaded calendar is provisional and is computed again when the year is loaded.
"""

from datetime import date, datetime

from django.db import models

from ledger.clock import civil_day

from .deadlines import Due, Limit, Pause, due
from .special import Special
from .workdays import Calendar

ACCEPTANCE_DAYS = 5  # 行政许可法 第三十二条第一款第四项：五日内一次告知
DELIVERY_DAYS = 10  # 行政许可法 第四十四条：作出决定之日起十日内


class Clock(models.Model):
    class Kind(models.TextChoices):
        ACCEPTANCE = "acceptance", "受理期限"
        PROMISED = "promised", "承诺期限"
        STATUTORY = "statutory", "法定期限"
        STEP = "step", "环节期限"
        DELIVERY = "delivery", "送达期限"

    case = models.ForeignKey("workflow.Case", models.PROTECT, related_name="clocks")
    kind = models.CharField(max_length=12, choices=Kind)
    step = models.CharField(max_length=40, blank=True)
    started_at = models.DateTimeField()
    days = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=10, default="working")
    due_on = models.DateField(null=True)
    provisional = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["due_on"], condition=models.Q(ended_at=None), name="clock_running"),
            models.Index(
                fields=["provisional"],
                condition=models.Q(ended_at=None, provisional=True),
                name="clock_unsure",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.case_id}"

    def reckon(self, *, calendar: Calendar, stops) -> Due:
        """Do the sum; `stops` are the case's ClockStops."""
        pauses = tuple(s.as_pause() for s in stops if s.ended_at is None or s.ended_at >= self.started_at)
        counted = () if self.kind in (self.Kind.ACCEPTANCE, self.Kind.DELIVERY) else pauses
        return due(civil_day(self.started_at), Limit(self.days, self.unit), calendar=calendar, pauses=counted)

    def is_overdue(self, *, on: date) -> bool:
        return self.due_on is not None and on > self.due_on


class ClockStop(models.Model):
    """A special procedure: from the notice to the result the limits stand still."""

    case = models.ForeignKey("workflow.Case", models.PROTECT, related_name="stops")
    ground = models.CharField("特别程序", max_length=20, choices=Special)
    days = models.PositiveSmallIntegerField("告知的所需时间", help_text="工作日")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["started_at"]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=models.Q(ended_at=None), name="one_open_stop")
        ]

    def __str__(self):
        return self.get_ground_display()

    def as_pause(self) -> Pause:
        end = civil_day(self.ended_at) if self.ended_at else None
        return Pause(civil_day(self.started_at), end, self.get_ground_display())


def project(case, event, *, closed, opened) -> None:
    """Start, stop and end the clocks as an event says."""
    calendar = Calendar.load()
    _end_steps(case, event, closed)
    if event.verb in ENDS:
        Clock.objects.filter(case_id=case.pk, ended_at=None).update(ended_at=event.at)
    for kind, days in _starting(case, event):
        _start(case, kind, days, event.at, calendar=calendar)
    for run in case.runs.filter(closed_at=None) if event.verb == "supplement" else opened:
        _start(case, Clock.Kind.STEP, run.step.limit_days, event.at, calendar=calendar, step=run.code)
    if event.verb == "pause":
        _stop(case, event)
    elif event.verb == "resume":
        ClockStop.objects.filter(case_id=case.pk, ended_at=None).update(ended_at=event.at)
    if event.verb in ("pause", "resume"):
        recompute(case, calendar=calendar)


ENDS = ("ask_to_complete", "accept", "decline", "grant", "refuse", "deliver", "withdraw")


def _starting(case, event) -> list[tuple[str, int | None]]:
    edition = case.edition
    if event.verb in ("submit", "supplement"):
        return [(Clock.Kind.ACCEPTANCE, ACCEPTANCE_DAYS)]
    if event.verb == "accept":
        return [(Clock.Kind.PROMISED, edition.promised_days), (Clock.Kind.STATUTORY, edition.statutory_days)]
    if event.verb in ("grant", "refuse"):
        return [(Clock.Kind.DELIVERY, DELIVERY_DAYS)]
    return []


def _start(case, kind, days: int | None, at: datetime, *, calendar, step="") -> None:
    if not days:
        return
    clock = Clock(case=case, kind=kind, step=step, started_at=at, days=days)
    _set(clock, clock.reckon(calendar=calendar, stops=()))
    clock.save()
    if kind == Clock.Kind.PROMISED:
        case.due_on = clock.due_on


def _end_steps(case, event, closed) -> None:
    codes = [run.code for run in closed]
    if codes:
        running = Clock.objects.filter(case_id=case.pk, kind=Clock.Kind.STEP, step__in=codes, ended_at=None)
        running.update(ended_at=event.at)


def _stop(case, event) -> None:
    ClockStop.objects.create(
        case=case, ground=event.body["ground"], days=event.body["days"], started_at=event.at
    )


def recompute(case, *, calendar: Calendar) -> None:
    """Do the sums of a case's running clocks again; the caller saves the case."""
    stops = list(ClockStop.objects.filter(case_id=case.pk))
    for clock in Clock.objects.filter(case_id=case.pk, ended_at=None):
        _set(clock, clock.reckon(calendar=calendar, stops=stops))
        clock.save(update_fields=["due_on", "provisional"])
        if clock.kind == Clock.Kind.PROMISED:
            case.due_on = clock.due_on


def recompute_provisional() -> int:
    """After a year has been loaded: compute again what was provisional. Returns how many dates are now certain."""
    calendar, settled = Calendar.load(), 0
    for clock in Clock.objects.filter(ended_at=None, provisional=True).select_related("case").iterator():
        _set(clock, clock.reckon(calendar=calendar, stops=list(clock.case.stops.all())))
        clock.save(update_fields=["due_on", "provisional"])
        settled += not clock.provisional
        if clock.kind == Clock.Kind.PROMISED:
            type(clock.case).objects.filter(pk=clock.case_id).update(due_on=clock.due_on)
    return settled


def _set(clock: Clock, sum_: Due) -> None:
    clock.due_on, clock.provisional = sum_.on, sum_.provisional
