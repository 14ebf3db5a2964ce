"""Promises on both nets: sealed with their text, carried across after their case, guarded by the database itself."""

import json

import pytest
from django.db import DatabaseError, connection, transaction

from exchange import kinds
from ledger import clock
from ledger.events import Event
from ledger.verbs import Refused, WrongZone
from ledger.verify import verify
from powers.items import undertakings as told_of
from tests import factories
from workflow import messages
from workflow.applying import Way
from workflow.entries import Entry
from workflow.machine import Case
from workflow.materials import filings, undertaking_crossing, undertakings
from workflow.materials.undertakings import Undertaking, Word
from workflow.papers.papers import Paper, print_pending

pytestmark = pytest.mark.django_db
MATERIALS = [*factories.MATERIALS, factories.PROMISABLE]


def word(at=None) -> Word:
    return Word("m3", told_of.digest(factories.PROMISABLE), (at or clock.now()).isoformat())


def filed(edition, citizen=None, *, party=None, words=None, token="promised"):
    return filings.submit(
        edition, by=citizen or factories.citizen(), at=clock.now(), party=party or factories.party(), answers={},
        materials=[], token=token, words=[word()] if words is None else words,
    )  # fmt: skip


@pytest.fixture
def edition():
    return factories.edition(materials=MATERIALS)


class Undo(Exception):
    pass


def bodies_of(*kinds_):
    """What would cross, in the order in which it happened."""
    attach = {"case": messages.attach, "undertaking": undertaking_crossing.attach}
    events = Event.objects.filter(kind__in=kinds_, arrived=False).order_by("pk")
    return [(e.kind, {"event": e.sealed, "data": attach[e.kind](e).data}) for e in events]


def deliver(bodies):
    for name, body in bodies:
        kind = kinds.known(name)
        kind.check(body)
        kind.run(body, at=clock.now())


def test_a_promise_stands_on_the_inner_net_as_it_was_made(zone, edition):
    citizen = factories.citizen()
    try:
        with transaction.atomic(), zone("outer"):
            filed(edition, citizen)
            print_pending()
            bodies = bodies_of("case", "undertaking")
            told = Undertaking.objects.values().get()
            raise Undo
    except Undo:
        pass
    with zone("inner"):
        deliver(bodies)
        assert Undertaking.objects.values().get() == told
        case = Case.objects.get()
        assert [each.told["says"] for each in undertakings.of_case(case)] == [
            factories.PROMISABLE["undertaking"]["says"]
        ]
        assert Paper.objects.filter(case=case, kind="undertaking").exists()
        assert verify().sound


@pytest.mark.parametrize("wrong", [{"code": "m2"}, {"digest": "0" * 64}])
def test_a_promise_that_the_application_does_not_hold_is_refused_on_arrival(zone, edition, wrong):
    with zone("outer"):
        case = filed(edition)
    told = {"code": "m3", "digest": word().digest}
    undertaking_crossing._refuse_other(case, **told)
    with pytest.raises(ValueError, match="not one"):
        undertaking_crossing._refuse_other(case, **told | wrong)
    with zone("outer"):
        bare = filed(edition, words=[], token="bare")
    with pytest.raises(ValueError, match="not one"):
        undertaking_crossing._refuse_other(bare, **told)


def test_a_promise_waits_for_the_case_it_was_made_in(zone, edition):
    with zone("outer"):
        filed(edition)
        made = Event.objects.get(kind="undertaking")
        assert not undertaking_crossing.is_ready(made)
        print_pending()
        assert undertaking_crossing.is_ready(made)


@pytest.mark.parametrize(
    ("way", "says"), [("window", "在窗口签了纸质告知承诺书"), ("online", "代理人经授权在网上代为承诺")]
)
def test_a_promise_for_another_stands_on_the_inner_net_with_by_whose_hand(zone, edition, way, says):
    """Signed at the window and recorded by its clerk, or made by an agent; the other net has rows of its own."""
    clerk = factories.official("window", at=edition.power.office)
    by = clerk if way == "window" else factories.citizen()
    entry = Entry(kind="person", way=Way(way), account=None if way == "window" else by, paper={})
    told = factories.party() | ({"agent": "李四"} if way == "online" else {})
    promised = Word("m3", word().digest, word().at, authorised=way == "online")
    try:
        with transaction.atomic(), zone("outer"):
            filings.submit(
                edition, by=by, at=clock.now(), party=told, answers={}, token="other", words=[promised], entry=entry,
                materials=[factories.material("promise.m3", name="承诺书.pdf")],
            )  # fmt: skip
            print_pending()
            bodies = bodies_of("case", "undertaking")
            made = Undertaking.objects.values().get()
            raise Undo
    except Undo:
        pass
    with zone("inner"):
        deliver(bodies)
        assert Undertaking.objects.values().get() == made
        case = Case.objects.get()
        assert [each.made_words for each in undertakings.of_case(case)] == [says]
        assert case.materials.get(code="promise.m3").requirement["name"] == "告知承诺书：无犯罪记录证明"
        assert verify().sound


def test_the_event_says_no_more_than_the_print_of_the_text(zone, edition):
    with zone("outer"):
        filed(edition)
        event = Event.objects.get(kind="undertaking")
    assert set(event.body) == {"case", "edition", "material", "text"}
    assert "刑事" not in json.dumps(event.public, ensure_ascii=False)


def test_what_the_edition_does_not_let_be_promised_is_refused_and_nothing_is_filed(zone, edition):
    with zone("outer"):
        for wrong in (Word("m2", word().digest, word().at), Word("m3", "0" * 64, word().at)):
            with pytest.raises(Refused, match="重新承诺"):
                filed(edition, words=[wrong])
    assert not Case.objects.exists()


def test_an_application_that_hands_everything_in_has_no_paper_of_promises(zone, edition):
    with zone("outer"):
        case = filed(edition, words=[])
    assert not Paper.objects.filter(case=case, kind="undertaking").exists()
    assert undertakings.of_case(case) == []


def test_a_promise_is_made_on_the_outer_net_only(zone, edition):
    with zone("outer"):
        case = filed(edition, words=[])
    with zone("inner"), pytest.raises(WrongZone):
        undertakings.make(case, [word()], by=factories.citizen(), at=clock.now())


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE workflow_undertaking SET digest = 'x'",
        "UPDATE workflow_undertaking SET lookup = 'x'",
        "UPDATE workflow_undertaking SET code = 'm1'",
        "UPDATE workflow_undertaking SET state = 'true'",
        "DELETE FROM workflow_undertaking",
    ],
)
def test_the_database_lets_nobody_change_what_was_promised(zone, edition, sql):
    with zone("outer"):
        filed(edition)
    with pytest.raises(DatabaseError, match="ledger"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE" if connection.vendor == "postgresql" else "SELECT 1")
