"""The one draft of what a case is to be given later: a correction, or what it was accepted without (容缺后补).

It is in the hand of whoever fills it in: the applicant, or a clerk who takes it in for him.
"""

from datetime import datetime
from functools import partial

from hall.apply.drafts import Draft, DraftGone, hand_in
from ledger.verbs import Refused
from powers.people.people import User
from workflow.machine import Case
from workflow.materials import owed_supply


def correction(case: Case, *, by: User, at: datetime) -> Draft:
    draft = Draft(user=by, edition=case.edition, case=case, is_correction=True)
    draft.touch(at=at)
    facts = {"user": by, "edition": case.edition, "updated_at": at, "expires_at": draft.expires_at}
    found = Draft.objects.get_or_create(case=case, is_correction=True, defaults=facts)[0]
    if found.user_id != by.pk:
        _take_over(found, by)
    return found


def _take_over(draft: Draft, by: User) -> None:
    """What a clerk has begun goes on in the applicant's hand or a colleague's; what the applicant has begun is his alone."""
    if draft.user.is_applicant:
        raise Refused("申请人正在网上补正这一件，请他在网上提交")
    draft.user = by
    draft.save(update_fields=["user"])


def keep_note(draft: Draft, note: str, paper: dict[str, int] | None = None) -> None:
    """What is said beside the files, and the originals on paper; DraftGone when it has been handed in meanwhile."""
    draft.answers = {"note": note} | ({"paper": paper} if paper else {})
    if not Draft.objects.filter(pk=draft.pk).update(answers=draft.answers):
        raise DraftGone


def file_owed(draft: Draft, *, at: datetime) -> None:
    """Send what the case was accepted without to the net that handles it, as files or as originals at the window."""
    hand_in(draft, partial(owed_supply.send, paper=draft.answers.get("paper", {})), at=at)
