"""What one net tells the other: the same case stands on both sides, and nothing crosses that must not."""

import json

import pytest
from django.db import transaction

from exchange import kinds
from ledger import clock
from ledger.events import Event
from ledger.verify import verify
from powers.people.people import User
from tests import factories
from workflow import messages
from workflow.clock import clocks
from workflow.engine import StepRun
from workflow.machine import Case
from workflow.materials.filings import Filing
from workflow.materials.materials import Material
from workflow.materials.owing import Debt
from workflow.papers.papers import Paper, print_pending
from workflow.parties import Party
from workflow.states import State

pytestmark = pytest.mark.django_db
INNER_WORDS = "此人态度恶劣，建议从严"


class Undo(Exception):
    pass


def carried(play):
    """Play something, take the messages it makes, and undo it all, as if it had happened on another machine."""
    try:
        with transaction.atomic():
            play()
            print_pending()
            events = Event.objects.filter(kind="case", arrived=False).order_by("pk")
            bodies = [{"event": e.sealed, "data": messages.attach(e).data} for e in events]
            facts = snapshot()
            raise Undo
    except Undo:
        return bodies, facts


def snapshot() -> dict:
    """What both zones must agree on."""
    case = Case.objects.get()
    return {
        "case": (case.state, case.seq, case.number, case.due_on, case.accepted_at, case.decision),
        "runs": list(
            StepRun.objects.order_by("code").values_list("code", "opened_at", "closed_at", "outcome")
        ),
        "clocks": list(clocks.Clock.objects.order_by("pk").values_list("kind", "step", "due_on", "ended_at")),
        "materials": list(Material.objects.order_by("pk").values_list("code", "sha256")),
        "papers": list(Paper.objects.order_by("pk").values_list("kind", "number", "check_code", "sha256")),
        "debts": list(Debt.objects.order_by("code").values_list("code", "due_on", "supplied_at")),
        "party": [p.details for p in Party.objects.all()],
        "filings": [f.content for f in Filing.objects.all()],
        "chain": list(Event.objects.filter(kind="case").order_by("seq").values_list("digest", flat=True)),
    }


def deliver(bodies):
    for body in bodies:
        kind = kinds.known("case")
        kind.check(body)
        kind.run(body, at=clock.now())


@pytest.fixture
def made(zone):
    edition = factories.edition()
    staff = factories.Staff(edition.power.office)
    return edition, staff, factories.citizen()


def test_an_application_stands_on_the_inner_net_as_it_left_the_outer(made, zone):
    edition, staff, citizen = made

    def outer():
        case = factories.submitted(edition_=edition, applicant=citizen)
        factories.fresh(case).accept(by=staff.window, at=clock.now())

    with zone("outer"):
        bodies, told = carried(outer)
    with zone("inner"):
        deliver(bodies)
        assert snapshot() == told
        assert Case.objects.get().applicant is None
        assert verify().sound


def test_a_decision_goes_out_with_its_paper_and_without_the_words_of_the_desk(made, zone):
    edition, staff, citizen = made
    with zone("outer"):
        case = factories.submitted(edition_=edition, applicant=citizen)
        factories.fresh(case).accept(by=staff.window, at=clock.now())
    with zone("inner"):
        while factories.fresh(case).open_runs[0].kind != "decision":
            run = factories.fresh(case).open_runs[0]
            factories.fresh(case).advance(
                by=staff.on(run.lane),
                at=clock.now(),
                step=run.code,
                outcome=run.step.forward[0].code,
                note=INNER_WORDS,
            )
        factories.fresh(case).refuse(by=staff.head, at=clock.now(), note=INNER_WORDS, reasons="不符合第八条")
        print_pending()
        inner_events = Event.objects.filter(kind="case", zone="inner").order_by("seq")
        bodies = [{"event": e.sealed, "data": messages.attach(e).data} for e in inner_events]
    crossing = json.dumps(bodies, ensure_ascii=False)
    assert "不符合第八条" in crossing
    secrets = [INNER_WORDS, *User.objects.filter(kind="official").values_list("name", flat=True)]
    assert [word for word in secrets if word in crossing] == []
    assert all(set(b["data"]) <= {"papers"} for b in bodies)


def test_a_filing_that_is_not_the_one_committed_to_is_refused(made, zone):
    edition, _, citizen = made
    with zone("outer"):
        bodies, _ = carried(lambda: factories.submitted(edition_=edition, applicant=citizen))
    bodies[0]["data"]["filing"]["content"]["answers"] = {"reason": "别的"}
    with zone("inner"), pytest.raises(ValueError, match="commits"), transaction.atomic():
        deliver(bodies)


def test_an_applicants_word_withdraws_the_case_on_the_inner_net_unless_it_is_decided(made, zone):
    case, staff = factories.case_at(State.HANDLING, zone=zone)
    with zone("inner"):
        messages.apply_petition({"case": str(case.pk), "act": "withdraw"}, at=clock.now())
    assert factories.fresh(case).state == State.WITHDRAWN
    decided, _ = factories.case_at(State.GRANTED, zone=zone)
    with zone("inner"):
        messages.apply_petition({"case": str(decided.pk), "act": "withdraw"}, at=clock.now())
    assert factories.fresh(decided).state == State.GRANTED
