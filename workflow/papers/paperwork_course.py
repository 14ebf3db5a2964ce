"""What the papers of the course of handling say: special procedures, more time, what is sent back, hearings, legal
opinion, end (inner net).
"""

from datetime import datetime

from ledger.clock import civil_day
from ledger.events import Event
from workflow.materials import owing
from workflow.papers.facts import SUPPLY_WHERE, basis, clock_due, contact, remedies, taken_in
from workflow.turns.grounds import TerminationGround
from workflow.turns.special import Special


def special(case, event) -> dict:
    return {
        "accepted_on": civil_day(case.accepted_at),
        "procedure": Special(event.body["ground"]).label,
        "reason": event.private_body.get("note")
        or f"作出决定以前依法需要{Special(event.body['ground']).label}",
        "starts_on": civil_day(event.at),
        "days_needed": event.body["days"],
        "basis": basis(case),
    }


def extension(case, event) -> dict:
    due_on, provisional = clock_due(case, "promised")
    if due_on is None:
        due_on, provisional = clock_due(case, "statutory")
    return {
        **taken_in(case),
        "days": event.body["days"],
        "due_on": due_on,
        "provisional": provisional,
        "reason": event.private_body["reasons"],
        "joint": case.edition.flow.is_joint,
    }


def owed_return(case, event) -> dict:
    """The last supply of the material is the one that did not fit; the debt that follows from the act is open."""
    rounds = [debt for debt in owing.of(case) if debt.code == event.body["code"] and debt.supplied_at]
    debt = max(rounds, key=lambda debt: debt.supplied_at)
    return {
        **taken_in(case),
        "material": debt.name,
        "supplied_on": civil_day(debt.supplied_at),
        "reasons": event.private_body["reasons"],
        "supply_by": event.body["by"],
        "where": SUPPLY_WHERE,
        **contact(case),
    }


def hearing_rights(case, event) -> dict:
    return {
        "accepted_on": civil_day(case.accepted_at),
        "ground": event.body["ground"],
        "asks_by": event.body["asks_by"],
        "note": event.private_body.get("note", ""),
        "basis": basis(case),
        **contact(case),
    }


def hearing(case, event) -> dict:
    said = event.private_body
    return {
        "on": datetime.fromisoformat(event.body["on"]),
        "place": said["place"],
        "chair": said["chair"],
        "note": said.get("note", ""),
        "basis": basis(case),
        **contact(case),
    }


def hearing_record(case, event) -> dict:
    called = Event.objects.of(case.pk).filter(verb="call_hearing").last()
    attendants = event.private_body["attendants"]
    return {
        "held_at": datetime.fromisoformat(called.body["on"]),
        "place": called.private_body["place"],
        "chair": called.private_body["chair"],
        "attendants": attendants.splitlines() if isinstance(attendants, str) else attendants,
        "record": event.private_body["record"],
        "basis": basis(case),
    }


def legal_opinion(case, event) -> dict:
    closes = event.body["closes"]
    step = case.edition.flow.step(closes["step"])
    return {
        **taken_in(case),
        "outcome": step.outcome(closes["outcome"]).label,
        "opinion": event.private_body["note"],
        "reviewed_on": civil_day(event.at),
    }


def termination(case, event) -> dict:
    return {
        **taken_in(case),
        "ground": TerminationGround(event.body["ground"]).label,
        "reasons": event.private_body["reasons"],
        **remedies(case),
    }
