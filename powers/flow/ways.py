"""Following a flow with all its branches at once: every way that a case can take, returns left out.

A thread is one strand of work: the step it stands at and the forks it has come through. The earliest step always moves
first, so threads that could ever meet do meet here. Each way keeps how many decisions were made and whether anything was
examined. What is found: threads that meet without a join (at the delivery too: work would still be running at the end), a
join that some branch never reaches, a decision inside a branch, a way with no decision or two.
"""

from dataclasses import dataclass, field

from powers.flow.steps import StepKind

# More ways at once than a person can oversee; a flow drawn by a department has some dozens.
MOST_STATES = 20_000


@dataclass(frozen=True, order=True)
class Thread:
    step: str
    forks: tuple[tuple[str, int, int], ...] = ()  # (fork, which branch, how many branches), outermost first


@dataclass(frozen=True)
class State:
    threads: frozenset[Thread]
    decisions: int = 0
    examined: bool = False


@dataclass
class Ways:
    """What was learnt on all ways: problems, and for each step its branches and whether a decision lies behind it."""

    problems: list[tuple[str, str]] = field(default_factory=list)
    branches: dict[str, set] = field(default_factory=dict)
    decided: dict[str, bool] = field(default_factory=dict)

    def add(self, step: str, text: str) -> None:
        if (step, text) not in self.problems:
            self.problems.append((step, text))


def follow(flow) -> Ways:
    """Every way through an acyclic flow whose arrows all lead to steps."""
    ways, order = Ways(), _order(flow)
    ahead = [State(frozenset({Thread(flow.first.code)}))]
    seen = set(ahead)
    while ahead:
        new = set(_move(flow, ways, order, ahead.pop())) - seen
        seen |= new
        ahead += new
        if len(seen) > MOST_STATES:
            ways.add("", "同时进行的分支太多，走法数不清。请减少并行的分支，或者合并一些步骤。")
            break
    return ways


def _move(flow, ways: Ways, order: dict[str, int], state: State):
    """Let the earliest step close with each of its outcomes."""
    if not state.threads:
        return _judge_end(flow, ways, state)
    step = flow.step(min(state.threads, key=lambda thread: order[thread.step]).step)
    here = frozenset(thread for thread in state.threads if thread.step == step.code)
    forks = _gather(flow, ways, step, here)
    if forks is None or not _may_act(ways, step, forks, state, others=state.threads - here):
        return ()
    ways.branches.setdefault(step.code, set()).add(forks)
    ways.decided[step.code] = ways.decided.get(step.code, False) or state.decisions > 0
    decisions = state.decisions + (step.kind == StepKind.DECISION)
    examined = state.examined or step.kind.examines
    outcomes = step.forward if step.kind != StepKind.DELIVERY else (None,)
    return tuple(
        State((state.threads - here) | _leave(step, outcome, forks), decisions, examined)
        for outcome in outcomes
    )


def _leave(step, outcome, forks) -> frozenset[Thread]:
    if outcome is None:
        return frozenset()
    if len(outcome.to) == 1:
        return frozenset({Thread(outcome.to[0], forks)})
    name = f"{step.code}/{outcome.code}"
    return frozenset(Thread(to, (*forks, (name, n, len(outcome.to)))) for n, to in enumerate(outcome.to))


def _gather(flow, ways: Ways, step, here: frozenset[Thread]):
    """The forks that remain after the threads at this step became one; None when they cannot."""
    some = min(here)
    if len(here) == 1 and not (step.join and some.forks):
        return some.forks
    if not step.join:
        ways.add(
            step.code, f"并行的几路都走到“{step.name}”，会办两遍。请把这一步勾选为会合，等各路都办完再办。"
        )
        return None
    name, _, width = some.forks[-1] if some.forks else ("", 0, 0)
    whole = {(*some.forks[:-1], (name, n, width)) for n in range(width)}
    if {thread.forks for thread in here} != whole:
        ways.add(
            step.code, f"会合“{step.name}”等不齐：同时分出去的几路，有的不走到这里。请让各路都通向这一步。"
        )
        return None
    return some.forks[:-1]


def _may_act(ways: Ways, step, forks, state: State, *, others) -> bool:
    if step.kind == StepKind.DECISION and (forks or others):
        ways.add(step.code, f"决定“{step.name}”放在了并行的一路里。请把决定移到会合以后。")
    elif step.kind == StepKind.DECISION and state.decisions:
        ways.add(step.code, f"有的走法到“{step.name}”已经作过决定，会决定两次。请只留一个决定。")
    elif step.kind == StepKind.DECISION and not state.examined:
        ways.add(step.code, f"有的走法没有审查就到了决定“{step.name}”。请在决定以前加一步审查。")
    elif step.kind == StepKind.ISSUANCE and not state.decisions:
        ways.add(step.code, f"有的走法还没有决定就到了制证“{step.name}”。请把制证放到决定以后。")
    else:
        return True
    return False


def _judge_end(flow, ways: Ways, state: State):
    if not state.decisions:
        ways.add(
            flow.steps[-1].code, f"有的走法没有决定就到了“{flow.steps[-1].name}”。请让每一条走法都经过决定。"
        )
    return ()


def _order(flow) -> dict[str, int]:
    """A number for each step, larger than that of every step it can come after."""
    reach = {step.code: len(flow.reach(step.code)) for step in flow.steps}
    return {code: -ahead for code, ahead in reach.items()}
