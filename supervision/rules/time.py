"""The family of time rules: when a clock that runs out is worth a reminder, a yellow card or a red card.

One table, read by the sweep and printed on every card. A rule looks at the last day of a clock (`due_on`), moves it by whole
working days, and falls either when that day begins or when it is over (24:00). Nobody is reminded on the day a limit begins.
A stage of one clock is raised at most once, and the stages of a kind come in the order of this table.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models

from workflow.clocks import Clock
from workflow.deadlines import add_workdays
from workflow.workdays import Calendar

BEGINS, OVER = "begins", "over"


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

    def falls_on(self, due_on: date, *, started_on: date, calendar: Calendar) -> date:
        """The first day on which this rule is met, if the clock still runs."""
        day = add_workdays(due_on, self.shift, calendar=calendar)
        if self.edge == OVER:
            return day + timedelta(days=1)
        return max(day, add_workdays(started_on, 1, calendar=calendar))


STEP, ACCEPTANCE, PROMISED, STATUTORY, DELIVERY = (
    Clock.Kind.STEP, Clock.Kind.ACCEPTANCE, Clock.Kind.PROMISED, Clock.Kind.STATUTORY, Clock.Kind.DELIVERY,
)  # fmt: skip
REMINDER, YELLOW, RED = Stage.REMINDER, Stage.YELLOW, Stage.RED
FLOW = "事项公布的办理流程"
PROMISE = "办事指南公布的承诺时限"
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
