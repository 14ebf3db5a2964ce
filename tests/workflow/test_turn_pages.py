"""The pages of the rarer turns: offered to whom the gate would let; what is typed wrong is shown again with a sentence."""

from datetime import timedelta

import pytest
from django.urls import reverse

from ledger import clock
from ledger.clock import civil_day
from tests import factories
from workflow.calendar.workdays import Calendar
from workflow.clock.deadlines import add_workdays
from workflow.states import State
from workflow.turns import hearings, silence

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(zone, client):
    case, staff = factories.case_at(State.HANDLING, zone=zone)
    with zone("inner"):
        yield client, case, staff


def sign_in(client, user):
    client.force_login(user, backend=factories.BACKEND)


def take(client, case, code, **said):
    return client.post(reverse("desk_turn", args=[case.number, code]), said)


def codes(client, case):
    page = client.get(reverse("desk_case", args=[case.number]))
    return {offer.code for offer in page.context["offers"]}


def test_each_post_is_offered_its_own_turns(desk):
    client, case, staff = desk
    sign_in(client, staff.handler)
    assert codes(client, case) == {"claim", "consult", "tell_hearing", "ask_extension"}
    sign_in(client, staff.head)
    assert codes(client, case) == {"assign", "extend", "terminate"}
    sign_in(client, staff.legal)
    assert codes(client, case) == set()


def test_claimed_assigned_and_released(desk):
    client, case, staff = desk
    other = factories.official("handler", at=case.office)
    sign_in(client, staff.handler)
    assert take(client, case, "claim").status_code == 302
    sign_in(client, other)
    page = client.get(reverse("desk_case", args=[case.number]))
    assert "已有人领办" in page.content.decode() and page.context["form"] is None
    sign_in(client, staff.reviewer)
    assert take(client, case, "assign", to="nobody").status_code == 422
    assert take(client, case, "assign", to=other.staff_no).status_code == 302
    sign_in(client, other)
    assert take(client, case, "release").status_code == 302
    assert factories.fresh(case).open_runs[0].holder == ""


def test_another_office_reads_the_file_and_answers(desk):
    client, case, staff = desk
    other = factories.office("鼓楼区生态环境局")
    adviser = factories.official("handler", at=other)
    sign_in(client, staff.handler)
    said = {"office": other.pk, "question": "排水是否达标", "days": 5}
    assert take(client, case, "consult", **{**said, "question": ""}).status_code == 422
    assert take(client, case, "consult", **said).status_code == 302
    sign_in(client, adviser)
    assert codes(client, case) == {"answer_consultation"}
    assert take(client, case, "answer_consultation", office=other.pk, answer="达标").status_code == 302
    sign_in(client, staff.handler)
    assert "达标" in client.get(reverse("desk_case", args=[case.number])).content.decode()


def test_an_extension_is_asked_for_and_granted_on_paper(desk):
    client, case, staff = desk
    sign_in(client, staff.handler)
    assert "最多是 15" in take(client, case, "ask_extension", days=99, reasons="复杂").content.decode()
    assert take(client, case, "ask_extension", days=6, reasons="需要补充调查").status_code == 302
    sign_in(client, staff.head)
    asked = client.get(reverse("desk_turn", args=[case.number, "extend"]))
    assert asked.context["form"]["days"].value() == 6
    assert take(client, case, "extend", days=6, reasons="需要补充调查").status_code == 302
    assert factories.fresh(case).papers.filter(kind="extension_notice").exists()
    assert take(client, case, "extend", days=6, reasons="再延").status_code == 302
    assert factories.fresh(case).extended_days == 6


def test_a_hearing_from_the_notice_to_the_call(desk):
    client, case, staff = desk
    chair = factories.official("legal", at=case.office)
    sign_in(client, staff.handler)
    assert take(client, case, "tell_hearing", hearing_ground="public").status_code == 302
    calendar = Calendar.load()
    today = civil_day(clock.now())
    said = {"hour": "9:30", "place": "三楼听证室", "chair": chair.staff_no, "note": ""}
    soon = take(client, case, "call_hearing", day=str(today + timedelta(days=1)), **said)
    assert soon.status_code in (409, 422) and "提前 7" in soon.content.decode()
    day = add_workdays(today, 8, calendar=calendar)
    assert take(client, case, "call_hearing", day=str(day), **said).status_code == 302
    assert factories.fresh(case).state == State.PAUSED


def test_the_applicant_answers_once_whether_to_be_heard(desk, zone):
    client, case, staff = desk
    case.tell_hearing(by=staff.handler, at=clock.now(), step="examine", hearing_ground="interest")
    with zone("outer"):
        sign_in(client, case.applicant)
        address = reverse("hearing", args=[case.number])
        assert "答复要不要听证" in client.get(reverse("track", args=[case.number])).content.decode()
        assert client.post(address, {}).status_code == 422
        assert client.post(address, {"act": "ask_hearing"}).status_code == 302
        assert client.get(address).status_code == 302
        assert case.petitions.get().act == "ask_hearing"
        sign_in(client, factories.citizen())
        assert client.get(address).status_code == 404


def test_the_word_that_crossed_is_done_where_the_case_is(desk):
    from workflow.messages import apply_petition

    client, case, staff = desk
    case.tell_hearing(by=staff.handler, at=clock.now(), step="examine", hearing_ground="interest")
    body = {"case": str(case.pk), "act": "ask_hearing"}
    apply_petition(body, at=clock.now())
    apply_petition(body, at=clock.now())
    assert hearings.of(case).asked_at


def test_termination_needs_a_ground_and_reasons(desk):
    client, case, staff = desk
    sign_in(client, staff.head)
    assert take(client, case, "terminate", ground="", reasons="").status_code == 422
    assert take(client, case, "terminate", ground="subject_gone", reasons="已注销").status_code == 302
    case = factories.fresh(case)
    assert case.state == State.TERMINATED and case.papers.filter(kind="termination_decision").exists()


def test_the_window_names_the_right_office(zone, client):
    with zone("outer"):
        case = factories.submitted()
        staff = factories.Staff(case.office)
        sign_in(client, staff.window)
        address = reverse("window_answer", args=[case.number])
        said = {"verdict": "refer_elsewhere", "reasons": "属于市级职权", "organ": ""}
        assert "应当向哪个机关申请" in client.post(address, said).content.decode()
        assert client.post(address, {**said, "organ": "南京市市场监督管理局"}).status_code == 302
        paper = factories.fresh(case).papers.get(kind="decline_decision")
        assert "南京市市场监督管理局" in str(paper.fields)


def test_silence_leaves_a_notice_that_says_so(zone, monkeypatch):
    with zone("outer"):
        case = factories.submitted(demo=True)
        late = clock.now() + timedelta(days=20)
        monkeypatch.setattr(clock, "now", lambda: late)
        assert silence.accept_overdue(at=late) == 1
        notice = factories.fresh(case).papers.get(kind="acceptance_notice")
        assert "逾期不告知" in "".join(str(text) for text in notice.sheet().texts())


def test_an_office_is_chosen_and_never_merely_the_first_of_the_list(desk):
    client, case, staff = desk
    sign_in(client, staff.handler)
    page = client.get(reverse("desk_turn", args=[case.number, "tell_hearing"])).content.decode()
    assert '<option value="" selected>请选</option>' in page and "可不填" in page
    answer = take(client, case, "tell_hearing", hearing_ground="")
    assert answer.status_code == 422 and "请选听证事由" in answer.content.decode()
