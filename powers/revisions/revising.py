"""How a revision begins and how it ends: drawn up from what is in force, in force itself on its day.

Refused: a second open revision of a power, a revision of what is not in the catalogue, and at the end one whose ground has
moved (somebody published in between) or that publication refuses: it goes back to the department with the reason.
Nothing takes effect before the last consent, and only the clock brings it into force. A suspension and its end are announced as
soon as they are decided and count from their day, so that both nets close and open at midnight (`suspending`).
"""

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max, Q

from ledger.clock import civil_day
from ledger.events import Event
from ledger.verbs import Refused
from powers import publishing
from powers.catalogue import Edition, Power, PowerClass
from powers.codes import basic_code
from powers.flow.risk_places import gathered
from powers.items import suspending
from powers.items.fields import faults, missing
from powers.people.establishment import department
from powers.people.offices import Office
from powers.people.people import CLOCK, REGISTRAR
from powers.provisions.basis import refuse_unregistered
from powers.revisions.adjustments import ADDING, ENDING, HALTING, WITHOUT_CONTENT, Kind
from powers.revisions.differences import compare
from powers.revisions.revisions import Revision, Stage

CONSENTS = {
    "sign": "负责人签发",
    "pass_staffing": "编办初审",
    "pass_legal": "合法性审查",
    "pass_to_government": "合法性审查",
    "approve": "政府批准",
}
LAST_ITEM = 999


def revise(power: Power, *, kind: Kind, by, at: datetime, duty: str = "", demo: bool = False) -> Revision:
    """Begin to change, suspend, resume or end a power, from the edition in force."""
    if kind in ADDING:
        raise Refused(f"{Kind(kind).label}是新的事项，请从“新增事项”开始")
    if power.current is None:
        raise Refused("这个事项已经不在清单里，不能再修订；恢复行使请按新增办理")
    if Revision.objects.open().filter(power=power).exists():
        raise Refused("这个事项有一份修订正在办理，请等它发布，或者先把它作废")
    suspending.refuse(power, kind, on=civil_day(at))
    content = power.current.content()
    content = content if kind in WITHOUT_CONTENT else gathered(content)
    revision = Revision(
        power=power, office=power.office, power_class=power.power_class, level=power.level, base=power.current,
        kind=kind, content=content, duty=duty, demo=demo,
    )  # fmt: skip
    revision.open(by=by, at=at)
    return revision


def propose(
    office: Office, *, kind: Kind, power_class: PowerClass, level: int, name: str, by, at: datetime, demo: bool = False
) -> Revision:  # fmt: skip
    """Begin a power that is not in the catalogue yet."""
    if kind not in ADDING:
        raise Refused(f"{Kind(kind).label}要从清单里的事项开始，请先选事项")
    if Power.objects.filter(office=office, name=name, current__isnull=False).exists():
        raise Refused(f"本部门清单里已经有“{name}”，请改为修订它")
    content = {**blank_content(), "name": name}
    revision = Revision(
        office=office, power_class=power_class, level=level, kind=kind, content=content, demo=demo
    )
    revision.open(by=by, at=at)
    return revision


def blank_content() -> dict:
    """The content of an edition that says nothing yet."""
    return Edition().content()


def complaints(revision: Revision, *, on: date) -> list[str]:
    """What keeps a draft from going to the head of the department, each a sentence."""
    found = [] if revision.reasons.strip() else ["请写明调整理由"]
    if revision.effective_on is None:
        found.append("请填写拟生效日期")
    elif revision.effective_on < on:
        found.append(f"拟生效日期 {revision.effective_on:%Y-%m-%d} 已经过了，请改成今天以后")
    if revision.kind in HALTING and revision.effective_on:
        found += suspending.faults(revision, on=on)
    if revision.kind in WITHOUT_CONTENT:
        return found
    content, power_class = revision.content, revision.power_class
    lacking = missing(content, power_class)
    found += [f"还没有填{'、'.join(lacking)}"] if lacking else []
    found += faults(content, power_class)
    found += _refusals(refuse_unregistered, content["basis"], on=on)
    if not lacking:
        found += _refusals(publishing.refuse_unsound, standing_for(revision), content)
    if revision.base and not compare(revision.base.content(), content, power_class).changed:
        found.append("和现行版比没有改动，不用送签")
    return list(dict.fromkeys(found))


