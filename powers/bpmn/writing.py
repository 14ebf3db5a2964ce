"""Writing a flow as BPMN 2.0 XML with its drawing, so that other tools open it as it looks here."""

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from powers.bpmn.graph import TASK, Arrow, Graph, Node, graph
from powers.bpmn.layout import Box, Layout, layout
from powers.bpmn.names import BPMNDI, DC, DI, OURS, bpmn, ours
from powers.bpmn.papers import papers_spelled

# What XML 1.0 cannot hold at all, however it is escaped.
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(flow, *, name: str) -> bytes:
    """The flow as a file for other tools."""
    drawn = graph(flow)
    root = Element(
        bpmn("definitions"), {"id": "Definitions", "targetNamespace": OURS, "exporter": "yangguang"}
    )
    together = SubElement(root, bpmn("collaboration"), {"id": "Collaboration"})
    SubElement(together, bpmn("participant"), {"id": "Office", "name": _held(name), "processRef": "Process"})
    process = SubElement(
        root, bpmn("process"), {"id": "Process", "name": _held(name), "isExecutable": "false"}
    )
    _lanes(process, flow, drawn)
    for node in drawn.nodes:
        _node(process, node, drawn)
    for n, arrow in enumerate(drawn.arrows):
        _arrow(process, n, arrow)
    _drawing(root, flow, drawn, layout(flow, drawn))
    indent(root)
    return tostring(root, encoding="utf-8", xml_declaration=True)


def _held(text: str) -> str:
    return UNWRITABLE.sub("", text)


def _lanes(process: Element, flow, drawn: Graph) -> None:
    lanes = SubElement(process, bpmn("laneSet"), {"id": "Lanes"})
    for lane in flow.lanes:
        row = SubElement(lanes, bpmn("lane"), {"id": f"Lane_{lane.value}", "name": lane.label})
        for node in drawn.nodes:
            if node.lane == lane:
                SubElement(row, bpmn("flowNodeRef")).text = node.id


def _node(process: Element, node: Node, drawn: Graph) -> None:
    element = SubElement(process, bpmn(node.tag), {"id": node.id, "name": _held(node.name)})
    if node.tag == TASK:
        facts = node.step
        said = _extension(
            element, "step", code=facts.code, kind=facts.kind.value, limitDays=str(facts.limit_days),
            duty=facts.duty, standard=facts.standard, paper=facts.paper, office=facts.office, risks=str(len(facts.risks)),
        )  # fmt: skip
        for risk in facts.risks:
            points = {"level": risk.level, "point": risk.point, "control": risk.control}
            SubElement(said, ours("risk"), {name: _held(text) for name, text in points.items()})
    elif node.place == "join":
        _extension(element, "join")
    for n, arrow in enumerate(drawn.arrows):
        if arrow.target == node.id:
            SubElement(element, bpmn("incoming")).text = f"Flow_{n}"
    for n, arrow in enumerate(drawn.arrows):
        if arrow.source == node.id:
            SubElement(element, bpmn("outgoing")).text = f"Flow_{n}"


def _arrow(process: Element, n: int, arrow: Arrow) -> None:
    facts = {"id": f"Flow_{n}", "sourceRef": arrow.source, "targetRef": arrow.target}
    if arrow.outcome is None:
        SubElement(process, bpmn("sequenceFlow"), facts)
        return
    element = SubElement(process, bpmn("sequenceFlow"), {**facts, "name": _held(arrow.outcome.label)})
    facts = {"code": arrow.outcome.code, "back": "true" if arrow.back else ""}
    _extension(element, "outcome", **facts, papers=papers_spelled(arrow.outcome.papers))


def _extension(element: Element, tag: str, **facts: str) -> Element:
    holder = SubElement(element, bpmn("extensionElements"))
    return SubElement(holder, ours(tag), {name: _held(text) for name, text in facts.items() if text})


def _drawing(root: Element, flow, drawn: Graph, places: Layout) -> None:
    diagram = SubElement(root, f"{{{BPMNDI}}}BPMNDiagram", {"id": "Diagram"})
    plane = SubElement(diagram, f"{{{BPMNDI}}}BPMNPlane", {"id": "Plane", "bpmnElement": "Collaboration"})
    _shape(plane, "Office", places.whole, isHorizontal="true")
    for lane, box in zip(flow.lanes, places.lanes, strict=True):
        _shape(plane, f"Lane_{lane.value}", box, isHorizontal="true")
    for node in drawn.nodes:
        _shape(plane, node.id, places.boxes[node.id])
    for n, arrow in enumerate(drawn.arrows):
        edge = SubElement(plane, f"{{{BPMNDI}}}BPMNEdge", {"id": f"Flow_{n}_di", "bpmnElement": f"Flow_{n}"})
        for x, y in places.lines[arrow.source, arrow.target, n]:
            SubElement(edge, f"{{{DI}}}waypoint", {"x": f"{x:g}", "y": f"{y:g}"})


def _shape(plane: Element, id: str, box: Box, **facts: str) -> None:
    shape = SubElement(plane, f"{{{BPMNDI}}}BPMNShape", {"id": f"{id}_di", "bpmnElement": id, **facts})
    bounds = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
    SubElement(shape, f"{{{DC}}}Bounds", {name: f"{value:g}" for name, value in bounds.items()})
