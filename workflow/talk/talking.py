"""What may be said in a case, when and how often: the acts behind the pages of messages, the same on both nets.

A question goes to the net that holds the case and wants an answer within a few working days (a service promise, not a
limit of law: it stops nothing and raises no card). A closed case can be asked about for thirty days.
"""

from datetime import date, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction

from ledger.clock import civil_day
from ledger.throttle import count
from ledger.verbs import Refused, WrongZone, may
from ledger.zone import Zone
from powers.wording import zh_date
from workflow.calendar.workdays import Calendar
from workflow.clock.deadlines import add_workdays
from workflow.machine import Case
from workflow.materials import receiving
from workflow.talk.talk import Message, Side, opening

LONGEST = 2000
AFTER_CLOSING = timedelta(days=30)
AN_HOUR, HOURLY = 3600, 20


def last_day(case: Case) -> date | None:
    """The last day on which a closed case can be asked about; None while it goes on."""
    return civil_day(case.concluded_at) + AFTER_CLOSING if case.concluded_at else None


def is_open(case: Case, *, on: date) -> bool:
    until = last_day(case)
    return until is None or on <= until


def ask(case: Case, *, by, at, text: str, upload=None, token: str | None = None) -> Message:
    """The applicant asks whoever has the case now."""
    if not is_open(case, on=civil_day(at)):
        raise Refused(
            f"这一件已经办结，可以提问到 {zh_date(last_day(case))}；还有疑问请打 {case.office.phone} 或者 12345"
        )
    due = add_workdays(civil_day(at), settings.TALK_ANSWER_DAYS, calendar=Calendar.load())
    to_desk = case.OWNER[case.state] == Zone.INNER
    send = "ask_desk" if to_desk else "ask_window"
    return _send(case, send, by=by, at=at, text=text, upload=upload, token=token, due=due)


def write(case: Case, *, by, at, text: str, upload=None, token: str | None = None) -> Message:
    """The office writes to the applicant; the questions that lie before it are answered by that."""
    if not is_open(case, on=civil_day(at)):
        raise Refused("这一件办结已经超过 30 天，不能再发消息；要更正的，请依法作出书面决定")
    answers = case.talk.filter(side=Side.APPLICANT, answered_at=None).values_list("pk", flat=True)
    message = _send(case, "write", by=by, at=at, text=text, upload=upload, token=token, answers=list(answers))
    read_all(case, by=by, at=at)
    return message


def read_all(case: Case, *, by, at) -> int:
    """Mark as read what waits here for this person; answer how many. What waits for another is left alone."""
    opened = 0
    for message in unread_of(case, by):
        try:
            message.open(by=by, at=at)
        except (Refused, WrongZone):  # a colleague was first
            continue
        opened += 1
    return opened


def unread_of(case: Case, user) -> list[Message]:
    """The messages of a case that wait here for this person."""
    waiting = case.talk.filter(read_at=None).order_by("sent_at", "pk")
    return [message for message in _with_case(waiting, case) if may(message, "open", user)]


def conversation(case: Case) -> list[Message]:
    """Every message of a case, the newest first."""
    return _with_case(case.talk.order_by("-sent_at", "-pk"), case)


def _with_case(messages, case: Case) -> list[Message]:
    found = list(messages)
    for message in found:
        message.case = case
    return found


def _send(case, verb: str, *, by, at, text, upload, token, **said) -> Message:
    earlier = Message.objects.filter(case=case, token=token).first() if token else None
    if earlier:
        return earlier
    words = _words(text)
    count("talk", key=str(by.pk), limit=HOURLY, seconds=AN_HOUR)
    message = opening(case, text=words, file=_file(upload, at=at) if upload else None, token=token)
    try:
        with transaction.atomic():
            getattr(message, verb)(by=by, at=at, **said)
    except IntegrityError:
        earlier = Message.objects.filter(case=case, token=token).first() if token else None
        if earlier is None:
            raise
        return earlier
    return message


def _words(text: str) -> str:
    words = text.strip()
    if not words:
        raise Refused("请写明要说的话，再发送")
    if len(words) > LONGEST:
        raise Refused(f"消息写到 {LONGEST} 字以内，更多的请写成文件上传")
    return words


def _file(upload, *, at) -> dict:
    """Keep the one file, if it may become a material."""
    seen, scan = receiving.examine(upload, at=at)
    sha256 = receiving.keep(upload, seen, scan)
    return {"name": seen.name, "sha256": sha256, "size": seen.size, "media_type": seen.media_type}
