"""Whether a question says what its kind needs, and nothing that cannot be done: bounds, options, parts, columns.

Texts are sentences that begin with 的 or a verb, to be read after 问题“…”.
"""

from datetime import date

from powers.forms.vocabulary import (
    CHOSEN,
    CODE,
    EVERY,
    IN_CELLS,
    MAY_MEAN,
    MEANINGS,
    MORE,
    MOST_COLUMNS,
    MOST_FILES,
    MOST_OPTIONS,
    MOST_ROWS,
    PARTS,
    PLAIN,
)
from powers.items.divisions import may_choose

LONGEST_TEXT, LONGEST_LABEL = 300, 60
MOST_STARS = 2
MOST_MONEY = 10**13
TEXTS = ("hint", "example", "unit", "pattern", "pattern_says", "row_name", "not_before", "not_after")
MONEY_UNITS = ("元", "万元")


def kind_faults(question: dict) -> list[str]:
    """What is wrong with a question whose code, label and kind are written."""
    kind = question["kind"]
    known = EVERY | PLAIN | MORE.get(kind, set())
    found = [f"有不认识的写法“{key}”" for key in sorted(map(str, question.keys() - known))]
    found += _text_faults(question)
    found += _bound_faults(question)
    found += _option_faults(question)
    found += _meaning_faults(question)
    return found + (KIND_RULES[kind](question) if kind in KIND_RULES else [])


def _text_faults(question: dict) -> list[str]:
    found = [] if len(question["label"]) <= LONGEST_LABEL else [f"的名称超过 {LONGEST_LABEL} 个字，请改短"]
    given = [name for name in TEXTS if name in question]
    if any(not isinstance(question[name], str) or len(question[name]) > LONGEST_TEXT for name in given):
        found.append(f"的说明和样例请写成文字，不超过 {LONGEST_TEXT} 个字")
    if not isinstance(question.get("required", True), bool):
        found.append("要不要必填请选是或者否")
    return found


def _bound_faults(question: dict) -> list[str]:
    given = {name: question[name] for name in ("min", "max", "decimals") if name in question}
    if any(not isinstance(value, int) or isinstance(value, bool) for value in given.values()):
        return ["的最小、最大和小数位数请填整数"]
    if not 0 <= given.get("decimals", 0) <= 6:
        return ["的小数位数请填 0 到 6"]
    if "min" in given and "max" in given and given["min"] > given["max"]:
        return ["的最小数比最大数还大，请改"]
    if any(abs(value) > MOST_MONEY for value in given.values()):
        return ["的最小、最大数太大，请改小"]
    return []


def _option_faults(question: dict) -> list[str]:
    options, chosen = question.get("options", []), question["kind"] in CHOSEN
    if not isinstance(options, list) or not all(map(_is_option, options)) or chosen != bool(options):
        return ["是选择题的要写选项，不是的不写"]
    values = [option["value"] for option in options]
    found = ["的选项有重复"] if len(set(values)) != len(values) else []
    return found + ([f"的选项超过 {MOST_OPTIONS} 个，请并一并"] if len(values) > MOST_OPTIONS else [])


def _is_option(option) -> bool:
    if not isinstance(option, dict) or option.keys() - {"value", "label", "hint"}:
        return False
    words = all(isinstance(said, str) for said in option.values())
    return words and bool(option.get("value")) and bool(option.get("label"))


def _meaning_faults(question: dict) -> list[str]:
    means = question.get("means")
    if means is None or (isinstance(means, str) and means in MEANINGS and question["kind"] in MAY_MEAN):
        return []
    return ["的含义不在表里，或者这一种问题不能带含义，请重新选"]


def _pattern(question: dict) -> list[str]:
    pattern = question.get("pattern", "")
    if not isinstance(pattern, str) or (pattern and (pattern.count("*") > MOST_STARS or not pattern.strip())):
        return [f"的格式里最多写 {MOST_STARS} 个 *"]
    if bool(pattern) != bool(question.get("pattern_says")):
        return ["写了格式就要写一句填得不对时怎么改，例如“照许可证上的编号填写”"]
    return []


def _date(question: dict) -> list[str]:
    given = [question[name] for name in ("not_before", "not_after") if name in question]
    right = all(
        isinstance(each, str) and (each == "today" or _is_day(each) or CODE.fullmatch(each)) for each in given
    )
    return [] if right else ["的最早、最晚日期请写日期、“今天”或者前面的日期问题"]


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _address(question: dict) -> list[str]:
    right = "within" not in question or may_choose(question["within"])
    return [] if right else ["的地区范围不在区划表里，请重新选"]


def _money(question: dict) -> list[str]:
    right = question.get("unit", "元") in MONEY_UNITS
    return [] if right else ["的单位请写元或者万元"]


def _parts(question: dict) -> list[str]:
    parts, every = question.get("parts", []), PARTS[question["kind"]]
    right = isinstance(parts, list) and all(isinstance(part, str) and part in every for part in parts)
    return [] if right else [f"要填的内容只能从{'、'.join(every.values())}里选"]


def _table(question: dict) -> list[str]:
    columns = question.get("columns")
    if not isinstance(columns, list) or not 1 <= len(columns) <= MOST_COLUMNS:
        return [f"是表格，要写 1 到 {MOST_COLUMNS} 栏"]
    found = [text for column in columns for text in _column(column)]
    if not found and len({column["code"] for column in columns}) != len(columns):
        found.append("有两栏的代码一样，请改一个")
    low, high = question.get("min_rows", 1), question.get("max_rows", MOST_ROWS)
    counts = all(isinstance(each, int) and not isinstance(each, bool) for each in (low, high))
    if not counts or not 0 <= low <= high <= MOST_ROWS or high < 1:
        found.append(f"的行数请填 0 到 {MOST_ROWS} 的整数，最少不能多过最多")
    return found


def _column(column) -> list[str]:
    words = isinstance(column, dict) and all(
        isinstance(column.get(n), str) for n in ("code", "label", "kind")
    )
    if not words or not column["label"] or not CODE.fullmatch(column["code"]):
        return ["有一栏没有写好代码、名称或者种类"]
    if column["kind"] not in IN_CELLS:
        return [f"的“{column['label']}”栏不能是这一种，请选文字、数字、金额、日期、选一个、电话或者号码"]
    if {"when", "means"} & column.keys() or column.get("within") or _leans(column):
        return [f"的“{column['label']}”栏不能带条件、含义、区划和对别的日期的要求"]
    return [f"的“{column['label']}”栏{text.removeprefix('的')}" for text in kind_faults(column)]


def _leans(column: dict) -> bool:
    """Whether a date of a cell is held against another question."""
    given = [column.get(name, "today") for name in ("not_before", "not_after")]
    return any(isinstance(each, str) and each != "today" and not _is_day(each) for each in given)


def _upload(question: dict) -> list[str]:
    most = question.get("max_files", 1)
    right = isinstance(most, int) and not isinstance(most, bool) and 1 <= most <= MOST_FILES
    return [] if right else [f"最多传几个文件请填 1 到 {MOST_FILES}"]


KIND_RULES = {
    "text": _pattern, "date": _date, "address": _address, "money": _money, "person": _parts, "enterprise": _parts,
    "table": _table, "upload": _upload,
}  # fmt: skip
