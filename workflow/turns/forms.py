"""The forms of the rarer turns of a case: what must be said first. Whether the verb is allowed is the gate's decision."""

from datetime import datetime, time

from django import forms

from ledger import clock
from ledger.clock import CHINA, civil_day
from ledger.verbs import Refused
from powers.people.offices import Office
from powers.people.people import HANDLING_ROLES, Post
from powers.wording import zh_date
from workflow.materials import owed_return
from workflow.turns.extension import most_days
from workflow.turns.grounds import TerminationGround
from workflow.turns.hearings import HearingGround

AREA = forms.Textarea


def words(label: str, example: str, *, hint: str = "", limit: int = 2000) -> forms.CharField:
    missing = f"请写明{label}，例如“{example}”"
    return forms.CharField(
        label=label, help_text=hint, max_length=limit, widget=AREA(attrs={"rows": 4}),
        error_messages={"required": missing, "max_length": f"{label}写到 {limit} 字以内"},
    )  # fmt: skip


def pick(label: str, choices=()) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices,
        error_messages={"required": f"请选{label}", "invalid_choice": f"请从列出的里面选{label}"},
    )  # fmt: skip


def count(label: str, *, most: int, initial: int | None = None, hint: str = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=1, max_value=most, initial=initial, help_text=hint,
        error_messages={
            "required": f"请填{label}，例如 5", "invalid": f"{label}只填数字，例如 5",
            "min_value": f"{label}至少是 1", "max_value": f"{label}最多是 {most}",
        },
    )  # fmt: skip


