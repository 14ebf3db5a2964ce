"""What questions say of each other: conditions, dates held against other dates, the same thing asked twice.

A condition looks back: it may name any question before it, in its own section or an earlier one, so the way through a form
only ever leads forward. A circle of conditions is named question by question.
"""

from powers.forms.vocabulary import CHOSEN, conditions_of, meaning_of, parts_of, questions_of

Place = tuple[str, str, str]
COUNTED = ("number", "money")
MOST_CONDITIONS = 4


def reach_faults(form: dict) -> list[Place]:
    """Text, section and question of each fault; every question stands by itself already."""
    places = [
        (section["code"], question) for section in form["sections"] for question in section["questions"]
    ]
    found, before = [], {}
    for section, question in places:
        texts = [*condition_faults(question, before), *_date_faults(question, before)]
        found += [(f"问题“{question['label']}”{text}", section, question["code"]) for text in texts]
        before[question["code"]] = question
    sections = {question["code"]: section for section, question in places}
    circle = _circle({code: _leads(question) & before.keys() for code, question in before.items()})
    if circle:
        named = "、".join(f"“{before[code]['label']}”" for code in circle)
        text = f"的出现条件绕成了圈：{named}，请去掉其中一个"
        found.append((f"问题“{before[circle[0]]['label']}”{text}", sections[circle[0]], circle[0]))
    return found + _asked_twice(places)


def condition_faults(entry: dict, before: dict) -> list[str]:
    """What is wrong with the condition of a question or a material, given the questions it may look at."""
    conditions = conditions_of(entry)
    if len(conditions) > MOST_CONDITIONS or not all(isinstance(each, dict) for each in conditions):
        return [f"的出现条件最多写 {MOST_CONDITIONS} 个"]
    return list(dict.fromkeys(filter(None, (_condition_fault(each, before) for each in conditions))))


def _condition_fault(when: dict, before: dict) -> str:
    on = before.get(when.get("question")) if isinstance(when.get("question"), str) else None
    if on is None:
        return "的出现条件要看前面的问题，请选一个排在它前面的"
    keys = when.keys() - {"question"}
    if on["kind"] in CHOSEN:
        wanted, known = when.get("is"), {option["value"] for option in on["options"]}
        right = (
            keys == {"is"} and isinstance(wanted, list) and wanted and all(isinstance(v, str) for v in wanted)
        )
        return "" if right and set(wanted) <= known else f"的出现条件还没有选好“{on['label']}”的哪些回答"
    if on["kind"] in COUNTED:
        right = keys and keys <= {"least", "most"} and all(_is_count(when[key]) for key in keys)
        return "" if right else f"的出现条件请写“{on['label']}”不少于或者不超过多少，填整数"
    return f"的出现条件只能看选择题、数字和金额，“{on['label']}”不是"


def _is_count(value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _date_faults(question: dict, before: dict) -> list[str]:
    if question["kind"] != "date":
        return []
    named = [question.get(name, "today") for name in ("not_before", "not_after")]
    others = [name for name in named if name != "today" and not name[:1].isdigit()]
    wrong = [name for name in others if before.get(name, {}).get("kind") != "date"]
    return ["的最早、最晚日期只能和排在前面的日期问题比"] if wrong else []


def _leads(question: dict) -> set[str]:
    """The questions a question's condition looks at."""
    named = (each.get("question") for each in conditions_of(question) if isinstance(each, dict))
    return {name for name in named if isinstance(name, str)}


def _circle(leads: dict[str, set[str]]) -> list[str]:
    """Some questions whose conditions look at each other in a ring, if there are any."""
    open_ = dict(leads)
    while True:
        free = [code for code, on in open_.items() if not on & open_.keys()]
        if not free:
            return _ring(open_)
        for code in free:
            del open_[code]


def _ring(open_: dict[str, set[str]]) -> list[str]:
    if not open_:
        return []
    way = [min(open_)]
    while True:
        step = min(open_[way[-1]] & open_.keys())
        if step in way:
            return way[way.index(step) :]
        way.append(step)


def _asked_twice(places: list[tuple[str, dict]]) -> list[Place]:
    found, asked = [], {}
    for section, question in places:
        for meaning in meanings_of(question):
            if meaning in asked:
                text = f"问题“{question['label']}”和“{asked[meaning]}”问的是同一件事，请去掉一个或者改含义"
                found.append((text, section, question["code"]))
                break
            asked[meaning] = question["label"]
    return found


def meanings_of(question: dict) -> list[str]:
    """Everything a question is known as, a block part by part."""
    if not question.get("means"):
        return []
    parts = parts_of(question) if question["kind"] in ("person", "enterprise") else {}
    return [meaning_of(question, part) for part in parts if part != "id_kind"] or [meaning_of(question)]


def material_faults(materials: list[dict], form: dict) -> list[str]:
    """Conditions of materials look at the questions of the form, any of them."""
    asked = {question["code"]: question for question in questions_of(form)} if form else {}
    return [f"材料“{m['name']}”{text}" for m in materials for text in condition_faults(m, asked)]
