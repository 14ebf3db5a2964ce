import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from powers.flow.flow import BadFlow, Flow, Lane, Outcome, StepKind, findings
from powers.flow.soundness import longest_way

from .flows import Stuck, accept, arrow, decide, decisions, flow, forked, plain, sound_flows, step, walk


def said(sketch, *, promised=100, statutory=None):
    return [finding.text for finding in findings(sketch, promised_days=promised, statutory_days=statutory)]


def with_step(sketch, code, **changes):
    return Flow(tuple(replace(each, **changes) if each.code == code else each for each in sketch.steps))


@pytest.mark.parametrize("sketch", [plain(), forked()])
def test_a_sound_flow_has_no_finding(sketch):
    assert said(sketch) == []


def test_a_flow_survives_its_document_with_the_same_digest():
    for sketch in (plain(), forked()):
        again = Flow.from_data(sketch.to_data())
        assert again == sketch
        assert again.digest() == sketch.digest()
    assert plain().digest() != forked().digest()


def test_the_digest_changes_with_any_fact_of_a_step():
    original = forked()
    changed = [
        with_step(original, "one", **change)
        for change in ({"limit_days": 9}, {"duty": "看"}, {"lane": Lane.LEGAL})
    ]
    assert len({sketch.digest() for sketch in [original, *changed]}) == 4


@pytest.mark.parametrize(
    "change",
    [
        {"lane": "emperor"},
        {"kind": "miracle"},
        {"limit_days": -1},
        {"limit_days": 1.5},
        {"limit_days": True},
        {"name": None},
        {"outcomes": [{"code": "x"}]},
        {"outcomes": [{"code": "x", "label": "x", "to": "decide"}]},
        {"outcomes": "pass"},
        {"outcomes": None},
    ],
)
def test_a_document_that_is_no_flow_is_refused_with_the_number_of_the_step(change):
    data = plain().to_data()
    data["steps"][1] |= change
    with pytest.raises(BadFlow, match="第 2 步"):
        Flow.from_data(data)


@pytest.mark.parametrize(
    "data", [None, [], {}, {"v": 2, "steps": []}, {"v": 1}, {"v": 1, "steps": [{}] * 41}]
)
def test_a_document_of_another_shape_is_refused(data):
    with pytest.raises(BadFlow):
        Flow.from_data(data)


def test_a_join_opens_for_the_last_branch_only():
    sketch = forked()
    assert sketch.opened_by("examine", "pass", running=()) == ("one", "two")
    assert sketch.opened_by("one", "pass", running={"two"}) == ()
    assert sketch.opened_by("two", "pass", running=()) == ("review",)


def test_lookups_name_the_first_step_the_following_and_the_posts():
    sketch = forked()
    assert sketch.first.code == "accept"
    assert [each.code for each in sketch.after("examine", "pass")] == ["one", "two"]
    assert [each.code for each in sketch.joins()] == ["review"]
    assert sketch.lanes == (Lane.WINDOW, Lane.HANDLER, Lane.SURVEYOR, Lane.REVIEWER, Lane.HEAD)
    assert sketch.number("decide") == 6
    with pytest.raises(KeyError):
        sketch.step("nowhere")


def test_special_procedures_stop_the_clock_and_site_visits_do_not():
    assert StepKind.SPECIAL.stops_clock
    assert StepKind.EXPERT_REVIEW.stops_clock
    assert not StepKind.INSPECTION.stops_clock
    assert [kind for kind in StepKind if not kind.counts] == [
        StepKind.ACCEPTANCE, StepKind.SPECIAL, StepKind.EXPERT_REVIEW, StepKind.DELIVERY,
    ]  # fmt: skip


