"""What a kept statement reads and writes is what Django itself would read and write."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.forms import model_to_dict

from ledger import clock, statements
from ledger.events import Event
from tests import factories
from workflow.clock.clocks import Clock, clocks_of
from workflow.engine import StepRun, runs_of
from workflow.machine import ROWS, Case

pytestmark = pytest.mark.django_db

CLOCKS = statements.Kept(
    lambda case, day: Clock.objects.filter(case=case, due_on__gte=day).select_related("case__office"),
    lambda: Clock._meta.get_field("case"),
    lambda: Clock._meta.get_field("due_on"),
)


@pytest.fixture(autouse=True)
def _outer(zone):
    with zone("outer"):
        yield


def test_a_kept_read_answers_as_the_queryset_does_each_time_it_is_asked():
    one, other = factories.submitted(), factories.submitted()
    for case, days in ((one, 0), (other, 0), (one, 4000)):
        day = clock.civil_day(clock.now()) + timedelta(days=days)
        asked = Clock.objects.filter(case=case, due_on__gte=day).select_related("case__office")
        assert [model_to_dict(each) for each in CLOCKS(case.pk, day)] == [model_to_dict(c) for c in asked]
    (found, *_) = CLOCKS(one.pk, clock.civil_day(clock.now()))
    assert found.case == one
    assert found.case.office == one.office


def test_what_changed_meanwhile_is_read():
    case = factories.submitted()
    before = clocks_of(case)
    Clock.objects.filter(case=case).update(days=77)
    assert {each.days for each in clocks_of(case)} == {77} != {each.days for each in before}


def test_rows_that_were_fetched_with_their_owner_are_not_read_again(django_assert_num_queries):
    case = factories.submitted()
    whole = Case.objects.whole().get(pk=case.pk)
    with django_assert_num_queries(0):
        fetched = runs_of(whole)
    assert [(each.pk, each.case is whole) for each in fetched] == [
        (each.pk, True) for each in case.runs.all()
    ]
    assert all(each.case is case for each in runs_of(case))


def test_what_is_brought_is_what_prefetching_reads_and_is_asked_for_no_more(django_assert_num_queries):
    case, other = factories.submitted(), factories.submitted()
    prefetched = Case.objects.prefetch_related(*ROWS).get(pk=case.pk)
    brought = Case.objects.get(pk=case.pk)
    with django_assert_num_queries(len(ROWS)):
        statements.bring(brought, *ROWS)
    for name in (each.partition("__")[0] for each in ROWS):
        with django_assert_num_queries(0):
            mine = list(getattr(brought, name).all())
            assert mine == list(getattr(prefetched, name).all())
            assert all(each.case is brought for each in mine)
    assert brought.clocks.all() and brought.runs.all()
    # A condition that is added asks the database, and only for rows of this case.
    assert list(brought.clocks.filter(days__gte=0)) == list(Clock.objects.filter(case=case))
    assert {run.case_id for run in brought.runs.filter(closed_at=None)} == {case.pk}
    assert other.pk != case.pk


def test_an_inserted_row_is_the_one_that_saving_would_have_written():
    case = factories.submitted()
    told = {"case": case, "kind": Clock.Kind.STEP, "days": 3, "started_at": clock.now(), "step": "x"}
    kept, saved = [Clock(**told), Clock(**told)], Clock(**told)
    statements.insert(*kept)
    saved.save()
    rows = [Clock.objects.filter(pk=each.pk).values().get() for each in (*kept, saved)]
    assert len({row.pop("id") for row in rows}) == 3
    assert rows[0] == rows[1] == rows[2]


def test_only_the_named_fields_are_written():
    run = StepRun.objects.get(pk=runs_of(factories.submitted())[0].pk)
    run.name, run.outcome = "别的", "pass"
    statements.update(run, "outcome")
    kept = StepRun.objects.get(pk=run.pk)
    assert (kept.outcome, kept.name != "别的") == ("pass", True)


def test_a_row_that_is_not_there_is_not_written():
    run = runs_of(factories.submitted())[0]
    run.pk += 1000
    with pytest.raises(DatabaseError):
        statements.update(run, "outcome")


def test_what_was_not_read_of_a_row_is_not_overwritten():
    run = runs_of(factories.submitted())[0]
    partial = StepRun.objects.only("outcome").get(pk=run.pk)
    StepRun.objects.filter(pk=run.pk).update(name="后来的")
    partial.outcome = "pass"
    statements.update(partial)
    assert StepRun.objects.get(pk=run.pk).name == "后来的"


def test_a_value_that_the_shape_does_not_use_is_a_mistake():
    wrong = statements.Kept(lambda seq: Event.objects.all(), lambda: Event._meta.get_field("seq"))
    with pytest.raises(ValueError, match="does not stand in it"):
        wrong(1)


MOVED = statements.KeptChange(
    lambda case, at, step: (Clock.objects.filter(case=case, step=step, ended_at=None), {"ended_at": at}),
    lambda: Clock._meta.get_field("case"),
    lambda: Clock._meta.get_field("ended_at"),
    lambda: Clock._meta.get_field("step"),
)


def test_a_kept_change_reaches_the_rows_it_names_and_no_other():
    one, other, at = factories.submitted(), factories.submitted(), clock.now()
    step = next(each.step for each in clocks_of(one) if each.step)
    assert MOVED(one.pk, at, step) == 1
    assert {c.step: c.ended_at for c in clocks_of(one)} == {
        c.step: at if c.step == step else None for c in clocks_of(one)
    }
    assert {c.ended_at for c in clocks_of(other)} == {None}
    assert MOVED(one.pk, at, step) == 0


def test_a_row_that_is_there_already_stays_as_it_is():
    case = factories.submitted()
    run = runs_of(case)[0]
    again = StepRun.objects.get(pk=run.pk)
    again.pk, again.name = None, "第二次"
    statements.insert_new(again)
    assert [each.name for each in runs_of(case)] == [run.name]
    with pytest.raises(IntegrityError), transaction.atomic():
        statements.insert(again)
