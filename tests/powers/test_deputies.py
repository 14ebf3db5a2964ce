"""Deputies: who may appoint whom, for which days; what the house and both databases refuse; that it ends by itself."""

from datetime import timedelta
from threading import Barrier, Thread
from time import sleep

import pytest
from django.db import DatabaseError, connection, transaction

from exchange.outbox import Unsealed
from ledger import clock as ledger_clock
from ledger.clock import civil_day
from ledger.events import Act, Event, record
from ledger.verbs import NotAllowed, Refused, WrongZone
from powers.people import deputies, standing_in
from powers.people.deputies import Deputation, appoint_all
from powers.people.people import Post, User
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = civil_day(ledger_clock.now())


def day(number: int):
    return TODAY + timedelta(days=number)


@pytest.fixture(autouse=True)
def _inner(zone):
    with zone("inner"):
        yield


@pytest.fixture
def staff():
    return factories.Staff(factories.office())


def post_of(user, role=None) -> Post:
    return user.all_posts.get(**({"role": role} if role else {}))


def lend(absent, deputy, *, by=None, start=0, end=6, role=None, ground="leave") -> Deputation:
    posts = [post_of(absent, role)]
    days = (day(start), day(end))
    return appoint_all(posts, by=by or absent, deputy=deputy, days=days, ground=ground)[0]


def again(user) -> User:
    """The same person in the next request."""
    return User.objects.get(pk=user.pk)


def forced(absent, deputy, *, start=0, end=6, role=None, ground="leave"):
    """A row with its event, written past the house as somebody at the database would."""
    made = Deputation(
        post=post_of(absent, role), deputy=deputy, from_on=day(start), to_on=day(end), ground=ground, seq=1
    )
    made.__dict__["state"] = "standing"
    record(
        Act(
            kind="deputation", subject=made.pk, seq=1, verb="appoint", frm="", to="standing", at=ledger_clock.now(),
            actor={"post": "official", "office": made.post.office_id},
        )
    )  # fmt: skip
    made.save(force_insert=True)
    return made


# what it gives, and when


def test_a_deputy_holds_the_post_of_the_absent_beside_the_own(staff):
    lend(staff.reviewer, staff.handler)
    deputy = again(staff.handler)
    assert [post.role for post in deputy.posts] == ["handler", "reviewer"]
    assert deputy.holds("reviewer", office_id=staff.office.pk)
    assert [post.role for post in standing_in.own(deputy)] == ["handler"]
    assert again(staff.reviewer).holds("reviewer") and not again(staff.legal).holds("reviewer")


def test_it_begins_and_ends_on_its_days_whether_or_not_a_task_has_run(staff, clock):
    lend(staff.reviewer, staff.handler, start=2, end=3)
    found = {}
    for number in range(1, 5):
        clock.set(ledger_clock.now() + timedelta(days=1))
        found[number] = again(staff.handler).holds("reviewer")
    assert found == {1: False, 2: True, 3: True, 4: False}


def test_midnight_is_that_of_china(staff, clock, monkeypatch):
    from datetime import UTC, datetime, time

    lend(staff.reviewer, staff.handler, end=0)
    last = datetime.combine(TODAY, time(15, 59, 59), tzinfo=UTC)
    clock.set(last)
    assert again(staff.handler).holds("reviewer")
    clock.set(last + timedelta(seconds=1))
    assert not again(staff.handler).holds("reviewer")


def test_ended_early_it_ends_at_once_and_only_the_three_may(staff):
    for who in ("reviewer", "handler", "head"):
        made = lend(staff.reviewer, staff.handler)
        with pytest.raises(NotAllowed):
            Deputation.objects.get(pk=made.pk).end(by=again(staff.legal), at=ledger_clock.now())
        Deputation.objects.get(pk=made.pk).end(by=again(getattr(staff, who)), at=ledger_clock.now())
        assert not again(staff.handler).holds("reviewer")
    with pytest.raises(Refused):
        Deputation.objects.get(pk=made.pk).end(by=again(staff.head), at=ledger_clock.now())


def test_one_that_is_over_is_not_ended(staff, clock):
    made = lend(staff.reviewer, staff.handler, end=0)
    clock.set(ledger_clock.now() + timedelta(days=1))
    with pytest.raises(Refused, match="已经到期"):
        made.end(by=staff.reviewer, at=ledger_clock.now())


