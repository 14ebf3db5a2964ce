"""Files of a draft: each is looked into before it is kept, and kept under its hash, encrypted, like any material."""

from django.conf import settings
from django.db import models, transaction

from exchange import blobs, clamd, scans
from hall.apply import upload_quota
from hall.apply.drafts import Draft, DraftGone
from ledger.vault import SealedJSONField
from ledger.verbs import Refused
from workflow.materials import receiving
from workflow.materials.materials import Material, upload_code

MOST_FILES = 40
ACCEPT = ".pdf,.jpg,.jpeg,.png,.docx,.xlsx,.ofd"


class DraftFile(models.Model):
    """One file for one requirement (`code`) of the edition's list of materials."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="files")
    code = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    media_type = models.CharField(max_length=100)
    details = SealedJSONField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "code", "sha256"], name="same_file_once_a_requirement")
        ]

    def __str__(self):
        return f"{self.code} {self.draft_id}"

    @property
    def file_name(self) -> str:
        return self.details["file"]

    @property
    def pages(self) -> int | None:
        return self.details.get("pages")

    def read(self) -> bytes:
        scans.refuse_unsafe(self.sha256)
        return blobs.read(self.sha256)

    def as_material(self) -> Material:
        return Material(
            code=self.code, sha256=self.sha256, size=self.size, media_type=self.media_type, details=self.details
        )  # fmt: skip


def add(draft: Draft, *, code: str, upload, at) -> DraftFile:
    """Keep an uploaded file if it may become a material; the same file twice is one."""
    _refuse_too_many(draft, upload)
    seen, scan = receiving.examine(upload, at=at)
    if draft.user.is_applicant:  # A clerk enters for many in a day; each application has its own bounds.
        upload_quota.take(draft.user, size=seen.size, at=at)
    receiving.keep(upload, seen, scan)
    told = {"file": seen.name} | ({"pages": seen.pages} if seen.pages else {})
    facts = {"size": seen.size, "media_type": seen.media_type, "details": told}
    return _kept(draft, code=code, sha256=seen.sha256, facts=facts, at=at)


def add_again(draft: Draft, *, code: str, material: Material, at) -> DraftFile:
    """A file that was handed in before, for this draft too; it counts among the draft's, not among the day's uploads."""
    _refuse_too_many(draft, material)
    facts = {"size": material.size, "media_type": material.media_type, "details": material.details}
    return _kept(draft, code=code, sha256=material.sha256, facts=facts, at=at)


def _kept(draft: Draft, *, code: str, sha256: str, facts: dict, at) -> DraftFile:
    with transaction.atomic():
        if not type(draft).objects.select_for_update().filter(pk=draft.pk).exists():
            raise DraftGone
        kept, _ = DraftFile.objects.get_or_create(draft=draft, code=code, sha256=sha256, defaults=facts)
        draft.touch(at=at)
        draft.save(update_fields=["updated_at", "expires_at"])
    return kept


def add_answer(draft: Draft, question: dict, upload, *, at) -> DraftFile:
    """Keep a file that answers an upload of the form, as many as the question takes."""
    code, most = upload_code(question), question.get("max_files", 1)
    if draft.files.filter(code=code).count() >= most:
        raise Refused(f"“{question['label']}”最多传 {most} 个文件，请先删去不要的再传")
    return add(draft, code=code, upload=upload, at=at)


def _refuse_too_many(draft: Draft, upload) -> None:
    held = draft.files.aggregate(files=models.Count("pk"), bytes=models.Sum("size"))
    if held["files"] >= MOST_FILES:
        raise Refused(f"一次申请最多传 {MOST_FILES} 个文件，请把几页合成一个 PDF 再传")
    if (held["bytes"] or 0) + upload.size > settings.UPLOAD_CASE_BYTES:
        most = settings.UPLOAD_CASE_BYTES >> 20
        raise Refused(f"一次申请的文件一共不超过 {most} MB，请删掉不要的，或者压缩后再传")


def mark_scans(files) -> None:
    """Tell each file where its scan stands, where there is a scanner to wait for."""
    stands = scans.standing(file.sha256 for file in files) if clamd.is_configured() else {}
    for file in files:
        file.scan = stands.get(file.sha256, "clean")
