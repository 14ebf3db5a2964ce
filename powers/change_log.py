"""The change log of a power (修改历史): every edition with the reason, the offices that consented and the dates.

Read from the sealed events of its editions, so both nets tell the same story. It names offices, never people; who acted
by name is on the inner net only, in the chain of the revision.
"""

from dataclasses import dataclass
from datetime import date, datetime

from ledger.events import Event

from .adjustments import Kind
from .catalogue import Edition, Power
from .offices import Office


@dataclass(frozen=True)
class Consent:
    stage: str
    office: str
    on: date


@dataclass(frozen=True)
class Entry:
    """One edition that came into force, or the end of the last one (`version` 0)."""

    edition: Edition
    version: int
    title: str
    at: datetime
    reasons: str
    document: str
    consents: tuple[Consent, ...]
    successor: Power | None

    @property
    def is_end(self) -> bool:
        return self.version == 0


def change_log(power: Power) -> list[Entry]:
    """All entries, the newest first."""
    editions = {edition.pk: edition for edition in power.editions.all()}
    told = Event.objects.filter(kind=Edition.KIND, subject__in=editions, verb__in=("publish", "cancel"))
    events = list(told)
    changes = [event.body.get("change", {}) for event in events]
    names = _offices(changes)
    powers = Power.objects.in_bulk([change["successor"] for change in changes if change.get("successor")])
    found = [_entry(event, editions[event.subject], names, powers) for event in events]
    return sorted(found, key=lambda entry: (entry.at, entry.is_end), reverse=True)


def _entry(event: Event, edition: Edition, names: dict, powers: dict) -> Entry:
    change = event.body.get("change", {})
    ended = event.verb == "cancel"
    return Entry(
        edition=edition,
        version=0 if ended else edition.version,
        title=_title(change, edition, ended=ended),
        at=event.at,
        reasons=change.get("reasons") or event.body.get("reasons", ""),
        document=change.get("document", ""),
        consents=tuple(
            Consent(each["stage"], names.get(each["office"], ""), date.fromisoformat(each["on"]))
            for each in change.get("consents", ())
        ),
        successor=next((p for p in powers.values() if str(p.pk) == change.get("successor")), None),
    )


def _title(change: dict, edition: Edition, *, ended: bool) -> str:
    if change.get("kind"):
        return Kind(change["kind"]).label
    if ended:
        return Kind.CANCEL.label
    return "首次入库" if edition.version == 1 else Kind.CHANGE.label


def _offices(changes: list[dict]) -> dict[str, str]:
    codes = {consent["office"] for change in changes for consent in change.get("consents", ())}
    return dict(Office.objects.filter(pk__in=codes).values_list("code", "name"))