def test_each_appointment_and_ending_is_an_event_that_stays_on_this_net(staff):
    made = lend(staff.reviewer, staff.handler, by=staff.reviewer)
    made.end(by=staff.head, at=ledger_clock.now())
    events = list(Event.objects.of(made.pk))
    assert [event.verb for event in events] == ["appoint", "end"]
    assert events[0].private_body["deputy"] == staff.handler.staff_no
    assert events[0].body == {
        "from": day(0).isoformat(), "to": day(6).isoformat(), "ground": "leave", "role": "reviewer",
    }  # fmt: skip
    assert staff.handler.staff_no not in events[0].sealed and staff.handler.name not in events[0].sealed
    assert events[1].private_body["name"] == staff.head.name
    assert not Unsealed.objects.filter(kind="deputation").exists()


def test_several_posts_are_lent_all_or_none(staff):
    Post.objects.create(user=staff.handler, office=staff.office, role="surveyor")
    forced(staff.handler, staff.legal, role="surveyor")
    posts = list(staff.handler.all_posts.all())
    with pytest.raises(Refused, match="已经有人代理"):
        appoint_all(posts, by=staff.handler, deputy=staff.reviewer, days=(day(0), day(1)), ground="trip")
    assert Deputation.objects.count() == 1


# who appoints


def test_the_head_appoints_for_a_colleague_who_is_away_from_today(staff):
    lend(staff.reviewer, staff.handler, by=staff.head)
    assert again(staff.handler).holds("reviewer")
    with pytest.raises(Refused, match="从今天起"):
        lend(staff.legal, staff.handler, by=staff.head, start=1)


@pytest.mark.parametrize("who", ["reviewer", "handler", "window"])
def test_nobody_else_appoints_for_another(staff, who):
    with pytest.raises(NotAllowed):
        lend(staff.legal, staff.surveyor, by=getattr(staff, who))


def test_the_head_does_not_lend_himself_a_post(staff):
    with pytest.raises(NotAllowed):
        lend(staff.handler, staff.head, by=staff.head)


def test_the_head_of_another_office_has_nothing_to_say(staff):
    other = factories.official("head", at=factories.office("鼓楼区教育局"))
    with pytest.raises(NotAllowed):
        lend(staff.handler, staff.legal, by=other)


def test_on_the_outer_net_there_are_no_deputies(staff, zone):
    with zone("outer"), pytest.raises(WrongZone):
        lend(staff.handler, staff.legal)
    lend(staff.handler, staff.legal)
    with zone("outer"):
        assert not again(staff.legal).holds("handler")


# chains


def test_what_was_lent_cannot_be_lent_on(staff):
    lend(staff.head, staff.handler)
    deputy = again(staff.handler)
    with pytest.raises(NotAllowed):
        lend(staff.head, staff.legal, by=deputy)
    # Nor does the lent post of the head make its deputy one who appoints for others.
    with pytest.raises(NotAllowed):
        lend(staff.reviewer, staff.legal, by=deputy)


def test_the_deputy_of_a_deputy_holds_only_what_the_deputy_holds_himself(staff):
    lend(staff.head, staff.handler, start=0, end=3)
    lend(staff.handler, staff.legal, start=0, end=3)
    assert {post.role for post in again(staff.legal).posts} == {"legal", "handler"}


def test_whoever_is_away_is_nobodys_deputy(staff):
    lend(staff.handler, staff.legal, start=2, end=4)
    with pytest.raises(Refused, match="自己也请人代理"):
        lend(staff.head, staff.handler, start=0, end=2)
    lend(staff.head, staff.handler, start=0, end=1)


# what is refused, and by the database too


REFUSED = {
    "oneself": lambda s: (s.handler, s.handler, {}),
    "over ninety days": lambda s: (s.handler, s.legal, {"end": 90}),
    "the end before the beginning": lambda s: (s.handler, s.legal, {"start": 3, "end": 2}),
    "another office": lambda s: (
        s.handler,
        factories.official("handler", at=factories.office("鼓楼区教育局")),
        {},
    ),
    "somebody without an account": lambda s: (s.handler, _closed(s.legal), {}),
    "somebody whose post has ended": lambda s: (s.handler, _left(s.legal), {}),
    "a citizen": lambda s: (s.handler, factories.citizen(), {}),
    "an administrator": lambda s: (s.handler, factories.official("handler", "audit_admin", at=s.office), {}),
    "an administrator's post": lambda s: (_made_administrator(s.handler, s.office), s.legal, {}),
    "an expert's post": lambda s: (s.expert, s.legal, {}),
    "no known ground": lambda s: (s.handler, s.legal, {"ground": "golf"}),
}


def _closed(user):
    User.objects.filter(pk=user.pk).update(is_active=False)
    return user


def _left(user):
    user.all_posts.update(active=False)
    return user


def _made_administrator(user, office):
    Post.objects.create(user=user, office=office, role="system_admin")
    return user


