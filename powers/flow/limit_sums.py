"""How long a flow takes at most, and whether that fits what was promised and what the statute allows."""

from operator import attrgetter

from powers.items.limit_units import Unit, compared, in_workdays


def over_limit(flow, promised: int | None, statutory: int | None, unit: Unit = Unit.WORKING):
    """流程时限总和不得超过承诺期限，承诺期限不得超过法定期限；法定期限不是工作日的，先折算。"""
    parts = longest_way(flow)
    total = sum(parts)
    if promised is not None and total > promised:
        over = total - promised
        sum_ = f"按最长的走法是 {' + '.join(str(part) for part in parts if part)} = {total} 天"
        mend = f"请减少 {over} 天，或者把承诺改成 {total} 天并写理由"
        yield "", f"各步时限加起来 {total} 天，比承诺多 {over} 天：{sum_}。{mend}。"
    worth = in_workdays(statutory, unit)
    if promised is not None and worth is not None and promised > worth:
        law, over = compared(statutory, unit), promised - worth
        yield "", f"承诺 {promised} 天，比法定 {law}多 {over} 天。请把承诺改到 {worth} 天以内。"


def longest_way(flow, *, weigh=attrgetter("counted_days")) -> tuple[int, ...]:
    """The working days of each step on the way that takes longest; parallel branches run at the same time."""
    best: dict[str, tuple[int, ...]] = {}

    def ahead(code: str, passed: frozenset) -> tuple[int, ...]:
        if code not in best:
            step, seen = flow.step(code), passed | {code}
            targets = {to for outcome in step.forward for to in outcome.to if to in flow and to not in seen}
            rest = max((ahead(to, seen) for to in sorted(targets)), key=sum, default=())
            best[code] = (weigh(step), *rest)
        return best[code]

    return ahead(flow.first.code, frozenset())
