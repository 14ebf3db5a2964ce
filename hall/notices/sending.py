"""Sending applicants' notices (`workflow.notices.sending`): short messages by the gateway, not at night, letters as proved.

One whose end nobody saw stands among the site's messages all the same; what is given up the window sees.
"""

import smtplib
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage

from hall.notices import choices
from hall.notices.choices import Channel
from hall.notices.notices import Notice
from hall.notices.quiet_hours import due_at
from workflow.notices import sending, sms
from workflow.notices.quiet_hours import is_quiet
from workflow.notices.sms import NotTaken

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
    waiting = Notice.objects.select_related("recipient__applicant")
    if is_quiet(at):
        waiting = waiting.exclude(channel=Channel.SMS)
    return sending.send(
        waiting, at=at, hand_over=_hand_over, not_before=lambda notice, when: due_at(notice.channel, when)
    )


def lose_sight(*, at: datetime) -> int:
    return sending.lose_sight(Notice, at=at)


def _hand_over(notice: Notice) -> None:
    HAND_OVER[notice.channel](notice)


def _by_sms(notice: Notice) -> None:
    applicant = getattr(notice.recipient, "applicant", None)
    if applicant is None:
        raise NotTaken("没有登记手机号", for_good=True)
    text = sms.SIGNATURE + notice.text
    sms.gateway().send(key=notice.key.hex, phone=applicant.details["phone"], text=text)


def _by_email(notice: Notice) -> None:
    address = choices.of(notice.recipient).email
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
