"""Playing the stories through the real verbs, each zone its own part. Refuses to act after `until`: the future is open."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from ledger.clock import civil_day
from ledger.verbs import Refused
from powers.catalogue import Edition
from powers.people.people import CLOCK, AccountKind, Post, Unattended, User
from workflow import policies
from workflow.calendar.workdays import Calendar
from workflow.clock.deadlines import add_workdays
from workflow.demo import people, turns
from workflow.demo.stories import Story, later, office_time
from workflow.machine import Case
from workflow.materials import filings
from workflow.states import State
from workflow.turns.special import Special

WAITS_FOR_DECISION = "waiting_decision"


def file_each(*, count: int, until: datetime, days: int = 60) -> Iterator[None]:
    """Outer net: file the applications over the last working days and play what the window and the applicants do."""
    calendar, dice = Calendar.load(), random.Random("demo cases")
    editions = _editions()
    for index in range(count):
        token = f"demo-{index:04d}"
        if filings.Filing.objects.filter(token=token).exists():
            continue
        day = add_workdays(civil_day(until), -dice.randint(0, days), calendar=calendar)
        _receive(
            _file(dice.choice(editions), office_time(day, dice), until=until, token=token),
            until=until,
            calendar=calendar,
        )
        yield


def _editions() -> list[Edition]:
    """The items with a flow of their own three times as often as the others."""
    found = (
        Edition.objects.in_force()
        .select_related("power__office__area", "power__power_class")
        .order_by("power__basic_code")
    )
    open_to_all = [e for e in found if e.applicable and e.case_type != "即办件"]
    known = [e for e in open_to_all if len(e.flow.steps) > 6]
    return known * 3 + open_to_all[::7]


def _file(edition, at: datetime, *, until, token: str) -> Case | None:
    if at >= until:
        return None
    dice = random.Random(token)
    kind = AccountKind.ENTERPRISE if edition.for_enterprise and dice.random() < 0.6 else AccountKind.PERSON
    kind = kind if edition.for_person else AccountKind.ENTERPRISE
    told = people.answers(edition.form, dice)
    return filings.submit(
        edition, by=people.account(dice, kind), at=at, party=people.party(dice, kind), token=token, demo=True,
        answers=told, materials=people.materials(edition, told),
    )  # fmt: skip


def _receive(case: Case | None, *, until, calendar) -> None:
    if case is None:
        return
    story = Story.of(case.number)
    at, dice = case.submitted_at, story.dice
    for verb, said, days in _reception(story):
        at = later(at, days=days, dice=dice, calendar=calendar)
        case = again(case)
        if at >= until:
            return
        getattr(case, verb)(by=_by(case, verb), at=at, **said)


def _reception(story: Story):
    """What happens at the window: (verb, what is said, working days since the last)."""
    items = [{"code": "m1", "name": "申请材料", "text": "缺少签名和日期，请补全后重新上传"}]
    silent = ("accept_by_silence", {}, 6)
    if story.pace == "late" and story.ending not in ("granted", "refused"):
        return [silent]
    wait = story.dice.choice((0, 0, 0, 1))
    ask, supply = ("ask_to_complete", {"items": items}, wait), ("supplement", {"filing": {"files": 0}}, 3)
    return {
        "declined": [("decline", {"reasons": "申请事项依法不需要取得行政许可（演示）"}, wait)],
        "corrected": [ask, supply, ("accept", {}, 1)],
        "waiting_correction": [ask, ("lapse", {}, 12)],
        "withdrawn_early": [("withdraw", {}, 1)],
        "waiting_window": [silent],
    }.get(story.ending, [("accept", {}, wait)])


def handle_each(pks, *, until: datetime) -> None:
    """Inner net: play what handlers, reviewers and heads do in these cases."""
    calendar = Calendar.load()
    for pk in pks:
        case = Case.objects.get(pk=pk)
        _handle(case, Story.of(case.number), until=until, calendar=calendar)


def handle_own(endings: dict, *, until: datetime) -> None:
    """Inner net: play on with the cases of the demonstration's own applicants."""
    calendar = Calendar.load()
    for pk, ending in endings.items():
        case = Case.objects.get(pk=pk)
        _handle(
            case, replace(Story.of(case.number), ending=ending, pace="quick"), until=until, calendar=calendar
        )


