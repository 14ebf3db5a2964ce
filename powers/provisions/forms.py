"""What the legal office writes about a provision: its end, its words, a mistake taken back, a new article."""

import hashlib
import json

from django import forms

from powers.provisions.intake import PLACE
from powers.provisions.laws import LawKind

ENDS = (("repeal", "废止"), ("amend", "修改"))
WHAT_FOLLOWS = {
    "repeal": "这一条不再有效，没有新条文；只靠它的事项从那天起不再收新申请",
    "amend": "换成新条文；引用它的事项照常办理，部门限期调整",
}
PLEASE_DAY = {"required": "请写明从哪一天起，例如 2026-08-15", "invalid": "请写成 2026-08-15 这样的日期"}


def _day(label: str, **more) -> forms.DateField:
    return forms.DateField(label=label, input_formats=["%Y-%m-%d"], error_messages=PLEASE_DAY, **more)


class EndForm(forms.Form):
    """How a provision ends. `kinds` says whether it may be amended: a whole law can only be repealed."""

    kind = forms.ChoiceField(
        label="怎么变",
        choices=ENDS,
        widget=forms.RadioSelect,
        error_messages={"required": "请选废止还是修改"},
    )
    day = _day("从哪一天起", help_text="从这一天起原条文不再有效，例如 2026-08-15")
    ground = forms.CharField(
        label="依据", max_length=500, help_text="公布的文件和文号，例如 国务院令第 1 号",
        error_messages={"required": "请写明依据，例如 国务院令第 1 号", "max_length": "依据写得太长，请写在 500 字以内"},
    )  # fmt: skip
    text = forms.CharField(
        label="新条文", max_length=8000, required=False, widget=forms.Textarea, help_text="修改的，照公布的文本抄录",
        error_messages={"max_length": "条文太长，请写在 8000 字以内"},
    )  # fmt: skip

    def __init__(self, *args, whole: bool = False, **options):
        super().__init__(*args, **options)
        self.fields["kind"].choice_hints = WHAT_FOLLOWS
        if whole:
            del self.fields["kind"], self.fields["text"]

    def clean(self):
        said = super().clean()
        said.setdefault("kind", "repeal" if "kind" not in self.fields else "")
        if said["kind"] == "amend" and not said.get("text", "").strip():
            self.add_error("text", "请抄录新条文；只废止、没有新条文的，请选废止")
        return said

    @property
    def seen(self) -> str:
        """Names what was shown before it was confirmed: another day or kind is shown again first."""
        plain = json.dumps(self.cleaned_data, default=str, sort_keys=True)
        return hashlib.sha256(plain.encode()).hexdigest()[:16]


class CompleteForm(forms.Form):
    text = forms.CharField(
        label="条文", max_length=8000, required=False, widget=forms.Textarea, help_text="照公布的文本抄录"
    )
    effective_from = _day("施行日期", required=False, help_text="例如 2025-07-01")

    def __init__(self, *args, provision, **options):
        super().__init__(*args, **options)
        for name in ("text", "effective_from"):
            if getattr(provision, name):
                del self.fields[name]

    def clean(self):
        said = super().clean()
        if not self.errors and not any(said.values()):
            raise forms.ValidationError("请填写条文或者施行日期，再保存")
        return said


class ReinstateForm(forms.Form):
    reasons = forms.CharField(
        label="撤销的理由", max_length=500, help_text="例如 登记错了条款",
        error_messages={"required": "请写明为什么撤销这次废止登记", "max_length": "理由写得太长，请写在 500 字以内"},
    )  # fmt: skip


class EnterForm(forms.Form):
    law = forms.CharField(
        label="法律名称", max_length=200, help_text="全称，例如 中华人民共和国行政许可法",
        error_messages={"required": "请填写法律名称", "max_length": "名称太长，请写在 200 字以内"},
    )  # fmt: skip
    kind = forms.ChoiceField(
        label="级别",
        choices=[("", "按名称判断"), *LawKind.choices],
        required=False,
        help_text="登记过的法律不用选",
    )
    number = forms.CharField(label="文号", max_length=100, required=False, help_text="例如 国务院令第517号")
    article = forms.RegexField(
        PLACE, label="条款", max_length=100, help_text="写到条，例如 第八条",
        error_messages={"required": "请填写条款，例如 第八条", "invalid": "请写到条，例如 第八条"},
    )  # fmt: skip
    text = forms.CharField(
        label="条文", max_length=8000, required=False, widget=forms.Textarea, help_text="照公布的文本抄录"
    )
    effective_from = _day("施行日期", required=False, help_text="例如 2025-07-01")
