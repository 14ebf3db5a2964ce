"""Sending what waits: claimed by compare-and-set, committed before it is handed over, marked after.

Never twice: a notice that was claimed is not taken by another worker, and one whose end nobody saw (the worker died, the
line broke in the middle) is not sent again; it is shown as 不确定是否发出, and its text stands among the site's messages. What
was surely not taken is tried again after 1, 5, 30 minutes, 2 and 6 hours, and then given up where the operator sees it.
"""

import logging
import smtplib
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F

from exchange.deliveries import place_of

from . import notice_choices, sms
from .notice_choices import Channel
from .notices import Notice, Outcome
from .quiet_hours import due_at, is_quiet
from .sms import NotTaken

log = logging.getLogger(__name__)

RETRIES = [timedelta(minutes=m) for m in (1, 5, 30, 120, 360)]
OUT_OF_SIGHT = timedelta(minutes=10)
AT_ONCE = 200
# The server said no before it had the message, or was not there.
SURELY_NOT = (
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPAuthenticationError,
    ConnectionRefusedError,
)


def send_due(*, at: datetime) -> int:
    """Send what is due; answer how many were handed over."""
    lose_sight(at=at)
    due = Notice.objects.filter(outcome=Outcome.WAITING, due_at__lte=at).order_by("due_at")
    if is_quiet(at):
        due = due.exclude(channel=Channel.SMS)
    return sum(_send(pk, at=at) for pk in list(due.values_list("pk", flat=True)[:AT_ONCE]))


def lose_sight(*, at: datetime) -> int:
    """What was claimed long ago and never marked: nobody knows, and it is not sent again."""
    lost = Notice.objects.filter(outcome=Outcome.SENDING, claimed_at__lte=at - OUT_OF_SIGHT)
    return lost.update(outcome=Outcome.UNKNOWN, ended_at=at, why="发送中断")


def _send(pk: int, *, at: datetime) -> bool:
    if not _claim(pk, at=at):
        return False
    notice = Notice.objects.select_related("recipient__applicant").get(pk=pk)
    try:
        HAND_OVER[notice.channel](notice)
    except NotTaken as refused:
        _again(notice, refused, at=at)
        return False
    except Exception as error:
        log.warning("notice %s: outcome unknown: %s", notice.pk, place_of(error))
        return _mark(notice, Outcome.UNKNOWN, at=at, why=type(error).__name__) and False
    return _mark(notice, Outcome.SENT, at=at)


def _claim(pk: int, *, at: datetime) -> bool:
    with transaction.atomic(durable=True):
        mine = Notice.objects.filter(pk=pk, outcome=Outcome.WAITING)
        return bool(mine.update(outcome=Outcome.SENDING, claimed_at=at, tries=F("tries") + 1))


def _mark(notice: Notice, outcome: Outcome, *, at: datetime, why: str = "") -> bool:
    """Write down how it ended, even if the sweep had lost sight of it meanwhile."""
    ours = Notice.objects.filter(pk=notice.pk, outcome__in=(Outcome.SENDING, Outcome.UNKNOWN))
    return bool(ours.update(outcome=outcome, ended_at=at, why=why[:200]))


def _again(notice: Notice, refused: NotTaken, *, at: datetime) -> None:
    if refused.for_good or notice.tries > len(RETRIES):
        _mark(notice, Outcome.GIVEN_UP, at=at, why=str(refused))
        return
    again = due_at(notice.channel, at + RETRIES[notice.tries - 1])
    Notice.objects.filter(pk=notice.pk, outcome=Outcome.SENDING).update(
        outcome=Outcome.WAITING, due_at=again, why=str(refused)[:200]
    )


def _by_sms(notice: Notice) -> None:
    applicant = getattr(notice.recipient, "applicant", None)
    if applicant is None:
        raise NotTaken("没有登记手机号", for_good=True)
    text = sms.SIGNATURE + notice.text
    sms.gateway().send(key=notice.key.hex, phone=applicant.details["phone"], text=text)


def _by_email(notice: Notice) -> None:
    address = notice_choices.of(notice.recipient).email
    if not address:
        raise NotTaken("邮箱已经取消", for_good=True)
    letter = EmailMessage(
        notice.title, f"{notice.text}\n\n{settings.PUBLIC_URL}\n", settings.MAIL_FROM, [address],
        headers={"Message-ID": f"<{notice.key.hex}@{settings.MAIL_FROM.rpartition('@')[2]}>"},
    )  # fmt: skip
    try:
        letter.send()
    except SURELY_NOT as error:
        raise NotTaken(type(error).__name__) from error


HAND_OVER = {Channel.SMS: _by_sms, Channel.EMAIL: _by_email}
