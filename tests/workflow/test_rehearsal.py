"""Trying a flow out: dates, lamps, papers and pauses as in earnest, with nothing written."""

import re
from datetime import date

import pytest
from django.apps import apps
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from powers.flow.default_flows import default_flow, own_flow
from powers.flow.flow import Flow, StepKind
from powers.people.people import Role
from tests import factories
from tests.factories import BACKEND
from tests.powers import drafts
from tests.powers.flows import accept, arrow, decide, flow, forked, plain, sound_flows, step
from tests.powers.test_step_papers import saying
from workflow.calendar.workdays import Calendar, Day
from workflow.rehearsal.facts import Choice, Setting
from workflow.rehearsal.rehearsal import play

MONDAY = date(2026, 3, 2)


def told(
    sketch, choices=None, *, start=MONDAY, promised=8, statutory=20, calendar=None, power_class="行政许可"
):
    return play(
        Setting(sketch, start, calendar or Calendar(), promised, statutory, power_class), choices or {}
    )


def course(result):
    return [(each.key, each.opened_on, each.closed_on) for each in result.passages]


def named(result):
    return {each.key: tuple(paper.name for paper in each.papers) for each in result.passages}


def test_a_plain_case_is_filed_accepted_examined_decided_and_delivered():
    result = told(plain())
    assert course(result) == [
        ("-apply", MONDAY, MONDAY),
        ("accept-1", MONDAY, date(2026, 3, 3)),
        ("examine-1", date(2026, 3, 3), date(2026, 3, 4)),
        ("decide-1", date(2026, 3, 4), date(2026, 3, 5)),
        ("deliver-1", date(2026, 3, 5), date(2026, 3, 10)),
    ]
    assert (result.ending, result.stuck) == ("送达，办结", "")
    assert [(each.label, each.due.on, each.used, each.holds) for each in result.held] == [
        ("承诺期限", date(2026, 3, 13), 2, True),
        ("法定期限", date(2026, 3, 31), 2, True),
    ]


def test_papers_come_from_the_tables_of_the_real_acts():
    papers = named(told(plain()))
    assert papers["-apply"] == ("收件凭证",)
    assert papers["accept-1"] == ("受理通知书",)
    assert papers["decide-1"] == ("准予行政许可决定书",)
    papers = named(told(plain(), {"decide-1": Choice("refuse")}, power_class="行政确认"))
    assert papers["decide-1"] == ("不予行政确认决定书",)


def test_papers_are_those_the_flow_binds_to_each_result():
    sketch = saying(plain(), "accept", "pass")
    setting = Setting(sketch, MONDAY, Calendar(), 8, 20, "行政许可", certificate="护士执业证书")
    papers = named(play(setting, {}))
    assert papers["accept-1"] == () and papers["examine-1"] == ()
    assert papers["decide-1"] == ("准予行政许可决定书", "护士执业证书")
    assert papers["deliver-1"] == ("送达回证",)


def test_a_step_that_takes_too_long_lights_its_lamp_and_breaks_the_promise():
    result = told(plain(), {"examine-1": Choice("pass", 12)})
    lamps = {each.key: each.lamp.kind for each in result.passages if each.lamp}
    assert lamps["examine-1"] == "bad" and lamps["decide-1"] == "warn"
    assert [(each.label, each.holds, each.used) for each in result.held] == [
        ("承诺期限", False, 13),
        ("法定期限", True, 13),
    ]


def test_a_made_up_holiday_moves_every_date_behind_it():
    calendar = Calendar({date(2026, 3, day): Day(False, note="假设放假") for day in (3, 4, 5, 6)})
    assert told(plain(), calendar=calendar).decided_on == date(2026, 3, 11)


