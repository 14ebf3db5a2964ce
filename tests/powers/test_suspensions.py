"""Suspending and resuming a power: the road of the decision, the days, what is refused, and that both nets agree."""

import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from ledger import clock
from ledger.clock import civil_day
from ledger.events import Event
from ledger.verbs import NotAllowed, Refused
from ledger.verify import verify
from powers import messages
from powers.catalogue import Edition, Power
from powers.force import Force, force_of, numbers, why_closed
from powers.items.suspensions import Suspension
from powers.people.people import REGISTRAR
from powers.publishing import cancel, publish
from powers.revisions import revising
from powers.revisions.adjustments import Kind
from powers.revisions.change_log import change_log
from powers.revisions.revisions import Stage
from powers.search import search
from powers.search.facets import facets
from tests import factories

from .conftest import row
from .test_cascade import insert_copy
from .test_messages import empty, receive
from .test_revisions import again, at_stage, drafted, people, power  # noqa: F401

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
CHANGE = {"kind": "suspend", "reasons": "场所改造", "document": "宁政发〔2026〕14号", "consents": []}


def today():
    return civil_day(clock.now())


def held_up(edition, *, begins, ends=None, reasons="场所改造"):
    Edition.objects.select_related("power").get(pk=edition.pk).suspend(
        by=REGISTRAR, at=clock.now(), day=begins, until=ends, reasons=reasons, change=CHANGE
    )


def resumed(edition, day):
    change = CHANGE | {"kind": "resume", "reasons": "改造完了"}
    Edition.objects.select_related("power").get(pk=edition.pk).resume(
        by=REGISTRAR, at=clock.now(), day=day, reasons="改造完了", change=change
    )


def fresh(edition) -> Edition:
    return Edition.objects.select_related("power__power_class", "power__office").get(pk=edition.pk)


def decided(power, people, *, kind=Kind.SUSPEND, days=0, until=None):  # noqa: F811
    """A suspension that has walked through every stage and met the clock."""
    draft = drafted(power, people, kind=kind, days=days)
    if until is not None:
        draft.amend(by=people.clerk, at=clock.now(), proposed={"resumes_on": today() + timedelta(until)})
    revising.send(again(draft), by=people.clerk, at=clock.now())
    again(draft).sign(by=people.head, at=clock.now(), note="同意")
    again(draft).pass_staffing(by=people.staffing, at=clock.now(), note="同意")
    again(draft).pass_to_government(by=people.legal, at=clock.now(), note="合法")
    again(draft).approve(by=people.government, at=clock.now(), note="批准")
    revising.publish_due(now=clock.now)
    return again(draft)


def test_a_suspension_goes_the_whole_road_and_the_government_decides(power, people):  # noqa: F811
    waiting = at_stage(Stage.LEGAL, power, people, kind=Kind.SUSPEND)
    with pytest.raises(NotAllowed):
        waiting.pass_legal(by=people.legal, at=clock.now(), note="同意")
    with pytest.raises(NotAllowed):
        waiting.pass_to_government(by=people.staffing, at=clock.now(), note="换一个环节再来")
    again(waiting).pass_to_government(by=people.legal, at=clock.now(), note="同意")
    assert revising.publish_due(now=clock.now) == (0, 0) and not Suspension.objects.exists()
    again(waiting).approve(by=people.government, at=clock.now(), note="批准")
    assert revising.publish_due(now=clock.now) == (1, 0)
    stood = Power.objects.get()
    assert stood.current.version == 1 and stood.suspended_on(today()).reasons == "补全办理要素"
    entry = change_log(stood)[0]
    assert (entry.verb, entry.title, entry.day, len(entry.consents)) == ("suspend", "暂停", today(), 4)
    assert not entry.is_end and not entry.is_edition


def test_it_is_announced_at_once_and_begins_and_ends_by_the_day_alone(power, people):  # noqa: F811
    revision = decided(power, people, days=3, until=9)
    assert revision.state == Stage.PUBLISHED
    edition = fresh(power.current)
    days = [force_of(edition, on=today() + timedelta(n)) for n in (0, 2, 3, 8, 9)]
    closed = [Force.SUSPENDED, Force.SUSPENDED]
    assert days == [Force.CURRENT, Force.CURRENT, *closed, Force.CURRENT]
    assert "补全办理要素" in why_closed(edition, on=today() + 3 * DAY)
    assert edition.power.current_id == edition.pk and edition.state == "published"


