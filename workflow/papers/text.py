"""The words of every official paper: the one source for the page preview and for the PDF.

Wording has versions: the table gives the writers of each kind, oldest first, and the last one is in use. An issued paper
keeps the version it was made with, so changing a wording means adding a writer, never touching an old one. What a paper
must contain is decided in `kinds`.
"""

from workflow.papers import course_words as course
from workflow.papers import intake_words as intake
from workflow.papers import later_words as later
from workflow.papers import result_words as result
from workflow.papers import undertaking_words as undertaking
from workflow.papers.filling import fill
from workflow.papers.kinds import KINDS
from workflow.papers.phrases import Block
from workflow.papers.wording import clean_lines

__all__ = ["Block", "latest_version", "paper_text", "paper_title"]

WORDINGS = {
    "submission_receipt": (intake.submission_receipt,),
    "undertaking": (undertaking.undertaking, undertaking.undertaking_2),
    "correction_notice": (intake.correction_notice, intake.correction_notice_2),
    "acceptance_notice": (intake.acceptance_notice,),
    "decline_decision": (intake.decline_decision,),
    "lapse_notice": (intake.lapse_notice,),
    "withdrawal_confirmation": (intake.withdrawal_confirmation,),
    "special_notice": (course.special_notice,),
    "extension_notice": (course.extension_notice,),
    "owed_return_notice": (course.owed_return_notice,),
    "hearing_rights_notice": (course.hearing_rights_notice,),
    "hearing_notice": (course.hearing_notice,),
    "hearing_record": (course.hearing_record,),
    "legal_opinion": (course.legal_opinion,),
    "termination_decision": (course.termination_decision,),
    "grant_decision": (result.grant_decision,),
    "refusal_decision": (result.refusal_decision,),
    "licence": (result.licence,),
    "delivery_receipt": (result.delivery_receipt,),
    "change_decision": (later.change_decision,),
    "renewal_decision": (later.renewal_decision,),
    "revocation_decision": (later.revocation_decision,),
    "licence_withdrawal": (later.licence_withdrawal,),
    "deregistration_decision": (later.deregistration_decision,),
    "amendment_notice": (later.amendment_notice,),
}
OWN_TITLES = {"correction_notice": "申请材料补正告知书"}


def latest_version(kind: str) -> int:
    """The version of the wording that papers of this kind are made with now, counted from 1."""
    return len(WORDINGS[kind])


def paper_text(kind: str, fields, *, version: int = 0) -> list[Block]:
    """The whole body of a paper, addressed, in the order it is printed; version 0 is the one in use."""
    filled = fill(kind, fields)
    write = WORDINGS[kind][(version or latest_version(kind)) - 1]
    blocks = [Block("to", line) for line in clean_lines(f"{filled.applicant}：")] if filled.addressed else []
    for text in write(filled):
        blocks += [text] if isinstance(text, Block) else [Block("p", line) for line in clean_lines(text)]
    if filled.replaces:
        blocks.append(Block("p", f"本文书代替{filled.replaces}，原文书不再使用。"))
    return blocks


def paper_title(kind: str, fields) -> str:
    """The title, which follows the class of power: 准予行政许可决定书, 行政确认决定书."""
    filled = fill(kind, fields)
    if filled.title:
        return " ".join(clean_lines(filled.title))
    if kind in ("grant_decision", "refusal_decision") and not filled.is_licence:
        return f"{'不予' if kind == 'refusal_decision' else ''}{filled.power_class}决定书"
    return OWN_TITLES.get(kind, KINDS[kind].label).replace("行政许可", filled.power_class)
