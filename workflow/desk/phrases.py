"""Opinion phrases: words an official writes again and again, his own or shared by his office, to be put into an opinion.

A phrase is nothing but words: it chooses no outcome, submits nothing, and what it was put into stays to be read and changed
before it is signed. Each keeps his own; those of an office are kept by its head. Refused: a phrase without words, one that
is there already, more than a page can hold, and sharing by anybody but the head.
"""

from django.db import models
from django.db.models import Q

from ledger.verbs import NotAllowed, Refused
from powers.people.offices import Office
from powers.people.people import HANDLING_ROLES, Role, User

LONGEST, MOST = 300, 30


class PhraseQuerySet(models.QuerySet):
    def for_use(self, user):
        """His own, then those his offices share."""
        mine = Q(owner=user) | Q(office__in=user.offices_as(*HANDLING_ROLES))
        return (
            self.filter(mine).select_related("office").order_by(models.F("owner").desc(nulls_last=True), "pk")
        )

    def kept_by(self, user):
        """Those he may drop: his own, and as head those of his office."""
        return self.filter(Q(owner=user) | Q(office__in=user.offices_as(Role.HEAD)))


class Phrase(models.Model):
    """`owner` for one of his own, `office` for one that is shared; never both."""

    owner = models.ForeignKey(User, models.CASCADE, null=True, related_name="phrases")
    office = models.ForeignKey(Office, models.CASCADE, null=True, related_name="phrases")
    text = models.CharField("常用语", max_length=LONGEST)

    objects = PhraseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(owner=None, office__isnull=False) | Q(owner__isnull=False, office=None),
                name="phrase_of_one",
            ),
            models.UniqueConstraint(fields=["owner", "text"], name="phrase_own_once"),
            models.UniqueConstraint(fields=["office", "text"], name="phrase_shared_once"),
        ]

    def __str__(self):
        return self.text[:20]


def add(user, *, text: str, office: str = "") -> Phrase:
    """Keep a phrase: for himself, or with an office for everybody who handles cases there."""
    if office and not user.holds(Role.HEAD, office_id=office):
        raise NotAllowed("本机关共用的常用语由负责人维护；您可以存为自己的")
    words = text.strip()
    if not words:
        raise Refused("请写明常用语，例如“经审查，申请材料齐全有效，符合法定条件”")
    if len(words) > LONGEST:
        raise Refused(f"一条常用语写到 {LONGEST} 字以内")
    place = {"office_id": office} if office else {"owner": user}
    there = Phrase.objects.filter(**place)
    if there.filter(text=words).exists():
        raise Refused("这一条已经有了")
    if there.count() >= MOST:
        raise Refused(f"最多存 {MOST} 条，请先删去不用的")
    return Phrase.objects.create(text=words, **place)


def put_into(written: str, key: str, *, by) -> str:
    """What was written with the phrase at its end; of a phrase that is not his to use, nothing."""
    phrase = Phrase.objects.for_use(by).filter(pk=int(key)).first() if key.isdecimal() else None
    if phrase is None:
        raise Refused("没有这一条常用语，可能刚刚被删去了")
    return written.rstrip() + phrase.text