def test_a_resumption_is_a_revision_of_its_own_and_only_of_what_is_suspended(power, people):  # noqa: F811
    with pytest.raises(Refused, match="没有暂停"):
        revising.revise(power, kind=Kind.RESUME, by=people.clerk, at=clock.now())
    decided(power, people)
    with pytest.raises(Refused, match="已经暂停"):
        revising.revise(power, kind=Kind.SUSPEND, by=people.clerk, at=clock.now())
    revision = decided(power, people, kind=Kind.RESUME, days=2)
    assert revision.state == Stage.PUBLISHED
    assert Suspension.objects.get().ends_on == today() + 2 * DAY
    assert [e.title for e in change_log(Power.objects.get())][:2] == ["启用", "暂停"]


@pytest.mark.parametrize("until", [0, -1])
def test_an_end_that_is_not_after_the_beginning_is_not_sent(power, people, until):  # noqa: F811
    draft = drafted(power, people, kind=Kind.SUSPEND)
    draft.amend(by=people.clerk, at=clock.now(), proposed={"resumes_on": today() + timedelta(until)})
    with pytest.raises(Refused, match="要在暂停日期"):
        revising.send(again(draft), by=people.clerk, at=clock.now())


def test_days_that_meet_another_suspension_are_refused_and_the_next_free_ones_are_not(power, people):  # noqa: F811
    decided(power, people, until=5)
    draft = drafted(power, people, kind=Kind.SUSPEND, days=4)
    with pytest.raises(Refused, match="重叠"):
        revising.send(draft, by=people.clerk, at=clock.now())
    again(draft).discard(by=people.clerk, at=clock.now(), reasons="改日期")
    assert decided(power, people, days=5, until=8).state == Stage.PUBLISHED
    assert Suspension.objects.count() == 2


def test_a_resumption_calls_off_what_has_not_begun(power, people):  # noqa: F811
    decided(power, people, days=5)
    decided(power, people, kind=Kind.RESUME)
    called_off = Suspension.objects.get()
    assert called_off.begins_on == called_off.ends_on
    assert not Power.objects.get().suspended_on(today() + 5 * DAY)


def test_what_was_decided_too_late_goes_back_with_the_reason(power, people):  # noqa: F811
    revision = at_stage(Stage.APPROVAL, power, people, kind=Kind.SUSPEND)
    held_up(power.current, begins=today())
    again(revision).approve(by=people.government, at=clock.now(), note="批准")
    assert revising.publish_due(now=clock.now) == (0, 1)
    assert again(revision).state == Stage.DRAFT


def test_a_new_edition_does_not_end_a_suspension_and_a_cancellation_goes_before_it(power):  # noqa: F811
    held_up(power.current, begins=today())
    newer = publish(power, {**power.current.content(), "conditions": "新"}, by=REGISTRAR, at=clock.now())
    assert force_of(fresh(newer), on=today()) == Force.SUSPENDED and not fresh(newer).applicable
    cancel(power, by=REGISTRAR, at=clock.now(), reasons="不再需要")
    assert force_of(fresh(newer), on=today()) == Force.CANCELLED


def test_no_case_on_a_suspended_power_open_ones_go_on_and_it_opens_by_itself(zone):
    edition = factories.edition()
    with zone("outer"):
        case = factories.submitted(edition_=edition)
    held_up(edition, begins=today())
    with zone("outer"), pytest.raises(Refused, match="暂停.*场所改造"):
        factories.submitted(edition_=fresh(edition))
    with zone("outer"):
        factories.fresh(case).withdraw(by=case.applicant, at=clock.now())
    assert factories.fresh(case).state != case.state
    other = factories.edition(name="别的事项", at=edition.power.office)
    held_up(other, begins=today() - 5 * DAY, ends=today())
    with zone("outer"):
        assert factories.submitted(edition_=fresh(other)).pk


