"""One act on many cases: claim, release, assign, the same opinion, hand over what a colleague has in hand.

Each case is its own verb and its own transaction, and gets its own line of the result: done, or the refusal's sentence. One
refusal holds nothing up. Refused as a whole: nothing ticked, too many, an act that needs a word that is missing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied

from ledger.verbs import Refused
from powers.flow.steps import StepKind
from powers.people.people import HANDLING_ROLES, Post, Role
from workflow.engine import LISTED, StepRun, run_for
from workflow.machine import Case

MOST, MOST_HANDED_OVER = 50, 200
ACTS = {"claim": "领办", "release": "放回", "assign": "分办", "opinion": "提交意见", "hand_over": "移交"}
GONE = "没有这一件，或者不归您所在的机关办"
Now = Callable[[], datetime]


@dataclass(frozen=True)
class Asked:
    """What is asked of each: the act, to whom, in which words."""

    act: str
    to: str = ""
    note: str = ""


@dataclass(frozen=True)
class Result:
    case: Case | None
    step: str
    refusal: str = ""


def act_on(user, asked: Asked, runs: Iterable[str], *, now: Now) -> list[Result]:
    """Do the same to every step that was ticked; `now` is read for each."""
    keys = [int(key) for key in dict.fromkeys(runs) if key.isascii() and key.isdigit() and len(key) < 19]
    if not keys:
        raise Refused("请先勾选要办的件")
    if len(keys) > MOST:
        raise Refused(f"一次最多办 {MOST} 件，请分几次")
    _refuse_unsaid(asked)
    found = StepRun.objects.in_bulk(keys)
    return [_one(user, asked, found.get(key), now=now) for key in keys]


def hand_over(user, *, holder: str, to: str, now: Now) -> list[Result]:
    """All that a colleague has in hand in the offices where this person reviews or decides goes to another."""
    _refuse_unsaid(Asked("assign", to))
    if holder == to:
        raise Refused("请选另一个人接手")
    places, lanes = user.offices_as(Role.REVIEWER, Role.HEAD), [role.value for role in HANDLING_ROLES]
    held = StepRun.objects.filter(LISTED, office__in=places, lane__in=lanes, holder=holder).exclude(holder="")
    runs = list(held.order_by("due_on", "pk")[:MOST_HANDED_OVER])
    if not runs:
        raise Refused("他手上没有要移交的件")
    return [_one(user, Asked("assign", to), run, now=now) for run in runs]


def people_on(posts: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Who holds these posts: number and name, each once."""
    posts = list(posts)
    places, roles = {place for place, _ in posts}, {role for _, role in posts}
    held = Post.objects.filter(office__in=places, role__in=roles, active=True)
    read = held.order_by().values_list("office_id", "role", "user__staff_no", "user__name")
    return sorted({(number, name) for office, role, number, name in read if (office, role) in posts})


def _refuse_unsaid(asked: Asked) -> None:
    if asked.act not in ACTS:
        raise Refused("请选要办的事，例如“领办”")
    if asked.act in ("assign", "hand_over") and not asked.to:
        raise Refused("请选交给谁")
    if asked.act == "opinion" and not asked.note.strip():
        raise Refused("请写明意见，例如“经审查，申请材料齐全有效，符合法定条件”")


def _one(user, asked: Asked, run: StepRun | None, *, now: Now) -> Result:
    visible = Case.objects.visible_to(user).select_related("edition__power", "office", "party")
    case = visible.filter(pk=run.case_id).first() if run else None
    if case is None:
        return Result(None, run.name if run else "", GONE)
    try:
        DOES[asked.act](case, run, asked, by=user, at=now())
    except (Refused, PermissionDenied) as refusal:
        return Result(case, run.name, str(refusal) or "您不能办这一件")
    return Result(case, run.name)


def _claim(case, run, asked: Asked, *, by, at):
    run_for(case, run.code, by=by)  # its sentence says who stands in the way
    case.claim(by=by, at=at, step=run.code)


def _release(case, run, asked: Asked, *, by, at):
    case.release(by=by, at=at, step=run.code)


def _assign(case, run, asked: Asked, *, by, at):
    names = dict(people_on([(run.office_id, run.lane)]))
    if asked.to not in names:
        raise Refused("这个人不在这个环节的岗位上，请选岗位上的人")
    if any(each.closed_by == asked.to and each.lane != run.lane for each in case.runs_done):
        raise Refused(f"{names[asked.to]}已经办过这一件的另一个环节，请选别人")
    case.assign(by=by, at=at, step=run.code, to=asked.to, to_name=names[asked.to])


def _opine(case, run, asked: Asked, *, by, at):
    run_for(case, run.code, by=by)
    forward = case.edition.flow.step(run.code).forward
    if run.kind != StepKind.EXAMINATION or len(forward) != 1:
        raise Refused("这个环节要选结论，请打开办件单独提意见")
    case.advance(by=by, at=at, step=run.code, outcome=forward[0].code, note=asked.note.strip())


DOES = {"claim": _claim, "release": _release, "assign": _assign, "opinion": _opine}
