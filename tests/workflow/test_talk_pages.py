"""The pages of messages on both nets: writing, what is typed is kept, reading is a POST, and who sees whose name."""

import pytest
from django.core.cache import cache
from django.test import Client

from ledger import clock
from tests import factories
from tests.conftest import in_zone
from tests.hall.conftest import png
from workflow.states import State
from workflow.talk import talking
from workflow.talk.inner_notes import InnerNote
from workflow.talk.talk import Message, Side

pytestmark = pytest.mark.django_db


def text(answer) -> str:
    return answer.content.decode()


def browser(user) -> Client:
    client = Client()
    client.force_login(user, backend=factories.BACKEND)
    return client


@pytest.fixture
def handled(zone):
    cache.clear()
    return factories.case_at(State.HANDLING, zone=zone)


@pytest.fixture
def asked(handled):
    case, staff = handled
    with in_zone("outer"):
        talking.ask(factories.fresh(case), by=case.applicant, at=clock.now(), text="冰箱要画吗？")
    return case, staff


def test_an_applicant_asks_with_a_file_and_sees_that_it_is_on_its_way(handled):
    case, _ = handled
    with in_zone("outer"):
        address, visitor = f"/cases/{case.number}/messages/", browser(case.applicant)
        page = text(
            visitor.post(address, {"text": "这样画对吗？", "file": png("图.png"), "token": "t"}, follow=True)
        )
        message = Message.objects.get()
        assert "已发出，正在转送" in page and "图.png" in page and "前答复" in page
        file = visitor.get(f"{address}{message.pk}/")
        assert file["Content-Disposition"].startswith("attachment")
        assert browser(factories.citizen()).get(f"{address}{message.pk}/").status_code == 404


def test_what_was_typed_is_shown_again_with_the_sentence_that_helps(handled):
    case, _ = handled
    with in_zone("outer"):
        address, visitor = f"/cases/{case.number}/messages/", browser(case.applicant)
        empty = visitor.post(address, {"text": "  "})
        assert empty.status_code == 422 and "请写明您的问题，例如" in text(empty)
        wrong = visitor.post(address, {"text": "看附件", "file": png("图.pdf")})
        assert wrong.status_code == 422 and "看附件" in text(wrong) and "内容其实是 PNG" in text(wrong)
    assert Message.objects.count() == 0


def test_the_desk_answers_by_name_inside_and_by_post_outside(asked):
    case, staff = asked
    with in_zone("inner"):
        visitor = browser(staff.handler)
        visitor.post(f"/desk/cases/{case.number}/talk/", {"text": "要画。"})
        assert staff.handler.name in text(visitor.get(f"/desk/cases/{case.number}/talk/"))
    with in_zone("outer"):
        page = text(browser(case.applicant).get(f"/cases/{case.number}/messages/"))
        assert "要画。" in page and f"{case.office.name}承办岗" in page and staff.handler.name not in page


def test_looking_marks_nothing_as_read_and_the_button_does(asked):
    case, staff = asked
    with in_zone("inner"):
        visitor = browser(staff.handler)
        assert "没看" in text(visitor.get(f"/desk/cases/{case.number}/talk/"))
        assert Message.objects.get().read_at is None
        page = text(visitor.post(f"/desk/cases/{case.number}/talk/read/", follow=True))
        assert Message.objects.get().read_at and f"{staff.handler.name} " in page


def test_the_to_do_list_and_the_list_of_questions_show_what_waits(asked):
    case, staff = asked
    with in_zone("inner"):
        visitor = browser(staff.handler)
        assert "消息没看" in text(visitor.get("/")) and "提问等答复" in text(visitor.get("/"))
        assert case.number[-4:] in text(visitor.get("/desk/questions/"))
        assert browser(staff.head).get("/desk/questions/").status_code == 200


def test_the_windows_list_shows_a_question_to_it(zone):
    cache.clear()
    case, staff = factories.case_at(State.SUBMITTED, zone=zone)
    with in_zone("outer"):
        talking.ask(factories.fresh(case), by=case.applicant, at=clock.now(), text="什么时候受理？")
        visitor = browser(staff.window)
        assert "消息没看" in text(visitor.get("/window/"))
        assert case.number[-4:] in text(visitor.get("/window/questions/"))
        visitor.post(f"/window/{case.number}/talk/", {"text": "今天。"})
        assert "消息没看" not in text(visitor.get("/window/"))
    assert Message.objects.filter(side=Side.OFFICE, post="window").exists()


def test_a_note_is_written_at_the_desk_and_never_shown_outside(handled):
    case, staff = handled
    with in_zone("inner"):
        visitor = browser(staff.handler)
        empty = visitor.post(f"/desk/cases/{case.number}/notes/", {"note": ""})
        assert empty.status_code == 422 and "请写明便笺" in text(empty)
        visitor.post(f"/desk/cases/{case.number}/notes/", {"note": "请一起看图纸"})
        assert "请一起看图纸" in text(browser(staff.reviewer).get(f"/desk/cases/{case.number}/talk/"))
    assert InnerNote.objects.count() == 1
    with in_zone("outer"):
        for user, address in (
            (staff.window, f"/window/{case.number}/talk/"),
            (case.applicant, f"/cases/{case.number}/messages/"),
        ):
            assert "请一起看图纸" not in text(browser(user).get(address))


def test_an_official_of_another_office_finds_nothing(asked):
    case, _ = asked
    stranger = factories.official("handler", at=factories.office("别的机关"))
    with in_zone("inner"):
        assert browser(stranger).get(f"/desk/cases/{case.number}/talk/").status_code == 404
        assert case.number[-4:] not in text(browser(stranger).get("/desk/questions/"))
