"""The forms of a draft's own pages: why it is proposed, and the plain columns of an edition."""

from django import forms

from powers.items import limit_units
from powers.people.offices import Level
from powers.revisions.adjustments import ENDING, Kind
from powers.revisions.successor_field import SuccessorField

CASE_TYPES = [("", "请选"), ("即办件", "即办件"), ("承诺件", "承诺件"), ("其他", "其他")]


def _long(label: str, *, rows: int, length: int, hint: str) -> forms.CharField:
    box = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=False, max_length=length, widget=box, help_text=hint)


def _days(label: str) -> forms.IntegerField:
    words = f"{label}请填工作日数，1 到 999，例如 20"
    said = dict.fromkeys(("invalid", "min_value", "max_value"), words)
    return forms.IntegerField(label=label, required=False, min_value=1, max_value=999, error_messages=said)


DAYS_OF = {
    "suspend": ("暂停日期", "从这一天零时起不接收新的申请；审定晚于这一天的，从审定那天起"),
    "resume": ("启用日期", "从这一天零时起重新接收申请；审定晚于这一天的，从审定那天起"),
}


class AboutForm(forms.Form):
    reasons = _long("调整理由", rows=4, length=2000, hint="会公开在修改历史里，请不要写个人信息")
    document = forms.CharField(
        label="依据文号", required=False, max_length=80, help_text="例如“宁政发〔2026〕14号”"
    )
    effective_on = forms.DateField(
        label="拟生效日期",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="审定晚于这一天的，审定后马上生效",
        error_messages={"invalid": "请填写日期，例如 2026-12-01"},
    )
    resumes_on = forms.DateField(
        label="自动恢复日期",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="从这一天零时起自动恢复；不填就一直暂停，到另行启用为止",
        error_messages={"invalid": "请填写日期，例如 2027-01-01"},
    )
    successor = SuccessorField(
        label="由哪个事项接替", required=False, max_length=60, help_text="写接替事项的基本编码；没有就不填"
    )

    def __init__(self, *args, revision, **options):
        super().__init__(*args, **options)
        if revision.kind not in ENDING:
            del self.fields["successor"]
        if revision.kind != Kind.SUSPEND:
            del self.fields["resumes_on"]
        if revision.kind in DAYS_OF:
            label, hint = DAYS_OF[revision.kind]
            self.fields["effective_on"].label, self.fields["effective_on"].help_text = label, hint


class PlainForm(forms.Form):
    name = forms.CharField(label="事项名称", max_length=200)
    level = forms.TypedChoiceField(label="行使层级", choices=Level.choices, coerce=int)
    for_person = forms.BooleanField(label="面向自然人", required=False)
    for_enterprise = forms.BooleanField(label="面向法人", required=False)
    case_type = forms.ChoiceField(label="办件类型", choices=CASE_TYPES, required=False)
    statutory_days = _days("法定办结时限")
    promised_days = _days("承诺办结时限")
    limit_wording = _long("时限原文", rows=3, length=1000, hint="法律条文里关于时限的原话")
    result_name = forms.CharField(label="审批结果名称", required=False, max_length=200)
    theme = forms.CharField(label="主题", required=False, max_length=40)
    charges = forms.BooleanField(label="收费", required=False)
    fee_basis = forms.CharField(label="收费依据", required=False, max_length=1000)

    def __init__(self, *args, revision, **options):
        super().__init__(*args, **options)
        self.details = revision.content.get("details", {})
        if not revision.power_class.on_application:
            del self.fields["case_type"], self.fields["result_name"]
        if revision.power:
            del self.fields["level"]  # a power keeps its level for life

    def clean(self):
        said = super().clean()
        statutory, promised = said.get("statutory_days"), said.get("promised_days")
        days, unit = limit_units.statutory(statutory, self.details)
        worth = limit_units.in_workdays(days, unit)
        if worth and promised and promised > worth:
            words = f"承诺 {promised} 天比法定 {limit_units.compared(days, unit)}多，请改到 {worth} 天以内"
            self.add_error("promised_days", words)
        return said


class ConditionsForm(forms.Form):
    conditions = _long("受理条件", rows=5, length=4000, hint="一行一个条件")
