"""What is known already and is offered again: from the account, and from one's own earlier applications.

Offered are answers to questions of the same meaning only, each with where it comes from; the applicant may change it, and
nothing is kept before he saves the page. Everything is read from the owner of the draft; nobody else's word comes near.
"""

from hall.accounts.applicants import Applicant
from hall.apply.drafts import Draft
from ledger import clock
from ledger.clock import civil_day
from powers.codes import id_number_fault
from powers.forms.vocabulary import ID_CODES, meaning_of, parts_of, questions_of
from powers.items.identity_documents import agent_of, code_of
from workflow.entries import of_filing
from workflow.forms.aloud import as_typed
from workflow.forms.blocks import is_divided
from workflow.forms.typed import one_line
from workflow.materials.filings import Filing

LOOKED_BACK = 8
ACCOUNT, COUNTER = "您账户里登记的", "刚才登记的"
BLOCKS = ("person", "enterprise")
Known = dict[str, tuple[object, str]]
_OPTIONS = {code: option for option, code in ID_CODES.items()}


def offers(draft: Draft, section: dict) -> dict[str, tuple[object, str]]:
    """Code → (raw answer, source) for the questions of a section that nobody has opened yet."""
    asked = [question for question in section["questions"] if question.get("means")]
    if not asked or any(question["code"] in draft.answers for question in section["questions"]):
        return {}
    named, identity, earlier = _from_other(draft) if draft.for_another else _from_user(draft.user)
    known = named | earlier | identity | _from_draft(draft)
    found = {question["code"]: _offer(question, known) for question in asked}
    return {code: offer for code, offer in found.items() if offer}


def _offer(question: dict, known: Known):
    if question["kind"] in BLOCKS:
        parts = {part: known.get(meaning_of(question, part)) for part in parts_of(question)}
        told = _of_one_kind({part: offer for part, offer in parts.items() if offer})
        sources = dict.fromkeys(source for _, source in told.values())
        return ({part: value for part, (value, _) in told.items()}, "、".join(sources)) if told else None
    offer = known.get(question["means"])
    if offer is None:
        return None
    value, source = offer
    if question["kind"] == "id_number" and _is_other(value):
        return None
    if is_divided(question):
        value = (
            {k: v for k, v in value.items() if k != "area"} if isinstance(value, dict) else {"detail": value}
        )
    elif question["kind"] == "address":
        value = one_line(value)
    return (
        (as_typed(question, value), source) if isinstance(value, (str, int)) or is_divided(question) else None
    )


def _of_one_kind(told: Known) -> Known:
    """A number is offered with the kind told with it; without one only a citizen number is, which needs none."""
    number, kind = told.get("id_number"), told.get("id_kind")
    if number is None or (kind and kind[1] == number[1]):
        return told
    left_out = ("id_number", "id_kind") if _is_other(number[0]) else ("id_kind",)
    return {part: offer for part, offer in told.items() if part not in left_out}


def _is_other(number) -> bool:
    return bool(id_number_fault(str(number), today=civil_day(clock.now())))


def _from_draft(draft: Draft) -> Known:
    """What this application says elsewhere already."""
    return _of_form(draft.edition.form, draft.answers, "您在前面填过")


def _from_user(user) -> tuple[Known, Known, Known]:
    """Of an applicant: who may be contacted, who he is, and what he said in earlier applications."""
    applicant = Applicant.objects.filter(user=user).first()
    named, identity = _who(applicant.details, applicant.is_enterprise, ACCOUNT) if applicant else ({}, {})
    return named, identity, _from_filings(user)


def _from_other(draft: Draft) -> tuple[Known, Known, Known]:
    """What a clerk or an agent has just entered of the applicant, and nothing that either said elsewhere."""
    told = draft.for_another.details
    return *_who(told, draft.for_another.is_enterprise, COUNTER), {}


def _who(told: dict, is_enterprise: bool, source: str) -> tuple[Known, Known]:
    """Who may be contacted, unless said otherwise since, and who the holder is, which the account alone decides."""
    acts, phone = _acting(told), told.get("agent_phone") or told["phone"]
    named = {"contact.phone": phone, "contact.name": acts["name"] or told["name"]}
    identity = {"holder.name": told["name"], "holder.phone": told["phone"]} | _number("holder", told)
    if is_enterprise:
        identity |= {
            "enterprise.name": told["name"], "enterprise.credit_code": told["id_number"],
            "enterprise.legal_person": told["legal_person"], "enterprise.phone": told["phone"],
            "agent.name": acts["name"], "agent.phone": phone,
        }  # fmt: skip
        identity |= _number("agent", acts)
    return _registered(named, source), _registered(identity, source)


def _acting(told: dict) -> dict:
    """The man who acts for an applicant: his agent, or, where that is an enterprise, its 经办人."""
    if not told.get("handler"):
        return agent_of(told) | {"name": told["agent"]}
    return {"name": told["handler"], "id_kind": told["handler_kind"], "id_number": told["handler_id"]}


def _number(whose: str, told: dict) -> dict[str, str]:
    """A number with its kind, as a question of a person takes them."""
    kind = _OPTIONS.get(code_of(told["id_kind"]), "")
    return {f"{whose}.id": told["id_number"], f"{whose}.id_kind": kind}


def _registered(facts: dict[str, str], source: str) -> Known:
    return {meaning: (value, source) for meaning, value in facts.items() if value}


def _from_filings(user) -> Known:
    """The newest word on each meaning in one's own latest applications, none of those filed for another."""
    filings = Filing.objects.filter(case__applicant=user, kind=Filing.Kind.APPLICATION)
    known: Known = {}
    for filing in filings.select_related("case__edition").order_by("-case__submitted_at")[:LOOKED_BACK]:
        if of_filing(filing.content).by_agent:
            continue
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
