"""Undertakings of a draft: which materials its applicant has promised instead of handing them in, and on which text.

A promise counts only for the very text that was told; a newer edition that says something else has not been promised. A
clerk or an agent makes none for somebody else: who promises does so in his own account (国办发〔2020〕42号：申请人书面承诺).
"""

from datetime import datetime

from hall.accounts.applicants import identity
from ledger.events import spell
from ledger.verbs import Refused
from powers.items import undertakings as told_of
from workflow.materials.undertakings import BARRED, Word
from workflow.materials.undertakings import is_barred as is_barred_maker


def offered(draft, code: str) -> dict | None:
    """The material that may be promised in this draft, with what is told of it."""
    return None if draft.for_another or draft.is_correction else told_of.of(draft.edition).get(code)


def standing(draft) -> dict[str, str]:
    """Code → when it was promised, of the promises that still hold."""
    found = told_of.of(draft.edition) if draft.undertakings else {}
    return {
        code: said["at"]
        for code, said in draft.undertakings.items()
        if code in found and said["digest"] == told_of.digest(found[code])
    }


def is_barred(draft) -> bool:
    """Whether the applicant may promise nothing; asked only where something could be promised."""
    return not draft.for_another and bool(told_of.of(draft.edition)) and is_barred_maker(identity(draft.user))


def promise(draft, code: str, *, at: datetime) -> None:
    """The applicant has ticked every point for one material."""
    if is_barred(draft):
        raise Refused(BARRED)
    said = {"digest": told_of.digest(told_of.of(draft.edition)[code]), "at": spell(at)}
    _keep(draft, draft.undertakings | {code: said}, at=at)


def take_back(draft, code: str, *, at: datetime) -> None:
    """He hands the material in after all."""
    _keep(draft, {each: said for each, said in draft.undertakings.items() if each != code}, at=at)


def drop_outdated(draft) -> list[str]:
    """Forget the promises whose text the draft's new edition does not tell any more; what they were, for the applicant."""
    kept, offered = standing(draft), told_of.of(draft.edition)
    lost = [code for code in draft.undertakings if code not in kept]
    draft.undertakings = {code: said for code, said in draft.undertakings.items() if code in kept}
    return [f"“{offered[code]['name']}”的承诺" if code in offered else "替代材料的承诺" for code in lost]


def filed(draft, wanted: set[str]) -> list[Word]:
    """The promises that go with the application: of what is asked for and was not handed in."""
    if draft.for_another or not draft.undertakings:
        return []
    handed_in = set(draft.files.values_list("code", flat=True))
    return [
        Word(code, draft.undertakings[code]["digest"], at)
        for code, at in sorted(standing(draft).items())
        if code in wanted - handed_in
    ]


def _keep(draft, undertakings: dict, *, at: datetime) -> None:
    draft.undertakings = undertakings
    draft.touch(at=at)
    draft.save(update_fields=["undertakings", "updated_at", "expires_at"])
