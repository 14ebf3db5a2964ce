import io

import pytest
from django.core.management import CommandError, call_command

from exchange import alarms, state
from exchange.models import Alarm

from .world import new_subject


def test_an_event_is_acknowledged_only_when_the_other_zone_has_said_so(world):
    with world.zone("outer"):
        event = world.act(subject=new_subject(), seq=1)
        assert not state.acknowledged(event)
    world.tick("outer")
    world.tick("inner")
    with world.zone("outer"):
        assert not state.acknowledged(event)
    world.tick("outer")
    with world.zone("outer"):
        assert state.acknowledged(event)
        assert state.acknowledged_among([event]) == {event.pk}


def test_an_event_that_came_from_there_is_known_there(world):
    with world.zone("outer"):
        world.act(subject=new_subject(), seq=1)
    world.settle()
    with world.zone("inner"):
        arrived = state.Event.objects.get()
        assert state.acknowledged(arrived)
        assert state.acknowledged_among([arrived]) == {arrived.pk}


def test_silence_rings_after_a_quarter_of_an_hour_once_and_ends_by_itself(world):
    world.settle(rounds=2)
    world.tick("inner", later=901)
    world.tick("inner", later=901)
    assert world.alarms("inner") == {"silence"}
    world.settle(rounds=1)
    assert world.alarms("inner") == set()
    with world.zone("inner"):
        assert Alarm.objects.filter(kind="silence").count() == 1


def test_an_alarm_is_one_row_while_it_is_open(world):
    with world.zone("inner"):
        for _ in range(3):
            alarms.ring("key", at=world.now)
        assert Alarm.objects.count() == 1
        alarms.clear("key", at=world.now)
        alarms.ring("key", at=world.now)
        assert Alarm.objects.count() == 2


def test_the_status_command_says_how_both_streams_stand(world):
    with world.zone("outer"):
        world.say()
    world.settle()
    said = io.StringIO()
    with world.zone("outer"):
        call_command("exchange", "status", stdout=said)
    assert "acked" in said.getvalue()
    assert "alarms          []" in said.getvalue()


def test_asking_to_retry_what_is_not_held_says_so(world):
    with world.zone("inner"), pytest.raises(CommandError, match="nothing"):
        call_command("exchange", "retry", str(new_subject()))


def test_only_alarms_about_something_past_can_be_marked_as_seen(world):
    with world.zone("inner"):
        alarms.ring("key", at=world.now)
        call_command("exchange", "seen", "key")
        assert not alarms.is_open("key")
        with pytest.raises(CommandError):
            call_command("exchange", "seen", "fork")
