"""Putting rows that passed into force: new powers by the hundred, changed ones each through publication.

A new power's first edition begins a chain, so many can be written at once: the same refusals, the same act in the ledger, the
same rows as `publish` would leave, in a few statements (docs/adr/0003). What one row is refused for does not touch another.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, models, transaction

from ledger import canon
from ledger.clock import civil_day
from ledger.events import Act, record_many
from ledger.verbs import NEW, NotAllowed, Refused, WrongZone
from ledger.zone import here
from powers.catalogue import Edition, EditionState, Power
from powers.codes import basic_code
from powers.imports.verdicts import Kind, Verdict
from powers.people.establishment import department, office
from powers.people.offices import Area, Office
from powers.provisions.basis import founded, known_to, settle_basis
from powers.publishing import publish, refuse_unsound
from powers.search import index

LAST_ITEM = 999


@dataclass
class Installed:
    """What became of one verdict: an edition, or the reason against it."""

    verdict: Verdict
    edition: Edition | None = None
    reason: str = ""


class Installer:
    """Writes verdicts into the catalogue of an area. Offices that are new are founded, codes are given in order."""

    def __init__(self, within: Area, *, by):
        self.within, self.by = within, by
        self.offices: dict[str, Office] = {}
        self.last: dict[tuple[str, str], int] = {}

    def install(self, verdicts: Iterable[Verdict], *, at: datetime) -> list[Installed]:
        """Put added and changed rows into force, all of one call in one transaction."""
        done = [Installed(verdict) for verdict in verdicts if verdict.kind in (Kind.ADDED, Kind.CHANGED)]
        with transaction.atomic():
            self._begin([each for each in done if each.verdict.power is None], at=at)
            for each in done:
                if each.verdict.power is not None:
                    self._publish(each, at=at)
        return done

    def _begin(self, new: list[Installed], *, at: datetime) -> None:
        ready, on = [], civil_day(at)
        known = known_to(each.verdict.content for each in new)
        for each in new:
            try:
                power = self._power(each.verdict)
                refuse_unsound(power, each.verdict.content)
                each.verdict.content = founded(each.verdict.content, on=on, known=known)
                ready.append((each, power))
            except Refused as refusal:
                each.reason = str(refusal)
        try:
            with transaction.atomic():
                editions = first_editions(
                    [(power, each.verdict.content) for each, power in ready], by=self.by, at=at
                )
        except IntegrityError:
            self._begin_singly(ready, at=at)
            return
        for (each, _), edition in zip(ready, editions, strict=True):
            each.edition = edition

    def _begin_singly(self, ready: list[tuple[Installed, Power]], *, at: datetime) -> None:
        """Somebody else has taken one of the places meanwhile: find out whose row it is."""
        for each, power in ready:
            try:
                with transaction.atomic():
                    (each.edition,) = first_editions([(power, each.verdict.content)], by=self.by, at=at)
            except IntegrityError:
                each.reason = "刚刚有人列入了同一项，请重新上传核对"

    def _publish(self, each: Installed, *, at: datetime) -> None:
        try:
            with transaction.atomic():
                each.edition = publish(each.verdict.power, each.verdict.content, by=self.by, at=at)
        except Refused as refusal:
            each.reason = str(refusal)

    def _power(self, verdict: Verdict) -> Power:
        held_by = self._office(verdict.values["office"])
        power_class = verdict.values["power_class"]
        return Power(
            basic_code=self._next_code(power_class.code, held_by),
            power_class=power_class,
            office=held_by,
            level=verdict.values["level"],
            name=verdict.name,
        )

    def _office(self, name: str) -> Office:
        if name not in self.offices:
            self.offices[name] = office(name, within=self.within)
        return self.offices[name]

    def _next_code(self, power_class: str, held_by: Office) -> str:
        place = (power_class, department(held_by.name, within=self.within))
        item = self.last[place] = (self.last[place] if place in self.last else self._last_item(place)) + 1
        if item > LAST_ITEM:
            raise Refused(f"这个部门这一类已经有 {LAST_ITEM} 项，基本编码用完了")
        return basic_code(
            province=self.within.pk[:2], power_class=power_class, department=place[1], item=item
        )

    def _last_item(self, place: tuple[str, str]) -> int:
        taken = Power.objects.filter(
            office__area=self.within, basic_code__startswith=self.within.pk[:2] + "".join(place)
        )
        return int((taken.aggregate(last=models.Max("basic_code"))["last"] or "0" * 12)[6:9])


def first_editions(new: list[tuple[Power, dict]], *, by, at: datetime) -> list[Edition]:
    """Publish the first editions of powers that are not stored yet; the caller has refused what is unsound."""
    editions = [_edition(power, content, at=at) for power, content in new]
    if editions:
        _refuse_stranger(editions[0], by)
    Power.objects.bulk_create([power for power, _ in new])
    record_many([_act(edition, by=by, at=at) for edition in editions])
    Edition.objects.bulk_create(editions, batch_size=500)
    settle_basis(*editions, at=at)
    _put_in_force(editions)
    return editions


def _edition(power: Power, content: dict, *, at: datetime) -> Edition:
    return Edition(
        power=power, version=1, seq=1, state=EditionState.PUBLISHED.value, effective_at=at,
        content_digest=canon.digest(content), **content,
    )  # fmt: skip


def _refuse_stranger(edition: Edition, by) -> None:
    """What the gate asks before a publication, read from the verb itself."""
    if edition.OWNER[NEW] != here():
        raise WrongZone("权力事项只在内网发布")
    if not Edition.publish.verb.who(by, edition):
        raise NotAllowed("您不能发布权力事项")


def _act(edition: Edition, *, by, at: datetime) -> Act:
    """The act that the gate would record: what the verb's own body tells of it."""
    told = Edition.publish.__wrapped__(edition, by=by, at=at)
    return Act(
        kind=Edition.KIND, subject=edition.pk, seq=1, verb=Edition.publish.verb.name, frm="", to=edition.state, at=at,
        actor=edition.actor_for(by), body=canon.tidy(told.public), private=canon.tidy(told.private),
    )  # fmt: skip


def _put_in_force(editions: list[Edition]) -> None:
    """Bring the powers and the search in line with editions just published."""
    for edition in editions:
        edition.power.current = edition
    now_in_force = Edition.objects.in_force().filter(power=models.OuterRef("pk")).values("pk")
    powers = Power.objects.filter(pk__in=[edition.power_id for edition in editions])
    powers.update(current=models.Subquery(now_in_force))
    index.index_many(editions)
