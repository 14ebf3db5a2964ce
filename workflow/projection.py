"""What follows from an event of a case, the same in both zones: dates, steps, clocks; and, where it happened, papers."""

from ledger.events import read_instant
from ledger.zone import here
from workflow import engine, listeners
from workflow.clock import listed_days, winding
from workflow.desk import half_written
from workflow.licences import bans, licensing
from workflow.materials import owing
from workflow.papers import paperwork
from workflow.ratings import call_backs
from workflow.turns import consulting, hearings


def apply(case, event) -> None:
    """Bring the case and its rows in line with one event; part of the event's transaction."""
    case.last_at = event.at
    was = listed_days.day_of(event.public["from"], case.due_on)
    FIELDS.get(event.verb, _nothing)(case, event)
    consulting.project(case, event)
    hearings.project(case, event)
    owing.project(case, event)
    bans.project(case, event)
    call_backs.project(case, event)
    closed, opened = engine.project(case, event)
    half_written.project(closed)
    winding.project(case, event, closed=closed, opened=opened)
    listed_days.keep(case, opened=opened, closed=closed, was=was)
    engine.save(opened)
    if event.zone == here():
        paperwork.follow(case, event)
        licensing.follow(case, event)
    listeners.tell(case, event)


def _nothing(case, event):
    pass


def _submitted(case, event):
    case.submitted_at = event.at


def _asked(case, event):
    case.corrected_at = event.at


def _accepted(case, event):
    case.accepted_at = event.at


def _accepted_by_silence(case, event):
    case.accepted_at = read_instant(event.body["since_at"])


def _asked_extension(case, event):
    case.extension_asked = event.body["days"]


def _denied_extension(case, event):
    case.extension_asked = None


def _extended(case, event):
    case.extension_asked, case.extended_days = None, event.body["days"]


def _decided(case, event):
    case.decided_at, case.decision = event.at, event.verb
    case.due_on = None


def _concluded(case, event):
    case.concluded_at = event.at
    case.due_on = None


def _rated(case, event):
    case.rating = event.body["score"]


FIELDS = {
    "submit": _submitted,
    "ask_to_complete": _asked,
    "accept": _accepted,
    "accept_by_silence": _accepted_by_silence,
    "ask_extension": _asked_extension,
    "deny_extension": _denied_extension,
    "extend": _extended,
    "grant": _decided,
    "refuse": _decided,
    "decline": _concluded,
    "refer_elsewhere": _concluded,
    "withdraw": _concluded,
    "terminate": _concluded,
    "lapse": _concluded,
    "deliver": _concluded,
    "rate": _rated,
}