def test_a_special_procedure_stops_the_clock_and_is_told_in_writing():
    sketch = flow(
        accept("test"), step("test", arrow("pass", "examine"), kind=StepKind.SPECIAL, days=10),
        step("examine", arrow("pass", "decide")), decide(),
    )  # fmt: skip
    result = told(sketch)
    passage = next(each for each in result.passages if each.key == "test-1")
    assert [paper.name for paper in passage.papers] == ["特别程序时间告知书"]
    assert passage.lamp.kind == "mute" and passage.due_on is None
    assert [(pause.start, pause.end) for pause in result.pauses] == [(date(2026, 3, 3), date(2026, 3, 17))]
    assert result.held[0].used == 2 and result.held[0].holds


def test_parallel_branches_run_at_the_same_time_and_the_join_waits_for_the_last():
    result = told(forked(), {"one-1": Choice("pass", 1), "two-1": Choice("pass", 4)})
    opened = {each.key: each.opened_on for each in result.passages}
    closed = {each.key: each.closed_on for each in result.passages}
    assert opened["one-1"] == opened["two-1"]
    assert opened["review-1"] == max(closed["one-1"], closed["two-1"]) == closed["two-1"]


def test_a_return_is_walked_again_as_a_passage_of_its_own():
    result = told(forked(), {"review-1": Choice("back")})
    keys = [each.key for each in result.passages]
    assert keys.count("examine-1") == keys.count("examine-2") == 1
    assert "review-2" in keys and result.ending


def test_the_window_may_ask_once_for_more_or_decline():
    result = told(plain(), {"accept-1": Choice("-correct"), "-supplement-1": Choice("", 3)})
    keys = [each.key for each in result.passages]
    assert keys[:4] == ["-apply", "accept-1", "-supplement-1", "accept-2"]
    assert named(result)[result.passages[1].key] == ("补正告知书",)
    assert "要补正" not in [label for _, label in result.passages[3].options]
    declined = told(plain(), {"accept-1": Choice("-decline")})
    assert declined.ending == "不予受理" and declined.held == []
    assert named(declined)[declined.passages[-1].key] == ("不予受理决定书",)


@pytest.mark.parametrize(
    ("sketch", "words"),
    [
        (flow(accept("examine"), step("examine"), decide()), "没有结果可选"),
        (flow(accept("examine"), step("examine", arrow("pass")), decide()), "没有去向"),
        (flow(accept("examine"), step("examine", arrow("pass", "nowhere")), decide()), "没有去向"),
        (flow(accept("one"), step("one", arrow("pass", "two")), step("two", arrow("pass", "one")), decide()), "绕圈"),
        (flow(accept("one", "two"), *(step(each, arrow("pass", "decide")) for each in ("one", "two")), decide()), "办两遍"),
        (flow(step("one", arrow("pass", "decide")), decide()), "不是受理"),
        (flow(Flow.from_data(plain().to_data()).steps[0]), "没有去向"),
    ],
)  # fmt: skip
def test_an_unsound_draft_stands_still_where_a_case_would_and_says_so(sketch, words):
    result = told(sketch)
    assert words in result.stuck and not result.ending


@given(sound_flows(), st.data())
def test_a_sound_flow_never_stands_still_whatever_is_chosen(sketch, data):
    picks = {
        f"{each.code}-1": Choice(data.draw(st.sampled_from([o.code for o in each.outcomes])), data.draw(st.integers(0, 9)))
        for each in sketch.steps
        if each.outcomes and each.kind != StepKind.ACCEPTANCE
    }  # fmt: skip
    result = told(sketch, picks)
    assert not result.stuck and result.ending == "送达，办结"
    assert all(each.opened_on <= each.closed_on for each in result.passages)


def test_within_its_limits_every_default_flow_keeps_its_promise():
    flows = [default_flow(code, case_type="承诺件", promised_days=8) for code in ("01", "07", "10")]
    for sketch in [*flows, own_flow("取水许可审批", promised_days=8)]:
        if sketch:
            assert all(each.holds for each in told(sketch).held)


@pytest.fixture
def revision(zone, db):
    with zone("inner"):
        drafter = drafts.drafter()
        yield drafts.draft_of(forked(), by=drafter), drafter


def rows() -> dict:
    rooms = ("ledger", "powers", "workflow")
    return {m.__name__: m.objects.count() for m in apps.get_models() if m._meta.app_label in rooms}


