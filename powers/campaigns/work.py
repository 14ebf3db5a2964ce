"""The work on the items of one return: many at a time, each through its own verb, at most MOST in one request.

The return is held while its items are judged, so that none changes behind the back of whoever hands in, signs or answers.
`now` is read for each item. Refused: handing in or answering while an item still waits for an opinion.
"""

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ledger.clock import civil_day
from ledger.verbs import Refused
from powers.campaigns.conclusions import Conclusion
from powers.campaigns.counts import counted
from powers.campaigns.items import BasisFound, CampaignItem, ItemState
from powers.campaigns.returns import CampaignReturn
from powers.provisions.citations import BASIS, Citation, end_of

MOST = 200
Now = Callable[[], datetime]
UUID_TEXT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def check_basis(returned: CampaignReturn, *, by, now: Now) -> int:
    """Compare the basis of the items with the register of laws; how many."""
    with transaction.atomic():
        items = _waiting(returned, ItemState.CLAIMED)
        found = basis_of([item.edition_id for item in items], on=civil_day(now()))
        for item in items:
            item.check_basis(by=by, at=now(), found=found[item.edition_id])
    return len(items)


def basis_of(editions: Iterable, *, on) -> dict:
    """Edition → whether an article it rests on holds today, as far as the register knows."""
    editions = list(editions)
    found = dict.fromkeys(editions, BasisFound.ENDED)
    cited = Citation.objects.filter(edition__in=editions, place=BASIS).select_related("provision")
    known = {}
    for citation in cited:
        known.setdefault(citation.edition_id, []).append(_holds(citation, on))
    for edition in editions:
        said = known.get(edition, [None])
        if True in said:
            found[edition] = BasisFound.HOLDS
        elif None in said:
            found[edition] = BasisFound.UNKNOWN
    return found


def _holds(citation: Citation, on) -> bool | None:
    if citation.provision is None:
        return None
    end = end_of(citation.provision) if citation.provision.effective_to else None
    return end is None or end > on


def judge(returned: CampaignReturn, verb: str, ids: Iterable[str], *, by, now: Now, **said) -> int:
    """One opinion on the items that were ticked: the department's (`propose`) or the staffing office's (`differ`)."""
    wanted = chosen(ids)
    with transaction.atomic():
        items = _items(hold(returned)).filter(pk__in=wanted)
        return _each(items, lambda item: getattr(item, verb)(by=by, at=now(), **said))


def chosen(ids: Iterable[str]) -> list[UUID]:
    """The items that were ticked; what is no item's number is left out."""
    wanted = [UUID(each) for each in ids if UUID_TEXT.fullmatch(each)]
    if not wanted:
        raise Refused("请先勾选事项，再提意见")
    if len(wanted) > MOST:
        raise Refused(f"一次最多办 {MOST} 项，请分几次")
    return wanted


def keep_rest(returned: CampaignReturn, *, by, now: Now) -> int:
    """Keep all items that have no conclusion yet and whose basis has not ended."""
    with transaction.atomic():
        items = _waiting(returned, ItemState.CHECKED, without=BasisFound.ENDED)
        return _each(items, lambda item: item.propose(by=by, at=now(), conclusion=Conclusion.KEEP.value))


def agree_rest(returned: CampaignReturn, *, by, now: Now) -> int:
    """Agree to all items that wait for an answer."""
    with transaction.atomic():
        return _each(_waiting(returned, ItemState.PROPOSED), lambda item: item.agree(by=by, at=now()))


def accept_rest(returned: CampaignReturn, *, by, now: Now) -> int:
    """Give way to the staffing office on all items where opinions differ."""
    with transaction.atomic():
        return _each(_waiting(returned, ItemState.DISPUTED), lambda item: item.accept(by=by, at=now()))


def hand_in(returned: CampaignReturn, *, by, at: datetime) -> None:
    """Every item has the department's word; the head is to sign."""
    with transaction.atomic():
        held = hold(returned)
        _refuse_open(held, ItemState.CLAIMED, "没有核对依据")
        _refuse_open(held, ItemState.CHECKED, "没有提意见")
        _refuse_open(held, ItemState.DISPUTED, "没有回应编办的不同意见")
        held.hand_in(by=by, at=at)


def sign(returned: CampaignReturn, *, by, at: datetime, note="") -> None:
    with transaction.atomic():
        held = hold(returned)
        held.sign(by=by, at=at, counts=counted(held), note=note)


def answer(returned: CampaignReturn, *, by, at: datetime) -> None:
    """Every item has the staffing office's word."""
    with transaction.atomic():
        held = hold(returned)
        _refuse_open(held, ItemState.PROPOSED, "没有答复")
        held.answer(by=by, at=at, counts=counted(held))


def hold(returned: CampaignReturn) -> CampaignReturn:
    """The return as it is now, for nobody else to move until this transaction ends."""
    found = CampaignReturn.objects.select_for_update(of=("self",)).select_related("campaign", "office")
    return found.get(pk=returned.pk)


def _waiting(returned: CampaignReturn, state: ItemState, *, without: str = "") -> list[CampaignItem]:
    found = _items(hold(returned)).filter(state=state)
    return list((found.exclude(basis=without) if without else found)[:MOST])


def _items(returned: CampaignReturn):
    items = CampaignItem.objects.filter(returned=returned)
    return items.select_related("returned__campaign", "power").order_by("power__basic_code", "pk")


def _each(items: Iterable[CampaignItem], act: Callable[[CampaignItem], object]) -> int:
    with transaction.atomic():
        return sum(1 for item in items if act(item))


def _refuse_open(returned: CampaignReturn, state: ItemState, words: str) -> None:
    if count := CampaignItem.objects.filter(returned=returned, state=state).count():
        raise Refused(f"还有 {count} 项{words}，办完再报")
