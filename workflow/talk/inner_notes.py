"""Internal notes on a case: what colleagues of the handling office leave each other. Inner net only.

A note is no message and no opinion: it has no event, so nothing of it can be sealed for the other net, and it binds nobody.
It is written once; the database refuses to change or delete it. Refused: writing one on the outer net, or by somebody who
holds no handling post in the office of the case.
"""

from django.db import models

from ledger.vault import SealedJSONField
from ledger.verbs import NotAllowed, Refused, WrongZone
from ledger.zone import Zone, here
from powers.people.people import User
from workflow import policies
from workflow.machine import Case

LONGEST = 2000


class InnerNote(models.Model):
    case = models.ForeignKey(Case, models.PROTECT, related_name="inner_notes")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    post = models.CharField("岗位", max_length=80)
    content = SealedJSONField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.case_id} {self.at:%Y-%m-%d}"

    @property
    def text(self) -> str:
        return self.content["text"]


def write(case: Case, *, by, at, text: str) -> InnerNote:
    """Leave a note for colleagues."""
    if here() != Zone.INNER:
        raise WrongZone("便笺只在政务内网写")
    if not policies.is_handling(by, case):
        raise NotAllowed("办理这一件的岗位才能写便笺")
    words = text.strip()
    if not words:
        raise Refused("请写明要提醒同事的事，再保存便笺")
    if len(words) > LONGEST:
        raise Refused(f"便笺写到 {LONGEST} 字以内")
    posts = [post.get_role_display() for post in by.posts if post.office_id == case.office_id]
    return InnerNote.objects.create(
        case=case, by=by, post="、".join(posts)[:80], content={"text": words}, at=at
    )


def of(case: Case, *, reader) -> list[InnerNote]:
    """The notes of a case, newest first, for those who handle it; nobody else gets any."""
    if here() != Zone.INNER or not policies.is_handling(reader, case):
        return []
    return list(case.inner_notes.select_related("by"))