UNSOUND = {
    "流程里一步也没有": Flow(()),
    "“examine”的结果“fail”没有去向": flow(accept("examine"), step("examine", arrow("pass", "decide"), arrow("fail")), decide()),
    "“examine”没有去向": flow(accept("examine"), step("examine"), decide()),
    "“examine”只能退回": flow(accept("examine"), step("examine", arrow("back", "accept", back=True)), decide()),
    "“panel”走不到": flow(
        accept("examine"), step("examine", arrow("pass", "decide")), step("panel", arrow("pass", "decide")), decide(),
    ),
    "没有这一步": flow(accept("examine"), step("examine", arrow("pass", "moon")), decide()),
    "代码“examine”有 2 步在用": flow(accept("examine"), *[step("examine", arrow("pass", "decide"))] * 2, decide()),
    "结果代码“pass”写了 2 遍": flow(accept("examine"), step("examine", *[arrow("pass", "decide")] * 2), decide()),
    "两次通向同一步": flow(accept("examine"), step("examine", arrow("pass", "decide", "decide")), decide()),
    "第一步“examine”不是受理": flow(step("examine", arrow("pass", "decide")), decide()),
    "最后一步“决定”不是送达": Flow(flow(accept("examine"), step("examine", arrow("pass", "decide")), decide()).steps[:-1]),
    "是第二个送达": flow(
        accept("examine"), step("examine", arrow("pass", "decide")), decide(refuse="post"),
        step("post", kind=StepKind.DELIVERY, lane=Lane.WINDOW),
    ),
    "送达以后流程就结束了": with_step(plain(), "deliver", outcomes=(arrow("done", "decide"),)),
    "会绕圈": flow(accept("examine"), step("examine", arrow("pass", "decide"), arrow("again", "examine")), decide()),
    "不一定经过那一步": flow(
        accept("examine"), step("examine", arrow("a", "one"), arrow("b", "two")), step("one", arrow("pass", "two")),
        step("two", arrow("pass", "decide"), arrow("back", "one", back=True)), decide(),
    ),
    "一次退回到几步": flow(
        accept("examine"), step("examine", arrow("pass", "one")),
        step("one", arrow("pass", "decide"), arrow("back", "examine", "accept", back=True)), decide(),
    ),
    "有的走法没有决定": flow(accept("examine"), step("examine", arrow("pass", "decide"), arrow("skip", "deliver")), decide()),
    "没有决定就到了": flow(accept("examine"), step("examine", arrow("pass", "deliver"))),
    "会决定两次": flow(
        accept("examine"), step("examine", arrow("pass", "decide")), decide(grant="second"),
        replace(decide(), code="second", name="再决定"),
    ),
    "没有审查就到了决定": flow(accept("decide"), decide()),
    "还没有决定就到了制证": flow(
        accept("examine"), step("examine", arrow("pass", "issue")),
        step("issue", arrow("pass", "decide"), kind=StepKind.ISSUANCE), decide(),
    ),
    "要有准予（grant）和不予（refuse）": flow(
        accept("examine"), step("examine", arrow("pass", "decide")),
        step("decide", arrow("grant", "deliver"), kind=StepKind.DECISION, lane=Lane.HEAD),
    ),
    "把决定移到会合以后": flow(
        accept("examine"), step("examine", arrow("pass", "decide", "one")), step("one", arrow("pass", "deliver")), decide(),
    ),
    "会办两遍": with_step(forked(), "review", join=False),
    "等不齐": flow(
        accept("examine"), step("examine", arrow("pass", "one", "two", "three")), step("one", arrow("pass", "review")),
        step("two", arrow("pass", "review")), step("three", arrow("pass", "last")),
        step("review", arrow("pass", "last"), join=True), step("last", arrow("pass", "decide"), join=True), decide(),
    ),
    "并行的几路都走到“送达”": flow(
        accept("examine"), step("examine", arrow("pass", "decide")), decide(grant="one"),
        step("one", arrow("pass", "issue", "deliver")), step("issue", arrow("done", "deliver"), kind=StepKind.ISSUANCE),
    ),
    "跨进或者跨出了并行": with_step(forked(), "one", outcomes=(arrow("pass", "review"), arrow("back", "examine", back=True))),
    "会把作出的决定再作一遍": flow(
        accept("examine"), step("examine", arrow("pass", "decide")), decide(grant="issue"),
        step("issue", arrow("done", "deliver"), arrow("back", "examine", back=True), kind=StepKind.ISSUANCE),
    ),
    "审查和决定都由决定岗办": with_step(plain(), "examine", lane=Lane.HEAD),
    "受理和审查都由受理岗办": with_step(plain(), "examine", lane=Lane.WINDOW),
}  # fmt: skip


