import csv
from datetime import datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import get_current_timezone, localtime

from powers.people.people import User
from workflow.desk import party_search
from workflow.materials import readings

HEADS = ("时间", "看了什么", "怎样看的", "办件编号", "当事人", "用途", "记录核对")


class Command(BaseCommand):
    help = "Whose data did an account see between two moments: the list for a breach (PIPL art. 57), as CSV"

    def add_arguments(self, parser):
        parser.add_argument("staff_no", help="the staff number of the account")
        parser.add_argument("since", type=_moment, help="2026-11-26T09:00, Beijing time")
        parser.add_argument("until", type=_moment, help="the first moment that no longer counts")
        parser.add_argument("--persons", action="store_true", help="only the persons concerned, each once")

    def handle(self, *, staff_no, since, until, persons, **_):
        reader = User.objects.filter(staff_no=staff_no).first()
        if reader is None:
            raise CommandError(f"没有工号是 {staff_no} 的账号，请核对工号")
        found = list(readings.seen_by(reader, since=since, until=until))
        out, searches = csv.writer(self.stdout), []
        if persons:
            out.writerows([["当事人", "办件编号"], *sorted({_person(seen) for seen in found})])
        else:
            out.writerows([HEADS, *map(_row, found)])
            searches = list(party_search.made_by(reader, since=since, until=until))
            out.writerows(_searched(*each) for each in searches)
        lost = readings.lost_rows(since=since, until=until) + party_search.lost_rows(since=since, until=until)
        unproven = sum(not seen.proven for seen in found) + sum(not proven for _, proven in searches)
        if lost or unproven:
            raise CommandError(
                f"有 {unproven} 行和记录链对不上，有 {lost} 条记录在表里找不到，请审计管理员核查"
            )


def _row(seen) -> tuple:
    reading = seen.reading
    what = reading.get_what_display() + (f" {reading.item}" if reading.item else "")
    return (
        localtime(reading.at).isoformat(timespec="seconds"), what, reading.get_way_display(), *reversed(_person(seen)),
        seen.purpose, "对得上" if seen.proven else "对不上",
    )  # fmt: skip


def _searched(row, proven: bool) -> tuple:
    """A search by applicant: whom, is not kept; how many cases it showed, is."""
    at = localtime(row.at).isoformat(timespec="seconds")
    return (
        at,
        "查找申请人",
        row.get_by_display(),
        "",
        f"找到 {row.found} 件",
        "",
        "对得上" if proven else "对不上",
    )


def _person(seen) -> tuple[str, str]:
    case = seen.reading.case
    return _cell(case.party.name), case.number


def _cell(text: str) -> str:
    """A name that a spreadsheet would take for a formula is kept a name."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=get_current_timezone())
