"""Verification: by the code on the paper and by the file, in every state a paper can have."""

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from ledger import clock
from tests import factories
from workflow.papers.amendments import Amendment
from workflow.papers.papers import Paper, print_pending
from workflow.states import State

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_has_asked_yet():
    cache.clear()


@pytest.fixture
def outer(zone, client):
    with zone("outer"):
        yield client


@pytest.fixture
def paper(zone):
    case, staff = factories.case_at(State.CONCLUDED, zone=zone)
    with zone("outer"):
        print_pending()
    return case.papers.get(kind="licence"), staff


def pdf_of(paper, zone):
    with zone("outer"):
        return Paper.objects.get(pk=paper.pk).pdf()


def ask(client, pdf, name="文书.pdf"):
    answer = client.post("/verify/file/", {"file": SimpleUploadedFile(name, pdf)})
    return answer, answer.content.decode()


def test_the_file_that_was_issued_is_genuine(outer, zone, paper):
    answer, page = ask(outer, pdf_of(paper[0], zone))
    assert answer.status_code == 200
    assert "真实，现在有效" in page and "一个字节不差" in page and "电子印章，验证通过" in page
    assert paper[0].number in page and "张三" not in page


def test_a_file_changed_or_added_to_is_told_from_an_unsealed_one(outer, zone, paper):
    pdf = pdf_of(paper[0], zone)
    for changed in (pdf + b"\n%", pdf[:5000] + bytes([pdf[5000] ^ 1]) + pdf[5001:]):
        page = ask(outer, changed)[1]
        assert "真实" not in page.split("verdict__top")[1] and paper[0].number not in page
    assert "盖章以后被改过" in ask(outer, pdf + b"\n%")[1]
    assert "没有电子印章" in ask(outer, Paper.objects.get(pk=paper[0].pk).draw())[1]


def test_a_sealed_file_that_is_not_in_the_books_is_not_genuine(outer, zone, paper):
    pdf = pdf_of(paper[0], zone)
    Paper.objects.filter(pk=paper[0].pk).update(sha256="b" * 64)
    page = ask(outer, pdf)[1]
    assert "没有制发这份文书的记录" in page and paper[0].number not in page


@pytest.mark.parametrize(
    ("data", "words"), [(b"PK\x03\x04", "不是 PDF"), (b"%PDF-" + b"0" * 5 * 1024 * 1024, "超过 5 MB")]
)
def test_what_is_no_paper_is_refused_with_what_to_do(outer, data, words):
    answer, page = ask(outer, data)
    assert answer.status_code == 422 and words in page


def test_without_a_file_the_page_says_what_to_choose(outer):
    answer = outer.post("/verify/file/")
    assert answer.status_code == 422 and "请先选一份 PDF" in answer.content.decode()


def test_a_superseded_paper_leads_to_the_new_one(outer, zone, paper):
    old, staff = paper
    with zone("inner"):
        act = {"by": staff.head, "at": clock.now(), "reasons": "写错"}
        Amendment(paper=old).correct(**act, words={"content": "护士执业注册（鼓楼）"})
    new = Paper.objects.get(kind="licence", status="issued")
    for page in (
        outer.get("/verify/", {"code": old.check_code}).content.decode(),
        ask(outer, pdf_of(old, zone))[1],
    ):
        assert "已经换了新的" in page and new.number in page and f"?code={new.check_code}" in page
    assert "真实，现在有效" in outer.get("/verify/", {"code": new.check_code}).content.decode()


def test_a_revoked_paper_says_since_when(outer, zone, paper):
    with zone("inner"):
        Amendment(paper=paper[0]).revoke(by=paper[1].head, at=clock.now(), reasons="不该发出")
    page = outer.get("/verify/", {"code": paper[0].check_code}).content.decode()
    assert "已经撤销，不能再用" in page and "撤销日期" in page and "不该发出" not in page


def test_asking_too_often_waits(outer):
    answers = [outer.post("/verify/file/").status_code for _ in range(42)]
    assert answers[-1] == 429 and 429 not in answers[:40]
