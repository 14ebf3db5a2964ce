"""Notices to officials on the inner net's own pages: a new step for one's post, a file handed over, an applicant's message, a
question of another office, a day that is near.

One row an event, a kind and a recipient, written in the event's transaction, so that it appears with the commit or not at
all; the database refuses a second one. A notice is a pointer and no act: it opens no step and starts no clock. When its step
ends it needs no reading any more. Nobody is told of what he did himself. No name of an applicant stands in it.
"""

from datetime import datetime

from django.db import models
from django.db.models import Q

from ledger import clock
from ledger.clock import civil_day
from ledger.events import Event
from ledger.vault import SealedJSONField
from ledger.zone import Zone, here
from powers.people.deputies import Deputation
from powers.people.people import Post, Role, User
from powers.people.standing_in import STANDING
from powers.wording import case_no, zh_date
from workflow.calendar.workdays import Calendar
from workflow.clock.deadlines import add_workdays
from workflow.engine import StepRun
from workflow.machine import Case
from workflow.materials import owing, undertaking_checks
from workflow.materials.owing import Debt
from workflow.materials.undertakings import Undertaking
from workflow.notices import desk_shorts, news
from workflow.ratings import call_backs
from workflow.talk.talk import Message, Place
from workflow.turns.mandates import Mandate, Word

REMIND_WORKDAYS = 1
AT_ONCE = 2000
# Acts that set the day by which a case is due; a notice that the day is near belongs to the last of them.
SETS_THE_DAY = ("accept", "accept_by_silence", "resume", "extend", "recompute")


class Kind(models.TextChoices):
    TODO = "todo", "岗位上有新的待办"
    HANDED = "handed", "分办给您的件"
    MESSAGE = "message", "申请人来了消息"
    ASKED = "asked", "别的机关征求意见"
    DUE = "due", "快到期"
    RATED = "rated", "差评要回访"
    PROMISE = "promise", "承诺要核查"
    AGENT = "agent", "代理人的委托"


class DeskNoticeChoice(models.Model):
    """What an official does not want to be told; who has no row is told everything, and nothing by short message."""

    user = models.OneToOneField(User, models.CASCADE, related_name="desk_notice_choice")
    silent = models.JSONField(default=list)
    phone = SealedJSONField(null=True)
    by_sms = models.JSONField(default=list)

    def __str__(self):
        return str(self.user_id)


class DeskNoticeQuerySet(models.QuerySet):
    def unread(self, user):
        return self.filter(recipient=user, read_at=None)


