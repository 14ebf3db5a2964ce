"""What is known already and is offered again: from the account, and from one's own earlier applications.

Offered are answers to questions of the same meaning only, each with where it comes from; the applicant may change it, and
nothing is kept before he saves the page. Everything is read from the owner of the draft; nobody else's word comes near.
"""

from ledger.clock import civil_day
from powers.form_vocabulary import meaning_of, parts_of, questions_of
from workflow.aloud import as_typed
from workflow.blocks import is_divided
from workflow.filings import Filing
from workflow.typed import one_line

from .applicants import Applicant
from .drafts import Draft

LOOKED_BACK = 8
ACCOUNT = "您账户里登记的"
BLOCKS = ("person", "enterprise")
Known = dict[str, tuple[object, str]]


def offers(draft: Draft, section: dict) -> dict[str, tuple[object, str]]:
    """Code → (raw answer, source) for the questions of a section that nobody has opened yet."""
    asked = [question for question in section["questions"] if question.get("means")]
    if not asked or any(question["code"] in draft.answers for question in section["questions"]):
        return {}
    named, identity = _from_account(draft.user)
    known = named | _from_filings(draft.user) | identity | _from_draft(draft)
    found = {question["code"]: _offer(question, known) for question in asked}
    return {code: offer for code, offer in found.items() if offer}


def _offer(question: dict, known: Known):
    if question["kind"] in BLOCKS:
        parts = {part: known.get(meaning_of(question, part)) for part in parts_of(question)}
        told = {part: offer for part, offer in parts.items() if offer}
        sources = dict.fromkeys(source for _, source in told.values())
        return ({part: value for part, (value, _) in told.items()}, "、".join(sources)) if told else None
    offer = known.get(question["means"])
    if offer is None:
        return None
    value, source = offer
    if is_divided(question):
        value = (
            {k: v for k, v in value.items() if k != "area"} if isinstance(value, dict) else {"detail": value}
        )
    elif question["kind"] == "address":
        value = one_line(value)
    return (
        (as_typed(question, value), source) if isinstance(value, (str, int)) or is_divided(question) else None
    )


def _from_draft(draft: Draft) -> Known:
    """What this application says elsewhere already."""
    return _of_form(draft.edition.form, draft.answers, "您在前面填过")


def _from_account(user) -> tuple[Known, Known]:
    """Who may be contacted, unless said otherwise since, and who the holder is, which the account alone decides."""
    applicant = Applicant.objects.filter(user=user).first()
    if applicant is None:
        return {}, {}
    told = applicant.details
    named = {"contact.phone": told["phone"], "contact.name": told["agent"] or told["name"]}
    identity = {"holder.name": told["name"], "holder.id": told["id_number"], "holder.phone": told["phone"]}
    if applicant.is_enterprise:
        identity |= {
            "enterprise.name": told["name"], "enterprise.credit_code": told["id_number"],
            "enterprise.legal_person": told["legal_person"], "enterprise.phone": told["phone"],
            "agent.name": told["agent"], "agent.id": told["agent_id"], "agent.phone": told["phone"],
        }  # fmt: skip
    return _registered(named), _registered(identity)


def _registered(facts: dict[str, str]) -> Known:
    return {meaning: (value, ACCOUNT) for meaning, value in facts.items() if value}


def _from_filings(user) -> Known:
    """The newest word on each meaning in one's own latest applications."""
    filings = Filing.objects.filter(case__applicant=user, kind=Filing.Kind.APPLICATION)
    known: Known = {}
    for filing in filings.select_related("case__edition").order_by("-case__submitted_at")[:LOOKED_BACK]:
        day = civil_day(filing.case.submitted_at)
        told = _of_form(filing.case.edition.form, filing.content.get("answers", {}), f"上次申请填写，{day}")
        known = told | known
    return known


def _of_form(form: dict, answers: dict, source: str) -> Known:
    known: Known = {}
    for question in questions_of(form):
        value = answers.get(question["code"])
        if not question.get("means") or not value:
            continue
        if question["kind"] in BLOCKS and isinstance(value, dict):
            known |= {meaning_of(question, part): (said, source) for part, said in value.items() if said}
        else:
            known[question["means"]] = (value, source)
    return known