class TurnForm(forms.Form):
    """`case` and the step (`run`) the person acts on, if any."""

    def __init__(self, *args, case, run=None, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.case, self.run, self.user = case, run, user
        self.prepare()
        self._choose_nothing_yet()

    def prepare(self) -> None:
        pass

    def _choose_nothing_yet(self) -> None:
        """Among several, the person chooses: an office or an official that merely stands first is nobody's choice."""
        for field in self.fields.values():
            if isinstance(field, forms.ChoiceField) and len(field.choices) > 1:
                field.choices = [("", "请选"), *field.choices]

    def said(self) -> dict:
        return dict(self.cleaned_data)


class EmptyForm(TurnForm):
    """A turn that needs no words."""


class AssignForm(TurnForm):
    to = pick("交给谁")
    note = forms.CharField(label="交代", required=False, max_length=500, widget=AREA(attrs={"rows": 2}))

    def prepare(self):
        posts = Post.objects.filter(office=self.run.office_id, role=self.run.lane, active=True)
        people = posts.select_related("user").order_by("user__staff_no")
        self.fields["to"].choices = [(p.user.staff_no, f"{p.user.name}（{p.user.staff_no}）") for p in people]

    def said(self):
        names = dict(self.fields["to"].choices)
        return {**self.cleaned_data, "to_name": names[self.cleaned_data["to"]]}


class SendBackForm(TurnForm):
    to = pick("退回到哪个环节")
    reasons = words("退回的理由", "现场核查记录没有签名，请重新核查")

    def prepare(self):
        flow = self.case.edition.flow
        passed = {run.code: run.name for run in self.case.runs_done if run.lane != "window"}
        here = self.run.code
        self.fields["to"].choices = [(c, n) for c, n in passed.items() if c in flow and here in flow.reach(c)]


class ConsultForm(TurnForm):
    office = pick("问哪个机关")
    question = words("要问的问题", "该项目排水方案是否符合排水管网规划")
    days = count("请在几个工作日内答复", most=20, initial=5)

    def prepare(self):
        area = self.case.office.area_id
        near = Office.objects.filter(area__code__startswith=area[:4], posts__role__in=HANDLING_ROLES)
        offices = near.exclude(pk=self.case.office_id).distinct().order_by("name")
        self.fields["office"].choices = [(office.pk, office.name) for office in offices]


class AnswerForm(TurnForm):
    office = pick("答复的机关")
    answer = words("答复意见", "经核对排水管网规划，同意接入")

    def prepare(self):
        mine = self.user.offices_as(*HANDLING_ROLES)
        asked = [each for each in self.case.consultations.all() if each.answered_at is None]
        self.fields["office"].choices = [(e.office_id, e.office.name) for e in asked if e.office_id in mine]


class ReturnOwedForm(TurnForm):
    code = pick("退回哪一件")
    reasons = words(
        "哪里不合格、怎么改",
        "证明上没有医院的公章，请盖章以后重新扫描",
        hint="一次说全；写进告知书，申请人会看到",
    )
    day = forms.DateField(
        label="哪天以前重交", required=False, widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": "请按“2026-04-16”的样子填日期"},
    )  # fmt: skip

    def prepare(self):
        debts, on = owed_return.returnable(self.case), civil_day(clock.now())
        self.fields["code"].choices = [(debt.code, debt.name) for debt in debts]
        each = "；".join(
            f"“{debt.name}”{zh_date(owed_return.earliest(debt, on=on))}至{zh_date(owed_return.furthest(debt, on=on))}"
            for debt in debts
        )
        self.fields["day"].help_text = f"不填就是最早的一天。可以选的日期：{each}"

    def clean(self):
        said = super().clean()
        if said.get("code") and "day" not in self.errors:
            try:
                owed_return.again(self.case, said["code"], said.get("day"), at=clock.now())
            except Refused as refused:
                self.add_error("day", str(refused))
        return said


class ExtensionForm(TurnForm):
    days = count("延长的工作日数", most=15)
    reasons = words("延长的理由", "需要会同水务部门核对取水口位置", hint="写进延期通知书，申请人会看到")

    def prepare(self):
        most = most_days(self.case)
        self.fields["days"].help_text = f"只能延一次，最多 {most} 个工作日"
        self.fields["days"].initial = self.case.extension_asked


class DenyExtensionForm(TurnForm):
    reasons = words("不同意的理由", "材料齐全，请在原期限内提出意见")


class TellHearingForm(TurnForm):
    hearing_ground = pick("听证事由", HearingGround.choices)
    note = forms.CharField(label="说明", required=False, max_length=500, widget=AREA(attrs={"rows": 3}))


class CallHearingForm(TurnForm):
    day = forms.DateField(
        label="听证日期", widget=forms.DateInput(attrs={"type": "date"}),
        help_text="至少提前 7 个工作日通知，在提出申请后 20 个工作日内举行",
        error_messages={"required": "请选听证日期", "invalid": "请按“2026-04-16”的样子填日期"},
    )  # fmt: skip
    hour = forms.TimeField(
        label="开始时间", initial=time(9, 30), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": "请填开始时间", "invalid": "请按“9:30”的样子填时间"},
    )  # fmt: skip
    place = forms.CharField(
        label="听证地点",
        max_length=100,
        error_messages={"required": "请写明听证地点，例如“中山北路 12 号 3 楼听证室”"},
    )
    chair = pick("主持人")
    note = forms.CharField(label="说明", required=False, max_length=500, widget=AREA(attrs={"rows": 2}))

    def prepare(self):
        acted = {name for run in self.case.runs.all() for name in (run.closed_by, run.holder) if name}
        posts = Post.objects.filter(office=self.case.office_id, role__in=HANDLING_ROLES, active=True)
        people = {p.user.staff_no: p.user.name for p in posts.select_related("user")}
        self.fields["chair"].choices = [
            (no, f"{name}（{no}）") for no, name in sorted(people.items()) if no not in acted
        ]

    def said(self):
        said = self.cleaned_data
        names = dict(self.fields["chair"].choices)
        on = datetime.combine(said["day"], said["hour"], tzinfo=CHINA)
        chair = said["chair"]
        return {
            "on": on, "place": said["place"], "chair": chair, "chair_name": names[chair].split("（")[0], "note": said["note"],
        }  # fmt: skip


class RecordHearingForm(TurnForm):
    attendants = words("参加听证的人", "申请人张某某，利害关系人李某某，审查人员赵强", limit=500)
    record = words(
        "听证笔录", "审查人员提出审查意见和证据，申请人陈述……", limit=8000, hint="交参加人核对签字后再写入"
    )


class TerminateForm(TurnForm):
    ground = pick("终止的情形", TerminationGround.choices)
    reasons = words(
        "事实和理由", "申请人已于 2026 年 3 月 20 日注销登记", hint="写进终止决定书，申请人会看到"
    )
