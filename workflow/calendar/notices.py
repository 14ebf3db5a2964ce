"""Holiday notices (放假安排): the one way a calendar changes, on the inner net, with its trace, alike on both nets.

A notice is of the country, of an area with all under it, or of one office, and carries whole years; it takes the place of what
stood for that place and those years. It refuses a list that is not right (`holidays`), a place that is not known, and a
provisional list over an official one. Its event crosses to the outer net, where the same rows are written.
"""

from django.db import models

from exchange import kinds
from exchange.kinds import Attachments
from exchange.schemas import closed_object
from ledger.events import Event
from ledger.replay import admit_from_peer, begin, is_known
from ledger.verbs import NEW, Machine, Told, verb
from ledger.zone import Zone
from powers.people.offices import Area, Office
from powers.people.people import Role, Unattended
from workflow.calendar import holidays, store
from workflow.calendar.holidays import BadCalendar, YearList
from workflow.calendar.workdays import LocalDay, Source

ADMINISTRATOR = Unattended("calendar_administrator")


def may_enter(user, notice) -> bool:
    return getattr(user, "post", "") == ADMINISTRATOR.post or user.holds(Role.SYSTEM_ADMIN)


class CalendarNotice(Machine):
    """放假安排: what one notice says of the working days of some years."""

    KIND = "calendar"
    OWNER = {NEW: Zone.INNER, "entered": Zone.INNER}

    place = models.CharField("区划代码或者机关代码", max_length=18, blank=True)
    place_name = models.CharField("地方或者机关", max_length=80, blank=True)
    title = models.CharField("名称或者文号", max_length=80)
    source = models.CharField("来源", max_length=12, choices=Source)
    years = models.JSONField("年份")
    entered_at = models.DateTimeField("录入")

    class Meta:
        ordering = ["-entered_at"]

    def __str__(self):
        return self.title

    def actor_for(self, by) -> dict:
        return {"post": getattr(by, "post", "system_admin"), "office": "", "staff": ""}

    @verb(
        label="录入放假安排", source=NEW, target="entered", who=may_enter, ground="全国年节及纪念日放假办法"
    )
    def enter(self, *, by, at, lists: list[YearList], **_):
        """The administrator enters what the notice says; both nets work by it from then on."""
        told = {
            "place": self.place,
            "place_name": self.place_name,
            "title": self.title,
            "source": self.source,
        }
        return Told(public={**told, "years": {str(each.year): each.told() for each in lists}}, private={})

    def project(self, event: Event) -> None:
        for name in ("place", "place_name", "title", "source", "years"):
            setattr(self, name, event.body[name])
        self.entered_at = event.at
        for each in holidays.lists_of(self.years, local=bool(self.place)):
            if self.place:
                _write_local(self, each)
            else:
                holidays.write_year(each, source=self.source)
        store.changed(notice=self.title)


def enter(
    lists: list[YearList], *, title: str, source: str, place: str = "", by=ADMINISTRATOR, at
) -> CalendarNotice:
    """Enter a notice; refused with what to mend."""
    notice = CalendarNotice(place=place, place_name=place_name(place), title=title, source=source)
    if not place:
        for each in lists:
            holidays.refuse_unsettling(each, source=source)
    notice.enter(by=by, at=at, lists=lists)
    return notice


def place_name(place: str) -> str:
    """The name of an area or office; none for the country."""
    if not place:
        return ""
    known = Office if store.is_office(place) else Area
    name = known.objects.filter(pk=place).values_list("name", flat=True).first()
    if name is None:
        raise BadCalendar(f"没有代码是“{place}”的地方或者机关，请写六位区划代码或者 18 位统一社会信用代码。")
    return name


def _write_local(notice: CalendarNotice, each: YearList) -> None:
    LocalDay.objects.filter(place=notice.place, date__year=each.year).delete()
    days = [(day, False) for day in sorted(each.weekday_off)] + [
        (day, True) for day in sorted(each.weekend_work)
    ]
    LocalDay.objects.bulk_create(
        LocalDay(
            place=notice.place, place_name=notice.place_name, date=day, is_workday=works,
            note=each.names.get(day, ""), notice=notice.title,
        )
        for day, works in days
    )  # fmt: skip


def register() -> None:
    kinds.register_events(
        kind=CalendarNotice.KIND, attach=lambda event: Attachments(), apply=apply, schema=closed_object({})
    )


def apply(sealed: str, data: dict, *, at) -> None:
    """Follow a notice on the other net. Once more does nothing."""
    if not is_known(sealed):
        event = admit_from_peer(sealed, at=at)
        begin(CalendarNotice(pk=event.subject, demo=event.demo), event)
