"""A BPMN file as a plain diagram: nodes, lines and lanes, and a sentence for each element that no flow of ours can have."""

from collections import defaultdict
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from powers.bpmn.names import CALLED, FOREIGN, TASKS, bpmn, ours

# Forty steps with all their gateways and events; what is larger was not drawn by a person.
MOST_NODES = 300


@dataclass(frozen=True)
class Node:
    id: str
    tag: str
    name: str
    facts: dict | None = None
    is_join: bool = False
    risks: tuple[dict, ...] = ()

    @property
    def is_task(self) -> bool:
        return self.tag in TASKS

    def __str__(self):
        return f"{CALLED[self.tag]}“{self.name or '没有名字'}”（{self.id}）"


@dataclass(frozen=True)
class Line:
    id: str
    source: str
    target: str
    name: str
    facts: dict | None = None

    def __str__(self):
        return f"连线“{self.name or '没有名字'}”（{self.id}）"


@dataclass
class Diagram:
    nodes: dict[str, Node] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    lanes: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    out: dict[str, list[Line]] = field(default_factory=lambda: defaultdict(list))
    into: dict[str, list[Line]] = field(default_factory=lambda: defaultdict(list))

    @property
    def tasks(self) -> list[Node]:
        return [node for node in self.nodes.values() if node.is_task]


def diagram(root: Element) -> Diagram:
    """What the one process of the file draws."""
    drawn = Diagram()
    if root.tag != bpmn("definitions"):
        drawn.faults.append("文件不是 BPMN 2.0 流程图，最外层应当是 definitions，请重新导出。")
        return drawn
    processes = [each for each in root.iter(bpmn("process")) if len(each)]
    if len(processes) != 1:
        drawn.faults.append(f"文件里有 {len(processes)} 个画了内容的流程，请只留一个。")
        return drawn
    _read_elements(drawn, processes[0])
    _read_lanes(drawn, processes[0])
    if len(root.findall(f".//{bpmn('messageFlow')}")):
        drawn.faults.append("图上有消息流，请去掉，与申请人的往来由平台办。")
    return drawn


def _read_elements(drawn: Diagram, process: Element) -> None:
    for element in process:
        tag, id = element.tag.rpartition("}")[2], element.get("id", "")
        written_here = element.find(bpmn("extensionElements")) is not None
        name = element.get("name", "") if written_here else " ".join(element.get("name", "").split())
        if tag in FOREIGN:
            called, mend = FOREIGN[tag]
            drawn.faults.append(f"{called}“{name or '没有名字'}”（{id}）读不成流程的一步，{mend}。")
        elif tag in CALLED and (not id or id in drawn.nodes):
            drawn.faults.append(
                f"{CALLED[tag]}“{name or '没有名字'}”的编号“{id}”是空的或者重复，请改成各不相同。"
            )
        elif tag == "sequenceFlow":
            line = Line(
                id,
                element.get("sourceRef", ""),
                element.get("targetRef", ""),
                name,
                _facts(element, "outcome"),
            )
            drawn.lines.append(line)
        elif tag in CALLED:
            is_join = _facts(element, "join") is not None
            risks = element.findall(f"{bpmn('extensionElements')}/{ours('step')}/{ours('risk')}")
            points = tuple(dict(each.attrib) for each in risks)
            drawn.nodes[id] = Node(id, tag, name, _facts(element, "step"), is_join, points)
    if len(drawn.nodes) > MOST_NODES:
        drawn.faults.append(f"图上有 {len(drawn.nodes)} 个元素，太多了，请减到 {MOST_NODES} 个以内。")
    for line in drawn.lines:
        _tie(drawn, line)


def _tie(drawn: Diagram, line: Line) -> None:
    loose = [id for id in (line.source, line.target) if id not in drawn.nodes]
    if loose and not drawn.faults:
        drawn.faults.append(f"{line}的一头接着“{loose[0]}”，图上没有能读的这个元素，请接到一步上。")
    if not loose:
        drawn.out[line.source].append(line)
        drawn.into[line.target].append(line)


def _read_lanes(drawn: Diagram, process: Element) -> None:
    for lane in process.iter(bpmn("lane")):
        for reference in lane.findall(bpmn("flowNodeRef")):
            drawn.lanes[(reference.text or "").strip()] = " ".join(lane.get("name", "").split())


def _facts(element: Element, tag: str) -> dict | None:
    found = element.find(f"{bpmn('extensionElements')}/{ours(tag)}")
    return None if found is None else dict(found.attrib)
