"""Which flow a power starts with: its own where the item is well known, else that of its class.

The flows are data (`data/flows.json`); the days there are proportions, and are scaled so that the longest way fits the
promised limit exactly or closely, and is sound for every promise of one day or more. Ex-officio classes (行政处罚, 行政强制,
行政检查, 行政征收, 行政征用) get None: nobody applies for them, and what is published must be what runs, so no chart is
shown for a procedure that these steps do not describe.
"""

import json
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path

from powers.flow.flow import Flow, Step
from powers.flow.soundness import longest_way

DATA = Path(__file__).parents[1] / "data" / "flows.json"
IMMEDIATE = "即办件"
# GB/T 39046-2020 A.1：只有依申请的类别有办理流程。11 以后由地方扩展：征用和备案是苏政办发〔2022〕22号的类别。
ON_APPLICATION = {
    "01": "行政许可",
    "05": "行政给付",
    "07": "行政确认",
    "08": "行政奖励",
    "09": "行政裁决",
    "10": "其他行政权力",
    "12": "行政备案",
    "20": "公共服务",
}
# A filing for the record goes the way the national list draws for 其他行政权力, among which it still counts it.
DRAWN_AS = {"行政备案": "其他行政权力"}


def flow_for(name: str, power_class: str, *, case_type: str, promised_days: int) -> Flow | None:
    """The flow of an item: its own if it has one, else the default of its class."""
    own = own_flow(name, promised_days=promised_days)
    return own or default_flow(power_class, case_type=case_type, promised_days=promised_days)


def own_flow(name: str, *, promised_days: int) -> Flow | None:
    """The flow of a well-known item, or None."""
    data = _patterns()["items"].get(name.replace("（", "(").replace("）", ")"))
    return scaled(Flow.from_data(data), promised_days) if data else None


@lru_cache(maxsize=1024)
def default_flow(power_class: str, *, case_type: str, promised_days: int) -> Flow | None:
    """The flow of a class of power (its code or its name); None when nobody applies for that class."""
    name = ON_APPLICATION.get(power_class, power_class)
    data = _patterns()["classes"].get(DRAWN_AS.get(name, name))
    if data and case_type == IMMEDIATE:
        data = _patterns()["immediate"]
    return scaled(Flow.from_data(data), promised_days) if data else None


def scaled(flow: Flow, promised_days: int) -> Flow:
    """The same flow with its counted days in proportion to the promise, whole days, never more than promised."""
    if promised_days < 1:
        raise ValueError("a promise is at least one working day")
    whole = sum(longest_way(flow))
    exact = {step.code: step.counted_days * promised_days / whole for step in flow.steps if step.counted_days}
    days = {code: int(share) for code, share in exact.items()}
    # What rounding down left over goes to the steps that lost most, each as long as the promise still holds.
    for code in sorted(exact, key=lambda code: (days[code] > 0, days[code] - exact[code])):
        longer = days | {code: days[code] + 1}
        if sum(longest_way(_with_days(flow, longer))) <= promised_days:
            days = longer
    return _with_days(flow, days)


def _with_days(flow: Flow, days: dict[str, int]) -> Flow:
    def changed(step: Step) -> Step:
        return replace(step, limit_days=days[step.code]) if step.code in days else step

    return replace(flow, steps=tuple(changed(step) for step in flow.steps))


@cache
def _patterns() -> dict:
    return json.loads(DATA.read_text(encoding="utf-8"))
