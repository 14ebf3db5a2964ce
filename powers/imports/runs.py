"""The work on imports: checking a file row by row, putting the released rows into force, and beginning again after a kill.

Every batch is one transaction with its progress, short enough for others to write between (`pace`), and renews the claim; a
worker that finds its claim taken stops. Checking begins anew after a kill, because it changes nothing; applying goes on with
the rows that have no result yet. A row is weighed again before it is put into force: what has changed since it was looked at is
refused.
"""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from exchange import blobs
from ledger.verbs import Refused
from powers.imports import sheets
from powers.imports.imports import ImportJob, ImportRow, Stage, claim
from powers.imports.installing import Installer
from powers.imports.intake import in_batches
from powers.imports.pace import Pace
from powers.imports.rows import Refusal, missing_columns
from powers.imports.sheets import Row
from powers.imports.verdicts import Examiner, Kind, Verdict
from powers.people.establishment import power_classes
from powers.people.people import REGISTRAR

CHECK_BATCH, APPLY_BATCH = 500, 100
CHANGED_SINCE = "核对之后清单里的这一项又变了，请重新上传核对"


class Taken(Exception):
    """Another worker has the job now."""


def run_due(*, now: Callable[[], datetime]) -> int:
    """Work off every import that is due; how many were."""
    worked = 0
    while (job := claim(at=now())) is not None:
        try:
            (_apply if job.stage == Stage.APPLYING else _check)(job, now=now)
        except Taken:
            continue
        worked += 1
    return worked


def _check(job: ImportJob, *, now) -> None:
    with transaction.atomic():
        _keep(job, now=now, stage=Stage.CHECKING, done=0, total=0)
        job.rows.all().delete()
    try:
        headings, rows = sheets.parse(blobs.read(job.sha256))
        missing = missing_columns(headings, rows)
    except Refused as refusal:
        _keep(job, now=now, stage=Stage.UNUSABLE, fault=str(refusal), finished_at=now())
        return
    if missing:
        fault = "\n".join(str(refusal) for refusal in missing)
        _keep(job, now=now, stage=Stage.UNUSABLE, fault=fault, finished_at=now())
        return
    examiner = Examiner(job.area, classes=power_classes(), strict=True)
    done = 0
    for batch in in_batches(rows, CHECK_BATCH):
        verdicts = examiner.examine(batch)
        done += len(batch)
        with transaction.atomic():
            _keep(job, now=now, done=done, total=len(rows), headings=headings)
            ImportRow.objects.bulk_create([_row(job, verdict) for verdict in verdicts])
    _keep(job, now=now, stage=Stage.CHECKED, done=done, total=len(rows))


def _row(job: ImportJob, verdict: Verdict) -> ImportRow:
    return ImportRow(
        job=job, number=verdict.number, kind=verdict.kind, name=verdict.name[:200], office=verdict.office[:100],
        cells=verdict.cells, changes=verdict.changes, refusals=[[r.column, r.reason] for r in verdict.refusals],
        base=verdict.power.current_id if verdict.power else None,
    )  # fmt: skip


def _apply(job: ImportJob, *, now) -> None:
    waiting = job.rows.filter(kind__in=(Kind.ADDED, Kind.CHANGED), edition=None, reason="")
    examiner = Examiner(job.area, classes=power_classes(), strict=True)
    installer = Installer(job.area, by=REGISTRAR)
    done, pace = job.done, Pace(APPLY_BATCH)
    while batch := list(waiting[: pace.size]):
        done += len(batch)
        with pace.batch(len(batch)), transaction.atomic():
            _keep(job, now=now, done=done)
            _put(batch, examiner, installer, at=now())
    _keep(job, now=now, stage=Stage.APPLIED, finished_at=now())


def _put(batch: list[ImportRow], examiner: Examiner, installer: Installer, *, at: datetime) -> None:
    """Put one batch into force, and write beside each row what became of it."""
    by_number = {row.number: row for row in batch}
    verdicts = examiner.examine([Row(row.number, row.cells) for row in batch])
    ready = []
    for verdict in verdicts:
        row = by_number[verdict.number]
        base = verdict.power.current_id if verdict.power else None
        if (verdict.kind, base) == (row.kind, row.base):
            ready.append(verdict)
        else:
            row.reason = "；".join(r.reason for r in verdict.refusals) or CHANGED_SINCE
    for each in installer.install(ready, at=at):
        row = by_number[each.verdict.number]
        row.edition, row.reason = (each.edition.pk if each.edition else None), each.reason
    ImportRow.objects.bulk_update(batch, ["edition", "reason"])


def _keep(job: ImportJob, *, now, **facts) -> None:
    """Write down how far the job is, if it is still ours."""
    at = now()
    mine = ImportJob.objects.filter(pk=job.pk, claimed_at=job.claimed_at)
    if not mine.update(claimed_at=at, **facts):
        raise Taken(f"import {job.pk}")
    job.claimed_at = at
    for name, value in facts.items():
        setattr(job, name, value)


def refused(job: ImportJob) -> list[tuple[ImportRow, list[Refusal]]]:
    """The rows to correct, with every reason."""
    found = []
    for row in job.rows.all():
        reasons = [Refusal(row.number, column, reason) for column, reason in row.refusals]
        if row.reason:
            reasons.append(Refusal(row.number, "整行", row.reason))
        if reasons:
            found.append((row, reasons))
    return found
