from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from powers.flow.charting import View, chart
from powers.flow.default_flows import ON_APPLICATION, default_flow, own_flow
from powers.flow.flow import Flow
from powers.flow.flowchart import _routed, svg, words
from powers.flow.labels import labels

from .flows import forked, plain, sound_flows
from .test_default_flows import ITEMS

SVG = "{http://www.w3.org/2000/svg}"
DRAWN = {name: own_flow(name, promised_days=8) for name in ITEMS} | {
    code: default_flow(code, case_type="承诺件", promised_days=8) for code in ON_APPLICATION
}


def parsed(flow, **options):
    text = svg(flow, title="办理流程图", **options)
    return ElementTree.fromstring(text.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def texts(root):
    return [node.text for node in root.iter(f"{SVG}text")]


def numbers(node, *names):
    return tuple(float(node.get(name)) for name in names)


@pytest.mark.parametrize("view", View)
@pytest.mark.parametrize("name", DRAWN)
def test_a_chart_is_an_image_with_a_name_and_a_telling(name, view):
    root = parsed(DRAWN[name], view=view, id="c1")
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "c1-t c1-d"
    told = root.find(f"{SVG}desc").text
    assert all(step.name in told for step in DRAWN[name].steps if step.kind != "decision")
    assert root.find(f"{SVG}title").text == "办理流程图"


@pytest.mark.parametrize("view", View)
@pytest.mark.parametrize("name", DRAWN)
def test_no_line_runs_through_a_box_and_no_label_covers_one(name, view):
    drawn = chart(DRAWN[name], view)
    router = _routed(drawn)
    for line in router.lines:
        for code, box in router.boxes.items():
            if code not in (line.source, line.target):
                assert not any(leg.meets(box) for leg in line.legs), (line, code)
    boxes = list(router.boxes.values())
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))
    places = [place for _, place in labels(router, 64 + 154 * len(drawn.lanes))]
    assert not any(place.meets(box.grown(-6)) for place in places for box in boxes)
    assert not any(one.meets(other) for one, other in combinations(places, 2))


def test_the_applicant_sees_the_question_the_supplement_and_the_paper():
    shown = texts(parsed(plain(), view="external"))
    assert {
        "申请人",
        "受理窗口",
        "审查岗",
        "决定岗",
        "网上申请",
        "材料齐全吗",
        "补正材料",
        "符合条件吗",
        "收到决定",
    } <= set(shown)
    assert "refuse，说明理由" in shown


def test_the_staff_see_every_post_number_limit_and_return():
    root = parsed(forked(), view="internal")
    assert {"受理岗", "承办岗", "核查岗", "审核岗", "决定岗", "4 two", "2 个工作日", "back"} <= set(
        texts(root)
    )
    assert [path.get("stroke-dasharray") for path in root.iter(f"{SVG}path")].count("5 4") == 1
    assert "back" not in texts(parsed(forked(), view="external"))


def test_a_step_that_stops_the_clock_says_so_in_both_views():
    flow = own_flow("公共场所卫生许可", promised_days=8)
    assert "不计入时限" in texts(parsed(flow, view="external"))
    assert any("停钟" in text for text in texts(parsed(flow, view="internal")))


def test_whatever_is_written_in_a_flow_stays_text():
    evil = "<script>alert('&\"')</script>"
    flow = plain()
    steps = tuple(replace(step, name=evil, paper=evil) for step in flow.steps)
    for view in View:
        text = svg(Flow(steps), title=evil, view=view)
        assert "<script" not in text
        assert "style=" not in text
        parsed(Flow(steps), view=view)


def test_the_same_flow_is_drawn_the_same_every_time():
    drawn = {svg.__wrapped__(forked(), title="图", view=View.INTERNAL) for _ in range(3)}
    assert len(drawn) == 1


def test_the_words_tell_who_what_by_when_and_what_may_come_of_it():
    told = {each.what: each for each in words(own_flow("建筑工程施工许可证核发", promised_days=5))}
    assert list(told)[:2] == ["网上申请", "材料齐全吗"]
    assert told["网上申请"].kind == told["收到决定"].kind == "act"
    assert told["材料审查"].branches == (("材料相符，分头审查", "同时办：图纸和资金审查、质量安全核查"),)
    assert told["审核"].note == "等并行的各路都办完再办"
    assert told["符合条件吗"].branches == (("是", "准予，送达"), ("否", "不予，说明理由"))
    assert told["受理"].who_and_when == "受理窗口，1 个工作日内"


def test_the_staff_are_told_duty_standard_and_returns_too():
    told = {each.what: each for each in words(own_flow("取水许可", promised_days=18), view=View.INTERNAL)}
    assert told["6 审核"].branches[1] == ("退回重新审查", "退回到 2 书面审查")
    assert told["3 论证报告评审"].duty
    assert "不计入办理时限" in told["3 论证报告评审"].limit


@settings(max_examples=25)
@given(sound_flows())
def test_any_sound_flow_can_be_drawn_in_both_views(flow):
    for view in View:
        root = parsed(flow, view=view)
        width, height = (float(part) for part in root.get("viewBox").split()[2:])
        assert all(0 < float(text.get("x")) < width for text in root.iter(f"{SVG}text"))
        assert all(0 < float(text.get("y")) < height for text in root.iter(f"{SVG}text"))


def test_a_draft_with_an_arrow_to_nowhere_is_drawn_as_far_as_it_goes():
    flow = plain()
    lost = replace(flow.step("examine"), outcomes=(replace(flow.step("examine").outcomes[0], to=("moon",)),))
    draft = Flow(tuple(lost if step.code == "examine" else step for step in flow.steps))
    for view in View:
        assert "决定岗" in texts(parsed(draft, view=view))
