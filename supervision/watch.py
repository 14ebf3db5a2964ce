"""What supervision watches: one row for one clock of a case, with the day on which it must be looked at next.

The sweep finds what is due by `alarm_on`, an indexed date; nothing else is read for the millions that are in time. A watch is
a copy: before a card is raised the clock itself is read again. `stage` is the next stage to raise and only moves forward, so
a stop or a new due date never raises a stage twice.
"""

from datetime import date

from django.db import models
from django.db.models import Q

from ledger.clock import civil_day
from powers.people.offices import Office
from powers.people.people import Role
from workflow.calendar.workdays import Calendar
from workflow.clock.clocks import Clock
from workflow.machine import Case

from .rules.time import Rule, Stage, first_stage, rules_from, stage_after

BY_THE_WINDOW = (Clock.Kind.ACCEPTANCE, Clock.Kind.DELIVERY, Clock.Kind.CALL_BACK)


class WatchQuerySet(models.QuerySet):
    def running(self):
        return self.filter(ended_on=None)


class Watch(models.Model):
    clock = models.OneToOneField(Clock, models.PROTECT, related_name="watch")
    case = models.ForeignKey(Case, models.PROTECT, related_name="watches")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Clock.Kind)
    step = models.CharField("环节", max_length=40, blank=True)
    lane = models.CharField("岗位", max_length=20, blank=True)
    started_on = models.DateField()
    due_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    stage = models.CharField("下一步", max_length=10, choices=Stage, blank=True)
    alarm_on = models.DateField(null=True)
    colour = models.CharField("已发的牌", max_length=10, choices=Stage, blank=True)
    demo = models.BooleanField(default=False)

    objects = WatchQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["alarm_on"], condition=Q(alarm_on__isnull=False), name="watch_alarm"),
            models.Index(fields=["colour", "office"], condition=Q(ended_on=None), name="watch_overdue"),
            models.Index(fields=["kind", "due_on"], condition=Q(ended_on=None), name="watch_running"),
            # Without what still runs: else it is taken for the way to that too, and reads all of it.
            models.Index(fields=["kind", "ended_on"], condition=Q(ended_on__isnull=False), name="watch_over"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.case_id}"

    @classmethod
    def of(cls, clock: Clock, *, steps: dict) -> "Watch":
        """A new watch of a clock; `steps` names the steps of cases: (case, code) → (name, lane)."""
        name, lane = steps.get((clock.case_id, clock.step), ("", ""))
        return cls(
            clock=clock, case_id=clock.case_id, office_id=clock.case.office_id, kind=clock.kind, step=name,
            lane=Role.WINDOW if clock.kind in BY_THE_WINDOW else lane, started_on=civil_day(clock.started_at),
            stage=first_stage(clock.kind), demo=clock.case.demo,
        )  # fmt: skip

    def align(self, clock: Clock, *, today: date, calendar: Calendar) -> None:
        """Bring the copy in line with the clock, and set the day on which it must be looked at next."""
        self.due_on = clock.due_on
        self.ended_on = civil_day(clock.ended_at) if clock.ended_at else None
        coming = self.coming(today=today, calendar=calendar)
        self.alarm_on = coming[1] if coming else None

    def coming(self, *, today: date, calendar: Calendar) -> tuple[Rule, date] | None:
        """The next rule that can still be met, and the day; none when the clock stands still or ended in time."""
        if self.due_on is None:
            return None
        for rule in rules_from(self.kind, self.stage):
            day = rule.falls_on(self.due_on, started_on=self.started_on, calendar=calendar)
            if self._can_meet(rule, day, today=today):
                return rule, day
        return None

    def take_due(self, *, today: date, calendar: Calendar) -> list[tuple[Rule, date]]:
        """Every stage that has fallen due by `today`, in order; the watch moves on behind the last of them."""
        due = []
        while (coming := self.coming(today=today, calendar=calendar)) and coming[1] <= today:
            due.append(coming)
            self.stage, self.colour = stage_after(coming[0]), coming[0].stage.value
        self.alarm_on = coming[1] if coming else None
        return due

    def _can_meet(self, rule: Rule, day: date, *, today: date) -> bool:
        # A replay looks at a past day: what ended after it still ran then.
        if self.ended_on is None or self.ended_on > today:
            return True
        return rule.stage != Stage.REMINDER and self.ended_on >= day


def store(watches: list[Watch], fields: tuple[str, ...]) -> None:
    """Save new and moved watches, each lot in one statement; of those that are there only `fields` change."""
    for lot in ([w for w in watches if w.pk is None], [w for w in watches if w.pk is not None]):
        Watch.objects.bulk_create(lot, update_conflicts=True, unique_fields=["clock"], update_fields=fields)
