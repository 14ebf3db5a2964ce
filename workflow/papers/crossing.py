"""How a paper crosses to the other net, and the amendments of papers with their new papers.

A paper that stays inside crosses with nothing, and an amendment of it tells the other net its number only.
"""

from exchange import kinds
from exchange.kinds import Attachments, Blob
from exchange.schemas import HASH, TEXT, closed_object
from ledger.events import Event
from ledger.replay import admit_from_peer, begin
from workflow.papers.amendments import Amendment
from workflow.papers.papers import Paper

FIELDS = {
    "kind": TEXT, "number": TEXT, "issued_on": TEXT, "fields": {"type": "object"}, "check_code": TEXT, "sha256": HASH,
}  # fmt: skip
# A release before the versions of wording sent none: its papers are of the first.
PAPER = closed_object(FIELDS, may={"version": {"type": "integer", "minimum": 1}})
AMENDMENT_SCHEMA = closed_object({"papers": {"type": "array", "items": PAPER}})


def register() -> None:
    kinds.register_events(
        kind=Amendment.KIND, attach=attach, apply=apply, ready=is_ready, schema=AMENDMENT_SCHEMA
    )


def is_ready(event: Event) -> bool:
    return not Paper.objects.filter(amendment=event.subject, sha256="").exists()


def attach(event: Event) -> Attachments:
    papers = [paper for paper in Paper.objects.filter(amendment=event.subject) if not paper.inside]
    blobs = [Blob(sha256=paper.sha256, media_type="application/pdf") for paper in papers]
    return Attachments(data={"papers": [paper_out(paper) for paper in papers]}, blobs=blobs)


def apply(sealed: str, data: dict, *, at) -> None:
    """Follow an amendment made on the other net: mark the old paper, keep the new ones."""
    event = admit_from_peer(sealed, at=at)
    old = Paper.objects.filter(office=event.body["office"], number=event.body["number"]).first()
    if old is None:
        return
    amendment = Amendment(pk=event.subject, paper=old, demo=event.demo)
    begin(amendment, event)
    for row in data["papers"]:
        Paper.objects.create(
            case_id=old.case_id, seq=old.seq, office_id=old.office_id, amendment=amendment, **row
        )


def paper_out(paper: Paper) -> dict:
    return {
        "kind": paper.kind, "number": paper.number, "issued_on": paper.issued_on.isoformat(), "fields": paper.fields,
        "check_code": paper.check_code, "sha256": paper.sha256, "version": paper.version,
    }  # fmt: skip
