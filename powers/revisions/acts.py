"""The forms of the acts on a revision: begin, judge, give up. Whether the act is allowed is the gate's decision alone."""

from django import forms

from powers.catalogue import PowerClass
from powers.people.offices import Level, Office
from powers.people.people import Role
from powers.revisions.adjustments import ADDING, CHANGING, ENDING, HALTING, Kind

JUDGING = ("sign", "pass_staffing", "pass_legal", "pass_to_government", "approve", "send_back")
EFFECTS = {
    "change": "改要素，不增减事项",
    "entrust": "委托别的机关行使",
    "empower": "赋权镇、街道行使",
    "split": "一项拆成几项，拆出来的另按新增办理",
    "merge": "并入别的事项，本事项从清单里去掉",
    "delegate": "下放给下级，本事项从清单里去掉",
    "cancel": "从清单里去掉，不再行使",
    "hand_up": "由上级行使，本事项从清单里去掉",
    "suspend": "留在清单里，暂停期间不接收新的申请，到日可以自动恢复",
    "resume": "结束暂停，重新接收申请",
}
ENDED = "从清单里去掉，不再接收新的申请；已经受理的按原来的版本办完。"
AFTERWARDS = {
    "suspend": "留在清单里，向社会公布为“暂停”，写明理由和日期；暂停期间不接收新的申请，已经提交的照常办完。",
    "resume": "结束暂停，从启用的日期起照常接收申请。",
}


def _of(kinds) -> list[tuple[str, str]]:
    kinds = tuple(kinds)
    return [(kind.value, kind.label) for kind in Kind if kind in kinds]


class ReviseForm(forms.Form):
    kind = forms.ChoiceField(
        label="调整情形",
        widget=forms.RadioSelect,
        choices=(),
        error_messages={"required": "请选调整情形"},
    )

    def __init__(self, *args, suspended: bool, **options):
        super().__init__(*args, **options)
        left_out = () if suspended else (Kind.RESUME,)
        self.fields["kind"].choices = _of(k for k in (*CHANGING, *HALTING, *ENDING) if k not in left_out)
        self.fields["kind"].choice_hints = EFFECTS


class NewForm(forms.Form):
    kind = forms.ChoiceField(
        label="调整情形",
        widget=forms.RadioSelect,
        choices=_of(ADDING),
        error_messages={"required": "请选调整情形"},
    )
    office = forms.ModelChoiceField(label="实施主体", queryset=Office.objects.none(), empty_label=None)
    power_class = forms.ModelChoiceField(
        label="权力类别", queryset=PowerClass.objects.all(), empty_label="请选"
    )
    level = forms.TypedChoiceField(label="行使层级", choices=Level.choices, coerce=int)
    name = forms.CharField(label="事项名称", max_length=200)

    def __init__(self, *args, user, **options):
        super().__init__(*args, **options)
        offices = Office.objects.filter(pk__in=user.offices_as(Role.CATALOGUE)).select_related("area")
        self.fields["office"].queryset = offices
        first = offices.first()
        self.fields["level"].initial = first.area.level if first else None


class OpinionForm(forms.Form):
    """Nothing is chosen beforehand, and both answers need words."""

    outcome = forms.ChoiceField(
        label="结论", widget=forms.RadioSelect, error_messages={"required": "请选结论"}
    )
    note = forms.CharField(
        label="意见",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="退回的，写明哪一处、为什么、改到什么程度",
        error_messages={"required": "请写明意见，例如“权限和三定规定一致，同意”"},
    )

    def __init__(self, *args, revision, user, **options):
        super().__init__(*args, **options)
        verbs = [verb for verb in revision.verbs_for(user) if verb.name in JUDGING]
        self.fields["outcome"].choices = sorted(
            ((verb.name, verb.label) for verb in verbs), key=lambda each: JUDGING.index(each[0])
        )


class DiscardForm(forms.Form):
    reasons = forms.CharField(
        label="作废的理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "请写明作废的理由，例如“依据的规定没有通过”"},
    )
