"""The counter (窗口登记): a clerk of the window enters an application for a person who came, wrote or sent somebody.

The draft is the clerk's, the case is the applicant's. Where an account has the same number and the same name, the case is among
its cases; the clerk is never told whether there is one, and looks nobody up. Refused: an item of an office at whose window he
does not stand, and who may not apply.
"""

from datetime import datetime

from django.db import transaction

from hall.accounts.applicants import told_of
from hall.apply.audience import refuse_item
from hall.apply.drafts import Draft
from hall.counter.visits import Visit
from ledger.clock import civil_day
from ledger.verbs import NotAllowed
from powers.catalogue import Edition
from powers.items.identity_documents import known_as
from powers.people.people import Role, User
from workflow.applying import Way
from workflow.licences import bans


def begin(edition: Edition, *, by: User, at: datetime, kind: str, way: str, details: dict) -> Draft:
    """A new draft for somebody; never an earlier one, since the same clerk enters the same item for many."""
    refuse_counter(edition, by)
    refuse_item(edition, kind=kind, on=civil_day(at))
    told = told_of(kind, details)
    bans.refuse(known_as(told), edition, on=civil_day(at))
    with transaction.atomic():
        draft = Draft(user=by, edition=edition, updated_at=at, expires_at=at + Visit.KEPT)
        draft.save(force_insert=True)
        Visit.objects.create(draft=draft, kind=kind, way=Way(way).value, details=told)
    return draft


def refuse_counter(edition: Edition, by: User) -> None:
    if not by.holds(Role.WINDOW, office_id=edition.power.office_id):
        raise NotAllowed("这个事项不由您的窗口受理，请让申请人到有权办理的机关申请")