@pytest.mark.parametrize("words", UNSOUND)
def test_what_is_unsound_is_said(words):
    texts = said(UNSOUND[words])
    assert any(words in text for text in texts), texts
    assert all(text.endswith("。") and "请" in text for text in texts)


def test_the_refused_way_may_skip_the_certificate():
    issued = step("issue", arrow("done", "deliver"), kind=StepKind.ISSUANCE)
    assert (
        said(flow(accept("examine"), step("examine", arrow("pass", "decide")), decide(grant="issue"), issued))
        == []
    )


def test_the_longest_way_takes_the_slower_branch_and_leaves_out_what_does_not_count():
    slow = with_step(forked(), "two", limit_days=7)
    assert sum(longest_way(slow)) == 1 + 7 + 1 + 1
    tested = with_step(slow, "two", kind=StepKind.SPECIAL)
    assert sum(longest_way(tested)) == 1 + 1 + 1 + 1


def test_a_flow_longer_than_its_promise_says_by_how_much_and_how_to_mend_it():
    (text,) = said(with_step(plain(), "examine", limit_days=5), promised=5)
    assert (
        text
        == "各步时限加起来 6 天，比承诺多 1 天：按最长的走法是 5 + 1 = 6 天。请减少 1 天，或者把承诺改成 6 天并写理由。"
    )
    assert said(with_step(plain(), "examine", limit_days=5), promised=6) == []


def test_a_promise_beyond_the_law_is_said():
    (text,) = said(plain(), promised=30, statutory=20)
    assert text.startswith("承诺 30 天，比法定 20 天多 10 天。")


def test_a_flow_with_too_many_ways_at_once_is_refused_and_not_followed_for_ever():
    wide = [step(f"b{n}", *(arrow(f"o{k}", f"c{n}{k}") for k in range(6))) for n in range(8)]
    leaves = [step(f"c{n}{k}", arrow("pass", "review")) for n in range(8) for k in range(6)]
    fork = step("examine", arrow("pass", *(each.code for each in wide)))
    sketch = flow(
        accept("examine"), fork, *wide, *leaves, step("review", arrow("pass", "decide"), join=True), decide()
    )
    assert any("走法数不清" in text for text in said(sketch))


@given(sound_flows())
def test_a_flow_sound_by_construction_has_no_finding(sketch):
    assert said(sketch) == []


@given(sound_flows(), st.randoms(use_true_random=False))
def test_a_sound_flow_always_ends_and_decides_once(sketch, chance):
    for _ in range(5):
        assert decisions(sketch, walk(sketch, chance.choice)) == 1


@st.composite
def mutants(draw):
    """A sound flow with one arrow dropped or turned elsewhere, or a join mark lifted."""
    sketch = draw(sound_flows())
    place = draw(st.integers(0, len(sketch.steps) - 2))
    victim = sketch.steps[place]
    outcome = draw(st.sampled_from(victim.outcomes))
    elsewhere = draw(st.sampled_from(sketch.steps)).code
    targets = draw(st.sampled_from([outcome.to[1:], (elsewhere, *outcome.to[1:]), (*outcome.to, elsewhere)]))
    changed = Outcome(outcome.code, outcome.label, targets, outcome.back)
    outcomes = tuple(changed if each is outcome else each for each in victim.outcomes)
    return with_step(sketch, victim.code, outcomes=outcomes, join=victim.join and draw(st.booleans()))


@given(mutants(), st.integers())
def test_a_mutant_that_breaks_a_walk_is_found(mutant, seed):
    chance = random.Random(seed)
    found = said(mutant)
    for _ in range(20):
        try:
            closed = walk(mutant, chance.choice)
        except Stuck as error:
            assert found, error
        else:
            assert decisions(mutant, closed) == 1 or found, closed
