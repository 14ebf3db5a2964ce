"""Which official papers follow from which act.

What each says of a case is in `paperwork_intake`, `_course` and `_result`, a function a paper; the law is in `paper_kinds`.
"""

from powers.catalogue import Edition
from powers.steps import StepKind

from . import paperwork_course as course
from . import paperwork_intake as intake
from . import paperwork_result as result
from .papers import issue

# A writer that answers None writes no paper: an opinion is one only at the step of legal review.
PAPERS = {
    "submit": [("submission_receipt", intake.receipt)],
    "ask_to_complete": [("correction_notice", intake.correction)],
    "accept": [("acceptance_notice", intake.acceptance)],
    "accept_by_silence": [("acceptance_notice", intake.acceptance)],
    "decline": [("decline_decision", intake.decline)],
    "refer_elsewhere": [("decline_decision", intake.decline)],
    "lapse": [("lapse_notice", intake.lapse)],
    "withdraw": [("withdrawal_confirmation", intake.withdrawal)],
    "pause": [("special_notice", course.special)],
    "extend": [("extension_notice", course.extension)],
    "tell_hearing": [("hearing_rights_notice", course.hearing_rights)],
    "call_hearing": [("hearing_notice", course.hearing)],
    "record_hearing": [("hearing_record", course.hearing_record)],
    "advance": [("legal_opinion", course.legal_opinion)],
    "terminate": [("termination_decision", course.termination)],
    "grant": [
        ("grant_decision", result.grant),
        ("renewal_decision", result.renewal),
        ("licence", result.licence),
    ],
    "refuse": [("refusal_decision", result.refusal)],
    "deliver": [("delivery_receipt", result.delivery)],
}


# What a case decides, not the act: an opinion needs its step, a licence a power that gives one.
ONLY_AT = {"legal_opinion": StepKind.LEGAL_REVIEW}
BY_POWER = ("licence", "renewal_decision")


def called_for(verb: str, step: StepKind | None = None) -> list[str]:
    """The kinds of papers that an act at a step of this kind calls for in any case."""
    kinds = [kind for kind, _ in PAPERS.get(verb, ()) if kind not in BY_POWER]
    return [kind for kind in kinds if ONLY_AT.get(kind, step) == step]


def follow(case, event) -> None:
    """Issue the papers that an act of this zone calls for; most acts call for none."""
    for kind, write in PAPERS.get(event.verb, ()):
        told = write(case, event)
        if told is not None:
            issue(case, event, kind=kind, fields=texts({**common(case), **told}))


def common(case) -> dict:
    edition: Edition = case.edition
    return {
        "applicant": case.party.name,
        "matter": edition.name,
        "case_no": case.number,
        "organisation": case.party.kind == "enterprise",
        "power_class": edition.power.power_class.name,
    }


def texts(fields: dict) -> dict:
    """Dates as ISO text, so that the fields are canonical JSON; nothing empty."""
    spelled = {
        name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in fields.items()
    }
    return {name: value for name, value in spelled.items() if value not in (None, "")}
