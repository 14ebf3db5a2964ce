"""The form editor's page of a section, on its way from and to the document of a form.

Nothing typed is lost: what cannot stand (a number that is none, a condition half chosen) is written into the draft as it was
typed, and `faults` says so at the question. Codes are given here and stay, because drafts and cases know them.
"""

from unicodedata import normalize

from powers.forms.reach import COUNTED
from powers.forms.vocabulary import (
    CHOSEN,
    CODE,
    IN_CELLS,
    KINDS,
    MAY_MEAN,
    MOST_COLUMNS,
    MOST_QUESTIONS,
    PARTS,
    RESERVED,
    conditions_of,
)

LONGEST, MOST_WHEN = 2000, 4
TEXTS = {
    "text": ("pattern", "pattern_says"), "number": ("unit",), "money": ("unit",), "date": ("not_before", "not_after"),
    "address": ("within",), "table": ("row_name",),
}  # fmt: skip
COUNTS = {
    "text": ("max",), "textarea": ("max",), "number": ("min", "max", "decimals"), "money": ("min", "max"),
    "table": ("min_rows", "max_rows"), "upload": ("max_files",),
}  # fmt: skip


def count(post, name: str, most: int) -> int:
    value = post.get(name, "")
    return min(int(value), most) if value.isascii() and value.isdigit() and len(value) < 4 else 0


def text(post, name: str) -> str:
    typed = normalize("NFC", post.get(name, "")[:LONGEST]).replace("\r\n", "\n").strip()
    return "".join(char for char in typed if char.isprintable() or char == "\n")


def is_whole(post) -> bool:
    """Did the page arrive whole? One cut off on the way must not empty the section."""
    return "end" in post and (post.get("questions") == "0" or count(post, "questions", MOST_QUESTIONS) > 0)


def typed_section(post, section: dict, elsewhere: dict[str, dict]) -> dict:
    """The section as it was typed; `elsewhere` are the questions of the other sections."""
    numbers = range(1, count(post, "questions", MOST_QUESTIONS) + 1)
    stored = {question["code"]: question for question in section["questions"]}
    made, taken = [], set(elsewhere)
    for n in numbers:
        code = free_code(text(post, f"code-{n}"), taken)
        taken.add(code)
        made.append(_question(post, n, code, stored.get(code, {})))
    known = elsewhere | {question["code"]: question for question in made}
    for n, question in zip(numbers, made, strict=True):
        conditions = typed_conditions(post, str(n), known)
        if conditions:
            question["when"] = conditions[0] if len(conditions) == 1 else conditions
    return {"code": section["code"], "title": text(post, "title"), "questions": made}


def free_code(wanted: str, taken: set[str], stem: str = "q") -> str:
    """The code asked for, or the first free one."""
    if CODE.fullmatch(wanted) and wanted not in taken | RESERVED:
        return wanted
    return next(f"{stem}{n}" for n in range(1, 10_000) if f"{stem}{n}" not in taken)


def _question(post, n: int, code: str, stored: dict) -> dict:
    kind = text(post, f"kind-{n}")
    kind = kind if kind in KINDS else "text"
    said = {
        "code": code,
        "label": text(post, f"label-{n}"),
        "kind": kind,
        "required": f"required-{n}" in post,
    }
    said |= _filled(post, n, ("hint", "example", *TEXTS.get(kind, ())))
    said |= {name: _count(typed) for name, typed in _filled(post, n, COUNTS.get(kind, ())).items()}
    if kind in MAY_MEAN:
        said |= _filled(post, n, ("means",))
    if kind in CHOSEN:
        said["options"] = typed_options(text(post, f"options-{n}"), stored.get("options", []))
    if kind in PARTS:
        parts = [part for part in PARTS[kind] if part in post.getlist(f"parts-{n}")]
        said |= {"parts": parts} if parts and len(parts) < len(PARTS[kind]) else {}
    if kind == "address" and f"town-{n}" in post:
        said["town"] = True
    if kind == "table":
        said["columns"] = _columns(post, n, stored.get("columns", []))
    return said


