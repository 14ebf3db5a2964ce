"""What is written in a campaign: its beginning, opinions on chosen items, the acts on the whole, a pair that looks the same.

A form decides only whether what was typed can be understood; whether the act is allowed is the gate's decision alone.
"""

from django import forms
from django.db.models import Q

from powers.campaigns.campaign_overlaps import HINTS as OUTCOME_HINTS
from powers.campaigns.campaign_overlaps import Outcome
from powers.campaigns.campaigns import Campaign
from powers.campaigns.conclusions import HINTS, allowed
from powers.campaigns.items import CampaignItem
from powers.catalogue import Power
from powers.people.offices import Office, area_prefix
from powers.people.people import Role
from powers.revisions.successor_field import SuccessorField

MOST_WORDS = 1000


def _words(label: str, please: str, *, required=True, hint="", rows=3) -> forms.CharField:
    said = {"required": please, "max_length": f"{label}写得太长，请写在 {MOST_WORDS} 字以内"}
    box = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, required=required, max_length=MOST_WORDS, widget=box, help_text=hint, error_messages=said
    )


def _day(label: str, hint: str) -> forms.DateField:
    box = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    said = {"invalid": "请填写日期，例如 2026-12-01"}
    return forms.DateField(label=label, required=False, widget=box, help_text=hint, error_messages=said)


class BeginForm(forms.Form):
    name = forms.CharField(
        label="名称", max_length=80, help_text="例如“2026 年权力事项清理规范”",
        error_messages={"required": "请写清理的名称，例如“2026 年权力事项清理规范”", "max_length": "名称请写在 80 字以内"},
    )  # fmt: skip
    target = forms.IntegerField(
        label="精减目标", required=False, min_value=1, max_value=100, help_text="百分之几，没有就不填",
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), "精减目标请填 1 到 100 的整数，例如 20"),
    )  # fmt: skip
    due_on = _day("一上的期限", "部门在这一天以前报送；没有就不填")
    offices = forms.ModelMultipleChoiceField(
        label="清理哪些部门", queryset=Office.objects.none(), widget=forms.CheckboxSelectMultiple,
        help_text="所选部门的现行事项全部列入；正在别的清理里的部门不列出",
        error_messages={"required": "请至少选一个部门", "invalid_choice": "请从列表里选部门"},
    )  # fmt: skip

    def __init__(self, *args, area, **options):
        super().__init__(*args, **options)
        self.area = area
        self.fields["offices"].queryset = offices_to_choose(area)
        self.fields["offices"].label_from_instance = lambda office: office.name

    def clean_name(self):
        name = self.cleaned_data["name"].strip()
        if Campaign.objects.filter(area=self.area, name=name).exists():
            raise forms.ValidationError(f"已经有“{name}”，请换一个名称")
        return name


def offices_to_choose(area):
    """The offices of an area with powers in force that no campaign holds."""
    inside = Office.objects.filter(area__code__startswith=area_prefix(area.pk))
    held = CampaignItem.objects.filter(active=True).values("office")
    having = Power.objects.filter(current__isnull=False).values("office")
    return inside.filter(pk__in=having).exclude(pk__in=held).order_by("area", "name")


class JudgeForm(forms.Form):
    """One opinion on all ticked items."""

    conclusion = forms.ChoiceField(
        label="意见", widget=forms.RadioSelect, error_messages={"required": "请选意见"}
    )
    successor = SuccessorField(
        label="并入哪一项", required=False, max_length=60, help_text="选合并的，写那一项的 12 位基本编码"
    )
    reasons = _words("理由", "请写明理由", required=False, hint="不是保留的，一定要写")

    def __init__(self, *args, fee: bool, **options):
        super().__init__(*args, **options)
        choices = allowed(fee=fee)
        self.fields["conclusion"].choices = [(each.value, each.label) for each in choices]
        self.fields["conclusion"].choice_hints = {each.value: HINTS[each.value] for each in choices}
        if fee:
            del self.fields["successor"]

    def clean(self):
        said = super().clean()
        if said.get("conclusion", "keep") != "keep" and not said.get("reasons"):
            self.add_error("reasons", "不是保留的，请写明理由，例如“依据已经废止”")
        if said.get("conclusion") == "merge" and "successor" not in self.errors and not said.get("successor"):
            self.add_error("successor", "请写并入那一项的 12 位基本编码")
        if said.get("conclusion") != "merge":
            said["successor"] = None
        return said


REASONS = {
    "send_back": ("退回的理由", "写明哪一处、为什么、改到什么程度"),
    "stop": ("停止的理由", "停止以后，这些事项可以列入别的清理"),
}


class ActForm(forms.Form):
    """What an act on a campaign or a return asks for, by the name of its verb."""

    def __init__(self, *args, verb: str, **options):
        super().__init__(*args, **options)
        if verb in REASONS:
            label, hint = REASONS[verb]
            self.fields["reasons"] = _words(label, "请写明理由", hint=hint)
        if verb in ("pass_legal", "approve"):
            self.fields["note"] = _words("意见", "请写明意见，例如“结论合法，同意”")
        if verb == "approve":
            self.fields["document"] = forms.CharField(
                label="批准文号", required=False, max_length=80, help_text="例如“宁政发〔2026〕14号”"
            )
        if verb == "send_down":
            self.fields["due_on"] = _day("下一轮的期限", "部门在这一天以前报送；没有就不填")


class OverlapForm(forms.Form):
    outcome = forms.ChoiceField(
        label="编办意见", choices=Outcome.choices, widget=forms.RadioSelect,
        error_messages={"required": "请选编办意见"},
    )  # fmt: skip
    kept = forms.ModelChoiceField(
        label="留下哪一项", queryset=CampaignItem.objects.none(), required=False, empty_label=None,
        widget=forms.RadioSelect, help_text="并成一项或者取消一项的要选",
        error_messages={"invalid_choice": "请从这两项里选"},
    )  # fmt: skip
    reasons = _words("理由", "请写明理由，例如“依据不同，材料基本相同，改为一次申请”")

    def __init__(self, *args, overlap, **options):
        super().__init__(*args, **options)
        self.fields["outcome"].choice_hints = OUTCOME_HINTS
        kept = self.fields["kept"]
        kept.queryset = CampaignItem.objects.filter(Q(pk=overlap.first_id) | Q(pk=overlap.second_id))
        kept.queryset = kept.queryset.select_related("power", "office").order_by("power__basic_code", "pk")
        kept.label_from_instance = lambda item: f"{item.power.name}，{item.office.short_name}"

    def clean(self):
        said = super().clean()
        if said.get("outcome") in (Outcome.MERGE, Outcome.CANCEL) and not said.get("kept"):
            self.add_error("kept", "请选哪一项留下")
        return said


def own_area(user):
    """The area for which a person of the staffing office begins campaigns."""
    return next((post.office.area for post in user.posts if post.role == Role.STAFFING), None)
