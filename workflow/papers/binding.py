"""Which papers an act may issue: in the flow those its step calls for, outside it those the law binds to the act itself.

The flow of the edition a case holds says what the results of its steps issue (`powers.flow.step_papers`). The turns that
no flow draws have each their own paper, whatever the flow says: a correction asked for, more time, a hearing, a withdrawal,
an end, and every act on a licence. Anything else is refused.
"""

from ledger.verbs import Refused
from powers.flow.paper_vocabulary import PaperKind as K
from powers.flow.paper_vocabulary import name_of
from powers.flow.step_papers import papers_at_end, papers_of

# Sources: 国办发〔2020〕42号, 行政许可法 第三十二条, 第四十二条, 第四十五条至第五十条, 第八条, 第六十九条, 第七十条.
TURNS: dict[str, tuple[K, ...]] = {
    "submit": (K.SUBMISSION_RECEIPT, K.UNDERTAKING),
    "ask_to_complete": (K.CORRECTION_NOTICE,),
    "decline": (K.DECLINE_DECISION,),
    "refer_elsewhere": (K.DECLINE_DECISION,),
    "lapse": (K.LAPSE_NOTICE,),
    "withdraw": (K.WITHDRAWAL_CONFIRMATION,),
    "pause": (K.SPECIAL_NOTICE,),
    "extend": (K.EXTENSION_NOTICE,),
    "return_owed": (K.OWED_RETURN_NOTICE,),
    "tell_hearing": (K.HEARING_RIGHTS_NOTICE,),
    "call_hearing": (K.HEARING_NOTICE,),
    "record_hearing": (K.HEARING_RECORD,),
    "terminate": (K.TERMINATION_DECISION,),
    "deem_renewed": (K.RENEWAL_DECISION,),
    "revoke": (K.REVOCATION_DECISION,),
    "withdraw_licence": (K.LICENCE_WITHDRAWAL,),
    "cancel": (K.DEREGISTRATION_DECISION,),
}
IN_FLOW = ("accept", "accept_by_silence", "advance", "grant", "refuse", "deliver")
# 行政许可法 第四十九条、第五十条: to change or renew a licence is to grant, and each decision has a form of its own.
STANDS_FOR = {K.CHANGE_DECISION: K.GRANT_DECISION, K.RENEWAL_DECISION: K.GRANT_DECISION}


def called_for(flow, verb: str, closes: dict | None) -> tuple[str, ...]:
    """The kinds an act may issue; `closes` is the step and the result by which it leaves."""
    if verb not in IN_FLOW:
        return TURNS.get(verb, ())
    if verb == "deliver":
        return papers_at_end(flow.steps[-1])
    step = flow.step(closes["step"])
    return _with_forms(papers_of(step, step.outcome(closes["outcome"])))


def is_called_for(case, event, kind: str) -> bool:
    return kind in called_for(case.edition.flow, event.verb, event.body.get("closes"))


def grant_gives(flow, kind: str) -> bool:
    """Whether a granting decision of this flow issues papers of a kind."""
    deciding = [step for step in flow.steps if step.kind == "decision"]
    return any(kind in papers_of(step, outcome) for step in deciding for outcome in step.outcomes)


def refuse_uncalled(case, event, kind: str) -> None:
    """No paper but what the published flow or the law calls for at this act."""
    if not is_called_for(case, event, kind):
        raise Refused(
            f"这一步不出具《{name_of(kind)}》：公布的流程没有把它写到这一步的结果上，要出具的请先修订流程"
        )


def _with_forms(kinds) -> tuple[str, ...]:
    return (*kinds, *(form for form, usual in STANDS_FOR.items() if usual in kinds))
