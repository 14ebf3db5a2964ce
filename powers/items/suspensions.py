"""Suspensions (暂停): the days on which a power stays in the catalogue but takes no new case, each with its reasons.

A suspension belongs to the power, so a new edition does not end it; open cases go on. It begins on its day and ends by itself
on the day it names, at the start of the day, whether or not anybody's task has run: whoever asks, compares days. The rows
follow the events `suspend` and `resume` of the editions and nothing else; the database holds them to that.
"""

from datetime import date

from django.db import models
from django.db.models import F, Q

from ledger import statements
from powers import wording


class SuspensionQuerySet(models.QuerySet):
    def on(self, day: date):
        """Those that hold on a day."""
        return self.filter(still(day), begins_on__lte=day)

    def standing(self, day: date):
        """Those that hold on a day or will hold after it."""
        return self.filter(still(day), Q(ends_on=None) | Q(ends_on__gt=F("begins_on")))


def still(day: date) -> Q:
    return Q(ends_on=None) | Q(ends_on__gt=day)


class Suspension(models.Model):
    """暂停: from `begins_on` up to the day before `ends_on`; without one until the power is resumed (启用)."""

    power = models.ForeignKey("powers.Power", models.PROTECT, related_name="suspensions")
    edition = models.ForeignKey("powers.Edition", models.PROTECT, related_name="+")
    begins_on = models.DateField("暂停")
    ends_on = models.DateField("恢复", null=True)
    reasons = models.TextField("理由")
    document = models.CharField("依据文号", max_length=80, blank=True)

    objects = SuspensionQuerySet.as_manager()

    class Meta:
        ordering = ["begins_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("begins_on")), name="suspension_ends_after_it_begins"
            ),
            models.UniqueConstraint(
                fields=["power"], condition=Q(ends_on=None), name="suspension_one_without_end"
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["begins_on", "ends_on"], name="suspension_days")]

    def __str__(self):
        return f"{self.power_id} {self.span}"

    def holds_on(self, day: date) -> bool:
        return self.begins_on <= day and (self.ends_on is None or day < self.ends_on)

    @property
    def span(self) -> str:
        return span(self.begins_on, self.ends_on)


def span(begins: date, ends: date | None) -> str:
    """The days as people say them."""
    begun = f"{wording.zh_date(begins, year=True)}起暂停"
    return f"{begun}，{wording.zh_date(ends, year=True)}起恢复" if ends else f"{begun}，什么时候恢复另行公布"


_ALL = statements.Kept(
    lambda power: Suspension.objects.filter(power=power), lambda: Suspension._meta.get_field("power")
)


def of(power, day: date) -> Suspension | None:
    """The suspension of a power on a day; reads rows that were fetched with the power, if they were."""
    return next(
        (each for each in statements.belonging(power, "suspensions", _ALL) if each.holds_on(day)), None
    )


def shown(power) -> list[Suspension]:
    """The suspensions the public history tells, the latest first; one that was called off before it began never was."""
    return [each for each in reversed(power.suspensions.all()) if each.begins_on != each.ends_on]


def follow(edition, event) -> None:
    """Bring the rows in line with an event of an edition."""
    day = date.fromisoformat(event.body["day"])
    if event.verb == "suspend":
        until = event.body.get("until")
        Suspension.objects.create(
            power_id=edition.power_id, edition=edition, begins_on=day, reasons=event.body["reasons"],
            ends_on=date.fromisoformat(until) if until else None, document=event.body["change"].get("document", ""),
        )  # fmt: skip
    else:
        for each in Suspension.objects.standing(day).filter(power=edition.power_id):
            each.ends_on = max(each.begins_on, day)
            each.save(update_fields=["ends_on"])
