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
        "entry": entry,
    } | more
    return filings.submit(edition, by=clerk, at=clock.now(), materials=[factories.material("m1")], **told)


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


def by_agent(edition, agent, *, kind="person", **more) -> Case:
    entry = Entry(kind=kind, way=Way.ONLINE, account=agent, paper={})
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


def test_an_enterprise_that_acts_for_another_crosses_with_the_man_who_acts_for_it(made, zone):
    edition, staff = made
    code = factories.credit_code()
    agent = {
        "agent": "某代理公司",
        "agent_kind": "统一社会信用代码",
        "agent_id": code,
        "agent_phone": "025-83000001",
    }
    agent |= {"handler": "周予安", "handler_kind": "414", "handler_id": "E12345678"}
    party = factories.party() | {
        "name": "某商行",
        "id_kind": "统一社会信用代码",
        "id_number": factories.credit_code(2),
    }
    with zone("outer"):
        bodies, _ = carried(
            lambda: by_agent(edition, factories.citizen(), kind="enterprise", party=party | agent)
        )
    with zone("inner"):
        deliver(bodies)
        party = Case.objects.get().party
        assert (party.kind, party.masked_name, party.acts_by_authority) == ("enterprise", "某商行", True)
        assert (party.agent_part, party.masked_agent_id, party.agent_word) == (
            "代理人",
            code,
            "统一社会信用代码",
        )
        assert (party.handler_word, party.masked_handler_id) == ("护照", "E*******8")


def test_an_enterprise_that_acts_for_itself_has_no_agent_by_authority(made, zone):
    edition, staff = made
    party = factories.party() | {"agent": "周予安", "agent_kind": "414", "agent_id": "E12345678"}
    with zone("outer"):
        entry = Entry(kind="enterprise", way=Way.WINDOW, account=None, paper={})
        own = entered(edition, staff.window, entry=entry, party=party).party
    assert (own.acts_by_authority, own.agent_part, own.masked_agent_id) == (False, "经办人", "E*******8")


def test_an_agents_filing_with_another_party_is_not_let_in(made, zone):
    edition, _ = made
    with zone("outer"):
        bodies, _ = carried(lambda: by_agent(edition, factories.citizen()))
    bodies[0]["data"]["party"]["details"]["name"] = "别人"
    with zone("inner"), pytest.raises(ValueError, match="party"), transaction.atomic():
        deliver(bodies)
