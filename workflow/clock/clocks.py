"""The clocks of a case: acceptance, the applicant's correction, promised and statutory limit, each step, delivery.

A clock stores what its arithmetic needs (the day it counts from and of which event, the limit, an extension) and the date
that came out; `reckon` does the sum again, line by line, for citizen, official and inspector alike. Special procedures stop
the clocks of the office (行政许可法 第四十五条), and so does the applicant's own time where a limit runs from the receipt of
the application. A date that reaches past the loaded calendar is provisional and is computed again when the year is loaded.
"""

from datetime import date

from django.db import models

from ledger import statements
from ledger.clock import civil_day
from powers.items.limit_units import STARTS, Start, Unit, words
from workflow.calendar.workdays import Calendar
from workflow.clock.deadlines import Due, Limit, Pause, days_in, due
from workflow.turns.special import Special

ACCEPTANCE_DAYS = 5  # 行政许可法 第三十二条第一款第四项：五日内一次告知
DELIVERY_DAYS = 10  # 行政许可法 第四十四条：作出决定之日起十日内
CORRECTION_DAYS = 10  # 本平台的约定：补正期限 10 个工作日；法律没有统一规定，由告知书写明
EXTENSION_DAYS = 10  # 行政许可法 第四十二条：经本行政机关负责人批准，可以延长十日


class Clock(models.Model):
    class Kind(models.TextChoices):
        ACCEPTANCE = "acceptance", "受理期限"
        CORRECTION = "correction", "补正期限"
        PROMISED = "promised", "承诺期限"
        STATUTORY = "statutory", "法定期限"
        STEP = "step", "环节期限"
        DELIVERY = "delivery", "送达期限"
        STOP = "stop", "告知的停钟时间"
        STOP_AGAIN = "stop_again", "再次停钟的时间"
        CALL_BACK = "call_back", "差评答复期限"
        CHECK = "check", "承诺核查期限"

    case = models.ForeignKey("workflow.Case", models.PROTECT, related_name="clocks")
    kind = models.CharField(max_length=12, choices=Kind)
    step = models.CharField(max_length=40, blank=True)
    started_at = models.DateTimeField()
    starts_from = models.CharField(
        "起算点", max_length=10, blank=True, choices=[(start.value, words) for start, words in STARTS.items()]
    )
    days = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=10, default="working")
    extension = models.PositiveSmallIntegerField("延长", default=0)
    due_on = models.DateField(null=True)
    provisional = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True)
    reckoned_with = models.BigIntegerField("日历版本", default=0)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["reckoned_with"], condition=models.Q(ended_at=None), name="clock_calendar"),
            models.Index(fields=["due_on"], condition=models.Q(ended_at=None), name="clock_running"),
            models.Index(
                fields=["provisional"],
                condition=models.Q(ended_at=None, provisional=True),
                name="clock_unsure",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.case_id}"

    @property
    def limit(self) -> Limit:
        return Limit(self.days, self.unit)

    @property
    def words(self) -> str:
        """The limit as people say it, with its extension."""
        longer = f"，延长 {words(self.extension, self.extension_unit)}" if self.extension else ""
        return f"{self.limit}{longer}"

    @property
    def extension_unit(self) -> Unit:
        return Unit.WORKING if self.unit == Unit.WORKING else Unit.NATURAL

    @property
    def started_on(self) -> date:
        return civil_day(self.started_at)

    @property
    def whole(self) -> int:
        """All the days the clock counts, its extension included."""
        return days_in(self.started_on, self.limit) + self.extension

    @property
    def event(self) -> str:
        """The event that set the clock going; a clock of an earlier version says it by its kind."""
        return STARTS[Start(self.starts_from or USUAL_STARTS[self.kind])]

    def reckon(self, *, calendar: Calendar, stops) -> Due:
        """Do the sum; `stops` are the case's times that may not count (`waits`)."""
        told = {"pauses": self.pauses(stops), "extension": self.extension, "event": self.event}
        return due(self.started_on, self.limit, calendar=calendar, **told)

    def pauses(self, stops) -> tuple[Pause, ...]:
        """Which of the case's stops this clock stands still for; the applicant's own clock and the window's never do."""
        if self.kind in NEVER_STOP:
            return ()
        return tuple(
            stop.as_pause() for stop in stops if stop.ended_at is None or stop.ended_at >= self.started_at
        )

    def as_pause(self) -> Pause:
        """The time of a correction is the applicant's, for every other clock."""
        end = civil_day(self.ended_at) if self.ended_at else None
        return Pause(self.started_on, end, "等申请人补正", "《行政许可法》第三十二条第一款第四项")

    def is_overdue(self, *, on: date) -> bool:
        return self.due_on is not None and on > self.due_on


STOP_TIMES = (Clock.Kind.STOP, Clock.Kind.STOP_AGAIN)
NEVER_STOP = (
    Clock.Kind.ACCEPTANCE,
    Clock.Kind.CORRECTION,
    Clock.Kind.DELIVERY,
    *STOP_TIMES,
    Clock.Kind.CALL_BACK,
    Clock.Kind.CHECK,
)
USUAL_STARTS = {
    Clock.Kind.ACCEPTANCE: Start.RECEIVED,
    Clock.Kind.CORRECTION: Start.NOTIFIED,
    Clock.Kind.PROMISED: Start.ACCEPTED,
    Clock.Kind.STATUTORY: Start.ACCEPTED,
    Clock.Kind.STEP: Start.OPENED,
    Clock.Kind.DELIVERY: Start.DECIDED,
    Clock.Kind.STOP: Start.TOLD,
    Clock.Kind.STOP_AGAIN: Start.TOLD,
    Clock.Kind.CALL_BACK: Start.RATED,
    Clock.Kind.CHECK: Start.DECIDED,
}


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


_CLOCKS = statements.Kept(lambda case: Clock.objects.filter(case=case), lambda: Clock._meta.get_field("case"))


def clocks_of(case) -> list[Clock]:
    """The clocks of a case as read with it, else as they are now."""
    return statements.belonging(case, "clocks", _CLOCKS)


def running(case, *kinds: str) -> Clock | None:
    """The running clock of one of these kinds, among the case's clocks as read."""
    return next((c for c in clocks_of(case) if c.kind in kinds and c.ended_at is None), None)


def waits(case) -> list:
    """The times of a case that may not count against the office: special procedures and the applicant's corrections."""
    corrections = [clock for clock in case.clocks.all() if clock.kind == Clock.Kind.CORRECTION]
    return [*case.stops.all(), *corrections]


def extension_days(edition) -> int:
    """By how many days this edition's limit may be extended, once; its own statute's number, or the general one."""
    return edition.details.get("extension_days") or EXTENSION_DAYS