@pytest.mark.parametrize("case", REFUSED)
def test_what_may_not_be_is_refused_by_the_house_and_by_the_database(staff, case):
    absent, deputy, facts = REFUSED[case](staff)
    role = {"an administrator's post": "handler"}.get(case)
    with pytest.raises((Refused, DatabaseError)), transaction.atomic():
        lend(absent, deputy, role=role, **facts)
    with pytest.raises(DatabaseError), transaction.atomic():
        forced(absent, deputy, role=role, **facts)
    assert not Deputation.objects.exists()


@pytest.mark.parametrize(("start", "end"), [(0, 0), (6, 9), (2, 3), (0, 20)])
def test_a_post_has_one_deputy_at_a_time(staff, start, end):
    lend(staff.reviewer, staff.handler, start=0, end=6)
    with pytest.raises(Refused, match="已经有人代理"):
        lend(staff.reviewer, staff.legal, start=start, end=end)
    with pytest.raises(DatabaseError), transaction.atomic():
        forced(staff.reviewer, staff.legal, start=start, end=end)
    lend(staff.reviewer, staff.legal, start=7, end=20)


@pytest.mark.django_db(transaction=True)
def test_two_who_appoint_at_the_same_moment_do_not_both(staff, on_postgres):
    """Neither sees the row of the other, which is not committed: the lock on the post makes the second one wait."""
    together, said = Barrier(2), []

    def appoint(deputy):
        try:
            with transaction.atomic():
                together.wait(timeout=30)
                forced(staff.reviewer, deputy)
                sleep(0.5)
            said.append("done")
        except DatabaseError:
            said.append("refused")
        finally:
            connection.close()

    people = [Thread(target=appoint, args=(deputy,)) for deputy in (staff.handler, staff.legal)]
    for each in people:
        each.start()
    for each in people:
        each.join(timeout=60)
    assert sorted(said) == ["done", "refused"] and Deputation.objects.count() == 1


def test_what_the_house_did_not_see_in_time_becomes_a_sentence(staff, monkeypatch):
    lend(staff.reviewer, staff.handler)
    monkeypatch.setattr(deputies, "refuse_unfit", lambda *args, **said: None)
    with pytest.raises(Refused, match="刚刚有了变动"):
        lend(staff.reviewer, staff.legal)


def test_after_an_early_end_the_days_are_free(staff):
    lend(staff.reviewer, staff.handler).end(by=staff.reviewer, at=ledger_clock.now())
    lend(staff.reviewer, staff.legal)
    assert again(staff.legal).holds("reviewer") and not again(staff.handler).holds("reviewer")


def test_the_database_too_refuses_a_deputy_who_is_away(staff):
    lend(staff.handler, staff.legal)
    with pytest.raises(DatabaseError), transaction.atomic():
        forced(staff.head, staff.handler)


def test_days_that_have_passed_are_not_lent(staff):
    with pytest.raises(Refused, match="过去的日子"):
        lend(staff.handler, staff.legal, start=-1)


@pytest.mark.parametrize(
    "change",
    [{"to_on": TODAY + timedelta(days=80)}, {"from_on": TODAY - timedelta(days=1)}, {"ground": "trip"}],
)
def test_what_was_appointed_cannot_be_rewritten_nor_lost(staff, change):
    made = lend(staff.handler, staff.legal)
    with pytest.raises(DatabaseError), transaction.atomic():
        Deputation.objects.filter(pk=made.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Deputation.objects.filter(pk=made.pk).update(deputy=staff.surveyor)
    with pytest.raises(DatabaseError), transaction.atomic():
        Deputation.objects.filter(pk=made.pk).delete()


def test_an_ended_one_does_not_come_to_life_again_past_the_gate(staff):
    made = lend(staff.handler, staff.legal)
    made.end(by=staff.handler, at=ledger_clock.now())
    table = Deputation.objects.filter(pk=made.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        table.update(state="standing")
        connection.check_constraints()


# what happens to the people meanwhile


@pytest.mark.parametrize(
    "loses",
    [
        lambda s: _closed(s.reviewer),
        lambda s: _left(s.reviewer),
        lambda s: _left(s.handler),
        lambda s: Post.objects.create(user=s.handler, office=s.office, role="audit_admin"),
        lambda s: Post.objects.create(user=s.reviewer, office=s.office, role="audit_admin"),
    ],
    ids=["absent account", "absent post", "deputy post", "deputy administrator", "absent administrator"],
)
def test_it_lapses_with_what_it_rests_on(staff, loses):
    lend(staff.reviewer, staff.handler)
    loses(staff)
    assert not again(staff.handler).holds("reviewer")
