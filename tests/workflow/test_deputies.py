"""A deputy at work: what he sees, what he may do for the absent, what he may not, and what is written of it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ledger import clock as ledger_clock
from ledger.clock import civil_day
from ledger.events import Event
from ledger.verbs import NotAllowed, Refused
from powers.people.deputies import Deputation, appoint_all
from powers.people.people import User
from tests import factories
from tests.factories import BACKEND
from workflow import dossier
from workflow.engine import StepRun
from workflow.states import State

pytestmark = pytest.mark.django_db
TODAY = civil_day(ledger_clock.now())


def lend(absent, deputy, *, by=None, days=6) -> Deputation:
    span = (TODAY, TODAY + timedelta(days=days))
    return appoint_all([absent.all_posts.get()], by=by or absent, deputy=deputy, days=span, ground="leave")[0]


def again(user) -> User:
    return User.objects.get(pk=user.pk)


@pytest.fixture(autouse=True)
def _inner(zone):
    with zone("inner"):
        yield


@pytest.fixture
def handling(zone):
    """Of the demonstration, so that an act may be dated on a later day."""
    return factories.case_at(State.HANDLING, zone=zone, demo=True)


@pytest.fixture
def deciding(zone):
    case, staff = factories.case_at(State.HANDLING, zone=zone)
    factories._advance_to_decision(case, staff, ledger_clock.now())
    return factories.fresh(case), staff


def signed_in(client, user):
    client.force_login(user, backend=BACKEND)
    return client


def examine(case, by, **said):
    step = case.open_runs[0]
    facts = {"step": step.code, "outcome": step.step.forward[0].code, "note": "符合条件", **said}
    return factories.fresh(case).advance(by=again(by), at=ledger_clock.now(), **facts)


# what is seen and done


def test_the_deputy_sees_the_entries_of_the_absent_marked_and_the_notice(client, handling):
    case, staff = handling
    signed_in(client, staff.legal)
    assert case.number not in client.get("/").content.decode().replace(" ", "")
    lend(staff.handler, staff.legal)
    page = client.get("/").content.decode()
    assert f"代{staff.handler.name}" in page and f"您正在代理<b>{staff.handler.name}</b>" in page
    assert f"<b>{staff.legal.name}</b>正在代您" in signed_in(client, staff.handler).get("/").content.decode()
    assert f"代{staff.handler.name}" not in client.get("/").content.decode()


def test_an_act_by_the_lent_post_says_who_and_for_whom(handling):
    case, staff = handling
    lend(staff.handler, staff.legal)
    event = examine(case, staff.legal)
    told = event.private_body
    assert (told["name"], told["for"], told["for_name"]) == (
        staff.legal.name, staff.handler.staff_no, staff.handler.name,
    )  # fmt: skip
    assert staff.handler.name not in event.sealed and staff.handler.staff_no not in event.sealed
    words = f"{staff.legal.name}（代{staff.handler.name}）"
    assert dossier.trail(factories.fresh(case))[-1].who == words
    assert StepRun.objects.get(case=case, code="examine").closed_by == staff.legal.staff_no


def test_the_page_of_the_case_shows_for_whom(client, handling):
    case, staff = handling
    lend(staff.handler, staff.legal)
    page = signed_in(client, staff.legal).get(reverse("desk_case", args=[case.number]))
    assert f"您代<b>{staff.handler.name}</b>办理" in page.content.decode()
    examine(case, staff.legal)
    page = client.get(reverse("desk_case", args=[case.number])).content.decode()
    assert f"{staff.legal.name}（代{staff.handler.name}）" in page


def test_what_one_may_do_oneself_is_done_for_oneself(handling):
    case, staff = handling
    colleague = factories.official("handler", at=case.office)
    lend(staff.handler, colleague)
    assert "for" not in examine(case, colleague).private_body


def test_a_colleague_of_the_same_post_takes_up_what_the_absent_has_in_hand(handling):
    case, staff = handling
    colleague = factories.official("handler", at=case.office)
    case.claim(by=staff.handler, at=ledger_clock.now(), step="examine")
    with pytest.raises(NotAllowed):
        examine(factories.fresh(case), colleague)
    lend(staff.handler, colleague)
    assert examine(factories.fresh(case), colleague).private_body["for"] == staff.handler.staff_no


def test_what_a_deputy_claims_waits_for_the_absent_when_the_days_are_over(handling, clock):
    case, staff = handling
    lend(staff.handler, staff.legal)
    case.claim(by=again(staff.legal), at=ledger_clock.now(), step="examine")
    run = StepRun.objects.get(case=case, code="examine")
    assert run.holder == staff.handler.staff_no
    with pytest.raises(Refused, match="手上"):
        factories.fresh(case).claim(by=again(staff.legal), at=ledger_clock.now(), step="examine")
    later = clock.set(ledger_clock.now() + timedelta(days=7))
    case = factories.fresh(case)
    with pytest.raises(NotAllowed):
        case.release(by=again(staff.legal), at=later, step="examine")
    case.release(by=again(staff.handler), at=later, step="examine")


def test_yesterdays_deputy_sees_and_does_nothing(client, handling, clock):
    case, staff = handling
    lend(staff.handler, staff.legal, days=0)
    client = signed_in(client, staff.legal)
    assert client.get("/").context["page"].rows
    at = clock.set(ledger_clock.now() + timedelta(days=1))
    assert signed_in(Client(), staff.legal).get("/").context["page"].rows == []
    with pytest.raises(NotAllowed):
        case.advance(by=again(staff.legal), at=at, step="examine", outcome="pass", note="符合条件")


def test_a_deputy_without_an_account_is_out(client, handling):
    case, staff = handling
    lend(staff.handler, staff.legal)
    client = signed_in(client, staff.legal)
    User.objects.filter(pk=staff.legal.pk).update(is_active=False)
    assert client.get("/").status_code == 302


def test_a_post_lent_gives_a_desk_to_somebody_who_had_none_and_takes_it_back(client, handling):
    case, staff = handling
    clerk = factories.official("catalogue", at=case.office)
    assert signed_in(client, clerk).get(reverse("desk_done")).status_code == 403
    made = lend(staff.handler, clerk)
    page = client.get(reverse("desk_case", args=[case.number]))
    assert page.status_code == 200
    reading = Event.objects.filter(kind="reading").latest("pk")
    assert reading.private_body["for_name"] == staff.handler.name
    made.end(by=staff.handler, at=ledger_clock.now())
    assert client.get(reverse("desk_case", args=[case.number])).status_code == 403


# four eyes


def test_the_deputy_who_examined_does_not_decide_for_the_absent_head(deciding):
    case, staff = deciding
    lend(staff.head, staff.handler)
    with pytest.raises(NotAllowed):
        case.grant(by=again(staff.handler), at=ledger_clock.now(), note="同意")
    assert case.verbs_for(again(staff.handler)) == [] or not any(
        verb.name in ("grant", "refuse") for verb in case.verbs_for(again(staff.handler))
    )


def test_a_deputy_with_clean_hands_decides_and_the_event_says_for_whom(deciding):
    case, staff = deciding
    lend(staff.head, staff.surveyor)
    event = case.grant(by=again(staff.surveyor), at=ledger_clock.now(), note="同意")
    assert event.private_body["for"] == staff.head.staff_no


def test_what_the_absent_did_himself_does_not_bind_the_deputy_but_binds_the_absent(zone):
    case, staff = factories.case_at(State.HANDLING, zone=zone)
    from powers.people.people import Post

    Post.objects.create(user=staff.handler, office=case.office, role="head")
    factories._advance_to_decision(case, staff, ledger_clock.now())
    case = factories.fresh(case)
    with pytest.raises(NotAllowed):
        case.grant(by=again(staff.handler), at=ledger_clock.now(), note="同意")
    posts = [staff.handler.all_posts.get(role="head")]
    span = (TODAY, TODAY)
    appoint_all(posts, by=again(staff.handler), deputy=staff.surveyor, days=span, ground="trip")
    event = case.grant(by=again(staff.surveyor), at=ledger_clock.now(), note="同意")
    assert event.private_body["for"] == staff.handler.staff_no


def test_what_was_done_for_the_absent_binds_the_deputy_in_his_own_post(deciding, zone):
    case, staff = factories.case_at(State.HANDLING, zone=zone)
    lend(staff.handler, staff.head, by=staff.handler)
    examine(case, staff.head)
    case = factories.fresh(case)
    while case.open_runs[0].kind != "decision":
        examine(case, staff.on(case.open_runs[0].lane))
        case = factories.fresh(case)
    with pytest.raises(NotAllowed):
        case.grant(by=again(staff.head), at=ledger_clock.now(), note="同意")


# pages


def typed(staff, colleague, **said):
    return {
        "posts": [staff.handler.all_posts.get().pk], "deputy": colleague.pk, "from_on": TODAY.isoformat(),
        "to_on": (TODAY + timedelta(days=3)).isoformat(), "ground": "leave", **said,
    }  # fmt: skip


def test_one_appoints_on_the_page_and_ends_there(client, handling):
    _, staff = handling
    client = signed_in(client, staff.handler)
    answer = client.post(reverse("desk_deputy_new"), typed(staff, staff.legal))
    assert answer.status_code == 302
    made = Deputation.objects.get()
    page = client.get(reverse("desk_deputies")).content.decode()
    assert f"{staff.legal.name}代{staff.handler.name}" in page and "正在代理" in page
    assert (
        f"{staff.legal.name}代"
        in signed_in(client, staff.legal).get(reverse("desk_deputies")).content.decode()
    )
    assert f"您正在代理<b>{staff.handler.name}</b>" in client.get(reverse("own_posts")).content.decode()
    assert (
        signed_in(client, staff.surveyor).post(reverse("desk_deputy_end", args=[made.pk])).status_code == 404
    )
    assert signed_in(client, staff.head).post(reverse("desk_deputy_end", args=[made.pk])).status_code == 302
    assert Deputation.objects.get().state == "ended"


def test_the_head_appoints_for_a_colleague_and_nobody_else_finds_the_page(client, handling):
    _, staff = handling
    address = f"{reverse('desk_deputy_new')}?for={staff.handler.staff_no}"
    assert signed_in(client, staff.reviewer).get(address).status_code == 404
    assert signed_in(client, staff.reviewer).post(address, typed(staff, staff.legal)).status_code == 404
    assert signed_in(client, staff.head).post(address, typed(staff, staff.legal)).status_code == 302
    assert Deputation.objects.get().post.user == staff.handler


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"posts": []}, "请至少选一个岗位"),
        ({"deputy": ""}, "请选由谁代理"),
        ({"deputy": "99999999"}, "请从列出的里面选"),
        ({"to_on": "下周"}, "填日期"),
        ({"to_on": "2099-01-01"}, "最多代理 90 天"),
        ({"from_on": "2020-01-01"}, "过去的日子"),
        ({"ground": "golf"}, "请从列出的里面选"),
        ({"posts": ["1' OR 1=1"]}, "请从列出的岗位里选"),
    ],
)
def test_what_is_wrong_comes_back_with_a_sentence_and_what_was_typed(client, handling, said, words):
    _, staff = handling
    answer = signed_in(client, staff.handler).post(
        reverse("desk_deputy_new"), typed(staff, staff.legal, **said)
    )
    assert answer.status_code == 422 and words in answer.content.decode()
    assert not Deputation.objects.exists()


def test_another_persons_post_is_not_lent_by_its_number(client, handling):
    _, staff = handling
    answer = signed_in(client, staff.handler).post(
        reverse("desk_deputy_new"), typed(staff, staff.legal, posts=[staff.head.all_posts.get().pk])
    )
    assert answer.status_code == 422 and not Deputation.objects.exists()
