"""Opinions half written: whose they are, when they go, and that they never become part of the case by themselves."""

import pytest
from django.db import connection
from django.urls import reverse

from ledger import clock
from ledger.events import Event
from ledger.verbs import NotAllowed, WrongZone
from powers.people.people import Post
from tests import factories
from tests.factories import BACKEND
from workflow.desk import half_written
from workflow.desk.half_written import HalfOpinion
from workflow.states import State

pytestmark = pytest.mark.django_db
WORDS = "张三的材料还差一份，"


@pytest.fixture
def handling(zone):
    return factories.case_at(State.HANDLING, zone=zone)


def signed_in(client, user):
    client.force_login(user, backend=BACKEND)
    return client


def address(case, step="examine"):
    return reverse("desk_half", args=[case.number, step])


def page(client, case) -> str:
    return client.get(reverse("desk_case", args=[case.number])).content.decode()


def test_what_was_written_is_offered_again_to_him_alone_and_is_no_event(client, handling):
    case, staff = handling
    colleague = factories.official("handler", at=case.office)
    before = Event.objects.filter(subject=case.pk).count()
    answer = signed_in(client, staff.handler).post(
        address(case), {"note": WORDS, "outcome": "pass"}, follow=True
    )
    assert "意见已存下，还没有提交" in answer.content.decode() and WORDS in page(client, case)
    assert WORDS not in page(signed_in(client, colleague), case)
    assert Event.objects.filter(subject=case.pk).count() == before


def test_the_database_never_sees_the_words(client, handling):
    case, staff = handling
    signed_in(client, staff.handler).post(address(case), {"note": WORDS})
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM workflow_halfopinion")
        [(stored,)] = cursor.fetchall()
    assert "张三" not in stored and HalfOpinion.objects.get().content["note"] == WORDS


def test_the_script_keeps_without_a_page_and_the_last_words_stand(client, handling):
    case, staff = handling
    signed_in(client, staff.handler)
    assert client.post(address(case), {"note": "一", "quiet": "1"}).status_code == 204
    assert client.post(address(case), {"note": "二", "quiet": "1"}).status_code == 204
    assert HalfOpinion.objects.get().content["note"] == "二"
    client.post(address(case), {"note": "  ", "quiet": "1"})
    assert not HalfOpinion.objects.exists()


def test_it_is_thrown_away_when_he_says_so_and_only_his(client, handling):
    case, staff = handling
    colleague = factories.official("handler", at=case.office)
    signed_in(client, colleague).post(address(case), {"note": "同事的"})
    signed_in(client, staff.handler).post(address(case), {"note": WORDS})
    client.post(address(case), {"act": "drop", "note": WORDS})
    assert [half.content["note"] for half in HalfOpinion.objects.all()] == ["同事的"]


def test_it_ends_with_its_step_whoever_wrote_it(client, handling):
    case, staff = handling
    outcome = case.edition.flow.step("examine").forward[0].code
    for who in (factories.official("handler", at=case.office), staff.handler):
        signed_in(client, who).post(address(case), {"note": WORDS})
    assert HalfOpinion.objects.count() == 2
    client.post(reverse("desk_opinion", args=[case.number, "examine"]), {"note": "齐全", "outcome": outcome})
    assert not HalfOpinion.objects.exists()
    late = client.post(address(case), {"note": WORDS, "quiet": "1"})
    assert late.status_code == 409 and not HalfOpinion.objects.exists()


def test_nobody_keeps_words_on_a_step_that_is_not_his(client, handling, zone):
    case, staff = handling
    assert signed_in(client, staff.head).post(address(case), {"note": WORDS}).status_code == 403
    now = {"at": clock.now(), "said": {"note": WORDS}}
    with pytest.raises(NotAllowed):
        half_written.keep(factories.fresh(case), "examine", by=staff.head, **now)
    with zone("outer"), pytest.raises(WrongZone):
        half_written.keep(factories.fresh(case), "examine", by=staff.handler, **now)
    Post.objects.filter(user=staff.handler).update(active=False)
    assert client.post(address(case), {"note": WORDS}).status_code == 403
    assert not HalfOpinion.objects.exists()


def test_too_much_is_refused_and_given_back_to_copy_as_after_a_lost_session(client, handling):
    case, staff = handling
    lost = client.post(address(case), {"note": WORDS})
    assert lost.status_code == 401 and WORDS in lost.content.decode()
    long = signed_in(client, staff.handler).post(address(case), {"note": WORDS + "长" * 2000})
    assert long.status_code == 422
    assert "2000 字以内" in long.content.decode() and WORDS in long.content.decode()
