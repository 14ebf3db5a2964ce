"""Materials that come later (容缺受理，国发〔2022〕5号): what may be put off, until when, and what is owed to a case.

The item says which material may wait (`need` is `later`). The applicant names a day for each that he lacks; the window
accepts with the debt, and both nets keep it from the event of the acceptance. What was supplied and sent back is owed again, a
debt of its own (`owed_return`). The limit of the office runs as always: no pause is invented. Refused: a day that is over or
later than the item allows, and a grant while anything is owed. What follows from a day that passed is decided by the office,
never by the clock.
"""

from datetime import date, datetime

from django.db import models

from ledger import statements
from ledger.clock import civil_day
from ledger.events import Event, read_instant
from ledger.verbs import Refused
from powers.wording import zh_date
from workflow.calendar.workdays import Calendar
from workflow.clock.deadlines import add_workdays

UNPROMISED = 5  # working days, for an item that promises no limit of its own
ACCEPTING = ("accept", "accept_by_silence")


class Debt(models.Model):
    """容缺材料: one material that a case was accepted without, or that was sent back, and the day by which it is owed.

    `seq` is the act that sent an earlier supply back; empty for a debt of the acceptance.
    """

    case = models.ForeignKey("workflow.Case", models.PROTECT, related_name="debts")
    code = models.CharField(max_length=40)
    due_on = models.DateField("承诺补交")
    since = models.DateTimeField("容缺受理")
    seq = models.PositiveIntegerField("退回", null=True)
    supplied_at = models.DateTimeField("补交", null=True)
    copies = models.PositiveSmallIntegerField("收到纸质原件", null=True)

    class Meta:
        ordering = ["due_on", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "code"], condition=models.Q(supplied_at=None), name="owed_once_at_a_time"
            )
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=models.Q(supplied_at=None), name="debt_outstanding")
        ]

    def __str__(self):
        return f"{self.code} {self.case_id}"

    @property
    def material(self) -> dict:
        found = (m for m in self.case.edition.materials if m["code"] == self.code)
        return next(found, {"code": self.code, "name": "其他材料"})

    @property
    def name(self) -> str:
        return self.material["name"]

    @property
    def is_outstanding(self) -> bool:
        return self.supplied_at is None


def may_wait(material: dict) -> bool:
    """Whether the item lets this material come after the acceptance; what is never handed in cannot come later."""
    given = material.get("form") != "在线填写" and not material.get("shared")
    return material.get("need") == "later" and given


def that_may_wait(edition) -> dict[str, dict]:
    return {material["code"]: material for material in edition.materials if may_wait(material)}


def last_day(edition, material: dict, *, on: date) -> date:
    """The last day that may be promised: when the item itself would be done, were it accepted on that day; or, where the
    item gives the material fewer days, the last of those. Working days, since the limit of the office runs on."""
    return add_workdays(on, days_given(edition, material), calendar=Calendar.of(edition.power.office))


def days_given(edition, material: dict) -> int:
    days = edition.promised_days or UNPROMISED
    return min(days, material.get("wait_days") or days)


def fault_of(edition, material: dict, day: date, *, on: date) -> str:
    """What is wrong with a promised day; empty for a sound one."""
    last = last_day(edition, material, on=on)
    if on < day <= last:
        return ""
    return f"补交的日期要在今天以后，最晚 {zh_date(last, year=True)}，请改一个日期"


def refuse_unsound(edition, days: dict[str, date], *, on: date) -> None:
    """What is filed may put off only what the item lets wait, each to a sound day."""
    allowed = that_may_wait(edition) if days else {}
    for code, day in days.items():
        if code not in allowed:
            raise Refused("只有办事指南写明可以容缺后补的材料，才能以后再补")
        if fault := fault_of(edition, allowed[code], day, on=on):
            raise Refused(f"“{allowed[code]['name']}”{fault}")


def as_content(days: dict[str, date]) -> dict:
    """Part of the filing: what the applicant lacks and by when he supplies it."""
    return {"owed": _rows(days)} if days else {}