class DeskNotice(models.Model):
    event = models.ForeignKey(Event, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    recipient = models.ForeignKey(User, models.PROTECT, related_name="desk_notices")
    case = models.ForeignKey(Case, models.PROTECT, related_name="desk_notices")
    step = models.CharField(max_length=40, blank=True)
    text = models.CharField(max_length=300)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    short_due_at = models.DateTimeField("短信不早于", null=True)
    short = models.ForeignKey("workflow.DeskShort", models.PROTECT, null=True, related_name="notices")

    objects = DeskNoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "kind", "step", "recipient"], name="desk_told_once")
        ]
        indexes = [
            models.Index(fields=["recipient"], name="desk_notice_unread", condition=Q(read_at=None)),
            models.Index(fields=["recipient", "-made_at"], name="desk_notice_mine"),
            models.Index(fields=["case", "step"], name="desk_notice_step", condition=Q(read_at=None)),
            models.Index(
                fields=["short_due_at"],
                name="desk_notice_short",
                condition=Q(short=None, short_due_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.case_id}"


def follow(case: Case, event: Event) -> None:
    """Write what an event of a case, or of a message in it, gives reason to tell officials."""
    if here() != Zone.INNER or news.is_old(event):
        return
    if event.kind in ASIDE:
        ASIDE[event.kind](case, event)
        return
    if event.kind == Undertaking.KIND or event.verb == "grant":
        _tell_of_promise(case, event)
    if event.kind != Case.KIND:
        return
    if "closes" in event.body:
        _settle(case, event.body["closes"]["step"], at=event.at)
    for code in event.body.get("opens", ()):
        step = case.edition.flow.step(code)
        if step.lane != Role.WINDOW:
            who = on_posts([(step.office or case.office_id, step.lane)])
            _write(Kind.TODO, case, event, to=who, step=code, tail=f"到了{step.name}环节。")
    if event.verb == "supply_owed":
        who = _in_charge(run for run in case.open_runs if run.lane != Role.WINDOW)
        _write(Kind.MESSAGE, case, event, to=who, tail="容缺的材料补交来了，请审查。")
    elif event.verb == "assign":
        who = User.objects.filter(staff_no=event.private_body.get("to", ""))
        name = case.edition.flow.step(event.body["step"]).name
        _write(Kind.HANDED, case, event, to=who, step=event.body["step"], tail=f"的{name}环节交给您办。")
    elif event.verb == "consult":
        who = on_posts([(event.body["office"], Role.HANDLER)])
        _write(
            Kind.ASKED,
            case,
            event,
            to=who,
            tail=f"有机关征求意见，请在 {event.body['days']} 个工作日内答复。",
        )
    elif event.verb == "rate" and event.body["score"] <= call_backs.BAD:
        who = on_posts([(case.office_id, Role.HEAD)])
        _write(
            Kind.RATED, case, event, to=who, tail=f"评价不满意，窗口 {call_backs.DAYS} 个工作日内回访并答复。"
        )


def on_posts(posts: list[tuple[str, str]]):
    """Who holds one of these posts today, and who stands in for a holder."""
    wanted = Q(pk__in=())
    for office, role in posts:
        wanted |= Q(office=office, role=role)
    held = Post.objects.filter(wanted, active=True, user__is_active=True)
    return User.objects.filter(
        Q(pk__in=held.values("user")) | Q(deputations__in=_standing(held)), is_active=True
    ).distinct()


def _standing(held):
    today = civil_day(clock.now())
    return Deputation.objects.filter(post__in=held, state=STANDING, from_on__lte=today, to_on__gte=today)


def _tell_of_promise(case: Case, event: Event) -> None:
    """Those who handle cases, that a grant is to be checked; the head, that what it relied on was untrue."""
    if event.verb == "find_false":
        who = on_posts([(case.office_id, Role.HEAD)])
        _write(Kind.PROMISE, case, event, to=who, tail="的承诺核查不实，已经准予的应当撤销。")
    elif event.verb == "grant" and (owed := undertaking_checks.owed(case)):
        who = on_posts([(case.office_id, Role.HANDLER)])
        tail = f"以承诺替代了 {len(owed)} 件材料，{min(days for _, days in owed)} 个工作日内核查。"
        _write(Kind.PROMISE, case, event, to=who, tail=tail)


def _tell_of_message(case: Case, event: Event) -> None:
    """Whoever has an open step of the case in hand, or the posts of steps that nobody has in hand."""
    if event.public["to"] != Place.AT_DESK:
        return
    who = _in_charge(run for run in case.open_runs if run.lane != Role.WINDOW)
    _write(Kind.MESSAGE, case, event, to=who, tail="的申请人来了消息，请看并答复。")


def _tell_of_mandate(case: Case, event: Event) -> None:
    """Who has the case in hand, that the applicant's word on his agent waits to be checked, and what the window found."""
    who = _in_charge(run for run in case.open_runs if run.lane != Role.WINDOW)
    said = Word(event.body["word"]).label if "word" in event.body else ""
    tails = {
        "doubt_mandate": f"有人说{said}，窗口正在核对代理人的委托。",
        "end_mandate": f"代理人的委托已经终止（{said}）。",
    }
    tail = tails.get(event.verb, "代理人的委托窗口核对过，有效。")
    _write(Kind.AGENT, case, event, to=who, tail=tail)


ASIDE = {Message.KIND: _tell_of_message, Mandate.KIND: _tell_of_mandate}


def _in_charge(runs):
    runs = list(runs)
    held = User.objects.filter(staff_no__in=[run.holder for run in runs if run.holder])
    free = on_posts([(run.office_id, run.lane) for run in runs if not run.holder])
    return User.objects.filter(Q(pk__in=held.values("pk")) | Q(pk__in=free.values("pk")))


def _write(kind: Kind, case: Case, event: Event, *, to, tail: str, step: str = "", at=None) -> int:
    """One row for everybody who wants it, save who acted himself."""
    actor = event.private_body.get("staff", "")
    text = f"“{case.edition.name}”（{case_no(case.number)}）{tail}"[:300]
    made_at = at or event.recorded_at
    rows = [
        DeskNotice(
            event=event, kind=kind, recipient=user, case_id=case.pk, step=step, text=text, made_at=made_at,
            short_due_at=desk_shorts.due_at(getattr(user, "desk_notice_choice", None), kind, made_at),
        )
        for user in to.select_related("desk_notice_choice")
        if at or user.staff_no != actor or not actor
        if kind not in _silent(user)
    ]  # fmt: skip
    DeskNotice.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _silent(user) -> list[str]:
    choice = getattr(user, "desk_notice_choice", None)
    return choice.silent if choice else []


def _settle(case: Case, step: str, *, at: datetime) -> None:
    DeskNotice.objects.filter(case_id=case.pk, step=step, read_at=None).update(read_at=at)


def read_all(user, *, at: datetime) -> int:
    """Mark what came until now as read; answer how many."""
    return DeskNotice.objects.unread(user).filter(made_at__lte=at).update(read_at=at)


def choose(user, *, wanted: list[str], by_sms=(), phone: str | None = None) -> None:
    """Keep the wishes; a short message repeats only what is told on the page."""
    silent = [kind.value for kind in Kind if kind.value not in wanted]
    short = [kind.value for kind in Kind if kind.value in wanted and kind.value in by_sms]
    told = {"silent": silent, "by_sms": short, "phone": phone}
    DeskNoticeChoice.objects.update_or_create(user=user, defaults=told)


def choice_of(user) -> DeskNoticeChoice:
    return DeskNoticeChoice.objects.filter(user=user).first() or DeskNoticeChoice(user=user)


def wanted_by(user) -> list[str]:
    silent = _silent(user)
    return [kind.value for kind in Kind if kind.value not in silent]


def remind(*, at: datetime) -> int:
    """Tell once of each open step whose case is due today or on the next working day; answer how many steps."""
    today = civil_day(at)
    until = add_workdays(today, REMIND_WORKDAYS, calendar=Calendar.load())
    near = StepRun.objects.filter(closed_at=None, due_on__range=(today, until)).exclude(lane=Role.WINDOW)
    told = 0
    for run in near.select_related("case__edition").order_by("due_on", "pk")[:AT_ONCE]:
        event = Event.objects.of(run.case_id).filter(verb__in=SETS_THE_DAY).last()
        if event is None:
            continue
        tail = f"{zh_date(run.due_on)}到期，现在在{run.name}环节。"
        told += bool(_write(Kind.DUE, run.case, event, to=_in_charge([run]), step=run.code, tail=tail, at=at))
    return told + _of_debts(today, at=at)


def _of_debts(today, *, at: datetime) -> int:
    """Tell once, of a case in hand, that what it was accepted without did not come by the day that was promised."""
    late = Debt.objects.filter(
        supplied_at=None, due_on__lt=today, case__concluded_at=None, case__decided_at=None
    )
    told = 0
    for debt in late.select_related("case__edition").order_by("due_on", "pk")[:AT_ONCE]:
        event = owing.began(debt)
        runs = [run for run in debt.case.open_runs if run.lane != Role.WINDOW]
        tail = f"容缺的材料没有在 {zh_date(debt.due_on)}前补交。"
        told += bool(_write(Kind.DUE, debt.case, event, to=_in_charge(runs), tail=tail, at=at))
    return told
