"""The acceptance window: every material is checked, corrections are asked for once and in one list."""

from datetime import date

import pytest
from django.urls import reverse

from ledger import clock
from tests import factories
from tests.factories import BACKEND
from workflow.clock.lamps import answer_lamp
from workflow.materials import filings
from workflow.paging import make_token
from workflow.papers.papers import Paper
from workflow.states import State

pytestmark = pytest.mark.django_db
GOOD = {"check_m1": "good", "check_m2": "good"}


@pytest.fixture
def window(zone, client):
    with zone("outer"):
        case, staff = factories.case_at(State.SUBMITTED, zone=zone)
        client.force_login(staff.window, backend=BACKEND)
        yield client, case, staff


def answer(client, case, **said):
    return client.post(reverse("window_answer", args=[case.number]), said)


def test_the_window_accepts_what_it_has_checked(window):
    client, case, _ = window
    assert answer(client, case, verdict="accept", **GOOD).status_code == 302
    assert factories.fresh(case).state == State.HANDLING
    assert Paper.objects.filter(kind="acceptance_notice").count() == 1


def test_it_does_not_accept_what_nobody_has_looked_at(window):
    client, case, _ = window
    page = answer(client, case, verdict="accept", check_m1="good")
    assert page.status_code == 422 and "没有核对" in page.content.decode()
    assert factories.fresh(case).state == State.SUBMITTED


def test_all_that_is_missing_is_told_in_one_notice(window):
    client, case, _ = window
    said = {"check_m1": "missing", "words_m1": "没有签名", "check_m2": "missing", "words_m2": "看不清楚"}
    assert answer(client, case, verdict="ask_to_complete", **said).status_code == 302
    notice = Paper.objects.get(kind="correction_notice")
    assert len(notice.fields["items"]) == 2 and "看不清楚" in notice.fields["items"][1]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "请选结论"),
        ({"verdict": "ask_to_complete", **GOOD}, "写明缺什么"),
        ({"verdict": "ask_to_complete", "check_m1": "missing"}, "缺什么、怎么补"),
        ({"verdict": "accept", "check_m1": "missing", "words_m1": "没有签名"}, "不能受理"),
        ({"verdict": "decline", **GOOD}, "必须说明理由"),
        ({"verdict": "nonsense"}, "请选结论"),
    ],
)
def test_an_incomplete_answer_gets_a_sentence_and_moves_nothing(window, said, sentence):
    client, case, _ = window
    page = answer(client, case, **said)
    assert page.status_code == 422 and sentence in page.content.decode()
    assert factories.fresh(case).state == State.SUBMITTED


def test_declining_makes_a_decision_with_reasons_and_remedies(window):
    client, case, _ = window
    answer(client, case, verdict="decline", reasons="依法不需要取得行政许可")
    paper = Paper.objects.get(kind="decline_decision")
    text = "".join(paper.sheet().texts())
    assert "依法不需要取得行政许可" in text and "行政复议" in text and "6个月" in text


def test_the_lists_show_the_own_office_only(window, client):
    client, case, _ = window
    assert case.edition.name in client.get(reverse("window")).content.decode()
    other = factories.official("window", at=factories.office("别的机关"))
    client.force_login(other, backend=BACKEND)
    assert case.edition.name not in client.get(reverse("window")).content.decode()
    assert client.get(reverse("window_case", args=[case.number])).status_code == 404


def test_a_citizen_has_no_business_behind_the_window(window):
    client, case, _ = window
    client.force_login(case.applicant, backend=BACKEND)
    assert client.get(reverse("window")).status_code == 403
    assert answer(client, case, verdict="accept", **GOOD).status_code == 403


def test_the_window_hands_over_a_decision(window, zone):
    client, _, staff = window
    case, _ = factories.case_at(
        State.GRANTED, zone=zone, staff=staff, edition_=factories.edition(at=staff.office)
    )
    address = reverse("window_deliver", args=[case.number])
    assert client.post(address, {"way": "window", "receiver": "", "proof": ""}).status_code == 422
    said = {"way": "window", "receiver": "张三（本人）", "proof": "核对身份证原件，本人签字"}
    assert client.post(address, said).status_code == 302
    assert factories.fresh(case).state == State.CONCLUDED


def test_long_lists_are_paged_by_key_without_loss(window):
    client, case, staff = window
    for _ in range(24):
        factories.submitted(edition_=case.edition)
    first = client.get(reverse("window"))
    token = first.context["next"]
    second = client.get(reverse("window"), {"after": token})
    seen = [row[0].pk for page in (first, second) for row in page.context["rows"]]
    assert len(seen) == len(set(seen)) == 25


@pytest.mark.parametrize(
    "place", [["x", "y"], ["2026-11-24", "y"], [1], {}, "text", ["2026-11-24T00:00:00", str(1)]]
)
def test_a_place_in_the_list_that_is_none_shows_the_first_page(window, place):
    client, case, _ = window
    page = client.get(reverse("window"), {"after": make_token(place)})
    assert page.status_code == 200 and case.edition.name in page.content.decode()


@pytest.mark.parametrize(
    ("day", "act", "words"),
    [
        (27, "答复", "过了答复期限"),
        (26, "答复", "今天要答复"),
        (27, "送达", "过了送达期限"),
        (26, "送达", "今天要送达"),
    ],
)
def test_the_lamp_names_what_is_due(day, act, words):
    assert answer_lamp(date(2026, 11, 26), today=date(2026, 11, day), act=act).words == words


def test_a_supplemented_case_is_marked_in_the_list_and_on_its_page(window):
    client, case, staff = window
    fresh = factories.fresh(case)
    fresh.ask_to_complete(
        by=staff.window, at=clock.now(), items=[{"code": "m1", "name": "申请表", "text": "没签名"}]
    )
    filings.supplement(factories.fresh(case), by=case.applicant, at=clock.now(), note="已签名", materials=[])
    for address in (reverse("window"), reverse("window_case", args=[case.number])):
        assert "已补正，待受理" in client.get(address).content.decode()
