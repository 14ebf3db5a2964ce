"""Notices to officials: who is told of what, once, never of his own acts, and what he chose not to hear."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from ledger import clock
from ledger.clock import civil_day
from ledger.events import Event
from tests import factories
from tests.conftest import in_zone
from tests.factories import BACKEND
from workflow.engine import StepRun
from workflow.notices import desk_notices
from workflow.notices.desk_notices import DeskNotice, Kind
from workflow.states import State
from workflow.talk import talking

pytestmark = pytest.mark.django_db


@pytest.fixture
def handling(zone):
    return factories.case_at(State.HANDLING, zone=zone)


def signed_in(client, user):
    client.force_login(user, backend=BACKEND)
    return client


def told(user) -> list[str]:
    return list(DeskNotice.objects.filter(recipient=user).order_by("pk").values_list("kind", flat=True))


def advance(case, by, step="examine"):
    case = factories.fresh(case)
    outcome = case.edition.flow.step(step).forward[0].code
    return case.advance(by=by, at=clock.now(), step=step, outcome=outcome, note="齐全")


def test_a_step_that_opens_is_told_to_its_post_and_needs_no_reading_when_it_ends(handling, zone):
    case, staff = handling
    with zone("inner"):
        advance(case, staff.handler)
        following = factories.fresh(case).open_runs[0]
        holder = staff.on(following.lane)
        assert told(holder) == [Kind.TODO] and told(staff.handler) == []
        notice = DeskNotice.objects.get()
        assert case.edition.name in notice.text and "张三" not in notice.text
        advance(case, holder, step=following.code)
        notice.refresh_from_db()
        assert notice.read_at is not None


def test_following_an_event_twice_tells_once(handling, zone):
    case, staff = handling
    with zone("inner"):
        event = advance(case, staff.handler)
        before = DeskNotice.objects.count()
        desk_notices.follow(factories.fresh(case), event)
        assert before and DeskNotice.objects.count() == before


def test_a_refused_act_leaves_no_notice(handling, zone):
    case, staff = handling
    with zone("inner"), pytest.raises(RuntimeError), transaction.atomic():
        advance(case, staff.handler)
        raise RuntimeError("the line broke")
    assert not DeskNotice.objects.exists()


def test_a_file_handed_over_is_told_to_whom_it_was_given(handling, zone):
    case, staff = handling
    colleague = factories.official("handler", at=case.office)
    with zone("inner"):
        factories.fresh(case).assign(
            by=staff.head, at=clock.now(), step="examine", to=colleague.staff_no, to_name=colleague.name
        )
    assert (told(colleague), told(staff.handler), told(staff.head)) == ([Kind.HANDED], [], [])


def test_an_applicants_message_reaches_the_post_and_once_taken_only_the_holder(handling, zone):
    case, staff = handling
    colleague = factories.official("handler", at=case.office)
    ask(case)
    assert told(staff.handler) == told(colleague) == [Kind.MESSAGE] and told(staff.head) == []
    with zone("inner"):
        factories.fresh(case).claim(by=staff.handler, at=clock.now(), step="examine")
    ask(case)
    assert told(staff.handler) == [Kind.MESSAGE] * 2 and told(colleague) == [Kind.MESSAGE]


def ask(case):
    """The question as the inner net comes to know it."""
    with in_zone("outer"):
        message = talking.ask(factories.fresh(case), by=case.applicant, at=clock.now(), text="要画吗？")
    with in_zone("inner"):
        desk_notices.follow(factories.fresh(case), Event.objects.of(message.pk).get())


def test_what_he_does_not_want_he_is_not_told(client, handling, zone):
    case, staff = handling
    signed_in(client, staff.handler)
    client.post(reverse("desk_notice_choices"), {"wanted": [k.value for k in Kind if k != Kind.MESSAGE]})
    ask(case)
    assert told(staff.handler) == []
    page = client.get(reverse("desk_notice_choices")).content.decode()
    assert page.count(" checked") == len(Kind) - 1


def test_a_day_that_is_near_is_told_once_and_again_only_when_it_moved(handling, zone):
    case, staff = handling
    due = StepRun.objects.get(case=case, closed_at=None).due_on
    at = clock.now() + (due - civil_day(clock.now()))
    with zone("inner"):
        assert desk_notices.remind(at=at - timedelta(days=15)) == 0
        assert desk_notices.remind(at=at) == 1
        desk_notices.remind(at=at)
    assert told(staff.handler) == [Kind.DUE]


def test_the_head_of_the_page_counts_and_reading_is_a_post(client, handling):
    case, staff = handling
    ask(case)
    signed_in(client, staff.handler)
    page = client.get(reverse("desk_notices")).content.decode()
    assert "申请人来了消息" in page and '<b class="num">1</b>' in page
    assert '<b class="num">1</b>' in client.get("/").content.decode()
    client.post(reverse("desk_notices_read"))
    assert '<b class="num">1</b>' not in client.get("/").content.decode()
    assert "申请人来了消息" not in signed_in(client, staff.head).get(reverse("desk_notices")).content.decode()
