"""What the pages of a draft flow show: rows with the findings that stand at them, drawings with the same marks, sums.

Decides the marks (甲乙丙…) in the order of mending, and where each finding is told: at its step, at the sums, or above all.
"""

from dataclasses import dataclass, field

from django.utils.safestring import mark_safe

from powers.flow.charting import View
from powers.flow.flow import BadFlow, Flow, findings
from powers.flow.flowchart import Flag, svg, words
from powers.flow.limit_sums import longest_way, over_limit
from powers.flow.paper_rows import Box, boxes, shown
from powers.flow.paper_vocabulary import LICENCE
from powers.flow.rows import MOST_RISKS, Misfit, OutcomeRow, RiskRow, StepRow, rows_of
from powers.flow.steps import RISK_LEVELS, Lane, StepKind
from powers.items.limit_units import in_workdays, limits_of

MARKS = "甲乙丙丁戊己庚辛壬癸"


@dataclass(frozen=True)
class Marked:
    """A finding with its mark and the place of the page it leads to."""

    mark: str
    text: str
    target: str
    step: str
    outcome: str


@dataclass
class Result:
    number: int
    row: OutcomeRow
    targets: list[str]
    is_bad: bool = False
    boxes: list[Box] = field(default_factory=list)
    papers_was: str = ""


@dataclass
class Line:
    """One row of the editor with everything that is said about it."""

    number: int
    row: StepRow
    results: list[Result]
    found: list[Marked] = field(default_factory=list)
    misfits: list[Misfit] = field(default_factory=list)

    @property
    def risks(self) -> list[tuple[int, RiskRow]]:
        """The risk points of the step, and a blank one to go on."""
        blank = [RiskRow()] if len(self.row.risks) < MOST_RISKS else []
        return list(enumerate([*self.row.risks, *blank], start=1))

    @property
    def bad(self) -> set[str]:
        return {each.target for each in self.misfits}

    @property
    def counts(self) -> bool:
        return self.row.kind not in (StepKind.SPECIAL, StepKind.EXPERT_REVIEW)


@dataclass(frozen=True)
class Bar:
    label: str
    days: int
    percent: int
    kind: str


def flow_of(data: dict) -> Flow | None:
    """The flow a document holds, if it holds one with steps."""
    try:
        flow = Flow.from_data(data) if data else None
    except BadFlow:
        return None
    return flow if flow and flow.steps else None


def marked(flow: Flow | None, content: dict) -> list[Marked]:
    """What must be mended before the flow may be signed, each with its mark."""
    if flow is None:
        return []
    limits = limits_of(content)
    over = {text for _, text in over_limit(flow, *list(limits.values())[:3])}
    found = findings(flow, **limits, result_name=content["result_name"])
    return [
        Marked(_mark(n), each.text, _target(flow, each, over), each.step, each.outcome)
        for n, each in enumerate(found)
    ]


def _mark(n: int) -> str:
    return MARKS[n] if n < len(MARKS) else str(n + 1)


def _target(flow: Flow, finding, over: set[str]) -> str:
    if finding.step and finding.step in flow:
        return f"s{flow.number(finding.step)}"
    return "sum" if finding.text in over else "steps"


def editor(content: dict, *, rows=None, misfits=(), power_class: str = LICENCE) -> dict:
    """Everything the editor shows; `rows` as typed when they could not be saved."""
    flow = flow_of(content["flow_data"])
    found = marked(flow, content) if not misfits else []
    rows = rows_of(content["flow_data"]) if rows is None else rows
    return {
        "lines": lines(rows, found, misfits, power_class),
        "found": found,
        "misfits": misfits,
        "general": [each for each in found if each.target == "steps"],
        "over": [each for each in found if each.target == "sum"],
        "goals": [(row.code, f"{n} {row.name}") for n, row in enumerate(rows, start=1)],
        "lanes": [(each.value, each.label) for each in Lane],
        "kinds": [(each.value, each.label) for each in StepKind],
        "risk_levels": RISK_LEVELS.items(),
        "bars": bars(flow, content) if flow else [],
        "charts": charts(flow, content["name"], found),
    }


def lines(rows: list[StepRow], found: list[Marked], misfits, power_class: str) -> list[Line]:
    told = []
    for n, row in enumerate(rows, start=1):
        here = [each for each in found if each.target == f"s{n}"]
        bad = {each.outcome for each in here if each.outcome}
        results = [
            _result(m, row.kind, each, each.code in bad, power_class)
            for m, each in enumerate(row.outcomes, start=1)
        ]
        typed = [each for each in misfits if each.target.split("-")[1] == str(n)]
        told.append(Line(n, row, results, here, typed))
    return told


def _result(number: int, kind: str, row: OutcomeRow, is_bad: bool, power_class: str) -> Result:
    said = (kind, row.code, row.papers)
    return Result(
        number, row, row.to or [""], is_bad, boxes(*said, power_class=power_class), shown(*said)
    )  # fmt: skip


def charts(flow: Flow | None, name: str, found: list[Marked] = ()) -> dict:
    """Both views of the one definition, with the marks of what must be mended."""
    if flow is None:
        return {}
    flags = tuple(Flag(each.mark, each.step, each.outcome) for each in found if each.step)
    title = f"{name}流程图草稿" if found else f"{name}流程图"
    # The drawing escapes every text itself.
    return {
        view.value: mark_safe(svg(flow, title=title, view=view, id=f"c-{view.value}", flags=flags))
        for view in View
    } | {"told": words(flow)}


def bars(flow: Flow, content: dict) -> list[Bar]:
    """各步合计、承诺、法定, side by side."""
    limits = limits_of(content)
    promised, statutory = limits["promised_days"], in_workdays(limits["statutory_days"], limits["unit"])
    days = {"各步合计": sum(longest_way(flow)), "承诺": promised, "法定": statutory}
    days = {label: count for label, count in days.items() if count is not None}
    most = max(*days.values(), 1)
    over = promised is not None and days["各步合计"] > promised
    beyond = None not in (promised, statutory) and promised > statutory
    kinds = {"各步合计": "bad" if over else "ok", "承诺": "bad" if beyond else "ok"}
    return [
        Bar(label, count, round(100 * count / most), kinds.get(label, "")) for label, count in days.items()
    ]
