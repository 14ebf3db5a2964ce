"""Short messages to officials (给工作人员的短信): off until an official gives a number and says which notices he wants by it.

What comes within five minutes is one message, and none comes at night. It says how many notices of which kind and one case
number: no item, no applicant, no official, since a telephone lies on tables. A notice is in one message at most.
"""

from collections import Counter
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models

from powers.people.people import User
from powers.wording import case_no
from workflow.notices.quiet_hours import daytime
from workflow.notices.sending import Outcome, Sendable

GATHERED = timedelta(minutes=5)
SHOWN, LATELY = 10, timedelta(days=7)
WORDS = {
    "todo": "新待办", "handed": "分办给您", "message": "申请人消息", "asked": "征求意见", "due": "快到期",
    "rated": "差评要回访", "promise": "承诺要核查", "agent": "代理人的委托",
}  # fmt: skip


class DeskShort(Sendable):
    """One short message to one official, about one or several of his notices."""

    recipient = models.ForeignKey(User, models.PROTECT, related_name="desk_shorts")
    text = models.CharField(max_length=200)
    count = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"], name="desk_short_due", condition=models.Q(outcome=Outcome.WAITING)
            ),
            models.Index(
                fields=["claimed_at"], name="desk_short_claimed", condition=models.Q(outcome=Outcome.SENDING)
            ),
            models.Index(fields=["recipient", "-made_at"], name="desk_short_mine"),
        ]

    def __str__(self):
        return f"{self.recipient_id} {self.outcome}"


def is_offered() -> bool:
    return bool(settings.SMS_GATEWAY)


def due_at(choice, kind: str, made_at: datetime) -> datetime | None:
    """When a notice of this kind goes out by short message to whoever made this choice; None when it does not."""
    if choice is None or not choice.phone or kind not in choice.by_sms or not is_offered():
        return None
    return daytime(made_at + GATHERED)


def spell(notices) -> str:
    """How many of which kind, and the number of the first case."""
    counts = Counter(notice.kind for notice in notices)
    told = "，".join(f"{words} {counts[kind]}" for kind, words in WORDS.items() if counts[kind])
    first = min(notices, key=lambda notice: (notice.made_at, notice.pk))
    more = "等" if len(notices) > 1 else ""
    return f"您有 {len(notices)} 条通知：{told}。办件编号 {case_no(first.case.number)}{more}，请登录政务审批工作台看。"


def latest(user):
    return DeskShort.objects.filter(recipient=user).order_by("-made_at", "-pk")[:SHOWN]


def failed(user, *, at: datetime) -> int:
    """How many of the last week's surely or perhaps did not go out."""
    bad = (Outcome.GIVEN_UP, Outcome.UNKNOWN)
    return DeskShort.objects.filter(recipient=user, made_at__gt=at - LATELY, outcome__in=bad).count()
