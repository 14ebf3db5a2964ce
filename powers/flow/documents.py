"""How one step of a flow is written in its document, and read back. What is not written right is refused by its number."""

from unicodedata import normalize

from powers.flow.steps import RISK_LEVELS, Lane, Outcome, Risk, Step, StepKind


class BadFlow(ValueError):
    """The document is not a flow; the message says in Chinese what to mend."""


def read_step(entry, number: int) -> Step:
    """Read one step of the document; `number` is its place, as people cite it."""
    try:
        return Step(
            code=_text(entry["code"]),
            name=_text(entry["name"]),
            lane=Lane(entry["lane"]),
            kind=StepKind(entry["kind"]),
            limit_days=_count(entry.get("limit_days", 0)),
            duty=_text(entry.get("duty", "")),
            standard=_text(entry.get("standard", "")),
            paper=_text(entry.get("paper", "")),
            join=entry.get("join", False) is True,
            office=_text(entry.get("office", "")),
            outcomes=tuple(_read_outcome(outcome) for outcome in entry.get("outcomes", ())),
            risks=tuple(_read_risk(risk) for risk in entry.get("risks", ())),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadFlow(f"第 {number} 步没有写对，请核对代码、名称、岗位、种类、时限和结果。") from error


def _read_outcome(entry) -> Outcome:
    targets = tuple(_text(code) for code in entry["to"])
    papers = entry.get("papers")
    if isinstance(entry["to"], str) or isinstance(papers, str):
        raise TypeError("targets and papers are lists")
    named = None if papers is None else tuple(dict.fromkeys(map(_text, papers)))
    return Outcome(
        _text(entry["code"]), _text(entry["label"]), targets, entry.get("back", False) is True, named
    )


def _read_risk(entry) -> Risk:
    if entry["level"] not in RISK_LEVELS:
        raise ValueError("unknown level of risk")
    return Risk(entry["level"], _text(entry["point"]), _text(entry["control"]))


def _text(value) -> str:
    if not isinstance(value, str):
        raise TypeError("text expected")
    return normalize("NFC", value)


def _count(value) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise TypeError("a number of days expected")
    return value


def write_step(step: Step) -> dict:
    data = {
        "code": step.code,
        "name": step.name,
        "lane": step.lane.value,
        "kind": step.kind.value,
        "limit_days": step.limit_days,
        "duty": step.duty,
        "standard": step.standard,
        "paper": step.paper,
        "outcomes": [_write_outcome(outcome) for outcome in step.outcomes],
    }
    data |= {"risks": [_write_risk(risk) for risk in step.risks]} if step.risks else {}
    return data | ({"join": True} if step.join else {}) | ({"office": step.office} if step.office else {})


def _write_risk(risk: Risk) -> dict:
    return {"level": risk.level, "point": risk.point, "control": risk.control}


def _write_outcome(outcome: Outcome) -> dict:
    data = {"code": outcome.code, "label": outcome.label, "to": list(outcome.to)}
    named = {} if outcome.papers is None else {"papers": list(outcome.papers)}
    return data | ({"back": True} if outcome.back else {}) | named
