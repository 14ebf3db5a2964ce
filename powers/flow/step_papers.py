"""Which papers a result of a step calls for: what the flow says, or where it says nothing, all that fit the step.

A document without a word on papers is an older one and reads as the usual binding, so that what is published keeps its
fingerprint. Refused at publishing: a kind nobody knows, a kind that does not belong to this act, a decision without its
written decision (行政许可法 第三十八条), an acceptance without its written receipt (第三十二条第二款), and a grant that gives a
certificate but issues none (第三十九条). Papers of the turns outside the drawn flow (补正、延期、听证、撤回…) are bound by law
to the act itself and cannot be named here.
"""

from powers.flow.paper_vocabulary import LICENCE, PaperKind, certificate, name_of
from powers.flow.steps import Outcome, Step, StepKind

# Step and, at a decision, result; what an official returns to the step before is decided nothing and issues nothing.
FITTING: dict[tuple[str, str], tuple[PaperKind, ...]] = {
    (StepKind.ACCEPTANCE, ""): (PaperKind.ACCEPTANCE_NOTICE,),
    (StepKind.LEGAL_REVIEW, ""): (PaperKind.LEGAL_OPINION,),
    (StepKind.DECISION, "grant"): (PaperKind.GRANT_DECISION, PaperKind.LICENCE),
    (StepKind.DECISION, "refuse"): (PaperKind.REFUSAL_DECISION,),
    (StepKind.DELIVERY, ""): (PaperKind.DELIVERY_RECEIPT,),
}
MUST = {
    PaperKind.ACCEPTANCE_NOTICE: "受理要出具书面凭证（行政许可法 第三十二条第二款）",
    PaperKind.GRANT_DECISION: "准予要作出书面决定（行政许可法 第三十八条第一款）",
    PaperKind.REFUSAL_DECISION: "不予要作出书面决定（行政许可法 第三十八条第二款）",
}


def fitting(kind: str, outcome: str) -> tuple[PaperKind, ...]:
    """The papers that a result of a step of this kind can issue; also what it issues while the flow says nothing."""
    return FITTING.get((kind, outcome)) or FITTING.get((kind, ""), ())


def papers_of(step: Step, outcome: Outcome) -> tuple[str, ...]:
    """The kinds of paper that this result calls for."""
    return fitting(step.kind, outcome.code) if outcome.papers is None else outcome.papers


def papers_at_end(step: Step) -> tuple[str, ...]:
    """What the delivery calls for; an older flow may have no named result there."""
    results = step.outcomes or (Outcome("", ""),)
    return papers_of(step, results[0])


def told(step: Step, power_class: str = LICENCE) -> list[str]:
    """The papers of a step in words: of each result where they differ, and what its own description names besides."""
    named = {
        outcome.label: "、".join(name_of(code, power_class=power_class) for code in papers_of(step, outcome))
        for outcome in step.forward
    }
    alike = len(set(named.values())) < 2
    told_of = (words if alike else f"{label}：{words}" for label, words in named.items() if words)
    lines = list(dict.fromkeys(told_of))
    # At a decision the results alone tell which of the two papers it is that the description means.
    own = step.paper and not (lines and step.kind == StepKind.DECISION) and step.paper not in lines
    return [*lines, step.paper] if own else lines


def misbound(flow, result_name: str):
    """What is wrong with the papers of a flow: (step, sentence, outcome)."""
    for step in flow.steps:
        for outcome in step.outcomes:
            if outcome.papers is not None:
                for text in _faults(step, outcome, certificate(result_name)):
                    yield step.code, text, outcome.code


def _faults(step: Step, outcome: Outcome, gives: str):
    fits, name = fitting(step.kind, outcome.code), f"“{step.name}”的结果“{outcome.label}”"
    for code in outcome.papers:
        if code not in list(PaperKind):
            yield f"{name}写了文书“{code}”，没有这种文书，请从列表里选。"
        elif code not in fits:
            yield f"{name}不能出具《{name_of(code)}》，这种文书不属于这一步的这个结果，请去掉。"
    for kind in fits:
        if kind in outcome.papers or outcome.back:
            continue
        if kind in MUST:
            yield f"{name}没有选《{kind.label}》：{MUST[kind]}，请选上。"
        elif kind == PaperKind.LICENCE and gives:
            yield f"{name}没有选《{kind.label}》，但这个事项的结果是“{gives}”，请选上，或者改审批结果。"
