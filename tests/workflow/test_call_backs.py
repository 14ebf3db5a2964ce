"""Ratings with reasons, and the duty that a bad one opens: who sees it, who answers, once, on both nets."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from ledger import clock
from ledger.clock import civil_day
from ledger.events import Event
from ledger.verbs import NotAllowed, Refused, WrongZone
from powers.people.people import Role
from tests import factories
from tests.conftest import in_zone
from tests.factories import BACKEND
from workflow.calendar.workdays import Calendar
from workflow.clock.deadlines import add_workdays
from workflow.materials import filings
from workflow.notices import desk_notices
from workflow.notices.desk_notices import DeskNotice
from workflow.ratings import call_backs
from workflow.ratings import tags as rating_tags
from workflow.ratings.call_backs import DAYS, CallBack
from workflow.states import State

pytestmark = pytest.mark.django_db
ANSWER = "已经核实，当天改正。"


@pytest.fixture
def concluded(zone):
    return factories.case_at(State.CONCLUDED, zone=zone)


def rated(case, score=2, tags=("2-8",)):
    with in_zone("outer"):
        filings.rate(
            factories.fresh(case), by=case.applicant, at=clock.now(), score=score, comment="", tags=tags
        )


def signed_in(client, user):
    client.force_login(user, backend=BACKEND)
    return client


def text(answer) -> str:
    return answer.content.decode()


def test_eight_reasons_a_level_and_only_those_of_the_level_are_kept():
    assert [len(rating_tags.of_level(score)) for score in range(1, 6)] == [8] * 5
    assert rating_tags.kept(2, ["2-8", "5-1", "2-1", "2-8", "9-9"]) == ["2-1", "2-8"]


def test_the_applicant_ticks_reasons_and_the_sealed_event_knows_them(client, concluded):
    case, _ = concluded
    with in_zone("outer"):
        page = signed_in(client, case.applicant).get(reverse("rate", args=[case.number]))
        assert text(page).count('name="tags"') == 40 and " checked" not in text(page)
        client.post(reverse("rate", args=[case.number]), {"score": "2", "tags": ["2-8", "4-1"]})
    assert Event.objects.of(case.pk).last().body == {"score": 2, "tags": ["2-8"]}


def test_a_made_up_reason_is_refused_and_nothing_is_lost(client, concluded):
    case, _ = concluded
    with in_zone("outer"):
        signed_in(client, case.applicant)
        answer = client.post(
            reverse("rate", args=[case.number]), {"score": "2", "tags": "x", "comment": "等了很久"}
        )
    assert answer.status_code == 422 and "等了很久" in text(answer)
    assert factories.fresh(case).rating is None


@pytest.mark.parametrize(("score", "opens"), [(1, True), (2, True), (3, False), (5, False)])
def test_only_a_bad_rating_opens_a_duty_with_its_day(concluded, score, opens):
    case, _ = concluded
    rated(case, score=score)
    duty = CallBack.objects.filter(case=case).first()
    assert (duty is not None) == opens
    if opens:
        calendar = Calendar.of(case.office)
        assert duty.due_on == add_workdays(civil_day(duty.rated_at), DAYS, calendar=calendar)


def test_the_window_answers_once_and_the_applicant_reads_it(client, concluded):
    case, staff = concluded
    rated(case)
    with in_zone("outer"):
        waits = text(signed_in(client, case.applicant).get(reverse("track", args=[case.number])))
        assert "前回访您" in waits
        assert "服务态度生硬" in text(signed_in(client, staff.window).get(reverse("window_ratings")))
        address = reverse("window_rating_answer", args=[case.number])
        assert client.post(address, {"answer": " "}).status_code == 422
        client.post(address, {"answer": ANSWER})
        again = client.post(address, {"answer": "再说一遍"})
        assert again.status_code == 422 and "已经答复过了" in text(again)
        assert ANSWER in text(signed_in(client, case.applicant).get(reverse("track", args=[case.number])))
    assert factories.fresh(case).rating == 2


def test_nobody_else_answers_and_only_a_bad_rating(concluded):
    case, staff = concluded
    said = {"at": clock.now(), "answer": ANSWER}
    rated(case, score=4, tags=())
    with in_zone("outer"):
        with pytest.raises(Refused, match="没有要回访"):
            factories.fresh(case).answer_rating(by=staff.window, **said)
        with pytest.raises(NotAllowed):
            factories.fresh(case).answer_rating(by=case.applicant, **said)
    with in_zone("inner"), pytest.raises(WrongZone):
        factories.fresh(case).answer_rating(by=staff.head, **said)


def test_head_and_inspector_see_it_and_who_handled_does_not(client, concluded):
    case, staff = concluded
    rated(case)
    inspector = factories.official(Role.DEPARTMENT_INSPECTOR, at=case.office)
    with in_zone("inner"):
        assert case.number[-4:] in text(signed_in(client, staff.head).get(reverse("desk_ratings")))
        for who in (staff.handler, staff.reviewer):
            assert signed_in(client, who).get(reverse("desk_ratings")).status_code == 403
        page = text(signed_in(client, inspector).get(reverse("board_ratings")))
        assert "服务态度生硬" in page and "<form" not in page.split("<main")[1].split("</main>")[0]


def test_the_head_is_told_and_the_trail_of_the_desk_says_nothing(client, concluded):
    case, staff = concluded
    rated(case)
    with in_zone("inner"):
        desk_notices.follow(factories.fresh(case), Event.objects.of(case.pk).last())
        assert [n.recipient for n in DeskNotice.objects.filter(kind="rated")] == [staff.head]
        page = text(signed_in(client, staff.handler).get(reverse("desk_case", args=[case.number])))
    assert "提交申请" in page and "评价" not in page


def test_the_net_that_only_follows_knows_when_it_was_answered_and_not_the_words(concluded):
    case, _ = concluded
    rated(case)
    at = clock.now()
    call_backs.project(case, SimpleNamespace(verb="answer_rating", private_body={}, at=at))
    duty = CallBack.objects.get()
    assert (duty.answered_at, duty.words) == (at, "")
