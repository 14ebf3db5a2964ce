"""What the virus scanner said of each stored file, and who may see it before.

With a scanner configured a file is shown only once it was found clean on this net; while the scanner does not answer, files
are kept and wait (fails closed). What was clean is asked about again for a month, because signatures come later than
viruses; what is found then is withdrawn. Without a scanner nothing is claimed: files are shown, but for those found bad.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import BinaryIO

from django.db import transaction
from django.db.models import F

from ledger.vault import Unreadable
from ledger.verbs import Refused

from . import alarms, blobs, clamd
from .blobs import Scan, State, StoredBlob

AT_ONCE = 100
AGAIN_AFTER = timedelta(days=1)
ASKED_FOR = timedelta(days=30)
SENTENCES = {
    Scan.WAITING: "这份材料还没有查毒，请过几分钟再看",
    Scan.INFECTED: "这份材料里查出病毒，已经撤下，不能再看",
}

_when_infected: list[Callable] = []


class Withheld(Refused):
    """A file that may not be shown, now or ever."""


def when_infected(hook: Callable) -> None:
    """Run `hook(blob, at=)` in the transaction that marks a stored file as infected."""
    _when_infected.append(hook)


def standing(names) -> dict[str, str]:
    """Of each name, where its scan stands as far as showing is concerned: clean, waiting or infected."""
    said = dict(StoredBlob.objects.filter(sha256__in=set(names)).values_list("sha256", "scan"))
    unasked = Scan.WAITING if clamd.is_configured() else Scan.CLEAN
    return {name: unasked if scan == Scan.WAITING else scan for name, scan in said.items()}


def refuse_unsafe(name: str) -> None:
    """Nothing is shown before the scan, and nothing that was found bad."""
    stands = standing([name]).get(name, Scan.CLEAN)
    if stands != Scan.CLEAN:
        raise Withheld(SENTENCES[stands])


def refuse_infected(names) -> None:
    """A filing may hold what still waits for the scanner, but nothing that was found bad."""
    if Scan.INFECTED in standing(names).values():
        raise Withheld("有一个文件里查出病毒，已经撤下；请删掉它，查毒以后重新上传")


def of_upload(file: BinaryIO, *, at: datetime) -> tuple[str, str]:
    """The scan of a file that is just being handed in, and what was found; it waits if nobody answers."""
    if not clamd.is_configured():
        return Scan.WAITING, ""
    try:
        file.seek(0)
        found = clamd.examine(iter(lambda: file.read(clamd.MOST), b""))
    except (clamd.Unreachable, clamd.Unexamined):
        alarms.ring("scanner", at=at)
        return Scan.WAITING, ""
    return (Scan.INFECTED if found else Scan.CLEAN), found


def sweep(*, at: datetime) -> int:
    """Ask about what waits, then again about what came lately; answers how many files were asked about."""
    if not clamd.is_configured():
        return 0
    asked = 0
    for blob in _due(at):
        try:
            _settle(blob, clamd.examine(blobs.pieces(blob.sha256)), at=at)
        except clamd.Unreachable:
            alarms.ring("scanner", at=at)
            return asked
        except clamd.Unexamined:
            StoredBlob.objects.filter(pk=blob.pk).update(scanned_at=at)
            alarms.ring("unscanned", at=at, about=blob.sha256)
        except (blobs.Missing, Unreadable):
            StoredBlob.objects.filter(pk=blob.pk).update(scanned_at=at)
            alarms.ring("lost", at=at, about=blob.sha256)
        asked += 1
    alarms.clear("scanner", at=at)
    return asked


def _due(at: datetime) -> list[StoredBlob]:
    """Those that wait, the longest unasked first; then those whose last word is old."""
    here_now = StoredBlob.objects.filter(state=State.PRESENT)
    waiting = here_now.filter(scan=Scan.WAITING).order_by(F("scanned_at").asc(nulls_first=True), "sha256")
    old = here_now.filter(scan=Scan.CLEAN, scanned_at__lt=at - AGAIN_AFTER, noted_at__gt=at - ASKED_FOR)
    first = list(waiting[:AT_ONCE])
    return first + list(old.order_by("scanned_at")[: AT_ONCE - len(first)])


def _settle(blob: StoredBlob, found: str, *, at: datetime) -> None:
    told = {"scan": Scan.INFECTED if found else Scan.CLEAN, "scanned_at": at, "finding": found}
    with transaction.atomic():
        changed = StoredBlob.objects.filter(pk=blob.pk).exclude(scan=Scan.INFECTED).update(**told)
        if changed and found:
            alarms.ring("infected", at=at, about=blob.sha256)
            blob.scan, blob.finding = Scan.INFECTED, found
            for hook in _when_infected:
                hook(blob, at=at)
