"""The certificates of a licence, the newest in force and the earlier ones that stay readable, on either net."""

from django.db.models import Q

from ledger.events import Event
from workflow.licences.licences import Licence
from workflow.papers.papers import Paper

# What the act says of the certificate that was in force before.
REPLACING = {"change": "已变更", "renew": "已延续"}
GIVING = ("issue", *REPLACING)


def in_force(licence: Licence):
    """The certificates in force, as this net has them; a corrected one stands in the same case."""
    cases = [pk for pk in (licence.case_id, licence.renewed_by_id, licence.changed_by_id) if pk]
    return Paper.objects.filter(case__in=cases, kind="licence", status=Paper.Status.ISSUED)


def newest(licence: Licence) -> Paper | None:
    return in_force(licence).order_by("-pk").first()


def versions(licence: Licence):
    """Every certificate there was, the earliest first."""
    given = (
        Q(case=licence.case_id) | Q(case__renewal__licence=licence) | Q(case__licence_change__licence=licence)
    )
    return Paper.objects.filter(given, kind="licence").select_related("case").order_by("issued_on", "pk")


def supersede(licence: Licence, *, besides: str) -> None:
    """Another certificate, of the case `besides`, takes the place of these."""
    in_force(licence).exclude(case=besides).update(status=Paper.Status.SUPERSEDED)


def mark_revoked(licence: Licence) -> None:
    in_force(licence).update(status=Paper.Status.REVOKED)


def licence_of(paper: Paper) -> Licence | None:
    """The licence a certificate belongs to, whichever case gave it."""
    case = paper.case_id
    given = Q(case=case) | Q(renewals__case=case) | Q(changes__case=case)
    return Licence.objects.filter(given).first()


def replaced(paper: Paper) -> tuple[str, Paper] | None:
    """What became of a certificate that a later act replaced: the word for it, and the one that holds now."""
    licence = licence_of(paper) if paper.status == Paper.Status.SUPERSEDED else None
    now = newest(licence) if licence else None
    if now is None or now.case_id == paper.case_id:
        return None
    acts = [event for event in Event.objects.of(licence.pk) if event.verb in GIVING]
    given = next((n for n, event in enumerate(acts) if _gave(event, paper)), None)
    later = acts[given + 1].verb if given is not None and given + 1 < len(acts) else ""
    return REPLACING.get(later, "已经换了新的"), now


def _gave(event, paper: Paper) -> bool:
    return str(paper.case_id) == (event.body["case"] if event.verb == "issue" else event.body["by_case"])
