"""Materials that come later: what may be put off, what the window lets wait, what is owed on both nets, and when it is paid."""

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from exchange import kinds
from exchange.outbox import Outbox
from ledger import clock
from ledger.clock import CHINA, civil_day
from ledger.events import Event
from ledger.verbs import NotAllowed, Refused
from ledger.verify import verify
from powers.people.people import CLOCK
from tests import factories
from tests.workflow.test_messages import carried, snapshot
from workflow import messages
from workflow.acts import ReceptionForm
from workflow.calendar.workdays import Calendar
from workflow.clock.deadlines import add_workdays
from workflow.machine import Case
from workflow.materials import filings, owed_sheet, owed_supply, owing
from workflow.materials.filings import Filing
from workflow.materials.owed_supply import Supply
from workflow.materials.owing import Debt
from workflow.notices import desk_notices
from workflow.notices.desk_notices import DeskNotice
from workflow.papers.papers import Paper, print_pending
from workflow.papers.text import paper_text
from workflow.states import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    return factories.edition(materials=[*factories.MATERIALS, factories.LATER])


def today():
    return civil_day(clock.now())


def soon(days=3):
    return add_workdays(today(), days, calendar=Calendar.load())


def file(item, *, owed=None, at=None, **more) -> Case:
    at = at or clock.now()
    return filings.submit(
        item, by=factories.citizen(), at=at, party=factories.party(), answers={},
        materials=[factories.material("m1"), factories.material("m2")], token=f"t{Filing.objects.count()}-{at}",
        owed={"m3": soon()} if owed is None else owed, **more,
    )  # fmt: skip


def accepted(item, zone, **more):
    with zone("outer"):
        case = file(item, **more)
        staff = factories.Staff(case.office)
        factories.fresh(case).accept(by=staff.window, at=clock.now())
    return factories.fresh(case), staff


def supply(case, *, by=None, data=factories.PDF + b"later", token="s1", note=""):
    case = factories.fresh(case)
    given = [factories.material("m3", data=data, name="学历证明.pdf")]
    owed_supply.send(case, by=by or case.applicant, at=clock.now(), note=note, materials=given, token=token)


def posted() -> dict:
    return Outbox.objects.filter(kind="case.supply_owed").latest("pk").body


def cross(body):
    kind = kinds.known("case.supply_owed")
    kind.check(body)
    kind.run(body, at=clock.now())


def client_of(user) -> Client:
    client = Client()
    client.force_login(user, backend=factories.BACKEND)
    return client


def browse(user, address) -> str:
    answer = client_of(user).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def decide(case, staff, verb, **said):
    factories._advance_to_decision(factories.fresh(case), staff, clock.now())
    return getattr(factories.fresh(case), verb)(by=staff.head, at=clock.now(), note="同意", **said)


@pytest.mark.parametrize("days", [0, -1])
def test_a_day_that_is_over_is_refused(item, zone, days):
    with zone("outer"), pytest.raises(Refused, match="要在今天以后"):
        file(item, owed={"m3": today() + timedelta(days=days)})


def test_a_day_later_than_the_item_would_be_done_is_refused(item, zone):
    last = owing.last_day(item, factories.LATER, on=today())
    assert last == add_workdays(today(), item.promised_days, calendar=Calendar.load())
    with zone("outer"):
        file(item, owed={"m3": last})
        with pytest.raises(Refused, match="最晚"):
            file(item, owed={"m3": last + timedelta(days=1)})


def test_an_item_may_give_a_material_fewer_days_and_never_more_than_its_own_limit():
    item = factories.edition(materials=[factories.LATER | {"wait_days": 2}])
    days = [owing.last_day(item, factories.LATER | {"wait_days": n}, on=today()) for n in (2, 99, 0)]
    assert days == [soon(2), soon(8), soon(8)]
    assert "最晚" in owing.fault_of(item, item.materials[0], soon(3), on=today())


def test_only_what_the_item_lets_wait_may_be_put_off(item, zone):
    with zone("outer"), pytest.raises(Refused, match="容缺后补"):
        file(item, owed={"m1": soon()})


