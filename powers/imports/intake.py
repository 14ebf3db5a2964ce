"""Loading the catalogue from a file: good rows become editions in force, each other row is refused with its reason.

The same file twice changes nothing: a row whose content is what is in force already is left alone. A changed row is a new
edition that supersedes. What a row would do is decided in `verdicts`, what it does in `installing`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path

from powers.imports import sheets
from powers.imports.installing import Installed, Installer
from powers.imports.rows import COLUMNS, Refusal, missing_columns
from powers.imports.verdicts import Examiner, Kind, Verdict
from powers.people.establishment import area, power_classes
from powers.provisions.basis import unregistered

# Small enough that the acts of one batch are still dated now when they are written, on a busy machine too.
BATCH = 50


@dataclass
class Report:
    """What became of each row."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    unregistered: dict[str, int] = field(default_factory=dict)

    @property
    def refused_rows(self) -> int:
        return len({refusal.row for refusal in self.refusals})


def load(path: Path, *, area_code: str, by, now: Callable[[], datetime]) -> Report:
    """Load a file into the catalogue of an area. `now` is read for each batch: an edition takes effect when it is published."""
    headings, rows = sheets.read(path)
    report = Report(refusals=missing_columns(headings))
    if report.refusals:
        return report
    within = area(area_code)
    examiner, installer = Examiner(within, classes=power_classes()), Installer(within, by=by)
    for batch in in_batches(rows, BATCH):
        verdicts = examiner.examine(batch)
        installed = installer.install(verdicts, at=now())
        _note(report, verdicts, installed)
    return report


def in_batches(rows: Iterable, size: int) -> Iterable[list]:
    rows = iter(rows)
    return iter(lambda: list(islice(rows, size)), [])


def _note(report: Report, verdicts: list[Verdict], installed: list[Installed]) -> None:
    report.unchanged += sum(1 for verdict in verdicts if verdict.kind == Kind.UNCHANGED)
    for verdict in verdicts:
        report.refusals += verdict.refusals
    for each in installed:
        if each.reason:
            report.refusals.append(not_published(each))
            continue
        for name in unregistered(each.edition.basis):
            report.unregistered.setdefault(name, each.verdict.number)
        if each.verdict.power is None:
            report.added += 1
        else:
            report.changed += 1


def not_published(each: Installed) -> Refusal:
    return Refusal(each.verdict.number, COLUMNS["name"], f"不能发布：{each.reason}")
