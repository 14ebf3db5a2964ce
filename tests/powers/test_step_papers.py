"""The papers a step's results issue are part of the one flow definition; what says nothing reads as before."""

from dataclasses import replace

import pytest

from powers.bpmn import bpmn
from powers.flow.default_flows import default_flow
from powers.flow.flow import BadFlow, Flow, StepKind, findings
from powers.flow.internal import internal_rows
from powers.flow.paper_rows import SAID, boxes, shown
from powers.flow.paper_vocabulary import PaperKind
from powers.flow.rows import data_of, rows_of, typed_rows
from powers.flow.step_papers import FITTING, papers_at_end, papers_of
from powers.revisions.differences import flow_changes

from .flows import accept, arrow, decide, flow, plain, step

USUAL = default_flow("行政许可", case_type="承诺件", promised_days=8)


def saying(sketch, at, outcome, *papers):
    """The flow, with these papers written on one result."""
    steps = [
        replace(each, outcomes=tuple(replace(o, papers=papers) if o.code == outcome else o for o in each.outcomes))
        if each.code == at
        else each
        for each in sketch.steps
    ]  # fmt: skip
    return Flow(tuple(steps))


def told(sketch, result_name=""):
    found = findings(sketch, promised_days=20, statutory_days=20, result_name=result_name)
    return [(each.step, each.outcome, each.text) for each in found]


def outcomes(sketch, at):
    return {outcome.code: papers_of(sketch.step(at), outcome) for outcome in sketch.step(at).outcomes}


def test_a_flow_that_says_nothing_keeps_its_document_and_issues_what_fits():
    sketch = plain()
    assert all("papers" not in o for each in sketch.to_data()["steps"] for o in each["outcomes"])
    assert Flow.from_data(sketch.to_data()).digest() == sketch.digest()
    assert outcomes(sketch, "decide") == {
        "grant": (PaperKind.GRANT_DECISION, PaperKind.LICENCE),
        "refuse": (PaperKind.REFUSAL_DECISION,),
    }
    assert outcomes(sketch, "examine") == {"pass": ()} and papers_at_end(sketch.steps[-1]) == (
        "delivery_receipt",
    )
    assert told(sketch, "护士执业证书") == []


def test_what_is_said_travels_with_the_flow_and_changes_its_fingerprint():
    sketch = saying(plain(), "decide", "grant", "grant_decision")
    assert Flow.from_data(sketch.to_data()) == sketch and sketch.digest() != plain().digest()
    assert outcomes(sketch, "decide")["grant"] == ("grant_decision",)


@pytest.mark.parametrize("wrong", ["grant_decision", [5], 7, [["licence"]]])
def test_papers_that_are_no_list_of_words_are_refused_by_the_number_of_their_step(wrong):
    data = plain().to_data()
    data["steps"][2]["outcomes"][0]["papers"] = wrong
    with pytest.raises(BadFlow, match="第 3 步"):
        Flow.from_data(data)


@pytest.mark.parametrize(
    ("at", "outcome", "papers", "words"),
    [
        ("accept", "pass", (), "没有选《受理通知书》"),
        ("decide", "grant", ("licence",), "没有选《准予行政许可决定书》"),
        ("decide", "refuse", (), "没有选《不予行政许可决定书》"),
        ("decide", "refuse", ("refusal_decision", "grant_decision"), "不能出具《准予行政许可决定书》"),
        ("examine", "pass", ("grant_decision",), "不能出具《准予行政许可决定书》"),
        ("accept", "pass", ("acceptance_notice", "extension_notice"), "不能出具《延长办理期限通知书》"),
        ("deliver", "done", ("love_letter",), "没有这种文书"),
    ],
)
def test_a_wrong_binding_keeps_the_flow_from_being_published(at, outcome, papers, words):
    found = told(saying(plain(), at, outcome, *papers))
    assert [(step_, code) for step_, code, _ in found] == [(at, outcome)] and words in found[0][2]


def test_a_return_issues_nothing_and_owes_nothing():
    sketch = flow(
        accept("examine"), step("examine", arrow("pass", "decide")),
        decide("deliver", "deliver", arrow("back", "examine", back=True)),
    )  # fmt: skip
    assert outcomes(sketch, "decide")["back"] == () and told(saying(sketch, "decide", "back")) == []
    assert "不能出具" in told(saying(sketch, "decide", "back", "refusal_decision"))[0][2]


def test_a_power_that_gives_a_certificate_issues_one():
    bare = saying(plain(), "decide", "grant", "grant_decision")
    assert "护士执业证书" in told(bare, "护士执业证书")[0][2]
    assert told(bare, "准予行政许可决定书") == []