def test_the_receipt_names_what_came_and_not_what_is_put_off(item, zone):
    with zone("outer"):
        receipt = file(item).papers.get(kind="submission_receipt")
    assert receipt.fields["materials"] == ["申请表", "身份证明"]


def test_the_acceptance_makes_the_debt_and_its_notice_names_it(item, zone):
    case, _ = accepted(item, zone)
    debt = Debt.objects.get()
    assert (debt.code, debt.due_on, debt.supplied_at) == ("m3", soon(), None)
    event = Event.objects.get(subject=case.pk, verb="accept")
    assert event.body["owed"] == [{"code": "m3", "by": soon().isoformat()}]
    notice = case.papers.get(kind="acceptance_notice")
    words = "".join(block.text for block in paper_text("acceptance_notice", notice.fields))
    assert f"学历证明，{soon().year}年{soon().month}月{soon().day}日前" in words
    assert "除容缺后补的以外" in words and "没有补齐的，不能作出准予的决定" in words
    assert case.due_on == add_workdays(today(), 8, calendar=Calendar.load())


def test_a_notice_without_a_debt_says_nothing_of_one(item, zone):
    case, _ = accepted(item, zone, owed={})
    notice = case.papers.get(kind="acceptance_notice")
    words = "".join(block.text for block in paper_text("acceptance_notice", notice.fields))
    assert "容缺" not in words and "申请材料齐全、符合法定形式" in words
    assert not Debt.objects.exists()


def test_the_window_may_let_it_wait_or_not(item, zone):
    with zone("outer"):
        case = factories.fresh(file(item))
        staff = factories.Staff(case.office)
        with pytest.raises(Refused, match="没有交的材料才能容缺"):
            case.accept(by=staff.window, at=clock.now(), owed=["m1"])
        factories.fresh(case).accept(by=staff.window, at=clock.now(), owed=[])
    assert not Debt.objects.exists()


def test_the_window_is_offered_to_let_wait_only_what_was_promised():
    plain = {"code": "m1", "name": "申请表"}
    form = ReceptionForm([plain, plain | {"code": "m3", "owed_by": today()}])
    offered = [[value for value, _ in form.fields[f"check_{code}"].choices] for code in ("m1", "m3")]
    assert ["owed" in values for values in offered] == [False, True]


def test_silence_accepts_with_the_debt(item, zone, clock):
    begun = datetime(2026, 3, 2, 10, tzinfo=CHINA)
    clock.set(begun)
    with zone("outer"):
        case = file(item, at=begun, owed={"m3": soon(6)}, demo=True)
        late = clock.set(datetime(2026, 3, 11, 10, tzinfo=CHINA))
        factories.fresh(case).accept_by_silence(by=CLOCK, at=late)
    assert Debt.objects.get().due_on == civil_day(begun) + timedelta(days=8)


def test_nothing_is_granted_while_anything_is_owed_but_it_may_be_refused(item, zone):
    case, staff = accepted(item, zone)
    with zone("inner"):
        with pytest.raises(Refused, match="“学历证明”.*受理时容缺.*前补"):
            decide(case, staff, "grant")
        decide(case, staff, "refuse", reasons="材料没有补齐")
    assert factories.fresh(case).state == State.REFUSED


def test_what_is_supplied_becomes_a_filing_of_the_case_and_pays_the_debt(item, zone):
    case, staff = accepted(item, zone)
    with zone("outer"):
        supply(case, note="昨天拿到的")
        assert owed_supply.on_their_way(factories.fresh(case)) == {"m3"}
    with zone("inner"):
        cross(posted())
        case = factories.fresh(case)
        assert [m.file_name for m in case.materials.filter(code="m3")] == ["学历证明.pdf"]
        assert case.materials.get(code="m3").came_as == "容缺后补"
        filing = Filing.objects.get(case=case, kind="owed")
        event = Event.objects.get(subject=case.pk, verb="supply_owed")
        assert (filing.content["note"], event.body["filing"], event.actor["post"]) == (
            "昨天拿到的", filing.commitment, "applicant",
        )  # fmt: skip
        assert Debt.objects.get().supplied_at == Supply.objects.get().sent_at
        decide(case, staff, "grant")
    assert factories.fresh(case).state == State.GRANTED