def _handle(case: Case, story: Story, *, until, calendar) -> None:
    at, dice = case.accepted_at, story.dice
    stops_after = dice.randint(0, 3) if story.ending in ("waiting_desk", "withdrawn_late") else 99
    while case.state == State.HANDLING:
        run = case.open_runs[0]
        at = later(
            max(at, run.opened_at), days=story.delay(run.step.limit_days), dice=dice, calendar=calendar
        )
        if at >= until or stops_after == 0 or (run.kind == "decision" and story.ending == WAITS_FOR_DECISION):
            break
        stops_after -= 1
        if run.stops_clock:
            at = _special(case, run, at, dice=dice, until=until, calendar=calendar)
            case = again(case)
            continue
        if turns.play(case, run, story, by=_official(case, run), at=at):
            case = again(case)
            run = next(each for each in case.open_runs if each.code == run.code)
        _close(case, run, at, story)
        case = again(case)
    if story.ending == "withdrawn_late" and case.state == State.HANDLING and at < until:
        case.withdraw(by=Unattended("applicant", subject=str(case.pk)), at=at)


def _special(case, run, at, *, dice, until, calendar) -> datetime:
    """Stop the clock with written notice, have the result, go on; or stand still until today."""
    by = _official(case, run)
    ground = Special.EXPERT_REVIEW if run.kind == "expert_review" else Special.TESTING
    days = max(run.step.limit_days, 5)
    case.pause(by=by, at=at, step=run.code, ground=ground.value, days=days, note="")
    ends = later(at, days=dice.randint(days // 2, days), dice=dice, calendar=calendar)
    if ends >= until:
        return ends
    again(case).resume(by=by, at=ends, note="结果合格（演示）")
    outcome = run.step.forward[0].code
    again(case).advance(by=by, at=ends, step=run.code, outcome=outcome, note="结果合格，见报告（演示）")
    return ends


def _close(case, run, at, story: Story) -> None:
    by = _official(case, run)
    if run.kind != "decision":
        outcome = story.dice.choice(run.step.forward).code
        case.advance(
            by=by, at=at, step=run.code, outcome=outcome, note="经审查，材料齐全，符合法定条件（演示）"
        )
    elif story.refuses:
        reasons = "申请材料反映的情况不符合法定条件（演示）"
        case.refuse(by=by, at=at, note="同意不予（演示）", reasons=reasons)
    else:
        case.grant(by=by, at=at, note="同意准予（演示）")


def finish_each(pks, *, until: datetime) -> None:
    """Outer net: deliver what was decided in these cases, and rate it."""
    calendar = Calendar.load()
    for case in Case.objects.filter(pk__in=pks):
        dice = random.Random(f"end {case.number}")
        at = later(case.decided_at, days=dice.choice((0, 0, 1, 1, 2, 2, 3, 6)), dice=dice, calendar=calendar)
        if at < until:
            case.deliver(by=case.applicant, at=at, way="online")
            score = Story.of(case.number).score
            if score and at < until:
                filings.rate(again(case), by=case.applicant, at=at, score=score, comment="")


def again(case: Case) -> Case:
    return Case.objects.select_related("edition__power__office", "office").get(pk=case.pk)


def _by(case: Case, verb: str) -> User:
    if verb in ("supplement", "withdraw"):
        return case.applicant
    if verb == "accept_by_silence":
        return CLOCK
    return holder(case, "window")


def _official(case: Case, run) -> User:
    for post in Post.objects.filter(office=case.office, role=run.lane, active=True).select_related("user"):
        if policies.may_act(post.user, run):
            return post.user
    raise Refused(f"{case.office}没有能办“{run.name}”的人")


def holder(case: Case, role: str) -> User:
    return Post.objects.filter(office=case.office, role=role, active=True).select_related("user").first().user
