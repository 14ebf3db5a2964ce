"""Which official papers follow from which act.

What each says of a case is in `paperwork_intake`, `_course` and `_result`, a function a paper; the law is in `kinds`.
"""

from powers.catalogue import Edition
from workflow.papers import paperwork_course as course
from workflow.papers import paperwork_intake as intake
from workflow.papers import paperwork_licence as licence_result
from workflow.papers import paperwork_result as result
from workflow.papers import paperwork_undertaking as undertaking
from workflow.papers.binding import is_called_for
from workflow.papers.papers import issue

# What an act can issue; which of it a case gets is said by its flow (`binding`). A writer that answers None writes
# no paper: a licence needs a power that gives one, a renewal a licence to renew, an undertaking a promise.
PAPERS = {
    "submit": [("submission_receipt", intake.receipt), ("undertaking", undertaking.written)],
    "ask_to_complete": [("correction_notice", intake.correction)],
    "accept": [("acceptance_notice", intake.acceptance)],
    "accept_by_silence": [("acceptance_notice", intake.acceptance)],
    "decline": [("decline_decision", intake.decline)],
    "refer_elsewhere": [("decline_decision", intake.decline)],
    "lapse": [("lapse_notice", intake.lapse)],
    "withdraw": [("withdrawal_confirmation", intake.withdrawal)],
    "pause": [("special_notice", course.special)],
    "extend": [("extension_notice", course.extension)],
    "return_owed": [("owed_return_notice", course.owed_return)],
    "tell_hearing": [("hearing_rights_notice", course.hearing_rights)],
    "call_hearing": [("hearing_notice", course.hearing)],
    "record_hearing": [("hearing_record", course.hearing_record)],
    "advance": [("legal_opinion", course.legal_opinion)],
    "terminate": [("termination_decision", course.termination)],
    "grant": [
        ("grant_decision", result.grant),
        ("change_decision", licence_result.change),
        ("renewal_decision", licence_result.renewal),
        ("licence", licence_result.licence),
    ],
    "refuse": [("refusal_decision", result.refusal)],
    "deliver": [("delivery_receipt", result.delivery)],
}


def follow(case, event) -> None:
    """Issue the papers that an act of this zone calls for; most acts call for none."""
    for kind, write in PAPERS.get(event.verb, ()):
        told = write(case, event) if is_called_for(case, event, kind) else None
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