@pytest.mark.django_db
def test_the_page_plays_several_cases_with_their_own_choices_and_writes_nothing(client, revision):
    draft, drafter = revision
    client.force_login(drafter, backend=BACKEND)
    before = rows()
    asked = {"start": "2027-01-04", "base": "weekends", "off": "2027-01-05, 2027-01-06", "cases": "2"}
    asked |= {"r2.decide-1": "refuse", "d1.examine-1": "3"}
    page = client.get(reverse("revision_flow_try", args=[draft.pk]), asked).content.decode()
    assert "甲件" in page and "乙件" in page and "丙件" not in page
    assert "准予行政许可决定书" in page and "不予行政许可决定书" in page
    assert 'name="d1.examine-1" value="3"' in page and 'name="d2.examine-1" value="1"' in page
    assert rows() == before


SAMPLES = re.compile(r'href="([^"]+/flow/try/\d/[^"]+)"')


@pytest.mark.django_db
def test_every_paper_of_a_try_can_be_read_as_a_sample_in_the_words_of_the_draft(client, revision):
    draft, drafter = revision
    client.force_login(drafter, backend=BACKEND)
    before, seen = rows(), {}
    for choices in ({}, {"r1.accept-1": "-correct"}, {"r1.accept-1": "-decline"}, {"r1.decide-1": "refuse"}):
        asked = {"start": "2027-01-04"} | choices
        page = client.get(reverse("revision_flow_try", args=[draft.pk]), asked).content.decode()
        for address in SAMPLES.findall(page):
            seen[address.split("/")[-2]] = client.get(address.replace("&amp;", "&")).content.decode()
    assert {"submission_receipt", "correction_notice", "acceptance_notice", "decline_decision"} < set(seen)
    assert {"grant_decision", "refusal_decision", "delivery_receipt"} < set(seen)
    assert all(
        "样张，没有文号" in text and "演示数据" in text and draft.name in text for text in seen.values()
    )
    assert "2027年1月4日" in seen["acceptance_notice"] and rows() == before


@pytest.mark.django_db
def test_a_draft_without_a_basis_is_told_which_paper_cannot_be_written(client, zone):
    with zone("inner"):
        drafter = drafts.drafter()
        draft = drafts.draft_of(forked(), by=drafter)
        draft.content["basis"] = []
        type(draft).objects.filter(pk=draft.pk).update(content=draft.content)
        client.force_login(drafter, backend=BACKEND)
        address = reverse("revision_flow_sample", args=[draft.pk, 1, "decide-1", "grant_decision"])
        page = client.get(address, {"start": "2027-01-04"}).content.decode()
        assert "现在还写不出来" in page and "还缺“法律依据”" in page
        for wrong in (
            (9, "decide-1", "grant_decision"),
            (1, "decide-1", "licence_withdrawal"),
            (1, "x", "y"),
        ):
            assert client.get(reverse("revision_flow_sample", args=[draft.pk, *wrong])).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"start": "明天"}, "申请日期请写成"),
        ({"off": "过年"}, "“过年”不是日期"),
        ({"off": " ".join(["2027-01-05"] * 61)}, "超过 60 个"),
        ({"cases": "99", "r1.": "x", "d1.examine-1": "9" * 999, "d1.decide-1": "-4", "r1.accept-1": "nonsense"}, "甲件"),
    ],
)  # fmt: skip
def test_nonsense_in_the_address_is_told_or_left_aside(client, revision, asked, words):
    draft, drafter = revision
    client.force_login(drafter, backend=BACKEND)
    answer = client.get(reverse("revision_flow_try", args=[draft.pk]), asked)
    assert answer.status_code == 200 and words in answer.content.decode()


@pytest.mark.django_db
def test_a_stranger_sees_no_draft(client, revision):
    client.force_login(factories.official(Role.HANDLER, at=factories.office("别的机关")), backend=BACKEND)
    assert client.get(reverse("revision_flow_try", args=[revision[0].pk])).status_code == 404
