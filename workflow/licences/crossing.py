"""How licences cross to the outer net: their events, with the decision that tells the holder.

An event waits for its paper to be printed, and for the grant it follows from to be known on the other net.
"""

from exchange import kinds
from exchange.kinds import Attachments, Blob, TooEarly
from exchange.schemas import closed_object
from ledger.events import Event
from ledger.replay import admit_from_peer, begin, follow
from workflow.licences import papers as licence_papers
from workflow.licences.licences import Licence
from workflow.licences.papers import LicencePaper
from workflow.machine import Case
from workflow.papers.crossing import PAPER, paper_out
from workflow.papers.papers import Paper

SCHEMA = closed_object({"papers": {"type": "array", "items": PAPER, "maxItems": 1}})


def register() -> None:
    kinds.register_events(kind=Licence.KIND, attach=attach, apply=apply, ready=is_ready, schema=SCHEMA)


def _papers(event: Event) -> list[Paper]:
    acts = LicencePaper.objects.filter(licence=event.subject, seq=event.seq).select_related("paper")
    return [act.paper for act in acts]


def is_ready(event: Event) -> bool:
    return all(paper.sha256 for paper in _papers(event))


def attach(event: Event) -> Attachments:
    papers = _papers(event)
    blobs = [Blob(sha256=paper.sha256, media_type="application/pdf") for paper in papers]
    return Attachments(data={"papers": [paper_out(paper) for paper in papers]}, blobs=blobs)


def apply(sealed: str, data: dict, *, at) -> None:
    """Follow a licence of the inner net, inside the applier's transaction."""
    event = admit_from_peer(sealed, at=at)
    if event.seq == 1:
        begin(_arriving(event), event)
    else:
        follow(Licence.objects.whole().get(pk=event.subject), event)
    for row in data["papers"]:
        licence = Licence.objects.get(pk=event.subject)
        paper = Paper.objects.create(case_id=licence.case_id, seq=0, office_id=licence.office_id, **row)
        licence_papers.keep(licence.pk, event.seq, paper)


def _arriving(event: Event) -> Licence:
    case = Case.objects.select_related("edition__power", "office").filter(pk=event.body["case"]).first()
    if case is None:
        raise TooEarly(f"{event} before its case")
    return Licence(
        pk=event.subject, case=case, office=case.office, power=case.edition.power, name=event.body["name"], demo=event.demo,
    )  # fmt: skip