def test_both_nets_hold_the_same_events_files_and_debts(item, zone):
    """From the filing to the decision, through both nets, each with rows of its own."""
    citizen, staff = factories.citizen(), factories.Staff(item.power.office)
    kept = {}

    def outer():
        case = file(item)
        factories.fresh(case).accept(by=staff.window, at=clock.now())
        print_pending()
        supply(case)
        kept["supply"] = posted()

    with zone("outer"):
        bodies, told = carried(outer)
    assert citizen and told["debts"] == [("m3", soon(), None)]
    with zone("inner"):
        for body in bodies:
            kinds.known("case").run(body, at=clock.now())
        assert snapshot() == told
        cross(kept["supply"])
        assert verify().sound
        inner = snapshot()
        event = Event.objects.get(verb="supply_owed")
        back = {"event": event.sealed, "data": messages.attach(event).data}
    assert back["data"] == {} and inner["debts"][0][2] is not None


def test_the_outer_net_files_under_the_number_the_inner_net_gave(item, zone):
    """The event comes back to rows of the outer net alone: what the inner net wrote is undone first."""
    case, _ = accepted(item, zone)
    with zone("outer"):
        supply(case)
    back = {}

    class Undo(Exception):
        pass

    with pytest.raises(Undo), zone("inner"), transaction.atomic():
        cross(posted())
        event = Event.objects.get(verb="supply_owed")
        back = {"event": event.sealed, "data": messages.attach(event).data}
        told = snapshot()
        raise Undo
    assert not Filing.objects.filter(kind="owed").exists()
    with zone("outer"):
        kind = kinds.known("case")
        kind.check(back)
        kind.run(back, at=clock.now())
        assert snapshot() == told
        assert owed_supply.on_their_way(factories.fresh(case)) == set()
        assert owed_supply.asked(factories.fresh(case)) == []
        assert verify().sound


def test_an_event_of_something_that_was_not_sent_from_here_is_refused(item, zone):
    case, _ = accepted(item, zone)
    with zone("outer"):
        supply(case)
    body = posted()
    body["content"]["note"] = "别的"

    class Undo(Exception):
        pass

    with pytest.raises(Undo), zone("inner"), transaction.atomic():
        cross(body)
        back = {"event": Event.objects.get(verb="supply_owed").sealed, "data": {}}
        raise Undo
    with zone("outer"), pytest.raises(ValueError, match="not sent from here"), transaction.atomic():
        kinds.known("case").run(back, at=clock.now())


def test_sent_twice_it_is_sent_once_and_nothing_is_supplied_that_is_not_owed(item, zone):
    case, _ = accepted(item, zone)
    with zone("outer"):
        supply(case)
        supply(case)
        assert Supply.objects.count() == Outbox.objects.filter(kind="case.supply_owed").count() == 1
        with pytest.raises(Refused, match="不用再补"):
            supply(case, token="s2")
        with pytest.raises(NotAllowed):
            supply(case, by=factories.citizen(), token="s3")


def test_what_comes_after_the_decision_is_not_filed(item, zone):
    case, staff = accepted(item, zone)
    with zone("outer"):
        supply(case)
    with zone("inner"):
        decide(case, staff, "refuse", reasons="材料没有补齐")
        cross(posted())
    assert not Filing.objects.filter(kind="owed").exists()
    assert owing.outstanding(factories.fresh(case))


def test_once_decided_nothing_is_said_to_be_on_its_way_or_late(item, zone):
    case, staff = accepted(item, zone)
    with zone("outer"):
        supply(case)
        assert owed_supply.sheet(factories.fresh(case), on=soon()).rows[0].tag[1] == "已发出，正在转送"
    with zone("inner"):
        decide(case, staff, "refuse", reasons="材料没有补齐")
    with zone("outer"):
        over = owed_supply.sheet(factories.fresh(case), on=soon() + timedelta(days=1))
        assert over.rows[0].tag[1] == "办结以后才送到，只存入案卷"
        assert not over.is_open and not over.is_overdue and not over.is_whole
        page = browse(case.applicant, f"/cases/{case.number}/")
    assert (
        "容缺的材料没有补齐" in page
        and "材料存入案卷，不改变结果" in page
        and "补交材料</a>" not in page
        and "正在转送" not in page
    )


