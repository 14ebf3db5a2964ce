"""Hearings (听证, 行政许可法 第四十六条至第四十八条): told, asked for in five days, called seven days ahead, held, recorded.

Decides which of these may follow now, and that nobody decides a case over the head of somebody who may still ask to be heard.
The clock stands still from the written notice to the closed record (第四十五条). Place and chair stay out of the public
event; they are told in the notice.
"""

from datetime import date, datetime

from django.db import models

from ledger.clock import civil_day
from ledger.verbs import Refused
from workflow.calendar.workdays import Calendar
from workflow.clock.deadlines import add_workdays, counted_days
from workflow.turns.special import Special

ASK_DAYS = 5  # 第四十七条第一款：被告知听证权利之日起五日内提出
HOLD_DAYS = 20  # 第四十七条第一款：行政机关应当在二十日内组织听证
NOTICE_DAYS = 7  # 第四十八条第一款第一项：举行听证的七日前通知


class HearingGround(models.TextChoices):
    INTEREST = "interest", "直接涉及申请人与他人之间重大利益关系"
    PUBLIC = "public", "法律规定应当听证或者涉及公共利益"


class Hearing(models.Model):
    """The one hearing of a case, from the day its possibility was told."""

    case = models.OneToOneField("workflow.Case", models.PROTECT, related_name="hearing")
    ground = models.CharField("听证事由", max_length=10, choices=HearingGround)
    told_at = models.DateTimeField()
    asks_by = models.DateField("申请听证的最后一天")
    asked_at = models.DateTimeField(null=True)
    waived_at = models.DateTimeField(null=True)
    called_at = models.DateTimeField(null=True)
    on = models.DateTimeField("听证时间", null=True)
    recorded_at = models.DateTimeField(null=True)

    def __str__(self):
        return f"听证 {self.case_id}"

    @property
    def is_settled(self) -> bool:
        return self.recorded_at is not None or self.waived_at is not None

    def may_still_be_asked(self, *, on: date) -> bool:
        return not self.asked_at and not self.is_settled and on <= self.asks_by

    @property
    def is_owed(self) -> bool:
        """Asked for, or for the office to hold by itself, and not held yet."""
        wanted = self.asked_at is not None or self.ground == HearingGround.PUBLIC
        return wanted and not self.is_settled

    @property
    def hold_by(self) -> date:
        asked = civil_day(self.asked_at or self.told_at)
        return add_workdays(asked, HOLD_DAYS, calendar=Calendar.of(self.case.office))


def of(case) -> Hearing | None:
    return Hearing.objects.filter(case_id=case.pk).first()


def telling(case, ground: str, *, at: datetime) -> dict:
    if of(case):
        raise Refused("这一件已经告知过听证权利")
    asks_by = add_workdays(civil_day(at), ASK_DAYS, calendar=Calendar.of(case.office))
    return {"ground": HearingGround(ground).value, "asks_by": asks_by.isoformat()}


def refuse_late_word(case, *, at: datetime) -> None:
    """The applicant may ask, or say that he does not want one, once and within the five days."""
    hearing = of(case)
    if hearing is None:
        raise Refused("这一件没有告知听证权利，不用申请听证")
    if hearing.asked_at or hearing.is_settled:
        raise Refused("您已经答复过是否听证")
    if civil_day(at) > hearing.asks_by:
        raise Refused("申请听证的五个工作日已经过了")


def calling(case, *, on: datetime, chair: str, at: datetime) -> dict:
    """What the notice of a hearing says publicly; refuses one too soon, too late, or chaired by an examiner."""
    hearing = of(case)
    if hearing is None or not hearing.is_owed:
        raise Refused("请先告知听证权利；申请人提出听证，或者依法应当听证的，才能发听证通知")
    calendar = Calendar.of(case.office)
    notice = counted_days(civil_day(at), civil_day(on), calendar=calendar)
    if notice < NOTICE_DAYS:
        raise Refused(f"听证要提前 {NOTICE_DAYS} 个工作日通知，请改到更晚的日子")
    if civil_day(on) > hearing.hold_by:
        raise Refused(f"听证最迟要在 {hearing.hold_by:%m-%d} 举行（提出申请后二十个工作日内）")
    # 第四十八条第一款第三项：听证主持人应当是审查该申请的工作人员以外的人员。
    if any(chair in (run.closed_by, run.holder) for run in case.runs.all()):
        raise Refused("主持人不能是审查这一件的人，请换一位")
    return {"on": on.isoformat(), "ground": Special.HEARING.value, "days": notice}


def refuse_resume(case) -> None:
    hearing = of(case)
    if hearing and hearing.called_at and not hearing.recorded_at:
        raise Refused("听证还没有笔录，请写好听证笔录，计时就会恢复")


def refuse_early_record(case, *, at: datetime) -> None:
    hearing = of(case)
    if hearing is None or hearing.called_at is None or hearing.recorded_at:
        raise Refused("这一件没有正在进行的听证")
    if at < hearing.on:
        raise Refused(f"听证定在 {civil_day(hearing.on):%m-%d}，举行以后再写笔录")


def refuse_decision(case, *, at: datetime) -> None:
    """第四十八条第二款：应当根据听证笔录作出决定; nobody decides while it may still be asked for, or is owed."""
    hearing = of(case)
    if hearing is None:
        return
    if hearing.is_owed:
        raise Refused("还没有举行听证，要根据听证笔录作出决定")
    if hearing.may_still_be_asked(on=civil_day(at)):
        raise Refused(f"申请人在 {hearing.asks_by:%m-%d} 以前还可以申请听证，请等期满或者申请人放弃")


def project(case, event) -> None:
    """Follow an event of the hearing, the same on both nets."""
    body, at = event.body, event.at
    if event.verb == "tell_hearing":
        Hearing.objects.create(
            case=case, ground=body["ground"], told_at=at, asks_by=date.fromisoformat(body["asks_by"])
        )
    elif event.verb in CHANGES:
        Hearing.objects.filter(case_id=case.pk).update(**CHANGES[event.verb](event))


CHANGES = {
    "ask_hearing": lambda event: {"asked_at": event.at},
    "waive_hearing": lambda event: {"waived_at": event.at},
    "call_hearing": lambda event: {"called_at": event.at, "on": datetime.fromisoformat(event.body["on"])},
    "record_hearing": lambda event: {"recorded_at": event.at},
}
