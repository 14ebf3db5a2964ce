"""Numbers of documents on a page that others may look at: masked once they are right, and understood when sent back so.

A number that does not stand is shown as it was typed, since only so it can be mended.
"""

from powers.forms.vocabulary import ID_CODES
from powers.items.identity_documents import document_fault
from workflow.forms.answers import SectionForm
from workflow.forms.blocks import CITIZEN
from workflow.parties import mask_id

PART = "id_number"


def veil(form: SectionForm) -> None:
    """Mask the numbers of a form that is about to be drawn; it is judged already, or not bound."""
    wrong = set(form.errors) if form.is_bound else set()
    shown = form.data if form.is_bound else form.initial
    for name, kind in _names(form.section).items():
        number = str(shown.get(name) or "")
        code = ID_CODES.get(str(shown.get(kind) or CITIZEN), "")
        if number and name not in wrong and not document_fault(code, number.upper(), today=form.today):
            shown[name] = mask_id(number)


def _names(section: dict) -> dict[str, str]:
    """The controls that hold a number, each with the control that says of what kind it is."""
    plain = {q["code"]: "" for q in section["questions"] if q["kind"] == "id_number"}
    blocks = [q["code"] for q in section["questions"] if q["kind"] == "person"]
    return plain | {f"{code}-{PART}": f"{code}-id_kind" for code in blocks}


def has_mask(section: dict, told: dict) -> bool:
    return any("*" in number for number in _numbers(section, told).values())


def unveil(section: dict, told: dict, *, known: dict) -> dict:
    """What was typed, with each mask that was sent back taken for the number behind it."""
    meant = dict(told)
    for code, number in _numbers(section, told).items():
        behind = _number(known.get(code))
        if "*" in number and behind and mask_id(behind) == number:
            meant[code] = {**told[code], PART: behind} if isinstance(told[code], dict) else behind
    return meant


def _numbers(section: dict, told: dict) -> dict[str, str]:
    codes = [q["code"] for q in section["questions"] if q["kind"] in ("person", "id_number")]
    return {code: _number(told.get(code)) for code in codes}


def _number(value) -> str:
    return str((value.get(PART) if isinstance(value, dict) else value) or "")
