"""A year of the calendar on its way to be published (日历草稿): a system administrator enters it, somebody else confirms it.

Whoever confirms is of the staffing or the legal office of the place or above it, and never who entered it; the database
holds the two apart. Until then nothing counts by it. Confirming enters the notice (`notices`), which crosses to the
other net and makes every open case be computed again. Refused: a place outside one's area, a list that is not right.
"""

from datetime import datetime

from django.db import models, transaction
from django.db.models import F, Q

from ledger.verbs import NEW, Machine, NotAllowed, Told, verb
from ledger.zone import Zone
from powers.people.offices import Area, Office, area_prefix
from powers.people.people import Role, User, hand
from workflow.calendar import holidays, notices, store
from workflow.calendar.holidays import BadCalendar, YearList
from workflow.calendar.notices import ADMINISTRATOR, CalendarNotice, place_name
from workflow.calendar.workdays import Source

CONFIRMING = (Role.STAFFING, Role.LEGAL_OFFICE)
READING = (Role.SYSTEM_ADMIN, *CONFIRMING)


class DraftState(models.TextChoices):
    WAITING = "waiting", "待确认"
    PUBLISHED = "published", "已公布"
    DROPPED = "dropped", "没有采用"


def answers_for(user, place: str, *roles) -> bool:
    """Whether somebody on one of these posts answers for a place: his area or one below it; the country concerns all."""
    posts = [post for post in user.posts if post.role in roles]
    if not place:
        return bool(posts)
    area = _area_of(place)
    return any(area.startswith(area_prefix(post.office.area_id)) for post in posts)


def _area_of(place: str) -> str:
    if not store.is_office(place):
        return place
    return Office.objects.filter(pk=place).values_list("area_id", flat=True).first() or "-"


def may_enter(user, draft) -> bool:
    return answers_for(user, draft.place, Role.SYSTEM_ADMIN)


def may_confirm(user, draft) -> bool:
    return user.pk != draft.entered_by_id and answers_for(user, draft.place, *CONFIRMING)


def may_drop(user, draft) -> bool:
    return may_enter(user, draft) or may_confirm(user, draft)


class CalendarDraft(Machine):
    """日历草稿: what a notice says of one year, before it counts."""

    KIND = "calendar draft"
    OWNER = dict.fromkeys((NEW, *DraftState.values), Zone.INNER)

    place = models.CharField("区划代码或者机关代码", max_length=18, blank=True)
    place_name = models.CharField("地方或者机关", max_length=80, blank=True)
    title = models.CharField("名称或者文号", max_length=80)
    source = models.CharField("来源", max_length=12, choices=Source)
    year = models.PositiveSmallIntegerField("年份")
    days = models.JSONField("放假和调休")
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField("录入")
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField("办结", null=True)
    reasons = models.TextField("没有采用的理由", blank=True)
    notice = models.ForeignKey(CalendarNotice, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-entered_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("entered_by")), name="calendar_four_eyes"
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(confirmed_by__isnull=False, notice__isnull=False),
                name="calendar_published_by_somebody",
            ),
        ]

    def __str__(self):
        return f"{self.place_name or '全国'} {self.year} 年：{self.title}"

    @property
    def lists(self) -> list[YearList]:
        return holidays.lists_of({str(self.year): self.days}, local=bool(self.place))

    def actor_for(self, by) -> dict:
        return {"post": next((post.role for post in by.posts if post.role in READING), ""), "office": ""}

    @verb(
        label="录入", source=NEW, target=DraftState.WAITING, who=may_enter, ground="全国年节及纪念日放假办法"
    )
    def enter(self, *, by, at, **_):
        """The administrator enters what the notice says."""
        self.entered_by, self.entered_at = by, at
        told = {name: getattr(self, name) for name in ("place", "title", "source", "year", "days")}
        return Told(public=told, private=hand(by))

    @verb(label="确认公布", source=DraftState.WAITING, target=DraftState.PUBLISHED, who=may_confirm)
    def confirm(self, *, by, at, notice: CalendarNotice, **_):
        """A second person finds it as the notice says; from now on everybody counts by it."""
        self.confirmed_by, self.closed_at, self.notice = by, at, notice
        return Told(public={"notice": str(notice.pk)}, private=hand(by))

    @verb(
        label="退回",
        source=DraftState.WAITING,
        target=DraftState.DROPPED,
        who=may_drop,
        needs=("reasons",),
    )
    def drop(self, *, by, at, reasons, **_):
        """It is not as the notice says, or was entered by mistake."""
        self.closed_at, self.reasons = at, reasons
        return Told(public={}, private=hand(by, reasons=reasons))


CalendarDraft._meta.get_field("state").choices = DraftState.choices


def enter(*, place: str, title: str, source: str, year: int, days: dict, by, at: datetime) -> CalendarDraft:
    """Enter a year for somebody else to confirm."""
    draft = CalendarDraft(
        place=place, place_name=place_name(place), title=title, year=year, days=days,
        source=Source.LOCAL if place else source,
    )  # fmt: skip
    for each in draft.lists:
        if not place:
            holidays.refuse_unsettling(each, source=source)
    draft.enter(by=by, at=at)
    return draft


def publish(draft: CalendarDraft, *, by, at: datetime) -> CalendarNotice:
    """Confirm a draft: its notice counts on both nets, all in one transaction."""
    if not may_confirm(by, draft):
        raise NotAllowed("请由录入人以外的编办或者法制机构人员核对后确认")
    with transaction.atomic():
        facts = {"title": draft.title, "source": draft.source, "place": draft.place}
        notice = notices.enter(draft.lists, **facts, by=ADMINISTRATOR, at=at)
        draft.confirm(by=by, at=at, notice=notice)
    return notice


def places_of(user) -> list[tuple[str, str]]:
    """The places an administrator may enter a calendar for, code and name: the country, his areas, their offices."""
    found = [("", "全国")]
    for post in user.posts:
        if post.role == Role.SYSTEM_ADMIN:
            prefix = area_prefix(post.office.area_id)
            found += Area.objects.filter(code__startswith=prefix).order_by("code").values_list("code", "name")
            offices = Office.objects.filter(area__code__startswith=prefix).order_by("area_id", "name")
            found += offices.values_list("code", "name")
    return list(dict.fromkeys(found))


__all__ = ["BadCalendar", "CalendarDraft", "DraftState", "enter", "places_of", "publish"]
