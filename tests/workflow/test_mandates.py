"""An authority that is questioned and ended on the outer net is known at the desk, and the case goes on without the agent."""

import json

import pytest
from django.db import transaction

from exchange import kinds
from exchange.kinds import TooEarly
from ledger import clock
from ledger.events import Event
from powers.items.identity_documents import known_as
from tests import factories
from workflow.desk import case_file
from workflow.machine import Case
from workflow.notices.desk_notices import DeskNotice
from workflow.states import State
from workflow.turns import mandate_crossing, mandates
from workflow.turns.mandates import Mandate, Standing

from .test_applying import by_agent
from .test_messages import carried, deliver

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    edition = factories.edition()
    return edition, factories.Staff(edition.power.office), factories.citizen()


def question_and_end(edition, staff, agent):
    case = by_agent(edition, agent)
    factories.fresh(case).accept(by=staff.window, at=clock.now())
    claim = known_as(case.party.details)
    mandates.doubt(factories.fresh(case), by=factories.citizen(), at=clock.now(), claim=claim, word="never")
    mandates.of_case(factories.fresh(case)).end_mandate(
        by=staff.window, at=clock.now(), word="withdrawn", note="看过身份证"
    )


def hear(bodies):
    for body in bodies:
        kind = kinds.known("mandate")
        kind.check(body)
        kind.run(body, at=clock.now())


def both(made, zone):
    """The same play twice gives two cases; the messages of one must be of the other's."""
    edition, staff, agent = made
    found = []

    def play():
        question_and_end(edition, staff, agent)
        found.extend(
            {"event": e.sealed, "data": mandate_crossing.attach(e).data}
            for e in Event.objects.filter(kind="mandate").order_by("pk")
        )

    with zone("outer"):
        bodies, _ = carried(play)
    return bodies, found


def test_the_desk_is_told_of_the_objection_and_of_the_end(made, zone):
    bodies, words = both(made, zone)
    with zone("inner"):
        deliver(bodies)
        hear(words[:1])
        mandate = Mandate.objects.get()
        assert (mandate.state, mandate.word, mandate.case) == (Standing.DOUBTED, "never", Case.objects.get())
        hear(words[1:])
        mandate = Mandate.objects.get()
        assert (mandate.state, mandate.word, mandate.words) == (Standing.ENDED, "withdrawn", {})
        texts = list(
            DeskNotice.objects.filter(kind="agent", recipient=made[1].handler).values_list("text", flat=True)
        )
        assert any("窗口正在核对" in text for text in texts) and any(
            "已经终止（申请人撤回委托）" in text for text in texts
        )


def test_what_crosses_says_neither_who_spoke_nor_how_it_was_seen(made, zone):
    _, words = both(made, zone)
    whole = json.dumps(words, ensure_ascii=False)
    assert (
        "看过身份证" not in whole
        and made[1].window.name not in whole
        and all(each["data"] == {} for each in words)
    )


def test_the_words_wait_for_their_case(made, zone):
    _, words = both(made, zone)
    with zone("inner"), pytest.raises(TooEarly), transaction.atomic():
        hear(words)


def test_the_case_goes_on_to_its_end_without_the_agent(made, zone):
    edition, staff, agent = made
    with zone("outer"):
        question_and_end(edition, staff, agent)
        case = Case.objects.get()
    with zone("inner"):
        factories._advance_to_decision(factories.fresh(case), staff, clock.now())
        factories.fresh(case).grant(by=staff.head, at=clock.now(), note="同意")
    with zone("outer"):
        factories.STEPS["deliver"](factories.fresh(case), staff, clock.now())
        assert (factories.fresh(case).state, factories.fresh(case).applicant) == (State.CONCLUDED, None)


def test_the_file_of_the_case_holds_what_was_said_of_the_authority(made, zone):
    edition, staff, agent = made
    with zone("outer"):
        question_and_end(edition, staff, agent)
    leaves = {leaf.name: leaf.data for leaf in case_file.leaves(Case.objects.get())}
    verbs = [json.loads(json.loads(line)["sealed"])["verb"] for line in leaves["委托.jsonl"].splitlines()]
    assert verbs == ["doubt_mandate", "end_mandate"]
    told = leaves["全程记录.txt"].decode("utf-8-sig")
    assert "自称申请人的账户\t提出委托异议\t不是申请人委托的" in told
    assert "终止委托\t申请人撤回委托" in told and "看过身份证" not in told


def test_the_inner_net_ends_no_authority(made, zone):
    edition, staff, agent = made
    with zone("outer"):
        case = by_agent(edition, agent)
    with zone("inner"), pytest.raises(mandates.Refused, match="外网"):
        mandates.of_case(case).end_mandate(by=staff.window, at=clock.now(), word="never", note="看过")
