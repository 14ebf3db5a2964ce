import itertools
import json

import pytest
from django.core.management import call_command
from django.db import transaction

from exchange import kinds
from ledger import clock
from ledger.events import Event
from ledger.replay import NotOurs
from ledger.verbs import WrongZone
from ledger.verify import verify
from powers import messages
from powers.catalogue import Edition, Power
from powers.people.people import REGISTRAR
from powers.publishing import cancel, publish
from powers.search.search import search

from .conftest import row

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def crossing(load, zone):
    """The messages of a power's life on the inner net: published, changed, changed again; the outer net still empty."""
    load(row())
    power = Power.objects.get()
    for name in ("乙", "丙"):
        publish(power, {**power.current.content(), "name": name}, by=REGISTRAR, at=clock.now())
    sent = [
        (event.sealed, json.loads(json.dumps(messages.attach(event).data)))
        for event in Event.objects.order_by("id")
    ]
    empty()
    with zone("outer"):
        yield sent


def empty():
    """The other net's database, before anything has come."""
    call_command("flush", interactive=False, verbosity=0)


def receive(sent):
    """As the exchange does: what cannot be applied yet is tried again."""
    waiting, progress = list(sent), True
    while waiting and progress:
        progress, held = False, []
        for sealed, data in waiting:
            try:
                with transaction.atomic():
                    messages.apply(sealed, data, at=clock.now())
                progress = True
            except Exception:
                held.append((sealed, data))
        waiting = held
    return waiting


def stand():
    power = Power.objects.get()
    return (
        power.name,
        power.current.version,
        list(Edition.objects.order_by("version").values_list("version", "state", "content_digest")),
        [edition.name for edition in search("").editions],
    )


def test_the_outer_net_ends_where_the_inner_net_is(crossing):
    assert receive(crossing) == []
    name, version, editions, found = stand()
    assert (name, version, found) == ("丙", 3, ["丙"])
    assert [state for _, state, _ in editions] == ["superseded", "superseded", "published"]
    assert verify().sound
    edition = Edition.objects.get(version=3)
    assert edition.power.office.name == "南京市卫生健康委员会"
    assert edition.power.office.area.parent.name == "江苏省"
    assert edition.applicable


def test_any_order_of_the_subjects_ends_the_same(crossing):
    by_subject = {}
    for message in crossing:
        by_subject.setdefault(json.loads(message[0])["subject"], []).append(message)
    for order in itertools.permutations(by_subject.values()):
        assert receive(itertools.chain(*order)) == []
        assert stand()[:2] == ("丙", 3)
        empty()


def test_applying_twice_is_harmless(crossing):
    receive(crossing)
    before = stand(), Event.objects.count()
    assert receive(crossing) == []
    assert (stand(), Event.objects.count()) == before


def test_content_that_is_not_what_the_event_seals_is_not_admitted(crossing):
    sealed, data = crossing[0]
    data["content"]["promised_days"] = 1
    with pytest.raises(kinds.Misfit):
        messages.apply(sealed, data, at=clock.now())


def test_what_is_sent_fits_the_schema_and_nothing_else_does(crossing):
    kind = kinds.known("edition")
    for sealed, data in crossing:
        kind.check({"event": sealed, "data": data})
    crossing[0][1]["office"]["secret"] = "x"
    with pytest.raises(kinds.Misfit):
        kind.check({"event": crossing[0][0], "data": crossing[0][1]})


def test_a_cancelled_power_leaves_the_outer_search_too(load, zone):
    load(row())
    cancel(Power.objects.get(), by=REGISTRAR, at=clock.now(), reasons="法律已经废止")
    sent = [(event.sealed, messages.attach(event).data) for event in Event.objects.order_by("id")]
    empty()
    with zone("outer"):
        assert receive(sent) == []
        assert search("").editions == []
        assert Power.objects.get().current is None


def test_the_outer_net_cannot_publish_nor_send_its_own_back(crossing, zone):
    receive(crossing)
    power = Power.objects.get()
    with pytest.raises(WrongZone):
        publish(power, {**power.current.content(), "name": "丁"}, by=REGISTRAR, at=clock.now())
    empty()
    with zone("inner"), pytest.raises(NotOurs):
        messages.apply(*crossing[0], at=clock.now())
