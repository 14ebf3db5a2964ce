"""Running an edition's flow: which steps are open, which open next. The flow is read from the edition the case holds.

A step closes only with an outcome that its flow declares; the steps that open are computed here and sealed in the event,
and both zones open the same. It refuses a step that is not open, an outcome the flow does not know, and a decision made as
if it were an opinion.
"""

from django.db import models

from ledger import statements
from ledger.verbs import NotAllowed, Refused, StaleSubject
from powers.catalogue import Power
from powers.people.offices import Office
from powers.people.people import Post

DECISIONS = ("grant", "refuse")
SENT_BACK = "sent_back"
ENDS = ("deliver", "withdraw", "decline", "refer_elsewhere", "terminate", "lapse")


LISTED = models.Q(closed_at=None, due_on__isnull=False)


class StepRun(models.Model):
    """One passage of a case through one step of its flow.

    `power` and `due_on` repeat what the case says, so that a list of a hundred thousand open steps is read from one index;
    `due_on` is kept by `listed_days`: null where nobody at a desk has the step to do, FAR where no day is set.
    """

    case = models.ForeignKey("workflow.Case", models.PROTECT, related_name="runs")
    code = models.CharField(max_length=40)
    name = models.CharField("环节", max_length=40)
    lane = models.CharField("岗位", max_length=20)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    power = models.ForeignKey(Power, models.PROTECT, related_name="+", db_index=False)
    holder = models.CharField("在办人工号", max_length=20, blank=True)
    due_on = models.DateField(null=True)
    kind = models.CharField(max_length=20)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField("结论", max_length=40, blank=True)
    closed_by = models.CharField("工号", max_length=20, blank=True)
    closed_seq = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "code"], condition=models.Q(closed_at=None), name="step_open_once"
            ),
        ]
        indexes = [
            models.Index(fields=["office", "lane", "due_on", "id"], condition=LISTED, name="step_todo"),
            models.Index(
                fields=["office", "lane", "holder", "due_on", "id"], condition=LISTED, name="step_todo_held"
            ),
            models.Index(
                fields=["office", "lane", "power", "due_on", "id"], condition=LISTED, name="step_todo_item"
            ),
            models.Index(
                fields=["office", "lane", "name", "due_on", "id"], condition=LISTED, name="step_todo_step"
            ),
            models.Index(
                fields=["closed_by", "closed_at", "id"],
                condition=models.Q(closed_at__isnull=False),
                name="step_done",
            ),
        ]

    def __str__(self):
        return f"{self.name} {self.case_id}"

    @property
    def stops_clock(self) -> bool:
        return self.step.stops_clock

    @property
    def step(self):
        return self.case.edition.flow.step(self.code)


_RUNS = statements.Kept(
    lambda case: StepRun.objects.filter(case=case), lambda: StepRun._meta.get_field("case")
)


def runs_of(case) -> list[StepRun]:
    """The steps of a case as read with it, else as they are now."""
    return statements.belonging(case, "runs", _RUNS)


def run_for(case, code: str, *, by) -> StepRun:
    """The open step of that code, if this person may act on it."""
    from workflow import policies

    run = open_run(case, code)
    if run.holder and not policies.is_in_hand(by, run):
        raise NotAllowed("这一件已经有人领办，请看最新情况")
    if not policies.may_act(by, run):
        raise NotAllowed("这个环节不由您办理，或者您已经办过这一件的另一个环节")
    return run


def run_to_assign(case, code: str, *, by) -> StepRun:
    """The open step of that code, if this person shares out the work of its office."""
    from workflow import policies

    run = open_run(case, code)
    if not policies.may_assign(by, run):
        raise NotAllowed("这个环节由别的机关办，请由那个机关分办")
    return run


def refuse_stranger(run: StepRun, staff_no: str) -> None:
    """A step goes only to somebody who holds its post."""
    holders = Post.objects.filter(office=run.office_id, role=run.lane, active=True, user__is_active=True)
    if not holders.filter(user__staff_no=staff_no).exists():
        raise Refused("这个人不在这个环节的岗位上，请从岗位的人里选")


