"""The officials' pages: who sees what, what each act needs, and what a refused person still has on the screen."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from exchange import blobs, files
from ledger import clock
from ledger.events import Event
from powers.flow.default_flows import default_flow
from powers.flow.steps import Risk
from tests import factories
from tests.factories import BACKEND
from workflow.engine import StepRun
from workflow.states import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def handling(zone):
    return factories.case_at(State.HANDLING, zone=zone)


def signed_in(client, user):
    client.force_login(user, backend=BACKEND)
    return client


def opinion_url(case, step="examine"):
    return reverse("desk_opinion", args=[case.number, step])


def test_the_todo_list_shows_a_person_the_steps_of_the_own_post(client, handling):
    case, staff = handling
    other, _ = case, factories.official("handler", at=factories.office("别的机关"))
    page = signed_in(client, staff.handler).get("/").content.decode()
    assert case.edition.name in page
    assert case.edition.name not in signed_in(client, staff.head).get("/").content.decode()
    assert other.edition.name not in signed_in(client, _).get("/").content.decode()


def test_who_handles_a_step_reads_its_risk_points_and_how_they_are_controlled(client, zone):
    flow = default_flow("行政许可", case_type="承诺件", promised_days=8)
    risky = tuple(
        replace(step, risks=(Risk("1", "熟人材料从宽", "双人审查"),)) if step.code == "examine" else step
        for step in flow.steps
    )
    with zone("outer"):
        case = factories.submitted(edition_=factories.edition(flow=replace(flow, steps=risky)))
        staff = factories.Staff(case.office)
        factories.fresh(case).accept(by=staff.window, at=clock.now())
    with zone("inner"):
        page = signed_in(client, staff.handler).get(reverse("desk_case", args=[case.number])).content.decode()
    assert "熟人材料从宽" in page and "双人审查" in page


def test_the_todo_list_reads_few_rows_however_long_it_is(
    client, handling, django_assert_max_num_queries, zone
):
    case, staff = handling
    for _ in range(4):
        with zone("outer"):
            more = factories.submitted(edition_=case.edition)
            more.accept(by=staff.window, at=more.submitted_at)
    signed_in(client, staff.handler).get("/")
    with django_assert_max_num_queries(14):
        assert client.get("/").content.decode().count('data-th="申请人"') == 5


def test_filters_find_by_number_and_say_when_nothing_fits(client, handling):
    case, staff = handling
    signed_in(client, staff.handler)
    assert case.edition.name in client.get("/", {"q": case.number[:8]}).content.decode()
    assert "没有这样的办件" in client.get("/", {"q": "找不到"}).content.decode()
    assert "没有这样的办件" in client.get("/", {"light": "bad"}).content.decode()
    assert client.get("/", {"after": "!!!", "light": "<script>"}).status_code == 200


def test_an_opinion_closes_the_step_and_is_in_the_trail(client, handling):
    case, staff = handling
    signed_in(client, staff.handler)
    answer = client.post(opinion_url(case), {"outcome": "pass", "note": "材料齐全，符合条件"})
    assert answer.status_code == 302
    assert factories.fresh(case).open_runs[0].code == "review"
    page = signed_in(client, staff.reviewer).get(reverse("desk_case", args=[case.number])).content.decode()
    assert "材料齐全，符合条件" in page and staff.handler.name in page


def test_an_opinion_without_words_is_asked_for_again_and_nothing_moves(client, handling):
    case, staff = handling
    answer = signed_in(client, staff.handler).post(opinion_url(case), {"outcome": "pass", "note": ""})
    assert answer.status_code == 422
    assert "请写明意见" in answer.content.decode()
    assert factories.fresh(case).seq == case.seq


def test_the_wrong_post_may_read_but_not_act(client, handling):
    case, staff = handling
    signed_in(client, staff.head)
    page = client.get(reverse("desk_case", args=[case.number])).content.decode()
    assert "不由您办理" in page
    answer = client.post(opinion_url(case), {"outcome": "pass", "note": "同意"})
    assert answer.status_code == 403
    assert "同意" in answer.content.decode()


def test_a_case_of_another_office_is_absent(client, handling):
    case, _ = handling
    stranger = factories.official("handler", at=factories.office("别的机关"))
    signed_in(client, stranger)
    there = client.get(reverse("desk_case", args=[case.number]))
    nowhere = client.get(reverse("desk_case", args=["0000000000000000"]))
    assert there.status_code == nowhere.status_code == 404
    assert len(there.content) == len(nowhere.content)


def test_two_officials_at_once_one_is_told_and_keeps_the_words(client, handling):
    case, staff = handling
    second = factories.official("handler", at=case.office)
    signed_in(client, staff.handler).post(opinion_url(case), {"outcome": "pass", "note": "第一个"})
    answer = signed_in(client, second).post(
        opinion_url(case), {"outcome": "pass", "note": "我写了很久的意见"}
    )
    assert answer.status_code in (409, 422)
    text = answer.content.decode()
    assert "已经办完" in text and "我写了很久的意见" in text


def test_a_refusal_needs_reasons(client, handling):
    case, staff = handling
    factories.STEPS["examine"](case, staff, case.submitted_at.now(case.submitted_at.tzinfo))
    case = factories.fresh(case)
    signed_in(client, staff.head)
    refused = {"outcome": "refuse", "note": "不同意"}
    answer = client.post(opinion_url(case, "decide"), refused)
    assert answer.status_code == 422 and "说明理由" in answer.content.decode()
    answer = client.post(opinion_url(case, "decide"), {**refused, "reasons": "不符合第八条"})
    assert answer.status_code == 302
    assert factories.fresh(case).state == State.REFUSED


def test_a_decision_can_be_sent_back_for_another_look(client, handling):
    case, staff = handling
    factories.STEPS["examine"](case, staff, case.submitted_at.now(case.submitted_at.tzinfo))
    signed_in(client, staff.head).post(opinion_url(case, "decide"), {"outcome": "back", "note": "请再核对"})
    assert [run.code for run in factories.fresh(case).open_runs] == ["review"]


def test_looking_moves_nothing(client, handling):
    case, staff = handling
    before = Event.objects.exclude(kind="reading").count()
    signed_in(client, staff.handler)
    for url in ("/", reverse("desk_done"), reverse("desk_case", args=[case.number])):
        assert client.get(url).status_code == 200
    assert Event.objects.exclude(kind="reading").count() == before
    assert factories.fresh(case).seq == case.seq


def test_citizens_and_strangers_are_kept_out(client, handling):
    case, _ = handling
    assert client.get("/").status_code == 302
    elsewhere = signed_in(client, factories.citizen()).get("/", follow=True)
    assert elsewhere.redirect_chain == [("/own/", 302)]
    assert case.edition.name not in elsewhere.content.decode()


def test_a_material_leaves_as_an_attachment_that_can_run_nothing(client, handling):
    case, staff = handling
    first = case.materials.first()
    url = reverse("desk_material", args=[case.number, first.pk])
    files.remove(blobs._path(first.sha256))  # other tests share the folder
    waiting = signed_in(client, staff.handler).get(url)
    assert waiting.status_code == 422 and "还在传" in waiting.content.decode()
    blobs.put(factories.PDF, media_type="application/pdf")
    answer = client.get(url)
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"] and answer["X-Content-Type-Options"] == "nosniff"
    assert answer.content.startswith(b"%PDF") and "no-store" in answer["Cache-Control"]


def test_done_work_is_paged_by_time_though_steps_close_out_of_order(client, handling):
    case, staff = handling
    step = {
        "case": case,
        "office": case.office,
        "power": case.edition.power,
        "name": "审查",
        "lane": "handler",
        "kind": "examination",
        "opened_at": case.accepted_at,
    }
    for number in range(25):
        closed = case.accepted_at + timedelta(minutes=(number * 7) % 25)
        StepRun.objects.create(code=f"s{number}", closed_at=closed, closed_by=staff.handler.staff_no, **step)
    signed_in(client, staff.handler)
    first = client.get(reverse("desk_done")).context["page"]
    second = client.get(reverse("desk_done"), {"after": first.next}).context["page"]
    seen = [row.run for row in (*first.rows, *second.rows)]
    assert len(seen) == len({run.pk for run in seen}) == 25
    assert [run.closed_at for run in seen] == sorted((run.closed_at for run in seen), reverse=True)
    assert client.get(reverse("desk_done"), {"after": "9" * 40}).status_code == 200
