"""Messages in a case: the applicant and the office write to each other, and each sees whether the other has read it.

A message belongs to the net of whoever is to read it, so only there can it be opened: a question to the window stays on the
outer net, one to the desk crosses. The words and the file are no part of the event, which seals a commitment to them; they
are kept encrypted. Who read it and when is an event too and crosses back. Refused: empty or too long words, a question
later than thirty days after the case was closed, a reader whom the message was not for.
"""

import secrets
from enum import StrEnum

from django.db import models

from exchange import blobs, scans
from ledger import canon
from ledger.vault import SealedJSONField
from ledger.verbs import NEW, Machine, Told, verb
from ledger.zone import Zone
from powers.people.people import HANDLING_ROLES, Role, hand, signed
from workflow import listeners, policies
from workflow.machine import Case


class Place(StrEnum):
    """Where a message lies: with whom it waits to be read, or read."""

    AT_WINDOW = "at_window"
    AT_DESK = "at_desk"
    AT_APPLICANT = "at_applicant"
    READ = "read"


class Side(models.TextChoices):
    APPLICANT = "applicant", "申请人"
    OFFICE = "office", "办理机关"


WAITING = (Place.AT_WINDOW, Place.AT_DESK, Place.AT_APPLICANT)


def is_asking(user, message) -> bool:
    return policies.is_applicant(user, message.case)


def is_of_office(user, message) -> bool:
    """Holds a post at the window or the desk of the office that has the case, and is not its applicant (回避)."""
    return policies.may_answer(user, message.case)


def is_reader(user, message) -> bool:
    """Whom the message waits for: the window, the desk, or the applicant."""
    if message.state == Place.AT_APPLICANT:
        return policies.is_applicant(user, message.case)
    roles = (Role.WINDOW,) if message.state == Place.AT_WINDOW else HANDLING_ROLES
    return is_of_office(user, message) and user.holds(*roles, office_id=message.case.office_id)


class Message(Machine):
    """消息: words, and perhaps one file, from the applicant to the office or back. Names stay on the net of the writer."""

    KIND = "message"
    OWNER = {
        Place.AT_WINDOW: Zone.OUTER,
        Place.AT_DESK: Zone.INNER,
        Place.AT_APPLICANT: Zone.OUTER,
        Place.READ: Zone.OUTER,
    }

    case = models.ForeignKey(Case, models.PROTECT, related_name="talk")
    side = models.CharField(max_length=10, choices=Side)
    post = models.CharField("岗位", max_length=24, choices=Role, blank=True)
    author = models.CharField("写的人", max_length=40, blank=True)
    content = SealedJSONField()
    salt = models.CharField(max_length=32)
    sha256 = models.CharField(max_length=64, blank=True)
    token = models.CharField(max_length=64, null=True, unique=True)
    sent_at = models.DateTimeField()
    due_on = models.DateField("答复期限", null=True)
    answered_at = models.DateTimeField("答复", null=True)
    read_at = models.DateTimeField("看过", null=True)
    read_post = models.CharField("看的岗位", max_length=24, choices=Role, blank=True)
    reader = models.CharField("看的人", max_length=40, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["case", "sent_at"], name="message_of_case"),
            models.Index(fields=["state", "case"], name="message_waiting"),
            models.Index(
                fields=["due_on"],
                name="message_unanswered",
                condition=models.Q(side="applicant", answered_at=None),
            ),
        ]

    def __str__(self):
        return f"{self.side} {self.case_id}"

    @property
    def text(self) -> str:
        return self.content["text"]

    @property
    def file_name(self) -> str:
        return self.content.get("file", {}).get("name", "")

    @property
    def media_type(self) -> str:
        return self.content["file"]["media_type"]

    @property
    def is_open_question(self) -> bool:
        return self.side == Side.APPLICANT and self.answered_at is None

    @property
    def by_post(self) -> str:
        """Who wrote, as the applicant may know it: the post and the office."""
        if self.side == Side.APPLICANT:
            return "申请人"
        return f"{self.case.office.name}{self.get_post_display()}"

    @property
    def commitment(self) -> str:
        return canon.digest({"salt": self.salt, "content": self.content})

    def read(self) -> bytes:
        scans.refuse_unsafe(self.sha256)
        return blobs.read(self.sha256)

    def actor_for(self, by) -> dict:
        return self.case.actor_for(by)

    @verb(label="向窗口提问", source=NEW, target=Place.AT_WINDOW, who=is_asking)
    def ask_window(self, *, by, at, due, **_):
        """The applicant asks while the outer net holds the case."""
        return Told(public=self._sealed(due=due.isoformat()), private={})

    @verb(label="向经办人提问", source=NEW, target=Place.AT_DESK, who=is_asking)
    def ask_desk(self, *, by, at, due, **_):
        """The applicant asks while the inner net handles the case."""
        return Told(public=self._sealed(due=due.isoformat()), private={})

    @verb(label="发消息", source=NEW, target=Place.AT_APPLICANT, who=is_of_office)
    def write(self, *, by, at, answers, **_):
        """The office writes, and by it answers the questions that its writer has before him."""
        post = _post_of(by, self.case)
        return Told(public=self._sealed(post=post, answers=[str(pk) for pk in answers]), private=hand(by))

    @verb(label="看过", source=list(WAITING), target=Place.READ, who=is_reader)
    def open(self, *, by, at, **_):
        """Whom it was for has read it."""
        if policies.is_applicant(by, self.case):
            return Told(public={"case": str(self.case_id), "post": ""}, private={})
        return Told(public={"case": str(self.case_id), "post": _post_of(by, self.case)}, private=hand(by))

    def project(self, event):
        if event.verb == "open":
            self.read_at, self.read_post = event.at, event.body["post"]
            self.reader = signed(event.private_body)[:40]
        else:
            self._written(event)
        listeners.tell(self.case, event)

    def _written(self, event) -> None:
        self.sent_at, self.author = event.at, signed(event.private_body)[:40]
        self.side = Side.OFFICE if event.verb == "write" else Side.APPLICANT
        self.post, self.due_on = event.body.get("post", ""), event.body.get("due")
        answered = event.body.get("answers", ())
        Message.objects.filter(pk__in=answered, case_id=self.case_id, answered_at=None).update(
            answered_at=event.at
        )

    def _sealed(self, **more) -> dict:
        return {"case": str(self.case_id), "message": self.commitment, "file": bool(self.sha256), **more}


def opening(case: Case, *, text: str, file: dict | None, token: str | None) -> Message:
    """A message that nobody has sent yet."""
    content = {"text": text, "file": file} if file else {"text": text}
    return Message(
        case=case, content=content, salt=secrets.token_hex(16), sha256=file["sha256"] if file else "", token=token,
        demo=case.demo,
    )  # fmt: skip


def _post_of(by, case: Case) -> str:
    roles = by.roles_in(case.office_id)
    return next((role.value for role in (Role.WINDOW, *HANDLING_ROLES) if role in roles), "")
