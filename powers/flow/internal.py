"""The internal flowchart as a table: post, duty, standard, limit, paper and risk points of each step (内部流程图五要素)."""

from dataclasses import dataclass

from powers.flow.charting import limit_words
from powers.flow.paper_vocabulary import LICENCE
from powers.flow.step_papers import told
from powers.items.vocabulary import FIELDS
from powers.people.offices import Office


@dataclass(frozen=True)
class Risk:
    point: str
    level: str
    control: str


@dataclass(frozen=True)
class InternalRow:
    number: int
    step: object
    limit: str
    office: str
    risks: tuple[Risk, ...]
    papers: tuple[str, ...] = ()


def internal_rows(flow, details: dict, power_class: str = LICENCE) -> list[InternalRow]:
    """Every step as the staff must know it."""
    named = {step.office for step in flow.steps if step.office}
    offices = dict(Office.objects.filter(pk__in=named).values_list("pk", "name")) if named else {}
    return [
        InternalRow(
            n,
            step,
            limit_words(step),
            offices.get(step.office, step.office),
            (*map(_own, step.risks), *_risks(details, step.code)),
            tuple(told(step, power_class)),
        )
        for n, step in enumerate(flow.steps, start=1)
    ]


def _own(risk) -> Risk:
    """A risk point of the flow itself; those of the details were written before flows carried their own."""
    return Risk(risk.point, risk.words, risk.control)


def _risks(details: dict, code: str) -> tuple[Risk, ...]:
    levels = next(dict(column.choices) for column in FIELDS["risks"].columns if column.code == "level")
    return tuple(
        Risk(row.get("point", ""), levels.get(row.get("level"), ""), row.get("control", ""))
        for row in details.get("risks", ())
        if row.get("step") == code
    )
