"""The forms of officials' acts: what a person at the window or the desk must say before a verb is called.

A form checks completeness and gives the sentence that helps; whether the act is allowed is the gate's decision alone.
"""

from django import forms

from powers.wording import zh_date
from workflow.licences.grounds import Falsehood
from workflow.turns.delivery import Way
from workflow.turns.grounds import DeclineGround
from workflow.turns.special import Special

SAY = "请写明{}，例如“{}”"


class OpinionForm(forms.Form):
    """An opinion on one open step: an outcome of the flow, and words."""

    outcome = forms.ChoiceField(
        label="结论",
        widget=forms.RadioSelect,
        error_messages={"required": "请选结论", "invalid_choice": "请从这个环节的结论里选一个"},
    )
    note = forms.CharField(
        label="意见", help_text="会进卷宗，申请人可以依法查阅", max_length=2000, widget=forms.Textarea,
        error_messages={"required": SAY.format("意见", "经审查，申请材料齐全有效，符合法定条件")},
    )  # fmt: skip

    def __init__(self, step, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.step = step
        self.fields["outcome"].choices = [(o.code, o.label) for o in step.outcomes]


class DecisionForm(OpinionForm):
    """The decision; a refusal must give the applicant its reasons (行政许可法 第三十八条第二款)."""

    reasons = forms.CharField(
        label="不予的理由和依据", help_text="写进决定书，申请人会看到；作出不予决定时必填", max_length=2000, required=False,
        widget=forms.Textarea,
    )  # fmt: skip
    falsehood = forms.ChoiceField(
        label="隐瞒有关情况或者提供虚假材料", required=False, choices=[("", "没有"), *Falsehood.choices],
        help_text="只在作出不予决定时选，事实写进不予的理由（行政许可法 第七十八条）",
        error_messages={"invalid_choice": "请从列出的里面选"},
    )  # fmt: skip

    def clean(self):
        said = super().clean()
        if said.get("falsehood") and said.get("outcome") != "refuse":
            self.add_error("falsehood", "隐瞒情况或者提供虚假材料的，应当作出不予决定；没有的请选“没有”")
        if said.get("outcome") == "refuse" and not said.get("reasons", "").strip():
            self.add_error("reasons", "不予决定必须说明理由和依据，请写明不符合哪一条的哪项条件")
        return said


class PauseForm(forms.Form):
    """A special procedure begins (行政许可法 第四十五条): which of the eight, and how long, told in writing."""

    ground = forms.ChoiceField(
        label="特别程序",
        choices=Special.choices,
        error_messages={"required": "请选特别程序", "invalid_choice": "请从八种特别程序里选一种"},
    )
    days = forms.IntegerField(
        label="所需工作日", min_value=1, max_value=180, help_text="写进告知书送达申请人，没有书面告知不能停钟",
        error_messages={
            "required": "请填所需的工作日数，例如 10", "invalid": "所需工作日数只填数字，例如 10",
            "min_value": "所需工作日数至少是 1", "max_value": "所需工作日数最多是 180",
        },
    )  # fmt: skip
    note = forms.CharField(label="说明", max_length=500, required=False, widget=forms.Textarea)


class ResumeForm(forms.Form):
    note = forms.CharField(
        label="结果",
        max_length=2000,
        widget=forms.Textarea,
        error_messages={"required": SAY.format("结果", "检测合格，报告编号 2026-0317")},
    )


class DeliveryForm(forms.Form):
    """How the window delivered the decision, to whom, and what proves it (送达回证)."""

    way = forms.ChoiceField(
        label="送达方式", choices=[(w.value, w.label) for w in Way if w != Way.ONLINE], initial=Way.WINDOW,
        error_messages={"required": "请选送达方式", "invalid_choice": "请从送达方式里选一种"},
    )  # fmt: skip
    receiver = forms.CharField(
        label="收件人", max_length=60, error_messages={"required": SAY.format("收件人", "张某某（本人）")},
    )  # fmt: skip
    proof = forms.CharField(
        label="凭证", max_length=500, widget=forms.Textarea,
        help_text="窗口领取写身份核对情况，邮寄写邮件号码和签收日期，留置写见证人和地点，委托和转交写经手的单位和签收日期，公告写公告的地方和日期",
        error_messages={"required": SAY.format("凭证", "核对身份证原件，本人签字领取")},
    )  # fmt: skip


class ReceptionForm(forms.Form):
    """The window's answer: each material checked, then accept, ask once for corrections, or decline."""

    ACCEPT, CORRECT, DECLINE, REFER = "accept", "ask_to_complete", "decline", "refer_elsewhere"
    verdict = forms.ChoiceField(
        label="结论",
        widget=forms.RadioSelect,
        choices=[(ACCEPT, "受理"), (CORRECT, "要补正"), (DECLINE, "不予受理"), (REFER, "不归本机关办")],
        error_messages={"required": "请选结论", "invalid_choice": "请选结论"},
    )
    ground = forms.ChoiceField(
        label="不予受理的情形", required=False, choices=[("", "没有选"), *DeclineGround.choices],
        error_messages={"invalid_choice": "请从列出的情形里选"},
    )  # fmt: skip
    organ = forms.CharField(
        label="应当向哪个机关申请", required=False, max_length=100, help_text="不归本机关办时必填，写进决定书"
    )
    reasons = forms.CharField(
        label="理由",
        help_text="不予受理、不归本机关办时必填，写进决定书",
        max_length=2000,
        required=False,
        widget=forms.Textarea,
    )

    def __init__(self, materials, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.materials = materials
        for material in materials:
            self.fields[f"check_{material['code']}"] = forms.ChoiceField(
                label=material["name"], required=False, widget=forms.RadioSelect,
                choices=[*_waiting(material), ("good", "合格"), ("missing", "要补正"), ("none", "不适用")],
            )  # fmt: skip
            self.fields[f"words_{material['code']}"] = forms.CharField(
                label="缺什么、怎么补",
                help_text="照抄进告知书，申请人会看到",
                required=False,
                max_length=500,
                widget=forms.Textarea,
            )

    def clean(self):
        said = super().clean()
        verdict, items = said.get("verdict"), self.items(said)
        if verdict == self.CORRECT and not items:
            self.add_error("verdict", "请先在要补正的材料上选“要补正”，写明缺什么、怎么补")
        if verdict == self.ACCEPT and items:
            self.add_error(
                "verdict", f"还有 {len(items)} 件材料要补正，不能受理；请改选“要补正”，或者把材料改为合格"
            )
        if verdict in (self.DECLINE, self.REFER) and not said.get("reasons", "").strip():
            self.add_error("reasons", "不予受理必须说明理由，请写明依据哪一条、为什么")
        if verdict == self.REFER and not said.get("organ", "").strip():
            self.add_error("organ", "请写明应当向哪个机关申请，例如“南京市市场监督管理局”")
        unchecked = [m["name"] for m in self.materials if not said.get(f"check_{m['code']}")]
        if verdict == self.ACCEPT and unchecked and not items:
            self.add_error(
                "verdict", f"还有 {len(unchecked)} 件材料没有核对，请逐件选合格、容缺或者不适用，再受理"
            )
        for item in items:
            if not item["text"]:
                self.add_error(f"words_{item['code']}", f"请写明“{item['name']}”缺什么、怎么补")
        return said

    def items(self, said=None) -> list[dict]:
        """What is missing, one line a material, as the notice will say it."""
        said = self.cleaned_data if said is None else said
        return [
            {"code": m["code"], "name": m["name"], "text": said.get(f"words_{m['code']}", "").strip()}
            for m in self.materials
            if said.get(f"check_{m['code']}") == "missing"
        ]

    def owed(self) -> list[str]:
        """What the window lets come later."""
        return [m["code"] for m in self.materials if self.cleaned_data.get(f"check_{m['code']}") == "owed"]

    def checks(self):
        """Material by material: (material, radio field, words field), for the page."""
        return [(m, self[f"check_{m['code']}"], self[f"words_{m['code']}"]) for m in self.materials]


def _waiting(material: dict) -> list[tuple[str, str]]:
    """What the applicant promised to supply later may be let wait, while his day has not passed."""
    by = material.get("owed_by")
    return [("owed", f"容缺，{zh_date(by)}前补")] if by else []
