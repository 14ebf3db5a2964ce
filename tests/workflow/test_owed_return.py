"""What was supplied and does not fit is sent back: owed again, by a day that takes nothing away, on both nets."""

from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from exchange import kinds
from hall.notices import owed
from hall.notices.notices import Notice
from ledger import clock as wall
from ledger.clock import CHINA
from ledger.events import Event
from ledger.verbs import NotAllowed, Refused
from ledger.verify import verify
from tests import factories
from tests.workflow.test_messages import snapshot
from tests.workflow.test_owing import accepted, browse, client_of, cross, decide, posted, soon, supply
from workflow import messages
from workflow.materials import owed_return, owed_supply, owing
from workflow.materials.owed_supply import Supply
from workflow.materials.owing import Debt
from workflow.notices import desk_notices
from workflow.notices.desk_notices import DeskNotice
from workflow.papers.papers import print_pending
from workflow.papers.text import paper_text

pytestmark = pytest.mark.django_db
WHY = "证明上没有学校的公章，请盖章以后重新扫描"


class Undo(Exception):
    pass


@pytest.fixture
def item():
    return factories.edition(materials=[*factories.MATERIALS, factories.LATER])


def supplied(item, zone, **more):
    case, staff = accepted(item, zone, **more)
    with zone("outer"):
        supply(case)
    with zone("inner"):
        cross(posted())
    told_back()
    return factories.fresh(case), staff


def told_back():
    """The outer net hears that what was sent has arrived; both nets share their tables here."""
    Supply.objects.update(arrived_at=wall.now())


def send_back(case, staff, *, by=None, at=None, code="m3", reasons=WHY, day=None):
    case = factories.fresh(case)
    step = case.open_runs[0].code
    return case.return_owed(
        by=by or staff.handler, at=at or wall.now(), step=step, code=code, reasons=reasons, day=day
    )


def test_it_is_owed_again_until_something_that_fits_has_come(item, zone):
    case, staff = supplied(item, zone)
    with zone("inner"):
        send_back(case, staff)
        assert [debt.code for debt in owing.outstanding(factories.fresh(case))] == ["m3"]
        with pytest.raises(Refused, match="“学历证明”.*退回.*前补"):
            decide(case, staff, "grant")
    with zone("outer"):
        supply(case, data=factories.PDF + b"sealed", token="s2")
    with zone("inner"):
        cross(posted())
        assert not owing.outstanding(factories.fresh(case)) and Debt.objects.count() == 2
        case = factories.fresh(case)
        case.grant(by=staff.head, at=wall.now(), note="同意")


def test_sent_back_at_once_the_day_stays_and_a_later_one_may_be_named(item, zone):
    case, staff = supplied(item, zone)
    with zone("inner"):
        debt = owed_return.returnable(case)[0]
        first, last = (f(debt, on=wall.now().date()) for f in (owed_return.earliest, owed_return.furthest))
        assert first == soon(3) and last == case.due_on == soon(8)
        for wrong in (first - timedelta(days=1), last + timedelta(days=1)):
            with pytest.raises(Refused, match="重交的日期最早"):
                send_back(case, staff, day=wrong)
        send_back(case, staff, day=last)
    assert Debt.objects.get(supplied_at=None).due_on == last


def test_the_days_the_office_took_are_not_counted_against_the_applicant(item, zone, clock):
    """Supplied on Monday with five working days left; looked at on Friday, there are five again."""
    at = clock.set(datetime(2026, 3, 2, 10, tzinfo=CHINA))
    case, staff = supplied(item, zone, at=at, owed={"m3": date(2026, 3, 9)}, demo=True)
    late = clock.set(datetime(2026, 3, 6, 10, tzinfo=CHINA))
    with zone("inner"):
        event = send_back(case, staff, at=late)
    assert event.body["by"] == "2026-03-13"


@pytest.mark.parametrize(("given", "day"), [(None, "2026-03-12"), (2, "2026-03-11")])
def test_what_came_on_the_last_day_leaves_three_working_days_or_all_that_the_item_gives(
    zone, clock, given, day
):
    material = factories.LATER | ({"wait_days": given} if given else {})
    item = factories.edition(materials=[*factories.MATERIALS, material])
    at = clock.set(datetime(2026, 3, 2, 10, tzinfo=CHINA))
    case, staff = accepted(item, zone, at=at, owed={"m3": date(2026, 3, 4)}, demo=True)
    clock.set(datetime(2026, 3, 4, 10, tzinfo=CHINA))
    with zone("outer"):
        supply(case)
    late = clock.set(datetime(2026, 3, 9, 10, tzinfo=CHINA))
    with zone("inner"):
        cross(posted())
        assert send_back(case, staff, at=late).body["by"] == day


def test_what_did_not_come_or_is_owed_already_is_not_sent_back_and_reasons_are_given(item, zone):
    case, staff = accepted(item, zone)
    with zone("inner"), pytest.raises(Refused, match="没有补交，或者已经退回"):
        send_back(case, staff)
    with zone("outer"):
        supply(case)
    with zone("inner"):
        cross(posted())
        with pytest.raises(Refused, match="理由"):
            send_back(case, staff, reasons="")
        with pytest.raises(NotAllowed):
            send_back(case, staff, by=staff.reviewer)
        send_back(case, staff)
        with pytest.raises(Refused, match="没有补交，或者已经退回"):
            send_back(case, staff)