def send(revision: Revision, *, by, at: datetime) -> None:
    """Hand a complete draft to the head of the department; an incomplete one is refused with all that it lacks."""
    found = complaints(revision, on=civil_day(at))
    if found:
        raise Refused("；".join(found))
    revision.send(by=by, at=at)


def _refusals(check, *args, **named) -> list[str]:
    try:
        check(*args, **named)
    except Refused as refusal:
        return [str(refusal)]
    return []


def standing_for(revision: Revision) -> Power:
    """The power a revision is about; for a new one what it will be, not saved."""
    return revision.power or Power(
        power_class=revision.power_class, office=revision.office, level=revision.level, name=revision.name
    )


def publish_due(*, now: Callable[[], datetime]) -> tuple[int, int]:
    """Bring into force every revision whose day has come; how many did, and how many went back. `now` is read for each."""
    its_time = Q(effective_on__lte=civil_day(now())) | Q(kind__in=HALTING)
    due = Revision.objects.filter(its_time, state=Stage.READY).order_by("ready_at")
    done = [bring_into_force(pk, at=now()) for pk in due.values_list("pk", flat=True)]
    return sum(done), len(done) - sum(done)


def bring_into_force(pk, *, at: datetime) -> bool:
    """One revision takes effect, whole or not at all; what cannot is sent back with the reason."""
    revision = Revision.objects.select_related("power__current", "power_class", "office__area").get(pk=pk)
    try:
        with transaction.atomic():
            _take_effect(revision, at=at)
    except Refused as refusal:
        again = Revision.objects.get(pk=pk)
        again.send_back(by=CLOCK, at=at, reasons=f"到生效日没有能发布：{refusal}")
        return False
    return True


def _take_effect(revision: Revision, *, at: datetime) -> None:
    power = revision.power or _new_power(revision)
    if revision.base_id != power.current_id:
        raise Refused("起草以后这个事项又发布了别的版本，请对照现行版重新起草")
    told = change_of(revision)
    if revision.kind in ENDING:
        publishing.cancel(power, by=REGISTRAR, at=at, reasons=revision.reasons, change=told)
        revision.take_effect(by=CLOCK, at=at, power=power, edition=None)
    elif revision.kind in HALTING:
        suspending.announce(revision, by=REGISTRAR, at=at, change=told)
        revision.take_effect(by=CLOCK, at=at, power=power, edition=revision.base)
    else:
        edition = publishing.publish(power, revision.content, by=REGISTRAR, at=at, change=told)
        revision.take_effect(by=CLOCK, at=at, power=power, edition=edition)


def change_of(revision: Revision) -> dict:
    """What the public may know of a change: kind, reasons, document, and which offices consented when; no names."""
    return {
        "kind": revision.kind,
        "reasons": revision.reasons,
        "document": revision.document,
        "successor": str(revision.successor_id or ""),
        "consents": [
            {"stage": CONSENTS[e.verb], "office": e.actor["office"], "on": civil_day(e.at).isoformat()}
            for e in consents(revision)
        ],
    }


def consents(revision: Revision) -> list[Event]:
    """The consents that stand: those since the draft was last sent to review."""
    found = []
    for event in Event.objects.of(revision.pk):
        found = [] if event.state == Stage.DRAFT else [*found, *([event] if event.verb in CONSENTS else [])]
    return found


def _new_power(revision: Revision) -> Power:
    return Power.objects.create(
        basic_code=next_code(revision.office, revision.power_class),
        power_class=revision.power_class,
        office=revision.office,
        level=revision.level,
        name=revision.name,
    )


def next_code(office: Office, power_class: PowerClass) -> str:
    """The first free basic code (基本编码) of a department and class; numbers of ended powers are never given again."""
    facts = {
        "province": office.area_id[:2],
        "power_class": power_class.pk,
        "department": department(office.name, within=office.area),
    }
    place = basic_code(**facts, item=0)[:6]
    last = Power.objects.filter(basic_code__startswith=place).aggregate(last=Max("basic_code"))["last"]
    item = int(last[6:9]) + 1 if last else 1
    if item > LAST_ITEM:
        raise Refused(f"这个部门这一类已经有 {LAST_ITEM} 项，基本编码用完了")
    return basic_code(**facts, item=item)
