"""Gathering officials' notices into short messages, and sending those (`workflow.notices.sending`).

A notice that was read meanwhile is left out. Gathering is one transaction an official: the message and its notices stand or
fall together, so a worker that dies leaves either notices that wait or a message that waits, and a notice is in one message.
"""

from datetime import datetime

from django.db import transaction

from workflow.notices import sending, sms
from workflow.notices.desk_notices import DeskNotice, choice_of
from workflow.notices.desk_shorts import DeskShort, spell
from workflow.notices.quiet_hours import daytime, is_quiet
from workflow.notices.sms import NotTaken


def send_due(*, at: datetime) -> int:
    """Gather what is ripe and send what is due; answer how many messages were handed over."""
    sending.lose_sight(DeskShort, at=at)
    if is_quiet(at):
        return 0
    gather(at=at)
    rows = DeskShort.objects.select_related("recipient")
    return sending.send(rows, hand_over=_hand_over, at=at, not_before=lambda _, when: daytime(when))


def gather(*, at: datetime) -> int:
    """Put ripe notices into messages; answer how many messages."""
    ripe = DeskNotice.objects.filter(short=None, short_due_at__lte=at)
    ripe.exclude(read_at=None).update(short_due_at=None)
    recipients = ripe.order_by("recipient").values_list("recipient", flat=True).distinct()[: sending.AT_ONCE]
    return sum(_gather(ripe.filter(recipient=recipient), recipient, at=at) for recipient in list(recipients))


@transaction.atomic
def _gather(ripe, recipient: int, *, at: datetime) -> bool:
    """Every ripe notice of one official; another gatherer who was first leaves nothing to do."""
    taken = list(ripe.select_for_update(of=("self",)).select_related("case").order_by("pk"))
    if not taken:
        return False
    short = DeskShort.objects.create(
        recipient_id=recipient, text=spell(taken), count=len(taken), made_at=at, due_at=at
    )
    DeskNotice.objects.filter(pk__in=[notice.pk for notice in taken]).update(short=short)
    return True


def _hand_over(short: DeskShort) -> None:
    phone = choice_of(short.recipient).phone
    if not short.recipient.is_active:
        raise NotTaken("账号已经停用", for_good=True)
    if not phone:
        raise NotTaken("手机号已经删去", for_good=True)
    sms.gateway().send(key=short.key.hex, phone=phone, text=sms.SIGNATURE + short.text)