@pytest.mark.parametrize("where", ["outer", "inner"])
def test_raw_sql_opens_no_case_on_a_suspended_power(zone, where):
    edition = factories.edition()
    with zone("outer"):
        case = factories.submitted(edition_=edition)
    held_up(edition, begins=today())
    with zone(where), pytest.raises(DatabaseError, match="not in force"):
        insert_copy(case)


@pytest.mark.parametrize(("begins", "ends"), [(1, None), (-5, 0)])
def test_the_database_looks_at_the_day(zone, begins, ends):
    edition = factories.edition()
    with zone("outer"):
        case = factories.submitted(edition_=edition)
    ends = ends if ends is None else today() + timedelta(ends)
    held_up(edition, begins=today() + timedelta(begins), ends=ends)
    with pytest.raises(DatabaseError, match="without its event"):  # the suspension is no obstacle
        insert_copy(case)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE powers_suspension SET ends_on = '2999-01-01'",
        "UPDATE powers_suspension SET begins_on = '2999-01-01'",
        "UPDATE powers_suspension SET reasons = ''",
        "DELETE FROM powers_suspension",
        "INSERT INTO powers_suspension (power_id, edition_id, begins_on, ends_on, reasons, document)"
        " SELECT power_id, edition_id, '2031-01-01', '2032-01-01', '', '' FROM powers_suspension",
    ],
)
def test_raw_sql_cannot_move_or_make_a_suspension(statement):
    held_up(factories.edition(), begins=today(), ends=today() + DAY)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_two_suspensions_never_hold_at_once():
    edition = factories.edition()
    held_up(edition, begins=today(), ends=today() + 5 * DAY)
    with pytest.raises(DatabaseError, match="at once"), transaction.atomic():
        held_up(edition, begins=today() + 4 * DAY, ends=today() + 9 * DAY)


def test_the_search_follows_the_day_without_being_written_again(zone, monkeypatch):
    edition, based = factories.edition(), factories.edition(name="护士延续", at=None)
    for each in (edition, based):
        search.index(each)
    held_up(edition, begins=today() + DAY, ends=today() + 3 * DAY)
    fresh(based).lapse(by=REGISTRAR, at=clock.now(), day=today() + 2 * DAY, basis=["《护士条例》第八条"])
    now, told = clock.now(), {}
    for day in range(4):
        monkeypatch.setattr(clock, "now", lambda day=day: now + timedelta(day))
        counted = facets("护士")
        found = {e.name for e in search.search("护士", applicable=True).editions}
        assert counted.by["applicable"][True] == search.count("护士", applicable=True) == len(found)
        assert {e.applicable for e in search.search("护士", applicable=True).editions} <= {True}
        told[day] = (found, dict(counted.by["force"]))
        for force, number in counted.by["force"].items():
            assert search.count("护士", force=force) == number == facets("护士", force=force).count
    first, second = edition.name, based.name
    assert told == {
        0: ({first, second}, {"current": 2}),
        1: ({second}, {"suspended": 1, "current": 1}),
        2: (set(), {"suspended": 1, "lapsed": 1}),
        3: ({first}, {"current": 1, "lapsed": 1}),
    }
    monkeypatch.undo()
    assert numbers(today() + 2 * DAY) == {"held": 2, "suspended": 1, "lapsed": 1, "ended": 0}


@pytest.mark.django_db(transaction=True)
def test_both_nets_hold_the_same_suspensions_in_whatever_order_they_come(load, zone):
    load(row())
    power = Power.objects.get()  # noqa: F811
    held_up(power.current, begins=today())
    publish(power, {**power.current.content(), "name": "乙"}, by=REGISTRAR, at=clock.now())
    resumed(Power.objects.get().current, today() + 2 * DAY)
    here = list(Suspension.objects.values("begins_on", "ends_on", "reasons", "document"))
    sent = [(e.sealed, json.loads(json.dumps(messages.attach(e).data))) for e in Event.objects.order_by("id")]
    empty()
    with zone("outer"):
        assert receive(sent[::-1]) == [] and receive(sent) == []
        assert list(Suspension.objects.values("begins_on", "ends_on", "reasons", "document")) == here
        assert here[0]["ends_on"] == today() + 2 * DAY and here[0]["document"] == "宁政发〔2026〕14号"
        assert verify().sound
