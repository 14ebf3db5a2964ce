"""What crosses between the nets about a case: its events, and with them what the other net needs and may know.

Outer to inner: the filing, the party and the files of an application. Inner to outer: the papers issued to the applicant.
Opinions, names of officials and drafts are in no attachment; the schemas admit nothing else. An event waits until its
papers are printed.
"""

from exchange import kinds, worker
from exchange.kinds import Attachments, Blob
from exchange.schemas import HASH, TEXT, closed_object
from ledger.clock import now
from ledger.events import Event
from ledger.replay import admit_from_peer, begin, follow
from ledger.verbs import Refused
from ledger.zone import here
from powers.people.people import Unattended
from workflow import entries
from workflow.licences import changes, renewals
from workflow.machine import Case
from workflow.materials import owed_supply
from workflow.materials.filings import Filing
from workflow.materials.materials import Material
from workflow.papers.crossing import PAPER, paper_out
from workflow.papers.papers import Paper, print_pending
from workflow.parties import Party

FILING = closed_object({"kind": TEXT, "content": {"type": "object"}, "salt": TEXT, "commitment": HASH})
PARTY = closed_object({"kind": TEXT, "details": {"type": "object", "additionalProperties": TEXT}})
MATERIAL = closed_object(
    {
        "code": TEXT,
        "sha256": HASH,
        "size": {"type": "integer"},
        "media_type": TEXT,
        "details": {"type": "object"},
    }
)
EVENT_SCHEMA = {
    "type": "object",
    "properties": {
        "filing": FILING,
        "party": PARTY,
        "materials": {"type": "array", "items": MATERIAL},
        "papers": {"type": "array", "items": PAPER},
    },
    "additionalProperties": False,
}
PETITIONS = ("withdraw", "ask_hearing", "waive_hearing")
PETITION_SCHEMA = closed_object({"case": TEXT, "act": {"enum": list(PETITIONS)}})


def register() -> None:
    kinds.register_events(kind=Case.KIND, attach=attach, apply=apply, ready=is_ready, schema=EVENT_SCHEMA)
    kinds.register("case.petition", schema=PETITION_SCHEMA, apply=apply_petition)
    owed_supply.register()
    worker.before_seal(print_pending)


def is_ready(event: Event) -> bool:
    return not Paper.objects.filter(case_id=event.subject, seq=event.seq, amendment=None, sha256="").exists()


def attach(event: Event) -> Attachments:
    issued = Paper.objects.filter(case_id=event.subject, seq=event.seq, amendment=None)
    papers = [paper for paper in issued if not paper.inside]
    data = {"papers": [paper_out(p) for p in papers]} if papers else {}
    blobs = [Blob(sha256=p.sha256, media_type="application/pdf") for p in papers]
    if here() == "outer":
        _attach_filing(event, data, blobs)
    return Attachments(data=data, blobs=blobs)


def _attach_filing(event: Event, data: dict, blobs: list) -> None:
    filing = Filing.objects.filter(case_id=event.subject, seq=event.seq).first()
    if filing:
        data["filing"] = {
            "kind": filing.kind, "content": filing.content, "salt": filing.salt, "commitment": filing.commitment,
        }  # fmt: skip
    if event.seq == 1:
        party = Party.objects.get(case_id=event.subject)
        data["party"] = {"kind": party.kind, "details": party.details}
    materials = list(Material.objects.filter(case_id=event.subject, seq=event.seq))
    if materials:
        data["materials"] = [_material_out(m) for m in materials]
        blobs += [Blob(sha256=m.sha256, media_type=m.media_type) for m in materials]


def apply(sealed: str, data: dict, *, at) -> None:
    """Run on the other net by its applier, inside one transaction."""
    event = admit_from_peer(sealed, at=at)
    if event.seq == 1:
        begin(_arriving(event, data), event)
    else:
        follow(Case.objects.select_related("edition", "office").get(pk=event.subject), event)
    _keep(event, data)
    owed_supply.arrived(event)


def _arriving(event: Event, data: dict) -> Case:
    from powers.catalogue import Edition

    edition = Edition.objects.select_related("power__office").get(pk=event.body["edition"])
    case = Case(
        pk=event.subject,
        number=event.body["number"],
        edition=edition,
        office=edition.power.office,
        demo=event.demo,
    )
    Party.objects.create(case=case, kind=data["party"]["kind"], details=data["party"]["details"])
    return case


def _keep(event: Event, data: dict) -> None:
    if "filing" in data:
        told = data["filing"]
        filing = Filing(
            case_id=event.subject,
            seq=event.seq,
            kind=told["kind"],
            content=told["content"],
            salt=told["salt"],
        )
        if filing.commitment != event.body.get("filing", filing.commitment):
            raise ValueError("the filing is not the one its event commits to")
        filing.save(force_insert=True)
        if event.seq == 1:
            entries.refuse_other_party(filing.content, filing.case.party)
        if filing.kind == Filing.Kind.APPLICATION:
            renewals.note(filing.case, filing.content, at=event.at)
            changes.note(filing.case, filing.content, at=event.at)
    for row in data.get("materials", ()):
        Material.objects.create(case_id=event.subject, seq=event.seq, **row)
    for row in data.get("papers", ()):
        office = Case.objects.values_list("office_id", flat=True).get(pk=event.subject)
        Paper.objects.create(case_id=event.subject, seq=event.seq, office_id=office, **row)


def apply_petition(body: dict, *, at) -> None:
    """The applicant's word arrives where the case is, and is done unless the office's act was first."""
    case = Case.objects.filter(pk=body["case"]).first()
    try:
        if case:
            getattr(case, body["act"])(by=Unattended("applicant", subject=body["case"]), at=now())
    except Refused:
        return


def _material_out(m: Material) -> dict:
    return {
        "code": m.code,
        "sha256": m.sha256,
        "size": m.size,
        "media_type": m.media_type,
        "details": m.details,
    }
