"""Application materials: files of a filing, kept under their hash outside the web root and encrypted at rest.

None is read for anybody before the scan says so. One that is found infected afterwards is withdrawn: its bytes stay as
evidence, nobody gets them, and each case that holds it has an event that says when and why.
"""

import uuid

from django.db import models

from exchange import blobs, outbox, scans
from ledger.events import Act, record
from ledger.vault import SealedJSONField
from powers.forms.vocabulary import questions_of
from workflow.forms.arising import arising, is_wanted


def upload_code(question: dict) -> str:
    """What files of an upload are kept under, apart from the codes of the list of materials."""
    return f"form.{question['code']}"


def sheet_code(code: str) -> str:
    """What the scan of a promise that was signed on paper is kept under, apart from the material that it stands for."""
    return f"promise.{code}"


def named(edition) -> list[dict]:
    """Everything a file of a case may be called: what it was handed in for, an agent's authority, a signed promise."""
    promised = [m for m in edition.materials if m.get("undertaking")]
    sheets = [{"code": sheet_code(m["code"]), "name": f"告知承诺书：{m['name']}"} for m in promised]
    return [*requirements_of(edition), PROXY, *sheets]


def requirements_of(edition) -> list[dict]:
    """Everything files can be handed in for: the list of materials, and the uploads of the form."""
    uploads = [question for question in questions_of(edition.form) if question["kind"] == "upload"]
    return [*edition.materials, *map(_as_material, uploads)]


def wanted(edition, answers: dict) -> list[dict]:
    """What the answers to the form call for, for whoever checks what was handed in."""
    asked = arising(edition.form, answers)
    codes = {
        upload_code(q) for q in questions_of(edition.form) if q["kind"] == "upload" and q["code"] not in asked
    }
    return [
        m for m in requirements_of(edition) if m["code"] not in codes and is_wanted(m, edition.form, answers)
    ]


# Who acts for a person shows that he may (民法典 第一百六十五条); no list of an item asks for it.
PROXY = {"code": "proxy", "name": "授权委托书"}


def _as_material(question: dict) -> dict:
    facts = {"form": "电子", "source": "申请人自备", "note": question.get("hint", "")}
    required = question.get("required", True)
    return {"code": upload_code(question), "name": question["label"], "required": required, **facts}


class Material(models.Model):
    """One file handed in for one requirement (`code`) of the edition's list of materials."""

    case = models.ForeignKey("workflow.Case", models.PROTECT, related_name="materials")
    seq = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    media_type = models.CharField(max_length=100)
    details = SealedJSONField()

    class Meta:
        ordering = ["seq", "pk"]

    def __str__(self):
        return f"{self.code} {self.case_id}"

    @property
    def file_name(self) -> str:
        return self.details["file"]

    @property
    def came_as(self) -> str:
        """How it came when not with the application: as a correction, as what the case was accepted without, or too late."""
        if self.details.get("late"):
            return "办结后收到"
        return "容缺后补" if self.details.get("owed") else "补正" if self.seq > 1 else ""

    @property
    def requirement(self) -> dict:
        """The line of the edition's list that this file answers."""
        found = (m for m in named(self.case.edition) if m["code"] == self.code)
        return next(found, {"code": self.code, "name": "其他材料"})

    def read(self) -> bytes:
        """The bytes as handed in; Withheld before the scan and after a finding, Missing while they are on their way."""
        scans.refuse_unsafe(self.sha256)
        return blobs.read(self.sha256)


SCANNER = {"post": "scanner", "office": ""}


def withdraw_infected(blob: blobs.StoredBlob, *, at) -> None:
    """Leave an event for every material that holds the infected file."""
    for material in Material.objects.filter(sha256=blob.sha256).select_related("case"):
        body = {
            "case": str(material.case_id), "filing": material.seq, "material": material.code, "sha256": blob.sha256,
            "finding": blob.finding,
        }  # fmt: skip
        act = Act(
            kind="withdrawal", subject=uuid.uuid4(), seq=1, verb="withdraw_infected", frm="", to="withdrawn", at=at,
            actor=SCANNER, body=body, demo=material.case.demo,
        )  # fmt: skip
        outbox.keep_here(record(act))
