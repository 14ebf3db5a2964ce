"""What a reviewer sees of a revision: how far it has come, what it changes, what it rests on, who has said what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from ledger.events import Event
from ledger.verbs import may
from powers.people.offices import Office
from powers.people.people import Role, signed
from powers.provisions import reliance
from powers.provisions.citations import cited
from powers.provisions.provisions import Provision
from powers.revisions import acts, review_clock, revising
from powers.revisions.acts import JUDGING
from powers.revisions.adjustments import ADDING, WITHOUT_CONTENT
from powers.revisions.differences import compare, flow_changes
from powers.revisions.forms import pages_of
from powers.revisions.revisions import Revision, Stage

ROAD = (Stage.DRAFT, Stage.SIGNING, Stage.STAFFING, Stage.LEGAL, Stage.APPROVAL)
SPOKEN = {"open", "send", *JUDGING, "discard", "take_effect"}


@dataclass(frozen=True)
class Opinion:
    who: str
    post: str
    at: datetime
    did: str
    kind: str
    text: str


@dataclass(frozen=True)
class Basis:
    name: str
    text: str
    begun: date | None
    ended: date | None
    known: bool
    holds: bool


def facts_of(revision: Revision, *, user, today: date) -> dict:
    """Everything the page of a revision shows to this person."""
    drafting, named = may(revision, "amend", user), {verb.name for verb in revision.verbs_for(user)}
    changes = revision.kind not in WITHOUT_CONTENT
    old = revision.base.content() if revision.base else revising.blank_content()
    return {
        "revision": revision,
        "lamp": review_clock.lamp(revision.due_on, today=today) if revision.due_on else None,
        "stages": stages(revision),
        "opinions": opinions(revision),
        "difference": compare(old, revision.content, revision.power_class) if changes else None,
        "flow_changes": flow_changes(old["flow_data"], revision.content["flow_data"]) if changes else [],
        "is_new": revision.kind in ADDING,
        "after": acts.AFTERWARDS.get(revision.kind, acts.ENDED),
        "form_tried": changes and bool(revision.content["form"]) and revision.power_class.on_application,
        "running": None if changes else running(revision),
        "basis": basis_of(revision.content.get("basis", ()), on=today),
        "judges": bool(named & set(JUDGING)),
        "drafting": drafting,
        "pages": pages_of(revision) if drafting else {},
        "complaints": revising.complaints(revision, on=today) if drafting else [],
    }


def running(revision: Revision) -> reliance.OpenCases:
    """The open cases of a power that is to end or to be suspended: they go on under the edition they hold."""
    editions = revision.power.editions.values_list("pk", flat=True) if revision.power else ()
    return reliance.open_cases(list(editions))


def stages(revision: Revision) -> list[dict]:
    """The road of a revision, each stage done, now or ahead."""
    road = [stage for stage in ROAD if stage != Stage.APPROVAL or revision.needs_approval]
    road = [*road, Stage.READY if revision.state != Stage.PUBLISHED else Stage.PUBLISHED]
    here = road.index(revision.state) if revision.state in road else -1
    over = revision.state == Stage.PUBLISHED
    return [
        {"label": stage.label, "done": over or place < here, "now": place == here and not over}
        for place, stage in enumerate(road)
    ]


def opinions(revision: Revision) -> list[Opinion]:
    """Who has said what, in order."""
    verbs, offices = Revision.verbs(), dict(Office.objects.values_list("code", "short_name"))
    events = [event for event in Event.objects.of(revision.pk) if event.verb in SPOKEN]
    return [_opinion(event, verbs[event.verb].label, offices) for event in events]


def trail_of(subject) -> list[Opinion]:
    """Everything that was done to a subject of the catalogue, in order."""
    verbs, offices = subject.verbs(), dict(Office.objects.values_list("code", "short_name"))
    return [_opinion(event, verbs[event.verb].label, offices) for event in Event.objects.of(subject.pk)]


def _opinion(event: Event, did: str, offices: dict) -> Opinion:
    said, actor = event.private_body, event.actor
    post = Role(actor["post"]).label if actor["post"] in Role.values else "到日自动办理"
    kind = {"send_back": "warn", "discard": ""}.get(
        event.verb, "info" if event.verb in ("open", "send") else "ok"
    )
    return Opinion(
        who=signed(said) or "系统",
        post="，".join(filter(None, [offices.get(actor["office"], ""), post])),
        at=event.at,
        did=did,
        kind=kind,
        text=said.get("reasons") or said.get("note", ""),
    )


def basis_of(basis: Iterable[dict], *, on: date) -> list[Basis]:
    """The cited articles as the register has them today."""
    entries = cited(basis, on=on)
    provisions = Provision.objects.in_bulk([e["provision"] for e in entries if e["provision"]])
    known = {str(pk): provision for pk, provision in provisions.items()}
    return [_basis(entry, known.get(entry["provision"]), on=on) for entry in entries]


def _basis(entry: dict, provision: Provision | None, *, on: date) -> Basis:
    name = f"《{entry['law']}》{entry['article']}"
    if provision is None:
        return Basis(name, "", None, None, known=False, holds=False)
    begun, ended = provision.effective_from, provision.effective_to
    return Basis(name, provision.text, begun, ended, known=True, holds=provision.holds_on(on))
