"""Reading a BPMN diagram as a flow: each task is a step, each line out of it a result, gateways are forks and joins.

Decides what a diagram from elsewhere means: kinds by the words of the names, returns by the lines that go round. It
refuses, with a sentence for each element and its reason, what the engine could not run; whether the flow is sound is for
`soundness`.
"""

from dataclasses import dataclass

from powers.bpmn.diagram import Diagram, Line, Node, diagram
from powers.bpmn.papers import papers_read
from powers.bpmn.safe_xml import BadXml, parse
from powers.bpmn.steps import BadStep, kind_of, lane_of, outcome_codes, says_risks, step_facts
from powers.flow.flow import MOST_STEPS, BadFlow, Flow


class BadBpmn(ValueError):
    """The file cannot be read as a flow; `faults` are sentences that name the element and the reason."""

    def __init__(self, faults: list[str]):
        self.faults = faults
        super().__init__("；".join(fault.rstrip("。") for fault in faults))


@dataclass(frozen=True)
class Reading:
    """The flow, the names of steps whose kind had to be told from their name, and the codes of those whose risk points the
    diagram says nothing of."""

    flow: Flow
    guessed: tuple[str, ...] = ()
    silent: frozenset[str] = frozenset()


def read(data: bytes) -> Reading:
    """The flow that a file draws."""
    try:
        drawn = diagram(parse(data))
    except BadXml as error:
        raise BadBpmn([str(error)]) from error
    reader = _Reader(drawn)
    steps = reader.steps() if not drawn.faults else []
    if drawn.faults:
        raise BadBpmn(drawn.faults)
    try:
        flow = Flow.from_data({"v": 1, "steps": steps})
    except BadFlow as error:
        raise BadBpmn([str(error)]) from error
    silent = frozenset(reader.codes[task.id] for task in drawn.tasks if not says_risks(task))
    guessed = tuple(task.name for task in drawn.tasks if not (task.facts or {}).get("kind"))
    return Reading(flow, guessed, silent)