def _filled(post, n, names) -> dict[str, str]:
    found = {name: text(post, f"{name}-{n}") for name in names}
    return {name: typed for name, typed in found.items() if typed}


def _count(typed: str):
    """A whole number, or what was typed instead of one."""
    digits = typed.removeprefix("-")
    return int(typed) if digits.isascii() and digits.isdigit() and len(digits) < 14 else typed


def typed_options(lines: str, stored: list[dict]) -> list[dict]:
    """One option a line, its help after ｜. An option keeps its value by its words, or by its place when one was reworded."""
    rows = [
        [part.strip() for part in line.replace("|", "｜").split("｜", 1)]
        for line in lines.split("\n")
        if line.strip()
    ]
    values = {option["label"]: option["value"] for option in stored}
    found = [values.get(row[0], "") for row in rows]
    if len(rows) == len(stored):
        left = [o["value"] if o["value"] not in found else "" for o in stored]
        found = [value or left[place] for place, value in enumerate(found)]
    for place, value in enumerate(found):
        taken = set(filter(None, [*found, *values.values()]))
        found[place] = value or next(str(n) for n in range(1, 1000) if str(n) not in taken)
    return [
        {"value": value, "label": row[0]} | ({"hint": row[1]} if row[1:] and row[1] else {})
        for row, value in zip(rows, found, strict=True)
    ]


def option_lines(question: dict) -> str:
    """The options as they are typed."""
    options = question.get("options", [])
    return "\n".join(f"{o['label']}｜{o['hint']}" if o.get("hint") else o["label"] for o in options)


def _columns(post, n: int, stored: list[dict]) -> list[dict]:
    known, made = {column.get("code"): column for column in stored}, []
    for m in range(1, count(post, f"columns-{n}", MOST_COLUMNS) + 1):
        place = f"{n}-{m}"
        code = free_code(text(post, f"code-{place}"), {column["code"] for column in made}, stem="c")
        kind = text(post, f"kind-{place}")
        kind = kind if kind in IN_CELLS else "text"
        said = {
            "code": code,
            "label": text(post, f"label-{place}"),
            "kind": kind,
            "required": f"required-{place}" in post,
        }
        said |= _filled(post, place, ("unit", "example"))
        said |= {name: _count(typed) for name, typed in _filled(post, place, COUNTS.get(kind, ())).items()}
        if kind in CHOSEN:
            said["options"] = typed_options(
                text(post, f"options-{place}"), known.get(code, {}).get("options", [])
            )
        kept = {
            key: value
            for key, value in known.get(code, {}).items()
            if key in UNSHOWN and known[code]["kind"] == kind
        }
        made.append(kept | said)
    return made


# What a column may say that the page has no control for.
UNSHOWN = ("hint", "pattern", "pattern_says", "not_before", "not_after")


def typed_conditions(post, place: str, known: dict[str, dict]) -> list[dict]:
    """The conditions typed at a question or a material; a line without a question is none."""
    found = []
    for m in range(1, MOST_WHEN + 1):
        code = text(post, f"when-{place}-{m}")
        if not code:
            continue
        condition, kind = {"question": code}, known.get(code, {}).get("kind")
        if kind in CHOSEN:
            condition["is"] = [value[:40] for value in post.getlist(f"is-{place}-{m}")]
        elif kind in COUNTED:
            bounds = {side: text(post, f"{side}-{place}-{m}") for side in ("least", "most")}
            condition |= {side: _count(typed) for side, typed in bounds.items() if typed}
        found.append(condition)
    return found


def condition_rows(entry: dict) -> list[dict]:
    """The conditions to show at a question: those it has, and a blank one to go on."""
    rows = [each for each in conditions_of(entry) if isinstance(each, dict)]
    return (rows + [{}])[:MOST_WHEN]


def blank_question(taken: set[str], kind: str = "text") -> dict:
    return {"code": free_code("", taken), "label": "", "kind": kind, "required": True}
