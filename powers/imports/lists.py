"""What the page of an import lists: the rows of one kind, page by page, and the rows to correct as a table to fill in again."""

from collections.abc import Iterator
from dataclasses import dataclass

from powers.imports.imports import ImportJob, ImportRow, Stage
from powers.imports.rows import CODE, COLUMNS
from powers.imports.runs import refused
from powers.imports.verdicts import Kind

PAGE = 50
FAILED = "failed"
LIGHTS = {Kind.ADDED: "ok", Kind.CHANGED: "info", Kind.UNCHANGED: "", Kind.REFUSED: "bad"}
REASON = "退回原因"


@dataclass(frozen=True)
class Tab:
    """One count of the preview, and the list behind it."""

    kind: str
    words: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Page:
    rows: list[ImportRow]
    after: str


def tabs(job: ImportJob, *, kind: str) -> list[Tab]:
    found = [Tab(each, Kind(each).label, count, each == kind) for each, count in job.counts().items()]
    if job.stage == Stage.APPLIED and (failed := job.failed()):
        found.append(Tab(FAILED, "没有发布", failed, kind == FAILED))
    return found


def page(job: ImportJob, *, kind: str, after: str) -> Page:
    rows = job.rows.order_by("number")
    if kind == FAILED:
        rows = rows.exclude(reason="")
    elif kind in Kind.values:
        rows = rows.filter(kind=kind)
    if after.isdecimal() and len(after) < 10:
        rows = rows.filter(number__gt=int(after))
    found = list(rows.defer("cells")[: PAGE + 1])
    for row in found:
        row.words, row.light = Kind(row.kind).label, LIGHTS[row.kind]
    return Page(found[:PAGE], str(found[PAGE - 1].number) if len(found) > PAGE else "")


def to_correct(job: ImportJob) -> Iterator[list[str]]:
    """The refused rows as they were sent, each with its reasons, to correct and send again."""
    headings = [heading for heading in job.headings if heading and heading != REASON] or [
        CODE,
        *COLUMNS.values(),
    ]
    yield [*headings, REASON]
    for row, reasons in refused(job):
        told = "；".join(f"第 {each.row} 行，{each.column}：{each.reason}" for each in reasons)
        yield [*(row.cells.get(heading, "") for heading in headings), told]
