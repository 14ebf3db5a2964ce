from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from powers.bpmn import bpmn
from powers.bpmn.names import BPMN, BPMNDI, DC, DI
from powers.bpmn.safe_xml import MOST_BYTES
from powers.flow.default_flows import ON_APPLICATION, default_flow, own_flow
from powers.flow.flow import BadFlow, Flow, Lane, StepKind, findings
from powers.flow.steps import Risk

from .flows import accept, arrow, decide, flow, forked, plain, sound_flows, step
from .test_default_flows import ITEMS

FLOWS = {name: own_flow(name, promised_days=8) for name in ITEMS} | {
    f"{code} {kind}": default_flow(code, case_type=kind, promised_days=8)
    for code in ON_APPLICATION
    for kind in ("承诺件", "即办件")
}
HEAD = f'<definitions xmlns="{BPMN}" targetNamespace="x"><process id="P">'
LANES = "".join(
    f'<lane id="L{n}" name="{name}">{"".join(f"<flowNodeRef>{id}</flowNodeRef>" for id in ids)}</lane>'
    for n, (name, ids) in enumerate(
        {
            "受理岗": ("a", "d"),
            "承办岗": ("b", "x1", "x2", "x3"),
            "核查岗": ("s",),
            "决定岗": ("c",),
        }.items()
    )
)


def written(sketch):
    return bpmn.write(sketch, name="办理流程")


def foreign(*elements, lanes=LANES):
    """A diagram as another tool writes it: a plain examination, with what the test adds or replaces."""
    given = {element.split('id="')[1].split('"')[0]: element for element in PLAIN + elements}
    return f"{HEAD}<laneSet>{lanes}</laneSet>{''.join(given.values())}</process></definitions>".encode()


def line(id, source, target, name=""):
    return f'<sequenceFlow id="{id}" sourceRef="{source}" targetRef="{target}" name="{name}"/>'


ASK, SPLIT = '<exclusiveGateway id="p"/>', '<parallelGateway id="p"/>'
PLAIN = (
    '<startEvent id="go"/>',
    '<task id="a" name="受理"/>',
    '<userTask id="b" name="书面审查"/>',
    '<userTask id="c" name="决定"/>',
    '<exclusiveGateway id="q" name="符合条件吗"/>',
    '<manualTask id="d" name="送达"/>',
    '<endEvent id="end"/>',
    line("f1", "go", "a"),
    line("f2", "a", "b", "受理"),
    line("f3", "b", "c"),
    line("f4", "c", "q"),
    line("f5", "q", "d", "同意发证"),
    line("f6", "q", "d", "不予许可"),
    line("f7", "d", "end"),
)


def faults(data: bytes) -> list[str]:
    with pytest.raises(bpmn.BadBpmn) as caught:
        bpmn.read(data)
    return caught.value.faults


@pytest.mark.parametrize("name", FLOWS)
def test_every_default_flow_comes_back_as_it_was(name):
    reading = bpmn.read(written(FLOWS[name]))
    assert reading.flow == FLOWS[name]
    assert reading.guessed == ()


@settings(max_examples=40, deadline=None)
@given(sound_flows())
def test_any_sound_flow_comes_back_as_it_was(sketch):
    assert bpmn.read(written(sketch)).flow == sketch


def test_texts_of_a_step_survive_quotes_line_breaks_and_markup():
    odd = "看 <材料> & “真伪”\n逐条\t核对\r\n'完'"
    sketch = plain()
    steps = [
        replace(each, duty=odd, standard=odd, paper="意见书", name="审 <1>  & 2") for each in sketch.steps
    ]
    assert bpmn.read(written(Flow(tuple(steps)))).flow.steps == tuple(steps)


@pytest.mark.parametrize(
    "sketch",
    [
        flow(accept("examine"), step("examine"), decide()),
        flow(accept("examine"), step("examine", arrow("pass", "decide"), arrow("stuck")), decide()),
        flow(accept("one"), step("one", arrow("pass", "decide", "decide")), decide(), step("lost", arrow("pass", "decide"))),
        flow(accept("one"), step("one", arrow("pass", "decide"), join=True), decide()),
        flow(accept("one"), step("one", arrow("pass", "two")), step("two", arrow("pass", "one")), decide()),
        flow(accept("one"), step("one", arrow("on", "two")), step("two", arrow("back", "one", back=True)), decide()),
    ],
)  # fmt: skip
def test_a_draft_comes_back_as_far_as_it_has_come(sketch):
    assert bpmn.read(written(sketch)).flow == sketch


def test_a_flow_with_a_loose_arrow_or_a_code_used_twice_is_not_written():
    with pytest.raises(BadFlow, match="没有的步骤"):
        written(flow(accept("nowhere")))
    with pytest.raises(BadFlow, match="各不相同"):
        written(Flow((*plain().steps, plain().steps[1])))
    with pytest.raises(BadFlow, match="一步也没有"):
        written(Flow(()))


