"""The rows of the flow editor: what was typed, as it was typed, on its way from and to the document of a flow.

Decides which entries cannot be written into a document at all (days that are no number, texts that are too long) and says
so at the field; anything that can be written is kept, however unsound, for `soundness` to judge.
"""

import re
from dataclasses import dataclass, field
from unicodedata import normalize

from powers.bpmn.steps import GRANTING, REFUSING
from powers.flow.flow import MOST_STEPS
from powers.flow.paper_rows import ticked
from powers.flow.steps import RISK_LEVELS, Lane, StepKind

MOST_RISKS, MOST_OUTCOMES, MOST_TARGETS, MOST_NAME, MOST_TEXT, MOST_DAYS = 9, 9, 9, 40, 500, 3650
TEXTS = ("duty", "standard", "paper")
OFFICE = re.compile(r"[0-9A-Z]{18}")
LANES, KINDS = {each.value for each in Lane}, {each.value for each in StepKind}


@dataclass
class OutcomeRow:
    code: str = ""
    label: str = ""
    to: list[str] = field(default_factory=list)
    back: bool = False
    papers: list[str] | None = None


@dataclass
class RiskRow:
    level: str = ""
    point: str = ""
    control: str = ""

    @property
    def is_blank(self) -> bool:
        return not (self.point or self.control)


@dataclass
class StepRow:
    code: str = ""
    name: str = ""
    lane: str = Lane.HANDLER.value
    kind: str = StepKind.EXAMINATION.value
    days: str = "0"
    duty: str = ""
    standard: str = ""
    paper: str = ""
    office: str = ""
    join: bool = False
    outcomes: list[OutcomeRow] = field(default_factory=list)
    risks: list[RiskRow] = field(default_factory=list)


@dataclass(frozen=True)
class Misfit:
    """An entry that no document can hold: the control it stands in, and what to do."""

    target: str
    text: str


def rows_of(data: dict) -> list[StepRow]:
    """The rows of a flow's document."""
    return [
        StepRow(
            **{name: step.get(name, "") for name in ("code", "name", "lane", "kind", "office", *TEXTS)},
            days=str(step.get("limit_days", 0)),
            join=step.get("join", False),
            outcomes=[
                OutcomeRow(
                    each["code"], each["label"], list(each["to"]), each.get("back", False), each.get("papers")
                )
                for each in step.get("outcomes", ())
            ],
            risks=[RiskRow(**each) for each in step.get("risks", ())],
        )
        for step in data.get("steps", ())
    ]


def is_whole(post) -> bool:
    """Did the form arrive whole? One cut off on the way must not empty the draft."""
    return post.get("steps") == "0" or 1 <= _count(post, "steps") <= MOST_STEPS


def typed_rows(post) -> list[StepRow]:
    """The rows as they were typed."""
    return [_typed(post, n) for n in range(1, min(_count(post, "steps"), MOST_STEPS) + 1)]


def _typed(post, n: int) -> StepRow:
    texts = {
        name: _text(post, f"{name}-{n}")
        for name in ("code", "name", "lane", "kind", "days", "office", *TEXTS)
    }
    numbers = range(1, min(_count(post, f"outcomes-{n}"), MOST_OUTCOMES) + 1)
    risks = [
        RiskRow(*(_text(post, f"risk-{part}-{n}-{m}") for part in ("level", "point", "control")))
        for m in range(1, min(_count(post, f"risks-{n}"), MOST_RISKS) + 1)
    ]
    return StepRow(
        **texts,
        join=f"join-{n}" in post,
        risks=[risk for risk in risks if not risk.is_blank],
        outcomes=[
            OutcomeRow(
                _text(post, f"code-{n}-{m}"),
                _text(post, f"label-{n}-{m}"),
                [code for code in post.getlist(f"to-{n}-{m}")[:MOST_TARGETS] if code],
                f"back-{n}-{m}" in post,
                ticked(post, n, m),
            )
            for m in numbers
        ],
    )


def _count(post, name: str) -> int:
    value = post.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 4 else 0


