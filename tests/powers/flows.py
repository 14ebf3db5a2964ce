"""Flows for the tests: small ones to read, random sound ones by construction, and a walk through any of them."""

from itertools import count

from hypothesis import strategies as st

from powers.flow.flow import Flow, Lane, Outcome, Step, StepKind

ACCEPT = Step("accept", "受理", Lane.WINDOW, StepKind.ACCEPTANCE, 1)
DECIDE = Step("decide", "决定", Lane.HEAD, StepKind.DECISION, 1)
DELIVER = Step("deliver", "送达", Lane.WINDOW, StepKind.DELIVERY, 3, outcomes=(Outcome("done", "已送达"),))


def arrow(code, *to, back=False):
    return Outcome(code, code, to, back)


def step(code, *outcomes, kind=StepKind.EXAMINATION, lane=Lane.HANDLER, days=1, join=False):
    return Step(code, code, lane, kind, days, join=join, outcomes=outcomes)


def accept(*to):
    return Step("accept", "受理", Lane.WINDOW, StepKind.ACCEPTANCE, 1, outcomes=(arrow("pass", *to),))


def decide(grant="deliver", refuse="deliver", *more):
    return Step(
        "decide",
        "决定",
        Lane.HEAD,
        StepKind.DECISION,
        1,
        outcomes=(arrow("grant", grant), arrow("refuse", refuse), *more),
    )


def flow(*steps):
    return Flow((*steps, DELIVER))


def plain():
    """受理, 审查, 决定, 送达: the smallest sound flow."""
    return flow(accept("examine"), step("examine", arrow("pass", "decide")), decide())


def forked():
    """Two examinations at the same time that join in a review."""
    return flow(
        accept("examine"),
        step("examine", arrow("pass", "one", "two")),
        step("one", arrow("pass", "review")),
        step("two", arrow("pass", "review"), kind=StepKind.INSPECTION, lane=Lane.SURVEYOR, days=2),
        step(
            "review",
            arrow("pass", "decide"),
            arrow("back", "examine", back=True),
            lane=Lane.REVIEWER,
            join=True,
        ),
        decide(),
    )


BLOCKS = st.recursive(
    st.just("step"),
    lambda inner: st.one_of(
        st.tuples(st.just("then"), st.lists(inner, min_size=2, max_size=3)),
        st.tuples(st.just("either"), st.lists(inner, min_size=2, max_size=3)),
        st.tuples(st.just("both"), st.lists(inner, min_size=2, max_size=3)),
        st.tuples(st.just("again"), inner),
    ),
    max_leaves=6,
)


@st.composite
def sound_flows(draw):
    """A flow put together from blocks with one way in and one way out: sound because of how it was made."""
    builder = _Builder()
    first = builder.build(draw(BLOCKS), "decide")
    ending = "issue" if draw(st.booleans()) else "deliver"
    issue = [step("issue", arrow("done", "deliver"), kind=StepKind.ISSUANCE, lane=Lane.HANDLER)]
    return flow(accept(first), *builder.steps, decide(ending), *(issue if ending == "issue" else []))


class _Builder:
    def __init__(self):
        self.steps, self.names = [], count(1)

    def build(self, block, then: str) -> str:
        """Make the steps of a block that goes on to `then`; the code of its first step."""
        if block == "step":
            return self.add(arrow("pass", then))
        shape, inner = block
        if shape == "then":
            for each in reversed(inner):
                then = self.build(each, then)
            return then
        if shape == "either":
            return self.add(*(arrow(f"o{n}", self.build(each, then)) for n, each in enumerate(inner)))
        if shape == "both":
            join = self.add(arrow("pass", then), join=True)
            return self.add(arrow("pass", *(self.build(each, join) for each in inner)))
        check, first = self.name(), self.name()
        self.add(arrow("pass", then), arrow("back", first, back=True), name=check)
        return self.add(arrow("pass", self.build(inner, check)), name=first)

    def name(self) -> str:
        return f"s{next(self.names)}"

    def add(self, *outcomes, join=False, name=None) -> str:
        code = name or self.name()
        self.steps.append(step(code, *outcomes, join=join))
        return code


class Stuck(Exception):
    """The case stands still, a step is done twice at once, or work is left over."""


def walk(flow: Flow, choose, *, returns: int = 3) -> list[str]:
    """Run a case through the flow the way the engine does; the steps in the order they were closed."""
    running, closed = {flow.first.code}, []
    while running:
        code = choose(sorted(running))
        here = flow.step(code)
        allowed = [outcome for outcome in here.outcomes if not outcome.back or returns > 0]
        if not allowed or len(closed) > 500:
            raise Stuck(code)
        outcome = choose(allowed)
        returns -= outcome.back
        running.discard(code)
        closed.append(code)
        opened = flow.opened_by(code, outcome.code, running=running)
        if running & set(opened) or len(set(opened)) < len(opened):
            raise Stuck(f"{opened} opened twice")
        if not outcome.to and running:
            raise Stuck(f"{running} left running")
        running |= set(opened)
    if flow.step(closed[-1]).kind != StepKind.DELIVERY:
        raise Stuck(f"ended at {closed[-1]}")
    return closed


def decisions(flow: Flow, closed: list[str]) -> int:
    return sum(flow.step(code).kind == StepKind.DECISION for code in closed)
