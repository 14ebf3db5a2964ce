"""An application that the window entered stands on the inner net with its way, papers and party, and goes to its end."""

import pytest
from django.db import transaction

from ledger import clock
from ledger.events import Event
from tests import factories
from workflow import dossier, messages
from workflow.applying import Way
from workflow.entries import Entry, of_filing
from workflow.machine import Case
from workflow.materials import filings
from workflow.papers.papers import print_pending
from workflow.states import State

from .test_messages import carried, deliver

pytestmark = pytest.mark.django_db


def entered(edition, clerk, **more) -> Case:
    entry = Entry(kind="person", way=Way.FAX, account=None, paper={"m2": 2, "m1": 0})
    told = {
        "party": factories.party() | {"agent": "陈志远"},
        "answers": {"reason": "开办"},
        "token": "counter",
    } | more
    return filings.submit(
        edition, by=clerk, at=clock.now(), materials=[factories.material("m1")], entry=entry, **told
    )


@pytest.fixture
def made():
    edition = factories.edition()
    return edition, factories.Staff(edition.power.office)


def test_an_entered_application_crosses_and_is_decided(made, zone):
    edition, staff = made

    def outer():
        case = entered(edition, staff.window)
        factories.fresh(case).accept(by=staff.window, at=clock.now())

    with zone("outer"):
        bodies, _ = carried(outer)
    with zone("inner"):
        deliver(bodies)
        case = Case.objects.get()
        assert (case.state, case.applicant) == (State.HANDLING, None)
        assert case.applied.words == "传真，窗口登记" and case.on_paper == [("身份证明", 2)]
        assert case.party.details["agent"] == "陈志远"
        assert dossier.trail(case)[0].title == "登记申请（传真）"
        assert dossier.trail(case)[0].who == "受理窗口"
        factories._advance_to_decision(factories.fresh(case), staff, clock.now())
        factories.fresh(case).grant(by=staff.head, at=clock.now(), note="同意")
        assert factories.fresh(case).state == State.GRANTED


def test_a_party_that_is_not_the_one_it_was_entered_for_is_not_let_in(made, zone):
    edition, staff = made
    with zone("outer"):
        bodies, _ = carried(lambda: entered(edition, staff.window))
    bodies[0]["data"]["party"]["details"]["name"] = "别人"
    with zone("inner"), pytest.raises(ValueError, match="party"), transaction.atomic():
        deliver(bodies)


def test_the_same_form_sent_twice_is_one_case(made, zone):
    edition, staff = made
    with zone("outer"):
        first, second = (entered(edition, staff.window) for _ in range(2))
    assert first.pk == second.pk and Case.objects.count() == 1


def test_what_an_applicant_files_himself_is_online(made, zone):
    edition, _ = made
    with zone("outer"):
        case = factories.submitted(edition_=edition)
    assert case.applied.words == "网上" and not case.applied.is_entered
    assert "way" not in Event.objects.get(verb="submit").body


def test_earlier_lists_know_seven_ways_and_the_law_more():
    assert [Way(code).earlier_code for code in ("window", "online", "fax", "telegram", "letter", "email", "kiosk")] == [
        "0", "1", "3", "4", "5", "6", "7",
    ]  # fmt: skip
    assert of_filing({"way": "telex"}).words == "电传，窗口登记"


def test_the_receipt_of_an_entered_case_is_printed_and_does_not_name_the_clerk(made, zone):
    edition, staff = made
    with zone("outer"):
        case = entered(edition, staff.window)
        print_pending()
        paper = case.papers.get()
        assert paper.sha256 and staff.window.name not in str(paper.fields)
        assert messages.attach(Event.objects.get(kind="case")).data["party"]["kind"] == "person"


def by_agent(edition, agent, **more) -> Case:
    entry = Entry(kind="person", way=Way.ONLINE, account=agent, paper={})
    party = factories.party() | {"agent": "陈志远", "agent_kind": "414", "agent_id": "E12345678"}
    told = {"party": party, "answers": {"reason": "开办"}, "token": "agent"} | more
    return filings.submit(
        edition, by=agent, at=clock.now(), materials=[factories.material("m1")], entry=entry, **told
    )


def test_an_application_by_an_agent_crosses_and_says_so(made, zone):
    edition, staff = made
    agent = factories.citizen()

    def outer():
        case = by_agent(edition, agent)
        assert case.applicant == agent and "way" not in Event.objects.get(verb="submit").body
        factories.fresh(case).accept(by=staff.window, at=clock.now())

    with zone("outer"):
        bodies, _ = carried(outer)
    with zone("inner"):
        deliver(bodies)
        case = Case.objects.get()
        assert case.applied.words == "网上，代理人提出" and not case.applied.is_entered
        assert (case.party.name, case.party.agent_word, case.party.masked_agent_id) == (
            "张三",
            "护照",
            "E*******8",
        )
        assert (dossier.trail(case)[0].title, dossier.trail(case)[0].who) == ("提交申请", "代理人")


def test_an_agents_filing_with_another_party_is_not_let_in(made, zone):
    edition, _ = made
    with zone("outer"):
        bodies, _ = carried(lambda: by_agent(edition, factories.citizen()))
    bodies[0]["data"]["party"]["details"]["name"] = "别人"
    with zone("inner"), pytest.raises(ValueError, match="party"), transaction.atomic():
        deliver(bodies)
