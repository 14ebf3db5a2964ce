"""Undertakings of a draft: which materials its applicant has promised instead of handing them in, and on which text.

A promise counts only for the very text that was told; a newer edition that says something else has not been promised. At the
counter it counts only with the scan of the sheet that the visitor signed, and by an agent only where he has said that his
letter of authority names it (民法典 第一百六十五条；国办发〔2020〕42号：申请人书面承诺). Who is barred is the applicant,
whoever promises for him.
"""

from datetime import datetime

from hall.accounts.applicants import identity
from ledger.events import spell
from ledger.verbs import Refused
from powers.items import undertakings as told_of
from powers.items.identity_documents import known_as
from workflow.materials.materials import sheet_code
from workflow.materials.undertakings import BARRED, Word
from workflow.materials.undertakings import is_barred as is_barred_maker


def offered(draft, code: str) -> dict | None:
    """The material that may be promised in this draft, with what is told of it."""
    return None if draft.is_correction else told_of.of(draft.edition).get(code)


def needs_authority(draft) -> bool:
    """Whether somebody acts for a person, so that his letter must name the promise."""
    return bool(draft.for_another and draft.for_another.has_proxy)


def standing(draft) -> dict[str, str]:
    """Code → when it was promised, of the promises that still hold."""
    found = told_of.of(draft.edition) if draft.undertakings else {}
    sheets = _sheets(draft) if found and draft.entered else None
    return {
        code: said["at"]
        for code, said in draft.undertakings.items()
        if code in found
        and said["digest"] == told_of.digest(found[code])
        and (sheets is None or sheet_code(code) in sheets)
    }


def _sheets(draft) -> set[str]:
    return set(draft.files.filter(code__startswith=sheet_code("")).values_list("code", flat=True))


def sheets_filed(draft) -> set[str]:
    """The codes of the signed sheets that go with the application: one for each promise at the counter."""
    return {sheet_code(code) for code in standing(draft)} if draft.entered else set()


def is_barred(draft) -> bool:
    """Whether the applicant may promise nothing; asked only where something could be promised."""
    if not told_of.of(draft.edition):
        return False
    other = draft.for_another
    return is_barred_maker(known_as(other.details) if other else identity(draft.user))


def promise(draft, code: str, *, at: datetime, authorised: bool = False) -> None:
    """Every point has been ticked for one material."""
    if is_barred(draft):
        raise Refused(BARRED)
    said = {"digest": told_of.digest(told_of.of(draft.edition)[code]), "at": spell(at)}
    said |= {"authorised": True} if authorised else {}
    _keep(draft, draft.undertakings | {code: said}, at=at)


def take_back(draft, code: str, *, at: datetime) -> None:
    """He hands the material in after all; a sheet that was signed goes with the promise."""
    draft.files.filter(code=sheet_code(code)).delete()
    _keep(draft, {each: said for each, said in draft.undertakings.items() if each != code}, at=at)


def drop_outdated(draft) -> list[str]:
    """Forget the promises whose text the draft's new edition does not tell any more; what they were, for the applicant."""
    kept, offered = standing(draft), told_of.of(draft.edition)
    lost = [code for code in draft.undertakings if code not in kept]
    draft.undertakings = {code: said for code, said in draft.undertakings.items() if code in kept}
    return [f"“{offered[code]['name']}”的承诺" if code in offered else "替代材料的承诺" for code in lost]


def filed(draft, wanted: set[str]) -> list[Word]:
    """The promises that go with the application: of what is asked for and was not handed in, as a file or on paper."""
    if not draft.undertakings:
        return []
    handed_in = set(draft.files.values_list("code", flat=True))
    handed_in |= draft.entered.paper.keys() if draft.entered else set()
    return [
        Word(code, draft.undertakings[code]["digest"], at, draft.undertakings[code].get("authorised", False))
        for code, at in sorted(standing(draft).items())
        if code in wanted - handed_in
    ]


def _keep(draft, undertakings: dict, *, at: datetime) -> None:
    draft.undertakings = undertakings
    draft.touch(at=at)
    draft.save(update_fields=["undertakings", "updated_at", "expires_at"])
