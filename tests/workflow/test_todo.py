"""The to-do list: what it shows to whom, what narrows it, that it is read from its indexes, and one act on many cases."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from ledger import clock
from ledger.clock import civil_day
from ledger.events import Event
from powers.people.people import Post
from tests import factories
from tests.factories import BACKEND
from tests.supervision.flows import TESTED
from workflow import ranges
from workflow.clock import listed_days
from workflow.desk import todo, todo_steps
from workflow.desk.saved_views import SavedView
from workflow.desk.todo_filter import Filter
from workflow.engine import StepRun
from workflow.states import State

pytestmark = pytest.mark.django_db
TODAY = civil_day(clock.now())


@pytest.fixture
def handling(zone):
    return factories.case_at(State.HANDLING, zone=zone)


def another(case, staff, zone, **facts):
    """One more case in hand in the same office."""
    with zone("outer"):
        more = factories.submitted(edition_=facts.pop("edition_", case.edition))
        factories.fresh(more).accept(by=staff.window, at=clock.now())
    return factories.fresh(more)


def signed_in(client, user):
    client.force_login(user, backend=BACKEND)
    return client


def listed(client, **asked):
    return [row.case.number for row in client.get("/", asked).context["page"].rows]


def run_of(case):
    return StepRun.objects.get(case=case, closed_at=None)


def many(client, *cases, act, **said):
    return client.post(reverse("desk_many"), {"run": [run_of(case).pk for case in cases], "act": act, **said})


# the day


def test_an_open_step_stands_by_the_day_of_its_case(handling):
    case, _ = handling
    assert run_of(case).due_on == case.due_on and run_of(case).power_id == case.edition.power_id


def test_a_step_of_the_window_is_in_no_desk_list(zone):
    case, _ = factories.case_at(State.SUBMITTED, zone=zone)
    assert run_of(case).due_on is None


def test_while_the_clock_stands_a_step_is_last_and_comes_back_with_its_day(zone):
    case, staff = factories.case_at(State.HANDLING, zone=zone, flow=TESTED)
    said = {"at": clock.now(), "note": "合格"}
    case.advance(by=staff.handler, step="examine", outcome="pass", **said)
    factories.fresh(case).pause(by=staff.surveyor, at=clock.now(), step="test", ground="testing", days=10)
    assert {run.due_on for run in factories.fresh(case).open_runs} == {listed_days.FAR}
    factories.fresh(case).resume(by=staff.surveyor, **said)
    assert {run.due_on for run in factories.fresh(case).open_runs} == {factories.fresh(case).due_on}


def test_a_day_that_moves_on_the_net_that_follows_moves_in_the_list(handling):
    case, _ = handling
    listed_days.follow(case.pk, was=case.due_on, now=None)
    assert run_of(case).due_on == listed_days.FAR
    listed_days.follow(case.pk, was=case.due_on, now=TODAY)
    assert run_of(case).due_on == listed_days.FAR


def test_a_decided_case_leaves_the_list(zone):
    case, staff = factories.case_at(State.GRANTED, zone=zone)
    assert not StepRun.objects.filter(case=case, closed_at=None, due_on__isnull=False).exists()


# what narrows it


def test_mine_unclaimed_and_a_colleagues_are_three_lists(client, handling, zone):
    case, staff = handling
    mine, theirs = another(case, staff, zone), another(case, staff, zone)
    colleague = factories.official("handler", at=case.office)
    mine.claim(by=staff.handler, at=clock.now(), step="examine")
    theirs.claim(by=colleague, at=clock.now(), step="examine")
    signed_in(client, staff.handler)
    assert listed(client, whose="mine") == [mine.number]
    assert listed(client, whose="free") == [case.number]
    assert listed(client, whose=colleague.staff_no) == [theirs.number]
    assert len(listed(client)) == 3


def test_the_head_may_look_at_the_whole_office_and_a_handler_may_not(client, handling):
    case, staff = handling
    assert listed(signed_in(client, staff.head)) == []
    assert listed(client, whole="1") == [case.number]
    assert listed(signed_in(client, staff.handler), whole="1") == []


def test_somebody_with_posts_in_two_offices_chooses_the_office(client, handling, zone):
    case, staff = handling
    there = factories.office("鼓楼区教育局")
    edition = factories.edition(at=there, name="民办学校设立")
    other, _ = factories.case_at(State.HANDLING, zone=zone, edition_=edition)
    Post.objects.create(user=staff.handler, office=there, role="handler")
    signed_in(client, staff.handler)
    assert set(listed(client)) == {case.number, other.number}
    assert listed(client, office=there.pk) == [other.number]
    assert "鼓楼区教育局" in client.get("/").content.decode()


def test_words_find_the_item_and_digits_the_beginning_of_the_number(client, handling, zone):
    case, staff = handling
    other = another(case, staff, zone, edition_=factories.edition(at=case.office, name="医师执业注册"))
    signed_in(client, staff.handler)
    assert listed(client, q="医师") == [other.number]
    assert listed(client, q="执业") == listed(client)
    number = case.number
    assert listed(client, q=f"{number[:4]} {number[4:8]} {number[8:12]} {number[12:]}") == [number]
    assert listed(client, q="没有这种事项") == []


def test_a_lamp_narrows_by_the_day_and_the_counts_agree(client, handling, zone):
    case, staff = handling
    late = another(case, staff, zone)
    StepRun.objects.filter(case=late, closed_at=None).update(due_on=TODAY - timedelta(days=3))
    still = another(case, staff, zone)
    StepRun.objects.filter(case=still, closed_at=None).update(due_on=listed_days.FAR)
    signed_in(client, staff.handler)
    assert listed(client, light="bad") == [late.number]
    assert listed(client, light="mute") == [still.number]
    counts = client.get("/").context["counts"]
    assert (counts["bad"], counts["ok"], counts["mute"], counts["free"]) == ("1", "1", "1", "3")


def test_counts_stop_at_a_bound_and_say_so(monkeypatch, handling, zone):
    case, staff = handling
    another(case, staff, zone)
    monkeypatch.setattr(ranges, "MOST", 2)
    assert todo.counts(staff.handler, wanted=Filter(), today=TODAY)["free"] == "1+"


def test_a_message_nobody_read_narrows_the_list(client, handling, zone):
    case, staff = handling
    another(case, staff, zone)
    assert listed(signed_in(client, staff.handler), unread="1") == []


def test_odd_wishes_are_not_asked(client, handling):
    case, staff = handling
    signed_in(client, staff.handler)
    for odd in (
        {"light": "x"},
        {"after": "!!"},
        {"after": "WzEsMl0"},
        {"office": "x" * 400},
        {"whose": "\0"},
    ):
        assert client.get("/", odd).status_code == 200


def test_pages_follow_each_other_without_gap_or_repeat_over_several_posts(
    client, handling, zone, monkeypatch
):
    case, staff = handling
    Post.objects.create(user=staff.handler, office=case.office, role="surveyor")
    for number in range(6):
        more = another(case, staff, zone)
        StepRun.objects.filter(case=more, closed_at=None).update(
            lane="surveyor" if number % 2 else "handler", due_on=TODAY + timedelta(days=number // 3)
        )
    monkeypatch.setattr(todo, "PAGE", 2)
    seen, after = [], ""
    for _ in range(4):
        page = todo.page(staff.handler, wanted=Filter(after=after), today=TODAY)
        seen += [row.run.pk for row in page.rows]
        after = page.next
    order = StepRun.objects.filter(closed_at=None).order_by("due_on", "pk").values_list("pk", flat=True)
    assert seen == list(order) and after == ""


# the index


def plan_of(rows):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
    return rows.order_by("due_on", "pk").values_list("due_on", "pk")[:21].explain()


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        (Filter(), "step_todo"),
        (Filter(light="bad"), "step_todo"),
        (Filter(whose="mine"), "step_todo_held"),
        (Filter(whose="free"), "step_todo_held"),
        (Filter(words="护士"), "step_todo_item"),
        (Filter(step="审查"), "step_todo_step"),
        (Filter(step="审查", light="warn"), "step_todo_step"),
    ],
)
def test_every_part_of_the_list_is_read_in_the_order_of_its_index(handling, wanted, index):
    _, staff = handling
    for rows in todo.ranges(staff.handler, wanted, today=TODAY):
        plan = plan_of(rows)
        assert f"{index} " in plan.replace("(", " (") + " "
        assert "TEMP B-TREE" not in plan and "Sort" not in plan


def test_the_names_of_steps_are_found_by_skipping_through_the_index(handling):
    _, staff = handling
    posts = todo.posts_of(staff.handler, Filter())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
        explain = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
        told = [text for post in posts for text in post]
        cursor.execute(f"{explain} {todo_steps.statement(len(posts))}", told)
        plan = "\n".join(str(line) for line in cursor.fetchall())
    # PostgreSQL's plan leaves out what the recursive part reads; its first part reads the same index.
    assert plan.count("step_todo_step") == (1 if connection.vendor == "postgresql" else 2)
    assert "SCAN r" not in plan and "Seq Scan on workflow_steprun" not in plan


# steps


def test_the_list_narrows_to_one_step_and_offers_those_there_are(client, handling, zone):
    case, staff = handling
    with zone("inner"):
        other = another(case, staff, zone, edition_=factories.edition(flow=TESTED, at=case.office))
        client = signed_in(client, staff.handler)
        first, second = (run_of(each).name for each in (case, other))
        names = {first, second}
        choices = client.get("/").context["choices"]["steps"]
        assert choices == sorted(names)
        for each in (case, other):
            expected = [c.number for c in (case, other) if run_of(c).name == run_of(each).name]
            assert sorted(listed(client, step=run_of(each).name)) == sorted(expected)
        assert listed(client, step="没有的环节") == []
        page = client.get("/", {"step": "没有的环节"}).content.decode()
        assert "没有这样的办件" in page and 'value="没有的环节" selected' in page


def test_a_step_that_is_done_or_somebody_elses_is_not_offered(handling, zone):
    case, staff = handling
    posts = todo.posts_of(staff.handler, Filter())
    run = run_of(case)
    assert todo_steps.names(posts) == [run.name] and todo_steps.names([]) == []
    assert todo_steps.names([(factories.office("玄武区卫生健康委员会").pk, "handler")]) == []
    with zone("inner"):
        outcome = run.step.forward[0].code
        factories.fresh(case).advance(
            by=staff.handler, at=clock.now(), step=run.code, outcome=outcome, note="好"
        )
    assert run.name not in todo_steps.names(posts)


def test_a_step_is_kept_in_a_view_and_counted_by_its_lamps(handling):
    case, staff = handling
    name = run_of(case).name
    assert Filter(step=name).but(light="bad").count("step=") == 1
    counts = todo.counts(staff.handler, wanted=Filter(step="没有的环节"), today=TODAY)
    assert {counts[kind] for kind in ("bad", "warn", "ok", "mute")} == {"0"}


def test_a_common_beginning_of_a_number_is_asked_on_the_way_and_finds_the_same(handling, monkeypatch):
    case, staff = handling
    wanted = Filter(words=case.number[:6])
    few = todo.page(staff.handler, wanted=wanted, today=TODAY).rows
    monkeypatch.setattr(todo, "CASES", 0)
    (rows,) = todo.ranges(staff.handler, wanted, today=TODAY)
    assert "step_todo " in plan_of(rows).replace("(", " (") + " "
    assert [row.run.pk for row in todo.page(staff.handler, wanted=wanted, today=TODAY).rows] == [
        row.run.pk for row in few
    ]
    assert case.pk in [row.case.pk for row in few]


def test_a_number_that_no_case_has_finds_nothing(handling):
    _, staff = handling
    assert todo.ranges(staff.handler, Filter(words="9999"), today=TODAY) == []


# views


def test_a_view_is_kept_opened_first_and_dropped(client, handling):
    case, staff = handling
    signed_in(client, staff.handler)
    client.post(reverse("desk_views"), {"name": "快到期的", "query": "light=warn&evil=1"})
    view = SavedView.objects.get()
    assert (view.name, view.query) == ("快到期的", "light=warn")
    client.post(reverse("desk_view"), {"view": view.pk, "act": "first"})
    assert client.get("/").headers["Location"] == "/?light=warn"
    assert client.get("/", {"whose": ""}).status_code == 200
    client.post(reverse("desk_view"), {"view": view.pk, "act": "drop"})
    assert not SavedView.objects.exists() and client.get("/").status_code == 200


def test_a_view_without_a_name_is_refused_and_anothers_is_absent(client, handling):
    case, staff = handling
    view = SavedView.objects.create(user=staff.head, name="我的", query="whole=1")
    signed_in(client, staff.handler)
    assert client.post(reverse("desk_views"), {"name": " ", "query": ""}).status_code == 422
    assert client.post(reverse("desk_view"), {"view": view.pk, "act": "drop"}).status_code == 404


# many at once


def test_many_are_claimed_each_with_its_own_event_and_a_refusal_holds_nothing_up(client, handling, zone):
    case, staff = handling
    free, taken = another(case, staff, zone), another(case, staff, zone)
    colleague = factories.official("handler", at=case.office)
    taken.claim(by=colleague, at=clock.now(), step="examine")
    answer = many(signed_in(client, staff.handler), case, taken, free, act="claim")
    words = answer.content.decode()
    assert "办成 2 件，没办成 1 件" in words and "已经有人领办" in words
    assert run_of(case).holder == run_of(free).holder == staff.handler.staff_no
    assert run_of(taken).holder == colleague.staff_no
    assert Event.objects.filter(verb="claim").count() == 3


def test_the_head_assigns_many_and_only_to_people_of_the_post(client, handling, zone):
    case, staff = handling
    more = another(case, staff, zone)
    signed_in(client, staff.head)
    many(client, case, more, act="assign", to=staff.handler.staff_no)
    assert run_of(case).holder == run_of(more).holder == staff.handler.staff_no
    assert (
        "不在这个环节的岗位上" in many(client, case, act="assign", to=staff.legal.staff_no).content.decode()
    )
    assert many(client, case, act="assign").status_code == 422


def test_a_colleagues_files_are_handed_over_in_one_act(client, handling, zone):
    case, staff = handling
    more, free = another(case, staff, zone), another(case, staff, zone)
    heir = factories.official("handler", at=case.office)
    for each in (case, more):
        factories.fresh(each).claim(by=staff.handler, at=clock.now(), step="examine")
    said = {"act": "hand_over", "holder": staff.handler.staff_no, "to": heir.staff_no}
    answer = signed_in(client, staff.reviewer).post(reverse("desk_many"), said)
    assert "办成 2 件" in answer.content.decode()
    assert run_of(case).holder == run_of(more).holder == heir.staff_no and run_of(free).holder == ""
    assert signed_in(client, staff.handler).post(reverse("desk_many"), said).status_code == 422


def test_the_same_opinion_goes_to_many_where_one_conclusion_leads_on(client, handling, zone):
    case, staff = handling
    more = another(case, staff, zone)
    answer = many(signed_in(client, staff.handler), case, more, act="opinion", note="材料齐全，符合条件")
    assert "办成 2 件" in answer.content.decode()
    assert Event.objects.filter(verb="advance").count() == 2
    assert many(client, case, act="opinion").status_code == 422


def test_a_case_of_another_office_is_absent_from_the_result(client, handling):
    case, _ = handling
    stranger = factories.official("handler", at=factories.office("别的机关"))
    answer = many(signed_in(client, stranger), case, act="claim").content.decode()
    assert "办成 0 件，没办成 1 件" in answer and case.number not in answer


@pytest.mark.parametrize(
    "said",
    [{}, {"act": "claim"}, {"act": "claim", "run": [str(n) for n in range(51)]}, {"act": "x", "run": ["1"]}],
)
def test_nothing_ticked_too_much_or_nothing_asked_is_refused_in_words(client, handling, said):
    _, staff = handling
    assert signed_in(client, staff.handler).post(reverse("desk_many"), said).status_code == 422