def test_optional_papers_may_be_left_out():
    assert told(saying(plain(), "deliver", "done")) == []


def test_the_default_flows_carry_their_binding_and_are_sound_with_it():
    said = [o.papers for each in USUAL.steps for o in each.outcomes]
    assert ("grant_decision", "licence") in said and ("acceptance_notice",) in said
    assert told(USUAL, "护士执业证书") == []


def test_every_kind_that_fits_a_step_is_a_kind_with_a_name():
    assert {kind for kinds in FITTING.values() for kind in kinds} <= set(PaperKind)
    assert len({kind.label for kind in PaperKind}) == len(PaperKind)


def test_the_internal_view_names_the_papers_of_each_result_as_the_class_calls_them():
    rows = internal_rows(plain(), {}, "行政确认")
    assert rows[0].papers == ("受理通知书",) and rows[1].papers == ()
    assert rows[2].papers == ("grant：准予行政确认决定书、行政确认证件", "refuse：不予行政确认决定书")


def test_a_result_that_issues_nothing_is_not_said_to_issue_what_the_other_does():
    rows = internal_rows(saying(plain(), "decide", "refuse"), {})
    assert rows[2].papers == ("grant：准予行政许可决定书、行政许可证件",)


def test_a_difference_says_which_papers_of_which_result():
    new = saying(plain(), "decide", "grant", "grant_decision")
    assert flow_changes(plain().to_data(), new.to_data()) == [
        "第 3 步“决定”：结果“grant”的文书《准予行政许可决定书》《行政许可证件》改为《准予行政许可决定书》。"
    ]
    alike = saying(plain(), "decide", "grant", "licence", "grant_decision")
    assert flow_changes(plain().to_data(), alike.to_data()) == []


@pytest.mark.parametrize("papers", [("grant_decision",), (), ("grant_decision", "licence"), ("odd",)])
def test_a_diagram_carries_what_is_said_even_that_none_is_issued(papers):
    sketch = saying(plain(), "decide", "grant", *papers)
    assert bpmn.read(bpmn.write(sketch, name="流程")).flow == sketch
    assert b"papers=" not in bpmn.write(plain(), name="流程")


# 编辑


class Post(dict):
    def getlist(self, name):
        return self.get(name, [])


def sent(sketch, n, m, **typed):
    """What the editor's form sends of one result, as shown, with what was ticked otherwise."""
    row = rows_of(sketch.to_data())[n - 1]
    each = row.outcomes[m - 1]
    said = (row.kind, each.code, each.papers)
    post = Post(
        {"steps": "3", f"outcomes-{n}": str(m), f"code-{n}-{m}": each.code, f"label-{n}-{m}": each.label,
         f"papers-was-{n}-{m}": shown(*said),
         f"papers-{n}-{m}": [box.code for box in boxes(*said, power_class="行政许可") if box.is_ticked]}
    )  # fmt: skip
    post.update(typed)
    return typed_rows(post)[n - 1].outcomes[m - 1].papers


def test_a_result_left_as_it_was_shown_goes_on_saying_nothing():
    assert sent(plain(), 3, 1) is None


def test_what_is_ticked_is_said_and_stays_said():
    assert sent(plain(), 3, 1, **{"papers-3-1": ["grant_decision"]}) == ["grant_decision"]
    said = saying(plain(), "decide", "grant", "grant_decision", "licence")
    assert sent(said, 3, 1) == ["grant_decision", "licence"]
    assert sent(said, 3, 1, **{"papers-3-1": []}) == []
    assert shown("decision", "grant", []) == SAID


def test_a_form_without_a_word_of_papers_says_nothing():
    row = typed_rows(Post({"steps": "1", "outcomes-1": "1", "label-1-1": "通过"}))[0]
    assert row.outcomes[0].papers is None and "papers" not in data_of([row])["steps"][0]["outcomes"][0]


def test_a_paper_that_does_not_fit_stays_on_the_page_to_be_taken_away():
    shown_boxes = boxes("examination", "pass", ["grant_decision"], power_class="行政许可")
    assert [(box.code, box.is_ticked) for box in shown_boxes] == [("grant_decision", True)]


def test_the_kind_of_step_says_which_boxes_there_are():
    assert boxes(StepKind.EXAMINATION, "pass", None, power_class="行政许可") == []
    assert [box.label for box in boxes("decision", "refuse", None, power_class="行政奖励")] == [
        "不予行政奖励决定书"
    ]
