"""The sweep on cases that walked the real verbs. Demonstration cases, so that acts may be dated."""

from datetime import date, datetime, timedelta

import pytest

from exchange.alarms import ring
from ledger.clock import CHINA
from ledger.events import Event
from ledger.verify import verify
from supervision import cards, following, sweep, watch
from supervision.cards import Card
from supervision.models import CardCounter
from supervision.rules.time import Stage
from supervision.watch import Watch
from tests import factories
from workflow.clock.clocks import Clock
from workflow.states import State

from .flows import PLAIN

pytestmark = pytest.mark.django_db


def at(day, hour=9, minute=0):
    return (
        datetime(2026, 3, day, hour, minute, tzinfo=CHINA) if day <= 31 else at_april(day - 31, hour, minute)
    )


def at_april(day, hour=9, minute=0):
    return datetime(2026, 4, day, hour, minute, tzinfo=CHINA)


@pytest.fixture
def accepted(zone):
    """Accepted on Monday 2 March 2026; the first step has 3 working days: the 5th. Promised: 6, the 10th."""
    case, staff = factories.case_at(
        State.HANDLING, zone=zone, at=at(2), demo=True, promised_days=6, flow=PLAIN
    )
    return case, staff


def step_of(case):
    return Watch.objects.get(case=case, kind="step", ended_on=None)


def raised(case, kind="step"):
    return [c.stage for c in Card.objects.filter(case=case, clock__kind=kind).order_by("fell_on", "number")]


def test_every_clock_of_a_case_is_watched_and_an_ended_one_has_no_alarm(accepted):
    case, _ = accepted
    following.follow(at=at(2, 10))
    assert set(Watch.objects.values_list("clock", flat=True)) == set(
        Clock.objects.values_list("pk", flat=True)
    )
    assert Watch.objects.filter(ended_on__isnull=False).exists()
    assert not Watch.objects.filter(ended_on__isnull=False, alarm_on__isnull=False).exists()


def test_the_alarm_of_a_step_is_the_day_before_its_last(accepted):
    following.follow(at=at(2, 10))
    step = step_of(accepted[0])
    assert (step.due_on, step.alarm_on, step.stage) == (date(2026, 3, 5), date(2026, 3, 4), Stage.REMINDER)
    assert (step.step, step.lane) == ("审查", "handler")


def test_nothing_is_raised_before_its_day(accepted):
    sweep.sweep(at=at(3, 23, 59))
    assert raised(accepted[0]) == []


def test_reminder_yellow_and_red_come_on_their_days_and_once(accepted):
    case, _ = accepted
    seen = {}
    for day in range(2, 20):
        for hour in (0, 12):
            sweep.sweep(at=at(day, hour))
        seen[day] = raised(case)
    assert seen[3] == []
    assert seen[4] == seen[5] == ["reminder"]
    assert seen[6] == seen[12] == ["reminder", "yellow"]
    # 5 more working days: 6, 9, 10, 11, 12 March; the 13th is the day after.
    assert seen[13] == seen[19] == ["reminder", "yellow", "red"]


def test_three_missed_days_at_once_give_each_card_with_both_its_times(accepted):
    case, _ = accepted
    sweep.sweep(at=at(16))
    found = list(Card.objects.filter(case=case, clock__kind="step").order_by("number"))
    assert [(c.stage, c.fell_on.day, c.raised_at) for c in found] == [
        ("reminder", 4, at(16)), ("yellow", 6, at(16)), ("red", 13, at(16)),
    ]  # fmt: skip
    assert all(c.due_on == date(2026, 3, 5) for c in found)


def test_each_card_has_one_event_and_the_ledger_is_sound(accepted):
    sweep.sweep(at=at(16))
    events = Event.objects.filter(kind="card")
    assert {e.subject for e in events} == set(Card.objects.values_list("pk", flat=True))
    assert all(e.demo and e.at == at(16) and e.actor["post"] == "clock" for e in events)
    assert verify().fault is None


def test_the_promise_gets_its_reminder_and_its_red_card_and_names_the_step_that_held_it(accepted):
    case, _ = accepted
    sweep.sweep(at=at(16))
    assert raised(case, "promised") == ["reminder", "red"]
    red = Card.objects.get(case=case, clock__kind="promised", stage="red")
    assert (red.due_on, red.fell_on, red.step, red.lane) == (
        date(2026, 3, 10),
        date(2026, 3, 11),
        "审查",
        "handler",
    )


