"""Risk points with their control measures are part of the one flow definition; older documents read as before."""

import pytest

from powers.flow.editor import with_risks
from powers.flow.flow import BadFlow, Flow
from powers.flow.internal import internal_rows
from powers.flow.risk_places import asked_apart, gathered
from powers.flow.rows import RiskRow, StepRow, data_of, misfits, rows_of, typed_rows
from powers.revisions.differences import flow_changes

RISK = {"level": "1", "point": "随意退件", "control": "双人复核"}
PLAIN = {
    "v": 1,
    "steps": [
        {"code": "accept", "name": "受理", "lane": "window", "kind": "acceptance", "outcomes": []},
        {"code": "examine", "name": "审查", "lane": "handler", "kind": "examination", "outcomes": []},
    ],
}


def risky(*risks, at=1):
    steps = [{**step, "risks": list(risks)} if n == at else step for n, step in enumerate(PLAIN["steps"])]
    return {**PLAIN, "steps": steps}


def test_a_document_without_risk_points_reads_and_keeps_its_fingerprint():
    flow = Flow.from_data(PLAIN)
    assert [step.risks for step in flow.steps] == [(), ()]
    assert all("risks" not in step for step in flow.to_data()["steps"])


def test_risk_points_travel_with_the_flow_and_change_its_fingerprint():
    flow = Flow.from_data(risky(RISK))
    assert Flow.from_data(flow.to_data()) == flow
    assert flow.to_data()["steps"][1]["risks"] == [RISK]
    assert flow.digest() != Flow.from_data(PLAIN).digest()


@pytest.mark.parametrize("wrong", [{**RISK, "level": "4"}, {"level": "1"}, "随意退件", {**RISK, "point": 5}])
def test_a_risk_point_that_is_not_written_right_is_refused_by_the_number_of_its_step(wrong):
    with pytest.raises(BadFlow, match="第 2 步"):
        Flow.from_data(risky(wrong))


def test_the_internal_view_shows_the_points_of_the_flow_and_those_written_before():
    earlier = {"risks": [{**RISK, "step": "examine", "point": "收受好处"}]}
    rows = internal_rows(Flow.from_data(risky(RISK)), earlier)
    assert [(risk.point, risk.level) for risk in rows[1].risks] == [("随意退件", "一级"), ("收受好处", "高")]
    assert rows[0].risks == ()


def test_the_rows_of_the_editor_hold_what_the_document_holds():
    assert data_of(rows_of(risky(RISK)))["steps"][1]["risks"] == [RISK]


class Post(dict):
    getlist = dict.get


def test_a_blank_risk_point_is_none_and_a_half_one_is_told():
    post = Post({"steps": "1", "name-1": "受理", "lane-1": "window", "kind-1": "acceptance", "risks-1": "2"})
    assert typed_rows(post)[0].risks == []
    half = typed_rows(Post(post | {"risk-level-1-1": "1", "risk-point-1-1": "随意退件"}))
    assert half[0].risks == [RiskRow("1", "随意退件", "")]
    assert [each.text for each in misfits(half)] == [
        "第 1 步的风险点请把等级、风险点和防控措施都写上，整条不要就全部清空"
    ]


def test_a_point_that_is_too_long_is_told():
    row = StepRow(lane="window", kind="acceptance", risks=[RiskRow("1", "长" * 501, "双人复核")])
    assert any("500 个字" in each.text for each in misfits([row]))


def test_the_difference_names_the_step_whose_risk_points_changed():
    assert flow_changes(PLAIN, risky(RISK)) == ["第 2 步“审查”：改了风险点和防控措施。"]
    assert flow_changes(risky(RISK), risky(RISK)) == []


def test_a_diagram_drawn_elsewhere_does_not_lose_the_risk_points_of_its_steps():
    assert with_risks(PLAIN, risky(RISK), silent=frozenset({"examine"}))["steps"][1]["risks"] == [RISK]


def test_a_diagram_that_says_there_are_none_takes_them_away():
    assert "risks" not in with_risks(PLAIN, risky(RISK), silent=frozenset())["steps"][1]


def test_risk_points_of_the_details_move_to_their_steps_and_nothing_is_lost():
    homeless = {**RISK, "step": "nobody"}
    details = {"risks": [{**RISK, "step": "examine"}, {**RISK, "step": "受理"}, homeless], "place": "窗口"}
    moved = gathered({"details": details, "flow_data": PLAIN})
    assert [step.get("risks") for step in moved["flow_data"]["steps"]] == [[RISK], [RISK]]
    assert moved["details"] == {"place": "窗口", "risks": [homeless]}
    assert gathered(moved) == moved and asked_apart(moved)
    assert gathered({"details": details, "flow_data": {}})["details"] == details


def test_they_are_asked_for_apart_only_where_no_step_can_hold_them():
    assert asked_apart({"details": {}, "flow_data": {}})
    assert not asked_apart({"details": {}, "flow_data": PLAIN})
