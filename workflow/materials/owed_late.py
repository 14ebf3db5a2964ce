"""What an applicant supplied and came when nothing was owed any more (办结后收到): kept with the case, without effect.

A case that was decided, withdrawn or terminated stays as it is: a decision rests on what lay before it (行政许可法 第三十四条、
第三十八条). What was handed in is not thrown away all the same: its files and words stand in the record with the day they came,
an event of their own says so, and nobody takes them for what the decision was made on.
"""

import uuid

from django.db import models

from exchange import outbox
from ledger.events import Act, read_instant, record
from ledger.vault import SealedJSONField
from workflow.materials.filings import Filing
from workflow.materials.materials import Material
from workflow.states import IN_HAND, State

KIND = "late_supply"


class LateSupply(models.Model):
    """办结后收到的材料: `content` as it was sent, and when it came; its files are materials marked as late."""

    case = models.ForeignKey("workflow.Case", models.PROTECT, related_name="late_supplies")
    content = SealedJSONField()
    salt = models.CharField(max_length=32)
    staff = models.CharField("代收的人", max_length=40, blank=True)
    sent_at = models.DateTimeField("提交")
    came_at = models.DateTimeField("收到")
    state = models.CharField("收到时的状态", max_length=20)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{KIND} {self.case_id}"

    @property
    def files(self) -> int:
        return len(self.content["files"])

    @property
    def copies(self) -> int:
        """Originals on paper, which the window holds."""
        return sum(row["copies"] for row in self.content.get("paper", ()))

    @property
    def note(self) -> str:
        return self.content["note"]

    @property
    def label(self) -> str:
        return "补齐以后又收到" if self.state in IN_HAND else f"{State(self.state).label}以后收到"

    @property
    def words(self) -> str:
        """How much came, and that nothing rests on it."""
        parts = [f"{self.files} 个文件"] if self.files else []
        parts += [f"纸质原件 {self.copies} 份，在受理窗口"] if self.copies else []
        return f"{'，'.join(parts)}；存入案卷，没有作为审查和决定的依据"


def keep(case, body: dict, *, at) -> None:
    """File what came too late on the inner net, with an event of its own; the case does not move."""
    content, salt = body["content"], body["salt"]
    late = LateSupply(
        case=case, content=content, salt=salt, staff=body["staff"], sent_at=read_instant(body["sent_at"]), came_at=at,
        state=case.state,
    )  # fmt: skip
    late.save(force_insert=True)
    for file in body["files"]:
        details = file["details"] | {"late": True}
        Material.objects.create(case_id=case.pk, seq=case.seq, **(file | {"details": details}))
    commitment = Filing(case=case, kind=Filing.Kind.OWED, content=content, salt=salt).commitment
    told = {
        "case": str(case.pk),
        "filing": commitment,
        "files": late.files,
        "sent_at": body["sent_at"],
        "state": case.state,
    }
    actor = {"post": "applicant", "office": "", "staff": body["staff"]}
    act = Act(
        kind=KIND, subject=uuid.uuid4(), seq=1, verb="keep_late", frm="", to="kept", at=at, actor=actor, body=told,
        demo=case.demo,
    )  # fmt: skip
    outbox.keep_here(record(act))