def open_run(case, code: str) -> StepRun:
    for run in case.open_runs:
        if run.code == code:
            return run
    raise StaleSubject("这个环节已经办完了，请看最新情况")


def refuse_shortcut(run: StepRun, outcome: str, *, paused: bool) -> None:
    """A decision is not an opinion, and a special procedure that stopped the clock ends by its result."""
    if run.kind == "decision" and outcome in DECISIONS:
        raise Refused("决定环节请作出准予或者不予的决定")
    if paused and run.stops_clock:
        raise Refused("计时还停着，请先写明结果恢复计时，再提交这个环节的结论")


def leave_first(case) -> dict:
    """Acceptance passes: the first step closes and the flow begins on the inner net."""
    first = next(run for run in case.open_runs if run.code == case.edition.flow.first.code)
    return leave(case, first, first.step.forward[0].code)


def decide(case, outcome: str, *, by) -> dict:
    deciding = next(run for run in case.open_runs if run.kind == "decision")
    return leave(case, run_for(case, deciding.code, by=by), outcome)


def leave(case, run: StepRun, outcome: str) -> dict:
    """What the event says of closing this step: the outcome, and the steps that open by it."""
    flow = case.edition.flow
    if outcome not in {o.code for o in flow.step(run.code).outcomes}:
        raise Refused("请从这个环节的结论里选一个")
    running = {other.code for other in case.open_runs if other.code != run.code}
    opens = flow.opened_by(run.code, outcome, running=running)
    return {"closes": {"step": run.code, "outcome": outcome}, "opens": list(opens)}


def back_to(case, run: StepRun, to: str) -> dict:
    """What the event says of sending the case back past its arrows: to a step it has passed and that leads here."""
    flow = case.edition.flow
    passed = {each.code for each in case.runs_done if each.lane != "window"}
    if to not in passed or run.code not in flow.reach(to):
        raise Refused("只能退回这一件已经走过的环节")
    if len(case.open_runs) > 1:
        raise Refused("还有别的环节同时在办，等会合以后再退回")
    return {"closes": {"step": run.code, "outcome": SENT_BACK}, "opens": [to]}


def project(case, event) -> tuple[list[StepRun], list[StepRun]]:
    """Close and open runs as an event says; the same in both zones. Returns (closed, opened), the opened ones to be saved."""
    if event.verb in HANDS:
        HANDS[event.verb](case, event)
    if event.verb == "submit":
        return [], [_open(case, case.edition.flow.first.code, event)]
    closed = [_close(case, event)] if "closes" in event.body else []
    if event.verb in ENDS:
        closed += _close_rest(case, event)
    return closed, [_open(case, code, event) for code in event.body.get("opens", ())]


def _open(case, code: str, event) -> StepRun:
    step = case.edition.flow.step(code)
    return StepRun(
        case=case, code=code, name=step.name, lane=step.lane.value, kind=step.kind.value, opened_at=event.at,
        office_id=step.office or case.office_id, power_id=case.edition.power_id,
    )  # fmt: skip


def save(opened: list[StepRun]) -> None:
    """Save the steps that opened, when the day they are due is known."""
    if opened:
        statements.insert(*opened)


def _take(case, event) -> None:
    """Who has a step in hand is known where officials work; the other net learns only that it was taken."""
    held = StepRun.objects.filter(case_id=case.pk, code=event.body["step"], closed_at=None)
    held.update(holder=event.private_body.get("to", ""))


HANDS = {"claim": _take, "assign": _take, "release": _take}


def _close(case, event) -> StepRun:
    what = event.body["closes"]
    run = next(run for run in case.open_runs if run.code == what["step"])
    staff = event.actor["staff"] or event.private_body.get("staff", "")
    run.closed_at, run.outcome, run.closed_by, run.closed_seq = event.at, what["outcome"], staff, event.seq
    statements.update(run, "closed_at", "outcome", "closed_by", "closed_seq")
    return run


def _close_rest(case, event) -> list[StepRun]:
    runs = list(StepRun.objects.filter(case_id=case.pk, closed_at=None))
    for run in runs:
        run.closed_at, run.closed_seq = event.at, event.seq
        run.outcome = event.verb
        statements.update(run, "closed_at", "outcome", "closed_seq")
    return runs
