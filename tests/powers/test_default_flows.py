import json
from itertools import product

import pytest

from powers.flow.default_flows import DATA, ON_APPLICATION, default_flow, flow_for, own_flow
from powers.flow.flow import Flow, Lane, StepKind, findings
from powers.flow.soundness import longest_way

ITEMS = list(json.loads(DATA.read_text(encoding="utf-8"))["items"])
PROMISES = [1, 2, 3, 5, 7, 8, 13, 20, 45, 90]


@pytest.mark.parametrize("power_class, case_type", list(product(ON_APPLICATION, ["承诺件", "即办件", ""])))
def test_every_class_on_application_has_a_sound_flow_for_every_promise(power_class, case_type):
    for days in range(1, 61):
        flow = default_flow(power_class, case_type=case_type, promised_days=days)
        assert findings(flow, promised_days=days, statutory_days=days) == []


@pytest.mark.parametrize("name, days", list(product(ITEMS, PROMISES)))
def test_every_well_known_item_is_sound_for_every_promise(name, days):
    flow = own_flow(name, promised_days=days)
    assert findings(flow, promised_days=days, statutory_days=None) == []
    assert sum(longest_way(flow)) == days


def test_a_class_is_known_by_its_code_and_by_its_name():
    by_code = default_flow("01", case_type="承诺件", promised_days=8)
    assert by_code == default_flow("行政许可", case_type="承诺件", promised_days=8)


@pytest.mark.parametrize("power_class", ["行政处罚", "行政强制", "行政检查", "行政征收", "02", "没有这一类"])
def test_what_nobody_applies_for_has_no_flow(power_class):
    assert default_flow(power_class, case_type="即办件", promised_days=5) is None


def test_an_immediate_item_is_shorter_and_still_takes_three_posts():
    short = default_flow("行政许可", case_type="即办件", promised_days=1)
    assert len(short.steps) < len(default_flow("行政许可", case_type="承诺件", promised_days=1).steps)
    assert short.lanes == (Lane.WINDOW, Lane.HANDLER, Lane.HEAD)


def test_at_least_six_items_have_their_own_flow_all_different():
    flows = {own_flow(name, promised_days=20).digest() for name in ITEMS}
    assert len(flows) == len(ITEMS) >= 6


def test_a_clinic_licence_waits_for_the_laboratory_with_the_clock_stopped():
    test = own_flow("公共场所卫生许可", promised_days=8).step("test")
    assert test.kind == StepKind.SPECIAL
    assert test.stops_clock
    assert "第四十五条" in test.standard


def test_a_building_permit_is_examined_on_two_sides_at_once():
    flow = own_flow("建筑工程施工许可证核发", promised_days=5)
    assert flow.opened_by("examine", "pass", running=()) == ("drawings", "site")
    assert [step.code for step in flow.joins()] == ["review"]


def test_an_item_without_its_own_flow_gets_that_of_its_class():
    assert flow_for("某项许可", "行政许可", case_type="承诺件", promised_days=8) == default_flow(
        "行政许可", case_type="承诺件", promised_days=8
    )
    assert flow_for("取水许可", "行政许可", case_type="承诺件", promised_days=8).lanes[3] == Lane.EXPERT
    assert own_flow("排污许可证核发（重点管理）", promised_days=12) == own_flow(
        "排污许可证核发(重点管理)", promised_days=12
    )


def test_a_promise_of_no_day_is_refused():
    with pytest.raises(ValueError, match="at least one"):
        default_flow("行政许可", case_type="承诺件", promised_days=0)


def test_every_step_says_its_duty_its_standard_and_its_paper():
    for name in ITEMS:
        flow = own_flow(name, promised_days=8)
        assert Flow.from_data(json.loads(json.dumps(flow.to_data()))) == flow
        assert all(step.duty and step.standard and step.paper for step in flow.steps)
