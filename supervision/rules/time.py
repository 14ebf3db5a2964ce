"""The family of time rules: when a clock that begins or runs out is worth a reminder, a yellow card or a red card.

One table, read by the sweep and printed on every card. A rule looks at the last day of a clock (`due_on`), moves it by whole
working days, and falls either when that day begins or when it is over (24:00). Nobody is reminded on the day a limit begins.
A stop for what the case was stopped for before is a card on the day it begins; another ground is no repetition. The last day of
a stop is the one told to the applicant: the law sets none.
A stage of one clock is raised at most once, and the stages of a kind come in the order of this table.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models

from workflow.calendar.workdays import Calendar
from workflow.clock.clocks import Clock
from workflow.clock.deadlines import add_workdays

BEGINS, OVER, AT_ONCE = "begins", "over", "at once"


class Stage(models.TextChoices):
    REMINDER = "reminder", "提醒"
    YELLOW = "yellow", "黄牌"
    RED = "red", "红牌"


@dataclass(frozen=True)
class Rule:
    number: str
    kind: str
    stage: Stage
    shift: int
    edge: str
    words: str
    law: str

    @property
    def met(self) -> str:
        """What was so on the day the rule was met, for the card; the clock's last day stands before it."""
        if self.edge == AT_ONCE:
            return "停钟，同一种特别程序以前已经停过一次"
        undone = {
            STOP: "没有恢复计时",
            STOP_AGAIN: "没有恢复计时",
            CALL_BACK: "没有答复",
            CHECK: "没有核查",
        }.get(self.kind)
        if self.stage == REMINDER:
            return f"，还{undone or '没有办完'}"
        return f"时{undone or '没有办完，也没有在停钟'}"

    def falls_on(self, due_on: date, *, started_on: date, calendar: Calendar) -> date:
        """The first day on which this rule is met, if the clock still runs."""
        if self.edge == AT_ONCE:
            return started_on
        day = add_workdays(due_on, self.shift, calendar=calendar)
        if self.edge == OVER:
            return day + timedelta(days=1)
        return max(day, add_workdays(started_on, 1, calendar=calendar))


STEP, ACCEPTANCE, PROMISED, STATUTORY, DELIVERY, STOP, STOP_AGAIN, CALL_BACK, CHECK = (
    Clock.Kind.STEP, Clock.Kind.ACCEPTANCE, Clock.Kind.PROMISED, Clock.Kind.STATUTORY, Clock.Kind.DELIVERY, Clock.Kind.STOP,
    Clock.Kind.STOP_AGAIN, Clock.Kind.CALL_BACK, Clock.Kind.CHECK,
)  # fmt: skip
REMINDER, YELLOW, RED = Stage.REMINDER, Stage.YELLOW, Stage.RED
FLOW = "事项公布的办理流程"
PROMISE = "办事指南公布的承诺时限"
TOLD = "《行政许可法》第四十五条：所需时间书面告知申请人"
RATINGS = "国办发〔2019〕51号：差评要回访、整改、反馈"
UNDERTAKINGS = "国办发〔2020〕42号：在作出决定后规定的时间内核查承诺"
RULES = (
    Rule("T01", STEP, REMINDER, -1, BEGINS, "环节期限将满", FLOW),
    Rule("T02", STEP, YELLOW, 0, OVER, "环节超时", FLOW),
    Rule("T03", STEP, RED, 5, OVER, "环节超时满 5 个工作日", FLOW),
    Rule("T11", ACCEPTANCE, REMINDER, -1, BEGINS, "答复是否受理的期限将满", "《行政许可法》第三十二条"),
    Rule("T12", ACCEPTANCE, YELLOW, 0, OVER, "没有按期答复是否受理", "《行政许可法》第三十二条"),
    Rule("T21", PROMISED, REMINDER, -1, BEGINS, "承诺期限将满", PROMISE),
    Rule("T22", PROMISED, RED, 0, OVER, "超过承诺期限", PROMISE),
    Rule("T31", STATUTORY, RED, 0, OVER, "超过法定期限", "《行政许可法》第四十二条"),
    Rule("T41", DELIVERY, REMINDER, -1, BEGINS, "送达期限将满", "《行政许可法》第四十四条"),
    Rule("T42", DELIVERY, YELLOW, 0, OVER, "没有按期送达", "《行政许可法》第四十四条"),
    Rule("T51", STOP, REMINDER, -1, BEGINS, "告知的停钟时间将满", TOLD),
    Rule("T52", STOP, YELLOW, 0, OVER, "停钟超过告知的时间", TOLD),
    Rule("T53", STOP_AGAIN, YELLOW, 0, AT_ONCE, "同一种特别程序再次停钟", TOLD),
    Rule("T54", STOP_AGAIN, RED, 0, OVER, "再次停钟，又超过告知的时间", TOLD),
    Rule("T61", CALL_BACK, REMINDER, -1, BEGINS, "差评的答复期限将满", RATINGS),
    Rule("T62", CALL_BACK, YELLOW, 0, OVER, "差评没有按期回访答复", RATINGS),
    Rule("T71", CHECK, REMINDER, -1, BEGINS, "承诺的核查期限将满", UNDERTAKINGS),
    Rule("T72", CHECK, YELLOW, 0, OVER, "承诺没有按期核查", UNDERTAKINGS),
)
BY_NUMBER = {rule.number: rule for rule in RULES}


def rules_from(kind: str, stage: str) -> tuple[Rule, ...]:
    """The rules of a kind of clock from a stage on; none once the last stage is past."""
    rules = [rule for rule in RULES if rule.kind == kind]
    places = [place for place, rule in enumerate(rules) if rule.stage == stage]
    return tuple(rules[places[0] :]) if places else ()


def first_stage(kind: str) -> str:
    return next((rule.stage.value for rule in RULES if rule.kind == kind), "")


def stage_after(rule: Rule) -> str:
    later = rules_from(rule.kind, rule.stage)[1:]
    return later[0].stage.value if later else ""
