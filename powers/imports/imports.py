"""An import (导入) of a catalogue file: the row is the job, so that a worker may die at any line and nothing is lost.

Stages: waiting → checking → checked (a person looks) → applying → applied; or unusable, or dropped. Checking changes nothing
in the catalogue. Applying needs a second person of the staffing or the legal office: nobody publishes what he uploaded
himself. Each row is put into force whole or not at all, and says what became of it.
"""

from datetime import datetime, timedelta

from django.db import models, transaction
from django.db.models import F, Q

from exchange import blobs
from ledger.verbs import NotAllowed, Refused, WrongState
from powers.imports.verdicts import Kind
from powers.people.offices import Area
from powers.people.people import Role, User

WAKE = timedelta(seconds=90)
READERS = (Role.STAFFING, Role.LEGAL_OFFICE)


class Stage(models.TextChoices):
    WAITING = "waiting", "等待核对"
    CHECKING = "checking", "正在核对"
    CHECKED = "checked", "核对完，待发布"
    APPLYING = "applying", "正在发布"
    APPLIED = "applied", "已完成"
    UNUSABLE = "unusable", "文件不能用"
    DROPPED = "dropped", "已放弃"


RUNNING = (Stage.WAITING, Stage.CHECKING, Stage.APPLYING)


class ImportJob(models.Model):
    """One uploaded file and how far it has come."""

    stage = models.CharField("进度", max_length=10, choices=Stage, default=Stage.WAITING)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    file_name = models.CharField("文件", max_length=200)
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField("上传时间")
    applied_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    applied_at = models.DateTimeField("发布时间", null=True)
    finished_at = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    total = models.PositiveIntegerField("行数", default=0)
    done = models.PositiveIntegerField(default=0)
    fault = models.TextField("文件不能用的原因", blank=True)
    headings = models.JSONField(default=list)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["claimed_at"],
                name="import_running",
                condition=Q(stage__in=["waiting", "checking", "applying"]),
            )
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(applied_by=F("uploaded_by")), name="import_four_eyes"),
            models.CheckConstraint(
                condition=Q(applied_by=None, applied_at=None)
                | Q(applied_by__isnull=False, applied_at__isnull=False),
                name="import_applied_by_at",
            ),
        ]

    def __str__(self):
        return f"导入 {self.pk} {self.file_name}"

    @property
    def running(self) -> bool:
        return self.stage in RUNNING

    @property
    def percent(self) -> int:
        return self.done * 100 // self.total if self.total else 0

    def counts(self) -> dict[str, int]:
        found = dict(self.rows.values_list("kind").annotate(n=models.Count("pk")))
        return {kind.value: found.get(kind.value, 0) for kind in Kind}

    def failed(self) -> int:
        return self.rows.exclude(reason="").count()


class ImportRow(models.Model):
    """One row of the file: what it would do, and what became of it."""

    job = models.ForeignKey(ImportJob, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField("行号")
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField("事项名称", max_length=200)
    office = models.CharField("实施主体", max_length=100)
    cells = models.JSONField(default=dict)
    changes = models.JSONField(default=list)
    refusals = models.JSONField(default=list)
    base = models.UUIDField(null=True)
    edition = models.UUIDField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["job", "number"], name="import_row_once")]
        indexes = [models.Index(fields=["job", "kind", "number"], name="import_row_kind")]

    def __str__(self):
        return f"第 {self.number} 行 {self.name}"


def jobs_of(user):
    """The imports a person may see: those of the areas where he stands in the staffing or the legal office."""
    areas = {post.office.area_id for post in user.posts if post.role in READERS}
    return ImportJob.objects.filter(area__in=areas).select_related("area", "uploaded_by", "applied_by")


def may_upload(user) -> bool:
    return user.holds(Role.STAFFING)


def may_apply(job: ImportJob, user) -> bool:
    return (
        job.stage == Stage.CHECKED
        and user.pk != job.uploaded_by_id
        and jobs_of(user).filter(pk=job.pk).exists()
    )


def upload(data: bytes, *, file_name: str, by, at: datetime) -> ImportJob:
    """Take a file in; it is checked in the background."""
    area = next((post.office.area for post in by.posts if post.role == Role.STAFFING), None)
    if area is None:
        raise NotAllowed("只有机构编制岗位可以导入权力清单")
    if not data:
        raise Refused("文件里没有内容，请核对是不是选错了文件")
    with transaction.atomic():
        name = blobs.put(data)
        return ImportJob.objects.create(
            area=area, file_name=file_name[-200:], sha256=name, uploaded_by=by, uploaded_at=at
        )


def release(job: ImportJob, *, by, at: datetime) -> None:
    """A second person has looked: put the good rows into force."""
    if not may_apply(job, by):
        raise NotAllowed("请由上传人以外的机构编制或者法制机构人员核对后发布")
    counts = job.counts()
    total = counts[Kind.ADDED] + counts[Kind.CHANGED]
    facts = {"applied_by": by, "applied_at": at, "done": 0, "total": total, "claimed_at": None}
    _move(job, frm=(Stage.CHECKED,), to=Stage.APPLYING, **facts)


def drop(job: ImportJob, *, by, at: datetime) -> None:
    """Nothing of the file is wanted; what it said is not kept."""
    if not jobs_of(by).filter(pk=job.pk).exists():
        raise NotAllowed("您不能放弃这次导入")
    with transaction.atomic():
        _move(job, frm=(Stage.CHECKED, Stage.WAITING), to=Stage.DROPPED, finished_at=at)
        job.rows.all().delete()


def _move(job: ImportJob, *, frm, to: Stage, **facts) -> None:
    if not ImportJob.objects.filter(pk=job.pk, stage__in=frm).update(stage=to, **facts):
        raise WrongState("这次导入的进度刚刚变了，请看最新情况")


def claim(*, at: datetime) -> ImportJob | None:
    """The oldest job that nobody works on, taken; a worker that has not stirred for a while has lost its claim."""
    stale = Q(claimed_at=None) | Q(claimed_at__lt=at - WAKE)
    for job in ImportJob.objects.filter(stale, stage__in=RUNNING).order_by("pk"):
        taken = ImportJob.objects.filter(pk=job.pk, claimed_at=job.claimed_at, stage=job.stage)
        if taken.update(claimed_at=at):
            job.claimed_at = at
            return job
    return None
