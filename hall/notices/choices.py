"""How an applicant wants to be told: which groups of notices by which channel, and to which address.

Required groups stay on in the site's own messages. Who is meant is always said: the person who applied, or the enterprise's
agent whose telephone the account was opened with.
"""

from django.conf import settings
from django.db import models

from hall.accounts.applicants import Applicant
from hall.notices.words import REQUIRED, Group
from ledger import statements
from ledger.vault import SealedJSONField
from powers.people.people import User
from workflow.parties import mask_name


class Channel(models.TextChoices):
    SITE = "site", "站内消息"
    SMS = "sms", "短信"
    EMAIL = "email", "邮件"


USUAL = {
    Channel.SITE: [group.value for group in Group],
    Channel.SMS: [group.value for group in Group if group != Group.PROGRESS],
    Channel.EMAIL: [group.value for group in Group],
}


class NoticeChoice(models.Model):
    """One applicant's wishes; who has none gets the usual."""

    user = models.OneToOneField(User, models.PROTECT, related_name="notice_choice")
    email = SealedJSONField(null=True)
    wanted = models.JSONField(default=dict)

    def __str__(self):
        return str(self.user_id)

    def channels(self, group: str) -> list[str]:
        """The channels by which this group of notices goes out."""
        return [channel.value for channel in Channel if self.wants(channel, group)]

    def wants(self, channel: str, group: str) -> bool:
        if not is_offered(channel) or (channel == Channel.EMAIL and not self.email):
            return False
        if channel == Channel.SITE and group in REQUIRED:
            return True
        return group in self.wanted.get(channel, USUAL[channel])


def is_offered(channel: str) -> bool:
    """Whether this house has a way to send by the channel."""
    ways = {Channel.SMS: bool(settings.SMS_GATEWAY), Channel.EMAIL: settings.SENDS_LETTERS}
    return ways.get(channel, True)


def of(user) -> NoticeChoice:
    return of_key(user.pk)


_WISHES = statements.Kept(
    lambda user: NoticeChoice.objects.filter(user=user), lambda: NoticeChoice._meta.get_field("user")
)


def of_key(user_pk) -> NoticeChoice:
    """The wishes of a person who need not be read for it."""
    return _WISHES.first(user_pk) or NoticeChoice(user_id=user_pk)


def choose(user, *, wanted: dict[str, list[str]]) -> NoticeChoice:
    """Keep the wishes; what must be told stays on, whatever was sent."""
    known = {channel.value: [g.value for g in Group if g in wanted.get(channel, ())] for channel in Channel}
    choice, _ = NoticeChoice.objects.update_or_create(user=user, defaults={"wanted": known})
    return choice


def set_email(user, address: str | None) -> None:
    NoticeChoice.objects.update_or_create(user=user, defaults={"email": address})


def mask_email(address: str) -> str:
    """zhang@example.cn → z***@example.cn"""
    name, _, domain = address.partition("@")
    return f"{name[:1]}***@{domain}"


def addressee(user, *, is_agent: bool = False) -> tuple[str, str]:
    """Whom a notice of a case reaches: his part and masked name, and his masked telephone."""
    applicant = Applicant.objects.filter(user=user).select_related("user").first()
    if applicant is None:
        return "申请人", ""
    if applicant.is_enterprise:
        part = f"代理人 {applicant.masked_name}" if is_agent else applicant.masked_name
        who = f"经办人 {mask_name(applicant.details['agent'])}（{part}）"
    else:
        who = f"{'代理人' if is_agent else '申请人'} {applicant.masked_name}"
    return who, applicant.masked_phone
