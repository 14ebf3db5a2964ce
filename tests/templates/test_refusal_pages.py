"""The pages of refusal in the frame of either net; the last one needs nothing at all."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import loader
from django.test import RequestFactory

PAGES = ["400", "401", "403", "404", "409", "413", "429", "refused"]


def draw(name, zone, **context):
    request = RequestFactory().get("/")
    request.user, request.session = AnonymousUser(), {}
    with zone:
        return loader.get_template(f"{name}.html").render(context, request)


@pytest.mark.parametrize("name", PAGES)
def test_a_refusal_is_drawn_in_the_frame_of_its_net(name, zone):
    outer = draw(name, zone("outer"), sentence="请说明理由", back="/")
    inner = draw(name, zone("inner"), sentence="请说明理由", back="/")
    assert "江苏省网上政务大厅" in outer and 'data-density="compact"' not in outer
    assert "政务审批工作台" in inner and 'data-density="compact"' in inner


@pytest.mark.parametrize("name", [page for page in PAGES if page != "404"])
def test_a_refusal_says_the_sentence_it_was_given(name, zone):
    assert "请说明理由" in draw(name, zone("outer"), sentence="请说明理由")


@pytest.mark.parametrize("name", ["400", "401", "403", "409", "429", "refused"])
def test_what_was_typed_is_shown_again_and_escaped(name, zone):
    html = draw(
        name, zone("inner"), sentence="请看最新情况", kept=[{"name": "note", "value": "<b>补照片</b>"}]
    )
    assert "&lt;b&gt;补照片&lt;/b&gt;" in html and "<b>补照片" not in html


@pytest.mark.parametrize("name", [*PAGES, "500"])
def test_the_status_code_is_not_in_the_text(name, zone):
    assert f">{name}" not in draw(name, zone("outer"), sentence="请说明理由")


def test_the_page_for_a_breakdown_needs_no_context_no_request_and_no_database():
    html = loader.get_template("500.html").render({})
    assert "现在打不开，请 10 分钟后再试" in html
