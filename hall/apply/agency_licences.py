"""An agent asks to renew or to change a licence of his principal (延续 行政许可法 第五十条，变更 第四十九条).

He names it by its number and its holder; the draft answers the edition in force of the item that gave it. The letter of
authority goes along, as with a first application; the principal stays the applicant, the licence the principal's.
"""

from datetime import datetime

from hall.apply import agency, drafts
from hall.apply.drafts import Draft
from ledger.clock import civil_day
from powers.items.identity_documents import known_as
from powers.people.people import User
from workflow.licences import changes, holders, renewals
from workflow.licences.changes import Wish
from workflow.licences.licences import Licence


def begin(
    number: str, *, by: User, at: datetime, kind: str, details: dict, alterations: dict | None
) -> Draft:
    """The draft to renew the licence, or, with `alterations`, to change it; one that is open for this principal becomes it."""
    principal = known_as(details)
    licence = holders.named(number, principal=principal)
    edition = edition_for(licence)
    alters = Wish(licence, alterations) if alterations is not None else None
    asks = {"by": by, "edition": edition, "on": civil_day(at), "principal": principal}
    if alters:
        changes.refuse(alters, **asks)
    else:
        renewals.refuse(licence, **asks)
    draft = agency.begin(edition, by=by, at=at, kind=kind, details=details)
    return drafts.mean(draft, None if alters else licence, alters)


def edition_for(licence: Licence):
    """The edition by which the holder applies: the one in force, else that of the licence."""
    edition = licence.power.current or licence.case.edition
    edition.power = licence.power
    return edition