def test_it_waits_for_its_case(item, zone):
    case, _ = accepted(item, zone)
    with zone("outer"):
        supply(case)
    with zone("inner"), pytest.raises(owed_supply.TooEarly):
        cross(posted() | {"case": "0" * 32})


def test_the_clerk_who_took_it_in_is_named(item, zone):
    case, staff = accepted(item, zone)
    with zone("outer"):
        supply(case, by=staff.window)
    with zone("inner"):
        cross(posted())
    assert Event.objects.get(verb="supply_owed").body["window"] == staff.window.staff_no


def test_a_day_that_passed_is_said_and_changes_nothing_by_itself(item, zone):
    case, _ = accepted(item, zone)
    sheet = owed_sheet.sheet(case, on=soon())
    assert not sheet.is_overdue and sheet.rows[0].tag[0] == "warn"
    late = owed_sheet.sheet(case, on=soon() + timedelta(days=1))
    assert late.is_overdue and late.rows[0].tag[1] == "逾期未补"
    assert factories.fresh(case).state == State.HANDLING


CHANGES = (
    "UPDATE workflow_debt SET due_on = '2099-01-01'",
    "UPDATE workflow_debt SET code = 'm9'",
    "DELETE FROM workflow_debt",
    "UPDATE workflow_supply SET sent_at = '2020-01-01'",
    "DELETE FROM workflow_supply",
)


@pytest.mark.parametrize("change", CHANGES)
def test_the_database_keeps_debts_and_what_was_sent(item, zone, change):
    case, _ = accepted(item, zone)
    with zone("outer"):
        supply(case)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_a_debt_that_is_paid_is_not_owed_again(item, zone):
    case, _ = accepted(item, zone)
    with zone("outer"):
        supply(case)
    with zone("inner"):
        cross(posted())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE workflow_debt SET supplied_at = NULL")


def test_the_schema_admits_nothing_else(item, zone):
    case, _ = accepted(item, zone)
    with zone("outer"):
        supply(case)
    with pytest.raises(kinds.Misfit):
        kinds.known("case.supply_owed").check(posted() | {"name": "张三"})


def test_papers_are_made_with_the_debt(item, zone):
    accepted(item, zone)
    print_pending()
    assert Paper.objects.get(kind="acceptance_notice").sha256


def test_the_desk_is_told_of_what_came_and_of_a_day_that_passed(item, zone):
    case, staff = accepted(item, zone)
    with zone("inner"):
        late = datetime.combine(soon() + timedelta(days=1), datetime.min.time(), CHINA)
        for _ in range(2):
            desk_notices.remind(at=late)
        told = DeskNotice.objects.filter(recipient=staff.handler, text__contains="容缺")
        assert [each.kind for each in told] == ["due"]
    with zone("outer"):
        supply(case)
    with zone("inner"):
        cross(posted())
        assert told.filter(kind="message", text__contains="补交来了").count() == 1
        page = browse(staff.handler, f"/desk/cases/{case.number}/")
    assert "已补交" in page and "容缺后补件" in page


def test_the_desk_sees_what_is_owed_and_the_refused_grant_says_why(item, zone):
    case, staff = accepted(item, zone)
    with zone("inner"):
        assert "容缺后补的材料" in (page := browse(staff.handler, f"/desk/cases/{case.number}/"))
        assert "前补" in page and "补齐以前不能准予" in page
        factories._advance_to_decision(factories.fresh(case), staff, clock.now())
        run = factories.fresh(case).open_runs[0]
        answer = client_of(staff.head).post(
            f"/desk/cases/{case.number}/opinion/{run.code}/", {"outcome": "grant", "note": "同意"}
        )
    assert answer.status_code == 422 and "还有容缺的材料没有补交，不能准予" in answer.content.decode()
