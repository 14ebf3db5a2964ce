"""A debt paid at the window with an original on paper: recorded once by the clerk, the same on both nets, a copy or not."""

import pytest
from django.db import transaction

from exchange import kinds
from ledger import clock
from ledger.events import Event
from ledger.verbs import Refused
from ledger.verify import verify
from tests import factories
from tests.workflow.test_messages import snapshot
from tests.workflow.test_owing import accepted, browse, cross, decide, posted
from workflow import messages
from workflow.materials import owed_sheet, owed_supply
from workflow.materials.filings import Filing
from workflow.materials.owing import Debt
from workflow.states import State

pytestmark = pytest.mark.django_db


class Undo(Exception):
    pass


@pytest.fixture
def item():
    return factories.edition(materials=[*factories.MATERIALS, factories.LATER])


def bring(case, *, by, paper, materials=(), token="p1", note=""):
    case = factories.fresh(case)
    owed_supply.send(
        case, by=by, at=clock.now(), note=note, materials=list(materials), token=token, paper=paper
    )


def test_an_original_taken_in_at_the_window_pays_the_debt(item, zone):
    case, staff = accepted(item, zone)
    with zone("outer"):
        bring(case, by=staff.window, paper={"m3": 2}, note="本人送来")
        assert owed_supply.on_their_way(factories.fresh(case)) == {"m3"}
        assert owed_supply.next_days([factories.fresh(case)]) == {}
    with zone("inner"):
        cross(posted())
        debt, event = Debt.objects.get(), Event.objects.get(verb="supply_owed")
        assert (debt.copies, debt.is_outstanding) == (2, False)
        assert event.body["paper"] == [{"code": "m3", "copies": 2}]
        assert (event.body["codes"], event.body["window"]) == (["m3"], staff.window.staff_no)
        assert Filing.objects.get(kind="owed").content["paper"] == [{"code": "m3", "copies": 2}]
        page = browse(staff.handler, f"/desk/cases/{case.number}/")
        assert "原件已收 2 份" in page and "补交容缺材料（窗口收下纸质原件）" in page
        decide(case, staff, "grant")
    assert factories.fresh(case).state == State.GRANTED


def test_both_nets_hold_the_same_and_the_applicant_reads_it(item, zone):
    case, staff = accepted(item, zone)
    with zone("outer"):
        bring(case, by=staff.window, paper={"m3": 1})
    body, back = posted(), {}
    with pytest.raises(Undo), zone("inner"), transaction.atomic():
        cross(body)
        event = Event.objects.get(verb="supply_owed")
        back = {"event": event.sealed, "data": messages.attach(event).data}
        told = snapshot()
        raise Undo
    with zone("outer"):
        kinds.known("case").check(back)
        kinds.known("case").run(back, at=clock.now())
        assert snapshot() == told and verify().sound
        assert Debt.objects.get().copies == 1
        page = browse(case.applicant, f"/cases/{case.number}/")
    assert "原件已收 1 份" in page and "收到纸质原件：学历证明 1 份" in page


def test_an_original_and_its_scan_may_come_together(item, zone):
    case, staff = accepted(item, zone)
    with zone("outer"):
        scan = factories.material("m3", data=factories.PDF + b"scan", name="学历.pdf")
        bring(case, by=staff.window, paper={"m3": 1}, materials=[scan])
    with zone("inner"):
        cross(posted())
    case = factories.fresh(case)
    assert case.materials.get(code="m3").came_as == "容缺后补"
    assert owed_sheet.sheet(case, on=clock.now().date()).rows[0].tag[1] == "原件已收 1 份"


def test_only_a_clerk_can_have_taken_an_original_in_and_only_what_is_owed(item, zone):
    case, staff = accepted(item, zone)
    with zone("outer"):
        with pytest.raises(Refused, match="由窗口登记"):
            bring(case, by=case.applicant, paper={"m3": 1})
        with pytest.raises(Refused, match="没有还要补交的这份原件"):
            bring(case, by=staff.window, paper={"m3": 1, "m1": 1})
        with pytest.raises(Refused, match="请先上传"):
            bring(case, by=staff.window, paper={"m3": 0})
    assert not owed_supply.Supply.objects.exists()


@pytest.mark.parametrize(
    "paper", [[{"code": "m3", "copies": 0}], [{"code": "m3", "copies": 100}], [{"code": "m3"}]]
)
def test_copies_that_are_none_do_not_cross(item, zone, paper):
    case, staff = accepted(item, zone)
    with zone("outer"):
        bring(case, by=staff.window, paper={"m3": 1})
    body = posted()
    body["content"]["paper"] = paper
    with pytest.raises(kinds.Misfit):
        kinds.known("case.supply_owed").check(body)