def test_every_element_and_line_has_a_place_and_lines_end_at_their_boxes():
    root = ElementTree.fromstring(written(forked()))
    process = root.find(f"{{{BPMN}}}process")
    shapes = {shape.get("bpmnElement"): shape for shape in root.iter(f"{{{BPMNDI}}}BPMNShape")}
    edges = {edge.get("bpmnElement"): edge for edge in root.iter(f"{{{BPMNDI}}}BPMNEdge")}
    lines = {each.get("id"): each for each in process.iter(f"{{{BPMN}}}sequenceFlow")}
    nodes = {
        each.get("id")
        for each in process
        if each.get("id") and each.tag.endswith(("Task", "Gateway", "Event"))
    }
    assert edges.keys() == lines.keys()
    assert nodes | {"Office"} <= shapes.keys()
    for id, edge in edges.items():
        points = [(float(p.get("x")), float(p.get("y"))) for p in edge.iter(f"{{{DI}}}waypoint")]
        for (x, y), end in ((points[0], "sourceRef"), (points[-1], "targetRef")):
            left, top, width, height = box(shapes[lines[id].get(end)])
            assert left <= x <= left + width and top <= y <= top + height
    assert not any(overlap(*pair) for pair in combinations([box(shapes[id]) for id in nodes], 2))


def overlap(one, other):
    return all(one[n] < other[n] + other[n + 2] and other[n] < one[n] + one[n + 2] for n in (0, 1))


def box(shape):
    bounds = shape.find(f"{{{DC}}}Bounds")
    return tuple(float(bounds.get(name)) for name in ("x", "y", "width", "height"))


def test_a_diagram_from_elsewhere_is_read_by_its_lanes_names_and_gateways():
    reading = bpmn.read(foreign())
    assert [(each.code, each.lane, each.kind) for each in reading.flow.steps] == [
        ("a", Lane.WINDOW, StepKind.ACCEPTANCE),
        ("b", Lane.HANDLER, StepKind.EXAMINATION),
        ("c", Lane.HEAD, StepKind.DECISION),
        ("d", Lane.WINDOW, StepKind.DELIVERY),
    ]
    assert {outcome.code: outcome.label for outcome in reading.flow.step("c").outcomes} == {
        "grant": "同意发证",
        "refuse": "不予许可",
    }
    assert reading.guessed == ("受理", "书面审查", "决定", "送达")
    assert findings(reading.flow, promised_days=1, statutory_days=None) == []


def test_a_fork_a_join_and_a_return_from_elsewhere_are_read():
    reading = bpmn.read(
        foreign(
            '<userTask id="s" name="现场核查"/>', '<userTask id="x1" name="查档"/>', '<userTask id="x2" name="汇总"/>',
            '<parallelGateway id="fork"/>', '<parallelGateway id="join"/>', '<exclusiveGateway id="q2"/>',
            line("f3", "b", "fork"), line("g1", "fork", "s"), line("g2", "fork", "x1"), line("g3", "s", "join"),
            line("g4", "x1", "join"), line("g5", "join", "x2"), line("g6", "x2", "q2"), line("g7", "q2", "c", "汇总好"),
            line("g8", "q2", "b", "退回审查"),
        )
    )  # fmt: skip
    sketch = reading.flow
    assert sketch.step("b").outcomes[0].to == ("s", "x1")
    assert sketch.step("x2").join
    assert [outcome.back for outcome in sketch.step("x2").outcomes] == [False, True]
    assert sketch.steps[0].code == "a" and sketch.steps[-1].code == "d"
    assert findings(sketch, promised_days=1, statutory_days=None) == []


def test_a_step_added_in_another_tool_finds_its_place_in_the_order():
    text = written(plain()).decode()
    more = '<bpmn:userTask id="New" name="法制审核"/>' + "".join(
        f'<bpmn:sequenceFlow id="N{n}" sourceRef="{a}" targetRef="{b}" name="送审"/>'
        for n, (a, b) in enumerate((("Step_2", "New"), ("New", "Step_3")))
    )
    text = text.replace('sourceRef="Step_2" targetRef="Step_3"', 'sourceRef="Step_1" targetRef="Step_1"')
    text = text.replace("</bpmn:process>", more + "</bpmn:process>")
    lane = '<bpmn:lane id="Lane_head"'
    legal = '<bpmn:lane id="L9" name="法制岗"><bpmn:flowNodeRef>New</bpmn:flowNodeRef></bpmn:lane>'
    text = text.replace(lane, legal + lane)
    steps = bpmn.read(text.encode()).flow.steps
    assert [each.name for each in steps][-3:] == ["法制审核", "决定", "送达"]
    assert [each.lane for each in steps if each.name == "法制审核"] == [Lane.LEGAL]


