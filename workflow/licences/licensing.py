"""From decision to licence: what a grant says of the term, and what each act on a licence changes, the same on both nets."""

from datetime import date, timedelta

from ledger.clock import civil_day
from ledger.zone import here
from powers.people.people import REGISTRAR
from workflow import listeners
from workflow.licences import bans, certificates, changes, papers, renewals, terms
from workflow.licences.licences import Licence, Standing
from workflow.papers.facts import certificate, is_licence


def gives_licence(case) -> bool:
    return is_licence(case) and bool(certificate(case))


def told(case, *, at) -> dict:
    """What the event of a grant says of the term; nothing where no licence is given. A change leaves the term as it is."""
    if not gives_licence(case):
        return {}
    change = changes.LicenceChange.objects.of(case)
    if change:
        return spelled(change.licence.valid_from, change.licence.valid_to) | {
            "alters": str(change.licence_id)
        }
    renewal = renewals.Renewal.objects.of(case)
    renews = renewal and renewal.licence.state == Standing.VALID
    return term(case, renewal, at=at) | ({"renews": str(renewal.licence_id)} if renews else {})


def term(case, renewal, *, at) -> dict:
    """The first and the last day: from the decision, or following on the term that is renewed."""
    licence = renewal.licence if renewal else None
    if licence and licence.renewed_by_id == case.pk:
        return spelled(licence.valid_from, licence.valid_to)
    follows = licence and licence.state == Standing.VALID and licence.valid_to
    return next_term(case, licence.valid_to + timedelta(days=1) if follows else civil_day(at))


def next_term(case, first: date) -> dict:
    return spelled(first, terms.last_day(case.edition.details, first))


def spelled(first: date, last: date | None) -> dict:
    return {"valid_from": first.isoformat(), "valid_to": last.isoformat() if last else ""}


def follow(case, event) -> None:
    """Where the case was granted: enter its licence in the register, or what it does to the one it renews or changes."""
    if event.verb != "grant" or not gives_licence(case):
        return
    paper = case.papers.get(kind="licence", seq=event.seq)
    given = {key: event.body[key] for key in ("valid_from", "valid_to")}
    if "alters" in event.body:
        licence = Licence.objects.whole().get(pk=event.body["alters"])
        what = sorted(case.licence_change.to)
        licence.change(by=REGISTRAR, at=event.at, number=paper.number, case=case, what=what)
        return
    renewal = renewals.Renewal.objects.of(case)
    if renewal and renewal.licence.state == Standing.VALID:
        licence = Licence.objects.whole().get(pk=renewal.licence_id)
        licence.renew(by=REGISTRAR, at=event.at, number=paper.number, term=given, case=case)
        return
    licence = Licence(
        case=case, office=case.office, power=case.edition.power, name=certificate(case), demo=case.demo,
    )  # fmt: skip
    licence.issue(by=REGISTRAR, at=event.at, number=paper.number, term=given)


def project(licence: Licence, event) -> None:
    """Bring a licence and what depends on it in line with an event; part of the event's transaction."""
    licence.last_at = event.at
    FIELDS.get(event.verb, _ended)(licence, event)
    if event.verb == "revoke" and event.body["safety"]:
        bans.after_fraud(licence, event)
    if event.zone == here():
        papers.follow(licence, event)
    listeners.tell(licence.case, event)


def _issued(licence, event):
    licence.number, licence.issued_on = event.body["number"], civil_day(event.at)
    _term(licence, event)


def _changed(licence, event):
    certificates.supersede(licence, besides=event.body["by_case"])
    licence.changed_by_id = event.body["by_case"]
    licence.number, licence.issued_on = event.body["number"], civil_day(event.at)


def _renewed(licence, event):
    certificates.supersede(licence, besides=event.body["by_case"])
    licence.renewed_by_id, licence.is_deemed = event.body["by_case"], False
    _issued(licence, event)


def _deemed(licence, event):
    licence.renewed_by_id, licence.is_deemed = event.body["by_case"], True
    _term(licence, event)


def _term(licence, event):
    days = (event.body["valid_from"], event.body["valid_to"])
    licence.valid_from, licence.valid_to = (date.fromisoformat(day) if day else None for day in days)


def _expired(licence, event):
    licence.ended_on = date.fromisoformat(event.body["on"])


def _ended(licence, event):
    if licence.ended_on is None:
        licence.ended_on = civil_day(event.at)
    licence.ground = event.body["ground"]
    if event.verb == "revoke":
        certificates.mark_revoked(licence)


FIELDS = {
    "issue": _issued, "change": _changed, "renew": _renewed, "deem_renewed": _deemed, "expire": _expired,
}  # fmt: skip
