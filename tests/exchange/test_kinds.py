import uuid

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from exchange import kinds
from exchange.models import Outbox, Unsealed


def test_a_schema_that_admits_unnamed_fields_is_refused(registry):
    for schema in (
        {"type": "object", "properties": {"n": {}}},
        {"type": "object", "additionalProperties": False, "properties": {"inner": {"properties": {}}}},
        {"anyOf": [{"properties": {}, "additionalProperties": True}]},
    ):
        with pytest.raises(ImproperlyConfigured, match="additionalProperties"):
            kinds.register("loose", schema=schema, apply=print)


@pytest.mark.parametrize("name", ["rating review", "Case", "评价", "", "x" * 41, "1st"])
def test_a_kind_that_fits_no_envelope_is_refused_before_anything_waits(registry, name):
    with pytest.raises(ImproperlyConfigured, match="envelope"):
        kinds.register(
            name, schema={"type": "object", "properties": {}, "additionalProperties": False}, apply=print
        )


def test_a_kind_is_registered_once(world):
    with pytest.raises(ImproperlyConfigured, match="twice"):
        kinds.register("test.word", schema={}, apply=print)


def test_a_body_outside_its_schema_is_not_posted(world):
    with world.zone("outer"):
        with pytest.raises(kinds.Misfit, match="additionalProperties") as caught:
            kinds.post("test.word", {"n": 1, "idcard": "110101"}, at=world.now)
        assert "110101" not in str(caught.value)
        assert Outbox.objects.count() == 0


def test_an_unregistered_kind_is_not_posted(world):
    with world.zone("outer"), pytest.raises(kinds.Unsupported):
        kinds.post("test.other", {}, at=world.now)


def test_a_message_of_a_rolled_back_transaction_never_leaves(world):
    with world.zone("outer"):
        with pytest.raises(RuntimeError), transaction.atomic():
            world.say()
            raise RuntimeError
        assert Unsealed.objects.count() == 0


def test_the_body_of_a_waiting_message_is_encrypted(world, on_sqlite):
    with world.zone("outer"):
        world.say(n=987654321)
    assert b"987654321" not in world.database("outer").read_bytes()


def test_a_subject_has_one_spelling():
    subject = uuid.uuid4()
    assert kinds.subject_key(subject) == kinds.subject_key(str(subject)) == subject.hex
    assert kinds.subject_key("P-17") == "P-17"
    assert kinds.subject_key(None) == ""
