"""Pages that ask for no login: home, guide, catalogue, search, results, progress, verify, large text."""

import re

import pytest
from django.test import override_settings

from hall.cases.query_codes import query_code
from powers.people.people import REGISTRAR
from powers.publishing import settle
from powers.search import search
from tests.conftest import in_zone
from tests.factories import case_at, edition
from workflow.papers.papers import Paper
from workflow.states import State

from .conftest import FORM, now


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def item():
    made = edition(form=FORM)
    search.index(made)
    return made


def test_home_shows_real_numbers_and_leaves_out_what_cannot_be_said(client, item):
    page = text(client.get("/"))
    assert "今日受理" in page and "按时办结率" not in page and "群众好评率" not in page
    assert item.name in page and "更多结果" not in page


def test_home_counts_decisions_and_ratings(client):
    case_at(State.CONCLUDED, zone=in_zone)
    page = text(client.get("/"))
    assert "按时办结率" in page and "100.0<small>%" in page
    assert "张*" in page and "张三" not in page


def test_public_pages_ask_a_bounded_number_of_queries(client, item, django_assert_max_num_queries):
    for _ in range(3):
        case_at(State.CONCLUDED, zone=in_zone)
    for address, most in (
        ("/", 16), (f"/guide/{item.power_id}/", 8), ("/powers/", 15), ("/search/?q=护士", 14), ("/results/", 4),
        (f"/powers/{item.power_id}/", 7), ("/items/person/", 7), ("/verify/", 2), ("/progress/", 2), ("/register/", 2),
    ):  # fmt: skip
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200


def test_the_guide_says_by_which_day_it_is_done_and_draws_the_flow(client, item):
    page = text(client.get(f"/guide/{item.power_id}/"))
    assert "假如今天" in page and "最迟" in page and "当天不计入" in page
    assert '<svg class="flow' in page and '<ol class="vflow"' in page and "《护士条例》第八条" in page


def test_the_guide_of_a_stranger_is_not_sent_twice(client, item):
    address = f"/guide/{item.power_id}/"
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304 and not again.content


def test_the_guide_of_a_new_edition_is_sent_again(client, item):
    address = f"/guide/{item.power_id}/"
    tag = client.get(address)["ETag"]
    with override_settings(ZONE="inner"):
        item.supersede(by=REGISTRAR, at=now())
        newest = type(item)(power=item.power, version=2, content_digest="2" * 64, **item.content())
        newest.publish(by=REGISTRAR, at=now())
    settle(item.power)
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_a_signed_in_persons_guide_is_kept_by_nobody(signed_in, item):
    answer = signed_in.get(f"/guide/{item.power_id}/")
    assert "ETag" not in answer and "no-store" in answer["Cache-Control"]


def test_a_guide_that_is_not_there_is_404(client):
    assert client.get("/guide/00000000-0000-0000-0000-000000000000/").status_code == 404


def test_the_catalogue_filters_and_pages_by_key(client, monkeypatch):
    monkeypatch.setattr("hall.catalogue.pages.PAGE", 2)
    made = [edition(name=f"事项{n}") for n in "甲乙丙"]
    for each in made:
        search.index(each)
    first = client.get("/powers/", {"power_class": "01"})
    second = client.get("/powers/", {"power_class": "01", "after": first.context["page"].after})
    seen = [e.name for answer in (first, second) for e in answer.context["page"].editions]
    assert sorted(seen) == ["事项丙", "事项乙", "事项甲"] and first.context["count"] == 3
    assert client.get("/powers/", {"level": "2"}).context["count"] == 0
    assert client.get("/powers/", {"level": "no", "audience": "x", "after": "junk"}).status_code == 200


def test_a_power_page_shows_its_history(client, item):
    page = text(client.get(f"/powers/{item.power_id}/"))
    assert (
        "修改历史" in page
        and "第 1 版，首次入库" in page
        and "现行有效" in page
        and item.power.basic_code in page
    )


def test_search_marks_the_words_and_says_them_back_when_nothing_is_found(client, item):
    assert "<mark>护士条例</mark>" in text(client.get("/search/", {"q": "护士条例"}))
    assert "没有找到“开范店”" in text(client.get("/search/", {"q": "开范店"}))


def test_search_does_not_run_what_is_typed(client, item):
    page = text(client.get("/search/", {"q": "<script>alert(1)</script>"}))
    assert "<script>alert" not in page


def test_a_case_number_in_the_search_leads_to_its_progress(client):
    assert client.get("/search/", {"q": "3201 0626 0326 0317"}).url == "/progress/?number=3201062603260317"


