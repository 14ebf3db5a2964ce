"""What was supplied and came when nothing was owed any more is kept with the case, and changes nothing."""

import io
import zipfile

import pytest
from django.db import DatabaseError, connection, transaction

from ledger import clock
from ledger.events import Event
from ledger.verify import verify
from tests import factories
from tests.workflow.test_owed_originals import bring
from tests.workflow.test_owing import accepted, browse, cross, decide, posted, supply
from workflow.desk import case_file
from workflow.materials import owing
from workflow.materials.filings import Filing
from workflow.materials.owed_late import LateSupply
from workflow.states import State
from workflow.turns.grounds import TerminationGround

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    return factories.edition(materials=[*factories.MATERIALS, factories.LATER])


def end(case, staff, how):
    case = factories.fresh(case)
    if how == "refuse":
        decide(case, staff, "refuse", reasons="材料没有补齐")
    elif how == "terminate":
        case.terminate(by=staff.head, at=clock.now(), ground=TerminationGround.values[0], reasons="已经注销")
    else:
        case.withdraw(by=case.applicant, at=clock.now())


@pytest.mark.parametrize("how", ["refuse", "terminate", "withdraw"])
def test_what_was_on_its_way_when_the_case_ended_is_kept_and_moves_nothing(item, zone, how):
    case, staff = accepted(item, zone)
    with zone("outer"):
        supply(case, note="刚拿到")
    with zone("inner"):
        end(case, staff, how)
        before = factories.fresh(case)
        cross(posted())
        after = factories.fresh(case)
        assert (after.state, after.seq, after.last_at) == (before.state, before.seq, before.last_at)
        late = LateSupply.objects.get()
        assert (late.note, late.files, late.state, late.case_id) == ("刚拿到", 1, before.state, case.pk)
        assert owing.outstanding(after) and not Filing.objects.filter(kind="owed").exists()
        page = browse(staff.handler, f"/desk/cases/{case.number}/")
    assert (
        f"{State(before.state).label}以后收到" in page
        and "没有作为审查和决定的依据" in page
        and "刚拿到" in page
    )
    assert "办结后收到件，学历证明.pdf" in page
    event = Event.objects.get(kind="late_supply")
    assert (event.body["case"], event.body["state"]) == (str(case.pk), before.state)
    assert verify().sound


def test_the_late_file_can_be_opened_at_the_desk_and_stands_in_the_file_of_the_case_as_late(item, zone):
    case, staff = accepted(item, zone)
    with zone("outer"):
        supply(case)
    with zone("inner"):
        end(case, staff, "withdraw")
        cross(posted())
        case = factories.fresh(case)
        material = case.materials.get(code="m3")
        assert material.came_as == "办结后收到"
        at = f"/desk/cases/{case.number}/?material={material.pk}"
        assert "学历证明.pdf" in browse(staff.handler, at)
        into = io.BytesIO()
        case_file.write(case, into)
    archive = zipfile.ZipFile(into)
    told = archive.read("卷内目录.txt").decode() + archive.read("全程记录.txt").decode()
    assert "学历证明，办结后收到，不是决定的依据" in told and "以后收到补交的材料" in told


def test_an_original_that_came_too_late_is_kept_too(item, zone):
    case, staff = accepted(item, zone)
    with zone("outer"):
        bring(case, by=staff.window, paper={"m3": 2})
    with zone("inner"):
        end(case, staff, "refuse")
        cross(posted())
        page = browse(staff.handler, f"/desk/cases/{case.number}/")
    assert LateSupply.objects.get().staff == staff.window.staff_no
    assert "纸质原件 2 份，在受理窗口" in page


def test_what_comes_a_second_time_while_the_case_is_in_hand_is_kept_as_such(item, zone):
    case, staff = accepted(item, zone)
    with zone("outer"):
        supply(case)
    with zone("inner"):
        for _ in range(2):
            cross(posted())
        assert "补齐以后又收到" in browse(staff.handler, f"/desk/cases/{case.number}/")
    assert factories.fresh(case).state == State.HANDLING


@pytest.mark.parametrize(
    "change", ["UPDATE workflow_latesupply SET staff = 'x'", "DELETE FROM workflow_latesupply"]
)
def test_what_came_late_stays_as_it_came(item, zone, change):
    case, staff = accepted(item, zone)
    with zone("outer"):
        supply(case)
    with zone("inner"):
        end(case, staff, "withdraw")
        cross(posted())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