def _text(post, name: str) -> str:
    text = normalize("NFC", post.get(name, "")).replace("\r\n", "\n").strip()
    return "".join(char for char in text if char.isprintable() or char == "\n")


def misfits(rows: list[StepRow]) -> list[Misfit]:
    """What cannot be written into a document."""
    found = []
    for n, row in enumerate(rows, start=1):
        if not _is_days(row.days):
            found.append(Misfit(f"days-{n}", f"第 {n} 步的天数只填整数，例如 5"))
        long = [name for name in ("name", "paper") if len(getattr(row, name)) > MOST_NAME]
        found += [
            Misfit(f"{name}-{n}", f"第 {n} 步的名称或者文书超过 {MOST_NAME} 个字，请改短") for name in long
        ]
        long = [name for name in ("duty", "standard") if len(getattr(row, name)) > MOST_TEXT]
        found += [
            Misfit(f"{name}-{n}", f"第 {n} 步的职责或者标准超过 {MOST_TEXT} 个字，请改短") for name in long
        ]
        for m, outcome in enumerate(row.outcomes, start=1):
            if len(outcome.label) > MOST_NAME:
                found.append(Misfit(f"label-{n}-{m}", f"第 {n} 步的结果 {m} 超过 {MOST_NAME} 个字，请改短"))
        found += [Misfit(f"risk-{n}", words) for risk in row.risks if (words := _risk_misfit(n, risk))]
        if row.office and not OFFICE.fullmatch(row.office):
            found.append(
                Misfit(f"office-{n}", f"第 {n} 步的办理机关请从列表里选，或者写 18 位统一社会信用代码")
            )
        if row.lane not in LANES or row.kind not in KINDS:
            found.append(Misfit(f"lane-{n}", f"第 {n} 步请从列表里选岗位和种类"))
    return found


def _risk_misfit(n: int, risk: RiskRow) -> str:
    if risk.level not in RISK_LEVELS or not (risk.point and risk.control):
        return f"第 {n} 步的风险点请把等级、风险点和防控措施都写上，整条不要就全部清空"
    if max(len(risk.point), len(risk.control)) > MOST_TEXT:
        return f"第 {n} 步的风险点或者防控措施超过 {MOST_TEXT} 个字，请改短"
    return ""


def _is_days(text: str) -> bool:
    return not text or (text.isascii() and text.isdigit() and int(text[:6]) <= MOST_DAYS)


def data_of(rows: list[StepRow]) -> dict:
    """The document of rows without misfits; no rows are no flow."""
    return {"v": 1, "steps": [_document(row) for row in rows]} if rows else {}


def _document(row: StepRow) -> dict:
    texts = {name: getattr(row, name) for name in ("code", "name", "lane", "kind", *TEXTS)}
    outcomes = [
        {"code": code, "label": each.label, "to": list(each.to)}
        | ({"back": True} if each.back else {})
        | ({} if each.papers is None else {"papers": list(each.papers)})
        for each, code in zip(row.outcomes, outcome_codes(row), strict=True)
    ]
    return (
        texts
        | {"limit_days": int(row.days or 0), "outcomes": outcomes}
        | ({"join": True} if row.join else {})
        | ({"office": row.office} if row.office else {})
        | ({"risks": [vars(risk) for risk in row.risks]} if row.risks else {})
    )


def outcome_codes(row: StepRow) -> list[str]:
    """The codes of a step's results: kept once given; at a decision the words tell granting from refusing."""
    codes = [each.code for each in row.outcomes]
    for n, each in enumerate(row.outcomes):
        if row.kind == StepKind.DECISION and not each.back:
            told = (
                "refuse"
                if each.label.startswith(REFUSING)
                else "grant"
                if each.label.startswith(GRANTING)
                else ""
            )
            codes[n] = told if told and told not in codes else codes[n]
    for n, code in enumerate(codes):
        codes[n] = code or next(f"o{m}" for m in range(1, 99) if f"o{m}" not in codes)
    return codes