def test_numbers_run_on_within_area_and_year(accepted):
    sweep.sweep(at=at(6))
    sweep.sweep(at=at(16))
    numbers = sorted(Card.objects.values_list("number", flat=True))
    assert numbers == [f"3201-26-{n:05d}" for n in range(1, len(numbers) + 1)]


def test_a_clock_that_ended_in_time_never_gets_a_card(accepted, zone):
    case, staff = accepted
    with zone("inner"):
        factories.fresh(case).advance(
            by=staff.handler, at=at(5, 17), step="examine", outcome="pass", note="符合条件"
        )
    sweep.sweep(at=at(16))
    assert not Card.objects.filter(case=case, step="审查", clock__kind="step").exists()


def test_a_clock_that_ended_late_gets_its_card_later_all_the_same(accepted, zone):
    case, staff = accepted
    with zone("inner"):
        factories.fresh(case).advance(
            by=staff.handler, at=at(6, 9), step="examine", outcome="pass", note="符合条件"
        )
    sweep.sweep(at=at(16))
    found = Card.objects.filter(case=case, step="审查", clock__kind="step")
    assert [(c.stage, c.fell_on, c.raised_at) for c in found] == [("yellow", date(2026, 3, 6), at(16))]


def test_an_act_that_no_event_was_followed_of_is_still_seen_before_a_card_is_raised(accepted, zone):
    case, staff = accepted
    following.follow(at=at(2, 10))
    with zone("inner"):
        factories.fresh(case).advance(
            by=staff.handler, at=at(3), step="examine", outcome="pass", note="符合条件"
        )
    sweep.raise_due(at=at(16))
    assert not Card.objects.filter(case=case, step="审查", clock__kind="step").exists()


def test_a_withdrawn_case_gets_nothing_any_more(accepted, zone):
    from powers.people.people import Unattended

    case, _ = accepted
    with zone("inner"):
        factories.fresh(case).withdraw(by=Unattended("applicant", subject=str(case.pk)), at=at(3))
    sweep.sweep(at=at(31))
    assert not Card.objects.filter(case=case, fell_on__gt=date(2026, 3, 3)).exists()


def test_acceptance_and_delivery_have_yellow_cards_but_no_red_ones(zone):
    case, _ = factories.case_at(State.SUBMITTED, zone=zone, at=at(2), demo=True)
    sweep.sweep(at=at_april(20))
    assert raised(case, "acceptance") == ["reminder", "yellow"]
    granted, _ = factories.case_at(State.GRANTED, zone=zone, at=at(2), demo=True)
    sweep.sweep(at=at_april(21))
    assert raised(granted, "delivery") == ["reminder", "yellow"]
    assert Card.objects.filter(case=granted, clock__kind="delivery", lane="window").count() == 2


KILLED_AT = [
    (cards, "record_many"), (cards, "_number"), (cards, "_reserve"), (Card.objects.__class__, "bulk_create"),
    (sweep, "_cards"), (sweep, "store"), (watch.Watch, "take_due"), (watch.Watch, "align"),
]  # fmt: skip


@pytest.mark.parametrize("place", KILLED_AT, ids=lambda p: p[1])
@pytest.mark.parametrize("after", [False, True], ids=["before it", "after it"])
def test_a_sweep_killed_anywhere_in_a_batch_loses_nothing_and_doubles_nothing(
    accepted, monkeypatch, place, after
):
    following.follow(at=at(2, 10))
    owner, name = place
    whole = getattr(owner, name)

    def killed(*args, **kwargs):
        if after:
            whole(*args, **kwargs)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(owner, name, killed)
        with pytest.raises(KeyboardInterrupt):
            sweep.raise_due(at=at(16))
    assert (Card.objects.count(), Event.objects.filter(kind="card").count(), CardCounter.objects.count()) == (
        0,
        0,
        0,
    )
    sweep.sweep(at=at(17))
    assert raised(accepted[0]) == ["reminder", "yellow", "red"]
    assert verify().fault is None


