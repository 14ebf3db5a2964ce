"""A post that nobody holds any more: what waits there is told to the head and to the operator, and nothing is moved."""

import pytest

from powers.people.people import Post, Role
from tests import factories
from tests.factories import BACKEND
from workflow.desk.unmanned import notices, unmanned
from workflow.engine import StepRun
from workflow.states import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(zone):
    """A case at a step, and the step."""
    case, staff = factories.case_at(State.HANDLING, zone=zone)
    with zone("inner"):
        yield StepRun.objects.get(case=case, closed_at=None), staff


def leave(run) -> None:
    Post.objects.filter(office=run.office, role=run.lane).update(active=False)


def test_while_somebody_holds_the_post_nothing_is_told(waiting):
    assert unmanned() == [] and list(notices()) == []


def test_the_head_of_the_office_and_nobody_else_sees_the_empty_post(waiting, client):
    run, staff = waiting
    leave(run)
    client.force_login(staff.head, backend=BACKEND)
    page = client.get("/").content.decode()
    assert "有的岗位没有人" in page and f"{run.office.name}{Role(run.lane).label}：1 件" in page
    client.force_login(staff.reviewer, backend=BACKEND)
    assert "有的岗位没有人" not in client.get("/").content.decode()


def test_a_head_elsewhere_is_not_told(waiting, client):
    run, _ = waiting
    leave(run)
    assert [each.cases for each in unmanned(offices={run.office_id})] == [1]
    assert unmanned(offices={"nowhere"}) == []


def test_the_operator_is_told_how_many_wait(waiting):
    run, _ = waiting
    leave(run)
    [(key, text)] = notices()
    assert key == "posts" and f"{run.office.name}" in text and ": 1" in text


def test_an_account_that_is_closed_fills_no_post(waiting):
    run, _ = waiting
    for post in Post.objects.filter(office=run.office, role=run.lane):
        type(post.user).objects.filter(pk=post.user_id).update(is_active=False)
    assert len(unmanned()) == 1
