"""Which of the rarer turns a page offers, in the order of a case's life: the verb, its form, and the sentence that explains it.

Drawn from the same table that gates: a turn is offered only where the gate would let this person do it.
"""

from dataclasses import dataclass
from typing import NamedTuple

from ledger.verbs import Verb
from workflow import policies
from workflow.machine import Case
from workflow.materials import owed_return
from workflow.turns import forms


class Turn(NamedTuple):
    """`on_step`: done on an open step of this person; `quick`: a button is enough."""

    verb: str
    form: type[forms.TurnForm]
    explains: str
    on_step: bool = False
    quick: bool = False
    done: str = ""


DESK = (
    Turn("claim", forms.EmptyForm, "这个环节归您办，同岗位的人不会再办到。", True, True, "已领办"),
    Turn("release", forms.EmptyForm, "交回岗位，别人可以领办。", True, True, "已放回"),
    Turn(
        "assign",
        forms.AssignForm,
        "把现在的环节交给岗位上的一个人办，也可以从别人手上转交。",
        done="已分办",
    ),
    Turn(
        "consult",
        forms.ConsultForm,
        "办理时钟照走；答复期限以前，这个环节不能提交。",
        True,
        done="征求意见已发出",
    ),
    Turn("answer_consultation", forms.AnswerForm, "答复会进卷宗，由承办机关采用。", done="意见已答复"),
    Turn(
        "tell_hearing",
        forms.TellHearingForm,
        "告知申请人五个工作日内可以要求听证；期满以前不能作出决定。",
        True,
        done="听证告知书已发出",
    ),
    Turn(
        "call_hearing",
        forms.CallHearingForm,
        "发出通知书起停钟，到写好听证笔录为止。",
        True,
        done="听证通知书已发出，计时暂停",
    ),
    Turn(
        "record_hearing",
        forms.RecordHearingForm,
        "写好笔录，计时恢复；决定要根据听证笔录作出。",
        True,
        done="听证笔录已记下，计时恢复",
    ),
    Turn(
        "return_owed",
        forms.ReturnOwedForm,
        "补交的材料不合格，写明缺什么、怎么改，书面退回申请人重交；重交合格以前不能准予，办理时钟照走。",
        True,
        done="补交的材料已退回，告知书正在送达申请人",
    ),
    Turn(
        "ask_extension",
        forms.ExtensionForm,
        "由机关负责人批准；批准以前期限不变。",
        True,
        done="延期申请已送机关负责人",
    ),
    Turn(
        "extend",
        forms.ExtensionForm,
        "承诺期限和法定期限都顺延，并把理由书面告知申请人。",
        done="已延期，通知书正在送达申请人",
    ),
    Turn("deny_extension", forms.DenyExtensionForm, "期限不变。", done="没有同意延期"),
    Turn(
        "send_back",
        forms.SendBackForm,
        "流程图上没有的退回，监察能看到；经过的环节要重新办。",
        True,
        done="已退回重办",
    ),
    Turn("terminate", forms.TerminateForm, "不再作出决定，终止决定书送达申请人。", done="已终止办理"),
)
WINDOW = (
    Turn(
        "lapse",
        forms.EmptyForm,
        "申请人没有在告知书写明的期限内补正，本次申请终结，可以重新申请。",
        done="已终结，告知书已发出",
    ),
)


@dataclass(frozen=True)
class Offer:
    turn: Turn
    verb: Verb
    run: object

    @property
    def code(self) -> str:
        return self.turn.verb

    @property
    def label(self) -> str:
        return self.verb.label


def offered(case: Case, user, turns=DESK, *, at) -> list[Offer]:
    """The turns this person could take now."""
    allowed = {verb.name: verb for verb in case.verbs_for(user)}
    mine = own_run(case, user)
    shared = next((run for run in case.open_runs if policies.may_assign(user, run)), None)
    found = []
    for turn in turns:
        run = mine if turn.on_step else shared
        if (
            turn.verb in allowed
            and (run or not turn.on_step)
            and FITS.get(turn.verb, _always)(case, user, run, at)
        ):
            found.append(Offer(turn, allowed[turn.verb], run))
    return found


def own_run(case: Case, user):
    return next((run for run in case.open_runs if policies.may_act(user, run)), None)


def _always(case, user, run, at) -> bool:
    return True


def _hearing(case):
    return getattr(case, "hearing", None)


FITS = {
    "claim": lambda case, user, run, at: run.holder == "",
    "release": lambda case, user, run, at: run.holder and policies.is_in_hand(user, run),
    "ask_extension": lambda case, user, run, at: not case.extended_days and case.extension_asked is None,
    "extend": lambda case, user, run, at: not case.extended_days,
    "deny_extension": lambda case, user, run, at: case.extension_asked is not None,
    "tell_hearing": lambda case, user, run, at: _hearing(case) is None,
    "call_hearing": lambda case, user, run, at: (
        (h := _hearing(case)) is not None and h.is_owed and h.called_at is None
    ),
    "record_hearing": lambda case, user, run, at: (
        (h := _hearing(case)) is not None and h.called_at and at >= h.on
    ),
    "send_back": lambda case, user, run, at: len(case.open_runs) == 1,
    "return_owed": lambda case, user, run, at: bool(owed_return.returnable(case)),
    "lapse": lambda case, user, run, at: case.correction_is_over(at),
}