def test_a_sweep_killed_between_batches_keeps_the_finished_ones(zone, monkeypatch):
    made = [
        factories.case_at(State.HANDLING, zone=zone, at=at(2), demo=True, promised_days=6, flow=PLAIN)[0]
        for _ in range(3)
    ]
    monkeypatch.setattr(sweep, "BATCH", 2)
    monkeypatch.setattr(following, "CHUNK", 2)
    following.follow(at=at(2, 10))
    batches = iter([False, True])
    whole = sweep.raise_batch

    def sometimes(**kwargs):
        if next(batches):
            raise KeyboardInterrupt
        return whole(**kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(sweep, "raise_batch", sometimes)
        with pytest.raises(KeyboardInterrupt):
            sweep.raise_due(at=at(16))
    before = Card.objects.count()
    assert before
    sweep.sweep(at=at(16))
    assert [raised(case) for case in made] == [["reminder", "yellow", "red"]] * 3
    assert verify().fault is None


def test_following_killed_half_way_follows_again(accepted, monkeypatch):
    monkeypatch.setattr(following, "store", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        following.follow(at=at(2, 10))
    monkeypatch.undo()
    following.follow(at=at(2, 10))
    assert step_of(accepted[0]).alarm_on == date(2026, 3, 4)


def test_an_event_is_followed_though_the_clock_was_set_back(accepted, clock, zone):
    following.follow(at=at(2, 10))
    before = Watch.objects.count()
    clock.set(at(3))
    case, staff = accepted
    with zone("inner"):
        factories.fresh(case).advance(
            by=staff.handler, at=at(3), step="examine", outcome="pass", note="符合条件"
        )
    assert following.follow(at=at(3)) > 0
    assert Watch.objects.count() == before + 1


def test_an_event_that_was_committed_late_is_still_followed(accepted):
    following.follow(at=at(2, 10))
    Watch.objects.all().delete()
    assert following.follow(at=at(2, 10)) == Clock.objects.count()


def test_following_twice_changes_nothing(accepted):
    assert following.follow(at=at(2, 10)) > 0
    assert following.follow(at=at(2, 10)) == 0
    assert following.follow_all(at=at(2, 10)) == 0


def test_the_sweep_does_not_raise_again_when_a_watch_was_set_back(accepted):
    sweep.sweep(at=at(16))
    count = Card.objects.count()
    Watch.objects.update(stage="reminder", alarm_on=date(2026, 3, 4))
    assert sweep.raise_due(at=at(16)) == 0
    assert Card.objects.count() == count
    assert step_of(accepted[0]).stage == ""


def test_a_new_due_date_without_an_event_is_found_by_comparing_everything(accepted):
    following.follow(at=at(2, 10))
    Watch.objects.all().delete()
    assert following.follow_all(at=at(3)) == Clock.objects.count()
    Clock.objects.filter(kind="step", ended_at=None).update(due_on=date(2026, 3, 11))
    assert following.follow_all(at=at(3)) == 1
    assert step_of(accepted[0]).alarm_on == date(2026, 3, 10)


def test_while_the_outer_net_is_silent_no_card_is_raised_over_the_window(zone):
    case, _ = factories.case_at(State.SUBMITTED, zone=zone, at=at(2), demo=True)
    ring("silence", at=at(3))
    sweep.sweep(at=at(16))
    assert not Card.objects.filter(case=case).exists()


def test_a_replay_dates_each_card_on_the_morning_it_would_have_come(accepted, zone):
    case, staff = accepted
    with zone("inner"):
        factories.fresh(case).advance(
            by=staff.handler, at=at(6, 9), step="examine", outcome="pass", note="符合条件"
        )
    sweep.replay(until=at(16))
    found = Card.objects.filter(case=case, step="审查", clock__kind="step").order_by("number")
    assert [(c.stage, c.raised_at) for c in found] == [("reminder", at(4, 0)), ("yellow", at(6, 0))]
    assert sweep.sweep(at=at(16), everything=True).raised == 0


def test_sweeping_a_real_case_for_another_day_is_refused_by_the_ledger(zone):
    from django.db import DatabaseError, transaction

    factories.case_at(State.HANDLING, zone=zone)
    later = datetime.now(CHINA) + timedelta(days=60)
    with pytest.raises(DatabaseError, match="dated away from now"), transaction.atomic():
        sweep.sweep(at=later)