def put_off(content: dict) -> dict[str, date]:
    return {row["code"]: date.fromisoformat(row["by"]) for row in content.get("owed", ())}


def lacking(case) -> dict[str, date]:
    """What the applicant put off and has not handed in since, neither as a file nor on paper."""
    days = put_off(case.application)
    if not days:
        return {}
    came = {material.code for material in case.materials.all()} | set(case.applied.paper)
    return {code: day for code, day in days.items() if code not in came}


def accepting(case, codes, *, at: datetime) -> dict:
    """What the acceptance says of debts: those the window names, or, where nobody chose, all that were promised."""
    promised = lacking(case)
    if codes is None:
        days = promised
    elif set(codes) - promised.keys():
        raise Refused("只有申请人承诺后补、还没有交的材料才能容缺受理，请看最新情况")
    else:
        days = {code: promised[code] for code in codes}
        if any(day < civil_day(at) for day in days.values()):
            raise Refused("申请人承诺补交的日期已经过了，不能再容缺，请改选“要补正”或者作出不予受理决定")
    return as_content(days)


def began(debt: Debt) -> Event:
    """The act that a debt comes from: the acceptance, or the return of what was supplied before."""
    acts = Event.objects.of(debt.case_id)
    return (acts.filter(seq=debt.seq) if debt.seq else acts.filter(verb__in=ACCEPTING)).last()


def _rows(days: dict[str, date]) -> list[dict]:
    return [{"code": code, "by": day.isoformat()} for code, day in sorted(days.items())]


def outstanding(case) -> list[Debt]:
    return [debt for debt in of(case) if debt.is_outstanding]


def of(case) -> list[Debt]:
    """Every debt of a case, each knowing its case, so that its name is read from the edition at hand."""
    found = list(case.debts.all())
    for debt in found:
        debt.case = case
    return found


def rounds(case) -> list[list[Debt]]:
    """The debts of each material, oldest first: those before the last were supplied and sent back."""
    by_code: dict[str, list[Debt]] = {}
    for debt in sorted(of(case), key=lambda debt: debt.seq or 0):
        by_code.setdefault(debt.code, []).append(debt)
    return sorted(by_code.values(), key=lambda each: (each[-1].due_on, each[-1].code))


def refuse_grant(case) -> None:
    """Nothing is granted on materials that are not whole (行政许可法 第三十四条、第三十八条)."""
    owed = outstanding(case)
    if owed:
        said = "；".join(
            f"“{debt.name}”{zh_date(debt.since)}{'退回，应当' if debt.seq else '受理时容缺，承诺'} {zh_date(debt.due_on)}前补"
            for debt in owed
        )
        raise Refused(f"还有容缺的材料没有补交，不能准予：{said}")


def refuse_unowed(case, codes) -> None:
    if not {debt.code for debt in outstanding(case)} & set(codes):
        raise Refused("这一件没有还要补交的容缺材料")


def project(case, event) -> None:
    """Follow an event that makes or pays a debt, the same on both nets."""
    if event.verb in ACCEPTING:
        days = put_off(event.body)
        made = [Debt(case=case, code=code, due_on=day, since=event.at) for code, day in days.items()]
        if made:
            statements.insert(*made)
    elif event.verb == "supply_owed":
        _paid(case, event)
    elif event.verb == "return_owed":
        day = date.fromisoformat(event.body["by"])
        statements.insert(Debt(case=case, code=event.body["code"], due_on=day, since=event.at, seq=event.seq))


def _paid(case, event) -> None:
    """What came pays its debt, as a file or as an original that the window holds."""
    copies = {row["code"]: row["copies"] for row in event.body.get("paper", ())}
    for debt in Debt.objects.filter(case_id=case.pk, code__in=event.body["codes"], supplied_at=None):
        debt.supplied_at, debt.copies = read_instant(event.body["sent_at"]), copies.get(debt.code)
        debt.save(update_fields=["supplied_at", "copies"])