@pytest.mark.parametrize(
    ("data", "names", "reason"),
    [
        (foreign('<serviceTask id="x" name="查工商"/>'), ("服务任务“查工商”", "（x）"), "用户任务"),
        (foreign('<subProcess id="x" name="会商"/>'), ("子流程“会商”",), "同一张图"),
        (foreign('<inclusiveGateway id="x" name=""/>'), ("包容网关",), "并行网关"),
        (foreign('<boundaryEvent id="x" name="超时" attachedToRef="b"/>'), ("边界事件“超时”",), "时限"),
        (foreign('<startEvent id="x" name="又一个"/>'), ("开始事件",), "一个开始"),
        (foreign(line("f9", "b", "nowhere", "转交")), ("连线“转交”", "“nowhere”"), "没有"),
        (foreign('<task id="y" name="会签"/>'), ("任务“会签”", "（y）"), "不在任何泳道"),
        (foreign(lanes=LANES.replace("决定岗", "局长办公室")), ("任务“决定”", "“局长办公室”"), "岗位"),
        (foreign(line("f6", "q", "d")), ("任务“决定”", "（f6）"), "没有写是哪种结果"),
        (foreign('<task id="b" name=""/>'), ("任务“没有名字”（b）",), "写上"),
        (foreign('<task id="b" name="' + "长" * 41 + '"/>'), ("（b）",), "改短"),
        (foreign('<parallelGateway id="q"/>', line("f6", "q", "end", "完")), ("并行网关", "（q）"), "直接结束"),
        (foreign(ASK, line("f4", "c", "p"), line("p1", "p", "q", "2"), line("p2", "p", "d")), ("判断“符合条件吗”",), "任务"),
        (foreign(ASK, line("f3", "b", "p")), ("连线", "（f3）"), "走不到"),
        (foreign(SPLIT, line("f3", "b", "p"), line("p1", "a", "p"), line("p2", "p", "end")), ("并行网关", "（p）"), "会合"),
        (foreign(*(f'<task id="t{n}" name="{n}"/>' for n in range(50))), ("54 个任务",), "40 步"),
        (foreign(*(f'<endEvent id="t{n}"/>' for n in range(400))), ("407 个元素",), "太多"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_with_its_reason(data, names, reason):
    found = "".join(faults(data))
    assert all(name in found for name in names), found
    assert reason in found


def test_several_faults_are_told_at_once():
    data = foreign('<serviceTask id="x" name="查工商"/>', '<callActivity id="y" name="会商"/>')
    assert len(faults(data)) == 2


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('kind="examination"', 'kind="magic"', "种类“magic”"),
        ('limitDays="1"', 'limitDays="三天"', "时限“三天”"),
        ('code="examine"', 'code="accept"', None),
    ],
)
def test_an_extension_edited_by_hand_is_judged_too(old, new, reason):
    data = written(plain()).decode().replace(old, new, 1).encode()
    if reason is None:
        found = findings(bpmn.read(data).flow, promised_days=9, statutory_days=None)
        assert any("代码“accept”" in each.text for each in found)
    else:
        assert reason in "".join(faults(data))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "不是完整的 XML"),
        (b"hello", "不是完整的 XML"),
        (b"<html/>", "definitions"),
        (b'<definitions xmlns="%s"/>' % BPMN.encode(), "0 个"),
        (b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "文档类型"),
        (b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>', "文档类型"),
        (b"<a>" * 100 + b"</a>" * 100, "嵌套太深"),
        (b"<a>" + b"<b/>" * 30_000 + b"</a>", "太多"),
        (b"<a>" + b"x" * MOST_BYTES + b"</a>", "超过"),
        (b'<?xml version="1.0" encoding="klingon"?><a/>', "编码"),
        (b"<a>\xff\xfe</a>", "不是完整的 XML"),
        (written(plain())[:-20], "不是完整的 XML"),
    ],
)
def test_a_hostile_or_broken_file_is_refused_in_words(data, reason):
    assert reason in "".join(faults(data))


def test_a_file_in_a_chinese_encoding_is_read():
    text = written(plain()).decode().replace("encoding='utf-8'", 'encoding="GB18030"')
    assert bpmn.read(text.encode("gb18030")).flow == plain()


RISKS = (Risk("1", "随意退件“<&”", "双人复核\n每月抽查"), Risk("3", "拖延", "亮灯"))


def test_risk_points_go_out_and_come_back():
    drawn = plain()
    sketch = replace(
        drawn, steps=tuple(replace(s, risks=RISKS if n else ()) for n, s in enumerate(drawn.steps))
    )
    reading = bpmn.read(written(sketch))
    assert reading.flow == sketch and reading.silent == frozenset()
    assert b"risk " not in written(drawn)


def test_a_diagram_drawn_elsewhere_is_silent_about_them():
    assert len(bpmn.read(foreign()).silent) == 4


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (b'level="1"', b'level="7"', "没有写全"),
        ("拖延".encode(), b"", "没有写全"),
        ("拖延".encode(), b"x" * 501, "500 个字"),
    ],
)
def test_a_risk_point_that_cannot_be_held_names_its_task(old, new, words):
    data = written(replace(plain(), steps=(replace(plain().steps[0], risks=RISKS), *plain().steps[1:])))
    with pytest.raises(bpmn.BadBpmn, match=words):
        bpmn.read(data.replace(old, new))