def test_results_name_enterprises_and_mask_persons(client):
    case_at(State.GRANTED, zone=in_zone)
    page = text(client.get("/results/"))
    assert "张*" in page and "张三" not in page and "准予" in page


def ask(client, number, code):
    return client.post("/progress/", {"number": number, "code": code})


def test_anyone_with_number_and_code_sees_the_progress_without_names(client):
    case, _ = case_at(State.HANDLING, zone=in_zone)
    spaced = f"{case.number[:4]} {case.number[4:]}"
    page = text(ask(client, spaced, query_code(case.pk).lower()))
    assert case.edition.name in page and "办理过程" in page
    assert "张三" not in page and "张*" not in page and "/papers/" not in page


def test_a_wrong_code_and_an_absent_number_get_the_same_answer(client):
    case, _ = case_at(State.HANDLING, zone=in_zone)
    wrong, absent = ask(client, case.number, "0000000000"), ask(client, "9" * 16, "0000000000")
    assert wrong.status_code == absent.status_code == 422
    pages = [text(a).split("<main")[1].replace(case.number, "9" * 16) for a in (wrong, absent)]
    pages = [re.sub('value="[A-Za-z0-9]{64}"', "", page) for page in pages]
    assert pages[0] == pages[1] and "对不上" in pages[0]


def test_codes_are_fifty_bits_differ_and_come_again_the_same():
    case, _ = case_at(State.SUBMITTED, zone=in_zone)
    other, _ = case_at(State.SUBMITTED, zone=in_zone)
    assert len(query_code(case.pk)) == 10 and not set(query_code(case.pk)) & set("ILOU")
    assert query_code(case.pk) == query_code(str(case.pk)) != query_code(other.pk)


def test_the_eleventh_look_in_a_quarter_of_an_hour_is_refused_for_the_place_and_for_the_case(client):
    case, _ = case_at(State.SUBMITTED, zone=in_zone)
    assert [ask(client, case.number, "0" * 10).status_code for _ in range(10)] == [422] * 10
    refused = ask(client, case.number, query_code(case.pk))
    assert refused.status_code == 429 and "15 分钟后再试" in text(refused) and refused["Retry-After"]
    elsewhere = client.post(
        "/progress/", {"number": case.number, "code": query_code(case.pk)}, REMOTE_ADDR="203.0.113.9"
    )
    assert elsewhere.status_code == 429
    other, _ = case_at(State.SUBMITTED, zone=in_zone)
    fine = client.post(
        "/progress/", {"number": other.number, "code": query_code(other.pk)}, REMOTE_ADDR="203.0.113.9"
    )
    assert fine.status_code == 200


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Paper.Status.ISSUED, "真实，现在有效"),
        (Paper.Status.SUPERSEDED, "真实，但已经换了新的"),
        (Paper.Status.REVOKED, "真实，但已经撤销"),
    ],
)
def test_a_paper_verifies_with_as_little_as_recognises_it(client, status, words):
    case, _ = case_at(State.GRANTED, zone=in_zone)
    paper = case.papers.get(kind="grant_decision")
    Paper.objects.filter(pk=paper.pk).update(status=status)
    code = f"{paper.check_code[:4]}-{paper.check_code[4:8]}-{paper.check_code[8:]}".lower()
    page = text(client.get("/verify/", {"code": code}))
    assert words in page and paper.number in page and "张*" in page
    assert "张三" not in page and case.number not in page


def test_a_code_that_is_not_ours_is_not_found(client):
    assert "没有找到 7K4M-2Q9D" in text(client.get("/verify/", {"code": "7K4M-2Q9D"}))
    assert "没有找到" in text(client.get("/verify/", {"code": "7K4M2Q9DXW31"}))


def test_large_text_is_kept_in_the_session_and_with_the_account(client, citizen):
    assert 'data-text="large"' not in text(client.get("/"))
    client.post("/large-text/", {"next": "/help/"})
    assert 'data-text="large"' in text(client.get("/"))
    client.post("/large-text/")
    client.force_login(citizen, backend="powers.backends.AccountBackend")
    client.post("/large-text/")
    citizen.refresh_from_db()
    assert citizen.large_text


def test_pages_carry_no_inline_style_or_script(client, item):
    for address in ("/", f"/guide/{item.power_id}/", "/powers/", "/register/", "/verify/"):
        page = text(client.get(address))
        assert " style=" not in page and "<script>" not in page