def test_both_nets_hold_the_return_its_notice_and_the_debt(item, zone):
    """What the inner net wrote is undone; its events alone make the same rows on the outer one."""
    case, staff = accepted(item, zone)
    with zone("outer"):
        print_pending()
        supply(case)
    body, back = posted(), []
    with pytest.raises(Undo), zone("inner"), transaction.atomic():
        cross(body)
        send_back(case, staff)
        print_pending()
        for event in Event.objects.of(case.pk).filter(verb__in=("supply_owed", "return_owed")):
            back.append({"event": event.sealed, "data": messages.attach(event).data})
        told = snapshot()
        raise Undo
    assert Debt.objects.count() == 1
    with zone("outer"):
        for each in back:
            kinds.known("case").check(each)
            kinds.known("case").run(each, at=wall.now())
        assert snapshot() == told and verify().sound
        assert [debt.code for debt in owed_supply.asked(factories.fresh(case))] == ["m3"]
        assert WHY not in str(back[1]["event"])


def test_the_applicant_is_told_in_writing_reads_why_and_supplies_again(item, zone):
    case, staff = supplied(item, zone)
    with zone("inner"):
        send_back(case, staff)
    notice = case.papers.get(kind="owed_return_notice")
    words = "".join(block.text for block in paper_text("owed_return_notice", notice.fields))
    assert "学历证明" in words and "公章" in words and "没有补齐的，不能作出准予的决定" in words
    with zone("outer"):
        page = browse(case.applicant, f"/cases/{case.number}/")
        assert "补交的材料不合格，请重新补交" in page and "公章" in page and "补交材料</a>" in page
        assert "容缺材料退回告知书" in page
        asked = browse(case.applicant, f"/cases/{case.number}/owed/")
        assert "退回：证明上没有学校的公章" in asked and "前重新补交" in asked
        supply(case, data=factories.PDF + b"sealed", token="s2")
        assert "已发出，正在转送" in browse(case.applicant, f"/cases/{case.number}/")


def test_he_gets_a_message_and_is_reminded_of_the_new_day_too(item, zone):
    case, staff = accepted(item, zone)
    with zone("outer"):
        owed.remind(at=datetime.combine(soon(), datetime.min.time(), CHINA))
        supply(case)
    body, back = posted(), []
    with pytest.raises(Undo), zone("inner"), transaction.atomic():
        cross(body)
        send_back(case, staff)
        print_pending()
        for event in Event.objects.of(case.pk).filter(verb__in=("supply_owed", "return_owed")):
            back.append({"event": event.sealed, "data": messages.attach(event).data})
        raise Undo
    with zone("outer"):
        for each in back:
            kinds.known("case").run(each, at=wall.now())
        told = Notice.objects.get(kind="return_owed", channel="site")
        assert "已经退回" in told.text and "前补上" in told.text and "公章" not in told.text
        for _ in range(2):
            owed.remind(at=datetime.combine(soon(), datetime.min.time(), CHINA))
    assert Notice.objects.filter(kind="owed_ends", channel="site").count() == 2


def test_the_desk_offers_it_only_for_what_came_and_shows_what_was_sent_back(item, zone):
    case, staff = accepted(item, zone)
    at = f"/desk/cases/{case.number}/"
    with zone("inner"):
        assert "退回补交的材料" not in browse(staff.handler, at)
    with zone("outer"):
        supply(case)
    with zone("inner"):
        cross(posted())
        assert "退回补交的材料" in browse(staff.handler, at)
        desk, turn = client_of(staff.handler), f"{at}turns/return_owed/"
        assert "可以选的日期：“学历证明”" in desk.get(turn).content.decode()
        wrong = desk.post(turn, {"code": "m3", "reasons": WHY, "day": "2020-01-01"})
        assert wrong.status_code == 422 and "重交的日期最早" in wrong.content.decode()
        assert WHY in wrong.content.decode()
        assert desk.post(turn, {"code": "m3", "reasons": WHY, "day": ""}).status_code == 302
        page = browse(staff.handler, at)
    assert "补交的不合格：证明上没有学校的公章" in page and "前重交" in page


def test_the_desk_is_told_when_the_new_day_passes(item, zone):
    case, staff = supplied(item, zone)
    with zone("inner"):
        send_back(case, staff)
        desk_notices.remind(at=datetime.combine(soon() + timedelta(days=1), datetime.min.time(), CHINA))
    assert DeskNotice.objects.filter(kind="due", recipient=staff.handler, text__contains="容缺").count() == 1


def test_one_material_is_owed_once_at_a_time_and_a_debt_stays_as_it_was_made(item, zone):
    case, staff = supplied(item, zone)
    with zone("inner"):
        event = send_back(case, staff)
    with pytest.raises(DatabaseError), transaction.atomic():
        Debt.objects.create(case=case, code="m3", due_on=soon(), since=event.at, seq=99)
    for change in ("SET seq = NULL", "SET due_on = '2099-01-01'"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE workflow_debt {change}")


def test_a_case_that_is_over_sends_nothing_back(item, zone):
    case, staff = supplied(item, zone)
    with zone("inner"):
        decide(case, staff, "refuse", reasons="不符合条件")
        assert owed_return.returnable(factories.fresh(case)) == []
