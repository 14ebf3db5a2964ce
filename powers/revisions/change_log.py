"""The change log of a power (修改历史) and of the whole catalogue: every edition with the reason, the offices that consented
and the dates; every end; every suspension with its days; every loss of the basis in law.

Read from the sealed events of editions, so both nets tell the same story. It names offices, never people; who acted by name
is on the inner net only, in the chain of the revision.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from ledger.events import Event
from powers.catalogue import Edition, Power
from powers.items import suspensions
from powers.people.offices import Office
from powers.revisions.adjustments import Kind
from powers.wording import zh_date

TOLD = ("publish", "cancel", "suspend", "resume", "lapse", "regain")


@dataclass(frozen=True)
class Consent:
    stage: str
    office: str
    on: date


@dataclass(frozen=True)
class Entry:
    """What happened to an edition: it came into force, it was the last one (`version` 0), it was suspended or resumed from
    `day` on (until `until`, if it says so), or its basis ended or returned."""

    edition: Edition
    verb: str
    version: int
    title: str
    at: datetime
    reasons: str
    document: str
    consents: tuple[Consent, ...]
    successor: Power | None
    seal: str
    pk: int
    day: date | None = None
    until: date | None = None

    @property
    def days(self) -> str:
        """The days of a suspension or of its end, in words; empty for everything else."""
        if self.verb == "suspend":
            return suspensions.span(self.day, self.until)
        return f"{zh_date(self.day, year=True)}起重新接收申请" if self.verb == "resume" else ""

    @property
    def is_end(self) -> bool:
        return self.verb == "cancel"

    @property
    def is_edition(self) -> bool:
        return self.verb == "publish"


def change_log(power: Power) -> list[Entry]:
    """All entries of a power, the newest first."""
    editions = {edition.pk: edition for edition in power.editions.all()}
    told = Event.objects.filter(kind=Edition.KIND, subject__in=editions, verb__in=TOLD)
    return sorted(entries(told, editions), key=lambda entry: (entry.at, entry.is_end), reverse=True)


def catalogue_log(*, before: int = 0, limit: int, only: Iterable[str] = TOLD) -> list[Entry]:
    """What happened to the catalogue as this net came to know it, the latest first; `before` an entry's `pk`."""
    told = Event.objects.filter(kind=Edition.KIND, verb__in=only).order_by("-pk")
    told = list((told.filter(pk__lt=before) if before else told)[:limit])
    editions = Edition.objects.select_related("power__office", "power__power_class").defer(
        "form", "flow_data"
    )
    return entries(told, editions.in_bulk({event.subject for event in told}))


def entries(told: Iterable[Event], editions: dict) -> list[Entry]:
    events = list(told)
    changes = [event.body.get("change", {}) for event in events]
    names = _offices(changes)
    powers = Power.objects.in_bulk([change["successor"] for change in changes if change.get("successor")])
    return [_entry(event, editions[event.subject], names, powers) for event in events]


def _entry(event: Event, edition: Edition, names: dict, powers: dict) -> Entry:
    change = event.body.get("change", {})
    return Entry(
        edition=edition,
        verb=event.verb,
        version=0 if event.verb == "cancel" else edition.version,
        title=_title(change, edition, event.verb),
        at=event.at,
        reasons=change.get("reasons") or event.body.get("reasons", "") or _of_basis(event),
        document=change.get("document", ""),
        consents=tuple(
            Consent(each["stage"], names.get(each["office"], ""), date.fromisoformat(each["on"]))
            for each in change.get("consents", ())
        ),
        successor=next((p for p in powers.values() if str(p.pk) == change.get("successor")), None),
        seal=event.digest,
        pk=event.pk,
        day=_date(event.body.get("day")),
        until=_date(event.body.get("until")),
    )


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _title(change: dict, edition: Edition, verb: str) -> str:
    if change.get("kind"):
        return Kind(change["kind"]).label
    if verb in ("lapse", "regain", "suspend", "resume"):
        return Edition.verbs()[verb].label
    if verb == "cancel":
        return Kind.CANCEL.label
    return "首次入库" if edition.version == 1 else Kind.CHANGE.label


def _of_basis(event: Event) -> str:
    basis = "、".join(event.body.get("basis", ()))
    if event.verb == "lapse":
        day = date.fromisoformat(event.body["day"])
        return f"{basis}从 {day.year} 年 {day.month} 月 {day.day} 日起失效，没有别的依据，不再接收新的申请"
    return f"{basis}仍然有效，照常接收申请" if event.verb == "regain" else ""


def _offices(changes: list[dict]) -> dict[str, str]:
    codes = {consent["office"] for change in changes for consent in change.get("consents", ())}
    return dict(Office.objects.filter(pk__in=codes).values_list("code", "name"))
