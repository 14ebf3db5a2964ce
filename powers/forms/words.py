"""A question of a form in words, for whoever compares two editions or looks over a form: nothing it asks is left out."""

from powers.forms.vocabulary import KINDS, MEANINGS, conditions_of, parts_of

BOUNDS = (("min", "不小于"), ("max", "不大于"))


def question_aloud(question: dict, others: dict[str, dict]) -> str:
    """经营面积（数字，必填，平方米，不小于 1）; `others` are the questions it may depend on, by code."""
    kind = question.get("kind", "")
    said = [
        KINDS.get(kind, kind),
        "必填" if question.get("required", True) else "可不填",
        *_details(question),
    ]
    said += [f"{'，并且'.join(map(str, _when(question, others)))}时才问"] if question.get("when") else []
    options = "、".join(str(option.get("label", option["value"])) for option in question.get("options", ()))
    rest = f"：{options}" if options else ""
    columns = "；".join(question_aloud(column, {}) for column in question.get("columns", ()))
    return f"{question.get('label', '')}（{'，'.join(filter(None, said))}）{rest}{f'：{columns}' if columns else ''}"


def _details(question: dict) -> list[str]:
    kind = question.get("kind")
    said = [str(question["unit"])] if question.get("unit") else []
    if kind in ("number", "money"):
        said += [f"{words} {question[name]}" for name, words in BOUNDS if name in question]
        said += [f"{question['decimals']} 位小数"] if question.get("decimals") else []
    elif kind in ("text", "textarea") and "max" in question:
        said.append(f"最多 {question['max']} 个字")
    if kind in ("person", "enterprise"):
        said.append("、".join(parts_of(question).values()))
    if kind == "table":
        said.append(f"{question.get('min_rows', 1)} 到 {question.get('max_rows', '多')} 行")
    if kind == "address" and question.get("within"):
        said.append("选到区县")
    said += [f"格式“{question['pattern']}”"] if question.get("pattern") else []
    said += [f"最多 {question['max_files']} 个文件"] if question.get("max_files") else []
    said += [f"说明“{question['hint']}”"] if question.get("hint") else []
    means = MEANINGS.get(str(question.get("means", "")))
    return said + ([f"含义是{means}"] if means else [])


def _when(entry: dict, others: dict[str, dict]) -> list[str]:
    return [
        when_aloud(when, others.get(str(when.get("question")), {}))
        for when in conditions_of(entry)
        if isinstance(when, dict)
    ]


def when_aloud(when: dict, on: dict) -> str:
    """“怎么接待顾客？”选了“只做外卖”; “经营面积”不少于 500 平方米."""
    name = f"“{on.get('label', when.get('question', ''))}”"
    if "is" in when:
        labels = {option["value"]: option["label"] for option in on.get("options", ())}
        return f"{name}选了" + "".join(f"“{labels.get(value, value)}”" for value in when["is"])
    unit = on.get("unit", "")
    bounds = [f"不少于 {when['least']} {unit}"] if "least" in when else []
    bounds += [f"不超过 {when['most']} {unit}"] if "most" in when else []
    return f"{name}{'、'.join(bounds)}".rstrip()


def conditions_aloud(entry: dict, others: dict[str, dict]) -> str:
    """All conditions of a question or a material, empty when it is always asked for."""
    return "，并且".join(_when(entry, others))
