"""办件统计: how many cases were received, accepted, decided, in time and late, by office and by item, in a chosen period.

Each column counts acts that fell into the period, whenever the case began; the words of COLUMNS say which. One grouped read
however many cases there are: `last_at` and `submitted_at` bound it, since no act is later than the last or before the filing.
In time is decided on or before the promised last day, the same rule as on the board; a case without a promise is neither.
Refused: a period that ends before it begins, and one of more than a year.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, timedelta

from django.db.models import Count, F, FilteredRelation, Q

from ledger.clock import start_of
from ledger.verbs import Refused
from powers.catalogue import Power
from powers.people.offices import Office
from workflow.clock.clocks import Clock
from workflow.machine import Case
from workflow.states import State

LONGEST = timedelta(days=366)
BY_OFFICE, BY_ITEM, BY_BOTH = "office", "item", "both"
WAYS = ((BY_OFFICE, "按单位"), (BY_ITEM, "按事项"), (BY_BOTH, "按单位和事项"))


@dataclass(frozen=True)
class Tally:
    received: int = 0
    accepted: int = 0
    declined: int = 0
    decided: int = 0
    granted: int = 0
    on_time: int = 0
    late: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    @property
    def share(self) -> str:
        """Decided in time, of those that had a promise."""
        promised = self.on_time + self.late
        return f"{100 * self.on_time / promised:.1f}%" if promised else ""

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(getattr(self, f.name) for f in fields(self))


COLUMNS = (
    ("收件", "这段时间里提交的申请，补正再交的不重复计"),
    ("受理", "这段时间里受理的，包括逾期没有答复视为受理的"),
    ("不予受理", "这段时间里决定不予受理的，包括告知向有关机关申请的"),
    ("决定", "这段时间里作出准予或者不予决定的；撤回和终止的不计"),
    ("准予", "其中准予的"),
    ("按时", "其中在承诺期限的最后一天以前（含当天）决定的，依法停钟和延长的时间不计入"),
    ("逾期", "其中超过承诺期限决定的"),
)
SHARE = ("按时率", "按时 ÷（按时＋逾期）；没有承诺期限的两边都不计")


@dataclass(frozen=True)
class Line:
    office: str
    item: str
    code: str
    tally: Tally


def refuse_period(first: date, last: date) -> None:
    if last < first:
        raise Refused("结束的日期要不早于开始的日期")
    if last - first > LONGEST:
        raise Refused("一次最多统计一年，请把日期改近一些")


def counted(offices, *, first: date, last: date) -> list[tuple[str, int, Tally]]:
    """(office, power, tally) of every office and item that had an act in the period: one read."""
    since, until = start_of(first), start_of(last + timedelta(days=1))

    def within(name: str) -> Q:
        return Q(**{f"{name}__gte": since, f"{name}__lt": until})

    decided = within("decided_at")
    cases = Case.objects.filter(office__in=offices, last_at__gte=since, submitted_at__lt=until).annotate(
        promise=FilteredRelation("watches", condition=Q(watches__kind=Clock.Kind.PROMISED))
    )
    rows = cases.values_list("office", "edition__power").annotate(
        received=Count("pk", filter=within("submitted_at")),
        accepted=Count("pk", filter=within("accepted_at")),
        declined=Count("pk", filter=within("concluded_at") & Q(state=State.DECLINED)),
        decided=Count("pk", filter=decided),
        granted=Count("pk", filter=decided & Q(decision="grant")),
        on_time=Count("pk", filter=decided & Q(promise__ended_on__lte=F("promise__due_on"))),
        late=Count("pk", filter=decided & Q(promise__ended_on__gt=F("promise__due_on"))),
    )
    found = ((office, power, Tally(*numbers)) for office, power, *numbers in rows.order_by())
    return [row for row in found if any(row[2].numbers)]


def lines(found, *, by: str) -> list[Line]:
    """The rows of the table, in the order of offices and of item codes."""
    offices = dict(Office.objects.filter(pk__in={row[0] for row in found}).values_list("pk", "name"))
    powers = Power.objects.filter(pk__in={row[1] for row in found})
    items = {pk: (code, name) for pk, code, name in powers.values_list("pk", "basic_code", "name")}
    sums: dict[tuple, Tally] = {}
    for office, power, tally in found:
        code, name = items[power]
        key = (
            offices[office] if by != BY_ITEM else "",
            code if by != BY_OFFICE else "",
            name if by != BY_OFFICE else "",
        )
        sums[key] = sums.get(key, Tally()) + tally
    return [Line(office, name, code, sums[office, code, name]) for office, code, name in sorted(sums)]


def total(lines_: Iterable[Line]) -> Tally:
    return sum((line.tally for line in lines_), Tally())


def table(rows: list[Line], *, by: str, first: date, last: date) -> list[list]:
    """The rows as a file has them: headings, lines, the sum, and what each column counts."""
    heads = {BY_OFFICE: ["单位"], BY_ITEM: ["事项编码", "事项"], BY_BOTH: ["单位", "事项编码", "事项"]}[by]

    def named(line: Line) -> list[str]:
        said = {"单位": line.office, "事项编码": line.code, "事项": line.item}
        return [said[head] for head in heads]

    sum_ = total(rows)
    told = [[f"统计期间 {first.isoformat()} 至 {last.isoformat()}"]]
    told += [[f"{name}：{words}"] for name, words in (*COLUMNS, SHARE)]
    return [
        [*heads, *(name for name, _ in COLUMNS), SHARE[0]],
        *([*named(line), *line.tally.numbers, line.tally.share] for line in rows),
        ["合计", *[""] * (len(heads) - 1), *sum_.numbers, sum_.share],
        [],
        *told,
    ]
