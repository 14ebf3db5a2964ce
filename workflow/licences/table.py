"""Which acts on a licence a page offers: the verb, its form and the sentence that explains it, drawn from what gates."""

from typing import NamedTuple

from django import forms

from ledger.verbs import Verb
from workflow.licences.grounds import CANCELLING, REVOKING, WITHDRAWING
from workflow.licences.licences import FITTING, Licence
from workflow.turns.forms import pick, words

HEARD = "作出决定以前要听取持证人的陈述和申辩"


class LicenceForm(forms.Form):
    """What must be said of an act on a licence; whether it is allowed is the gate's decision."""

    def __init__(self, *args, licence: Licence, **kwargs):
        super().__init__(*args, **kwargs)
        self.licence = licence


class RevokeForm(LicenceForm):
    ground = pick("撤销的情形", REVOKING)
    facts = words("查明的事实", "经查，申请时提交的学历证书是伪造的", hint="写进决定书，持证人会看到")
    safety = forms.BooleanField(
        label="事项直接关系公共安全、人身健康、生命财产安全", required=False,
        help_text="以欺骗、贿赂等不正当手段取得的，勾选后持证人三年内不得再次申请（行政许可法 第七十九条）",
    )  # fmt: skip

    def clean(self):
        said = super().clean()
        if said.get("safety") and said.get("ground") not in (None, "fraud"):
            self.add_error("safety", "只有以欺骗、贿赂等不正当手段取得的才勾选这一项，请去掉勾选或者改选情形")
        return said


class WithdrawForm(LicenceForm):
    ground = pick("撤回的情形", WITHDRAWING)
    facts = words("变化的情况和公共利益", "新的城市规划把这里划为水源保护区", hint="写进决定书，持证人会看到")
    compensation = words("补偿的安排", "按第三方评估的损失补偿，收到决定书后 30 日内申报")


class CancelForm(LicenceForm):
    ground = pick("注销的情形", CANCELLING)
    facts = words("查明的事实", "持证单位已于 2026 年 3 月 20 日注销登记", hint="写进决定书，持证人会看到")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        fitting = FITTING[self.licence.standing]
        self.fields["ground"].choices = [each for each in CANCELLING if each[0] in fitting]


class Act(NamedTuple):
    verb: str
    form: type[LicenceForm]
    explains: str
    done: str


ACTS = (
    Act("revoke", RevokeForm, f"不应当准予的许可，予以撤销；{HEARD}。", "已撤销，决定书正在送达持证人"),
    Act("withdraw_licence", WithdrawForm, f"许可合法，为了公共利益撤回，要依法补偿；{HEARD}。", "已撤回，决定书正在送达"),
    Act("cancel", CancelForm, "办理注销手续，证件不再使用。", "已注销，决定书正在送达持证人"),
)  # fmt: skip


class Offer(NamedTuple):
    act: Act
    verb: Verb


def offered(licence: Licence, user) -> list[Offer]:
    """The acts this person could take on the licence now."""
    allowed = {verb.name: verb for verb in licence.verbs_for(user)}
    return [Offer(act, allowed[act.verb]) for act in ACTS if act.verb in allowed]