class _Reader:
    def __init__(self, drawn: Diagram):
        self.drawn = drawn
        self.codes = {task.id: (task.facts or {}).get("code") or task.id[:40] for task in drawn.tasks}
        self.joins: set[str] = set()
        self._ahead: dict[str, list[str]] = {}

    def steps(self) -> list[dict]:
        """The documents of all steps, in the order of the flow."""
        first = self._first()
        if first is None:
            return []
        self._find_joins()
        if self.drawn.faults:
            return []
        returns = self._returns(first)
        ordered = self._ordered(first, returns)
        return [self._step(task, place, returns) for place, task in enumerate(ordered)]

    def _first(self) -> str | None:
        starts = [node for node in self.drawn.nodes.values() if node.tag == "startEvent"]
        if not 1 <= len(self.drawn.tasks) <= MOST_STEPS:
            count = len(self.drawn.tasks)
            self._fault(f"图上有 {count} 个任务，流程要有 1 到 {MOST_STEPS} 步，请核对。")
        elif len(starts) != 1 or len(self.drawn.out[starts[0].id]) != 1:
            self._fault("图上要有一个开始事件，并且只有一条连线通向第一步，请核对。")
        else:
            goals = self._goals(self.drawn.out[starts[0].id][0])
            if len(goals) == 1:
                return goals[0]
            self._fault(f"{starts[0]}要直接通向第一步，请核对。")
        return None

    def _find_joins(self) -> None:
        for node in self.drawn.nodes.values():
            lines = self.drawn.out[node.id]
            if node.tag != "parallelGateway" or not (node.is_join or len(self.drawn.into[node.id]) > 1):
                continue
            if len(lines) == 1 and self.drawn.nodes[lines[0].target].is_task:
                self.joins.add(lines[0].target)
            else:
                self._fault(f"{node}会合以后要通向一个任务，请在会合后面画一步。")

    def _goals(self, line: Line, seen: tuple[str, ...] = ()) -> list[str]:
        """The tasks a line leads to, through gateways."""
        if line.target not in self._ahead:
            self._ahead[line.target] = self._look_ahead(line, seen)
        return self._ahead[line.target]

    def _look_ahead(self, line: Line, seen: tuple[str, ...]) -> list[str]:
        node, lines = self.drawn.nodes[line.target], self.drawn.out[line.target]
        if node.is_task or node.tag == "endEvent":
            return [node.id] if node.is_task else []
        if node.id in seen or node.tag == "startEvent" or not lines:
            self._fault(f"{line}走不到任何任务，请接到一步或者结束上。")
            return []
        if len(lines) > 1 and node.tag == "exclusiveGateway":
            self._fault(f"{node}前面不是任务，判断要由一步来作，请在它前面画一步。")
            return []
        goals = [self._goals(each, (*seen, node.id)) for each in lines]
        if len(lines) > 1 and not all(goals):
            self._fault(f"{node}分出去的一路直接结束了，请让各路都走到会合。")
        whole = [goal for each in goals for goal in each]
        if len(whole) > MOST_STEPS:
            self._fault(f"{node}一次分出 {len(whole)} 路，太多了，请减少并行的分支。")
        return whole[:MOST_STEPS]

    def _results(self, task: Node) -> list[tuple[Line, list[str]]]:
        """Each result of a task with the tasks it leads to."""
        lines = self.drawn.out[task.id]
        if len(lines) > 1:
            # Several lines straight out of a task all run: BPMN's unmarked fork.
            return [(lines[0], [goal for line in lines for goal in self._goals(line)])]
        if lines and self.drawn.nodes[lines[0].target].tag == "exclusiveGateway":
            asked = self.drawn.out[lines[0].target]
            if len(asked) > 1:
                return [(line, self._goals(line)) for line in asked]
        return [(line, self._goals(line)) for line in lines]

    def _returns(self, first: str) -> set[tuple[str, str]]:
        """Arrows that close a circle, seen from the first step: such a line is a return."""
        found, done = set(), set()

        def walk(id: str, passed: tuple[str, ...]):
            for line, goals in self._results(self.drawn.nodes[id]):
                for goal in goals:
                    if goal in (*passed, id):
                        found.add((line.id, goal))
                    elif goal not in done:
                        walk(goal, (*passed, id))
            done.add(id)

        walk(first, ())
        return found

    def _ordered(self, first: str, returns: set) -> list[Node]:
        """As drawn when it was written here; else every step after those it can follow, the unreached ones last."""
        tasks = self.drawn.tasks
        if tasks[0].id == first and all(task.facts for task in tasks):
            return tasks
        order: list[str] = []

        def walk(id: str):
            for line, goals in reversed(self._results(self.drawn.nodes[id])):
                for goal in reversed(goals):
                    if goal not in order and (line.id, goal) not in returns:
                        walk(goal)
            if id not in order:
                order.append(id)

        walk(first)
        reached = [self.drawn.nodes[id] for id in reversed(order)]
        return [*reached[:-1], *(task for task in tasks if task not in reached), *reached[-1:]]

    def _step(self, task: Node, place: int, returns: set) -> dict:
        try:
            kind = kind_of(task, place)
            results = self._results(task)
            outcomes = [
                {"code": code, "label": label, "to": [self.codes[goal] for goal in goals]}
                | ({"back": True} if self._is_back(line, goals, returns) else {})
                | papers_read(line)
                for (line, goals), (code, label) in zip(
                    results, outcome_codes(task, kind, [line for line, _ in results]), strict=True
                )
            ]
            lane = lane_of(task, self.drawn.lanes.get(task.id))
            facts = step_facts(task, self.codes[task.id], kind, lane)
        except BadStep as error:
            self._fault(str(error))
            return {}
        return facts | {"outcomes": outcomes} | ({"join": True} if task.id in self.joins else {})

    def _is_back(self, line: Line, goals: list[str], returns: set) -> bool:
        if line.facts is not None:
            return line.facts.get("back") == "true"
        return any((line.id, goal) in returns for goal in goals)

    def _fault(self, text: str) -> None:
        if text not in self.drawn.faults:
            self.drawn.faults.append(text)
