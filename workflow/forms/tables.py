"""Questions that are answered in rows: how many there are to fill in, and what is wrong, by row and column.

A row left empty is no row. Rows are added and taken out by buttons of the page; an answer keeps the rows in their order.
"""

from powers.forms.vocabulary import MOST_ROWS


def rows_of(raw) -> list[dict]:
    """The rows of a raw answer, whatever it is."""
    rows = raw if isinstance(raw, list) else []
    return [row if isinstance(row, dict) else {} for row in rows[:MOST_ROWS]]


def rows_shown(question: dict, raw) -> int:
    """As many rows as were typed, and never fewer than must be filled in, or one."""
    return min(max(len(rows_of(raw)), question.get("min_rows", 1), 1), most_rows(question))


def most_rows(question: dict) -> int:
    return question.get("max_rows", MOST_ROWS)


def row_name(question: dict, number: int) -> str:
    return f"第 {number} {question.get('row_name') or '行'}"


def cell_questions(question: dict, number: int) -> dict[str, dict]:
    """The questions of one row, by column: each says in which row it stands; none is required while the row is empty."""
    place = row_name(question, number)
    return {
        column["code"]: column
        | {"label": f"{place}的{column['label']}", "word": column["label"], "required": False}
        for column in question["columns"]
    }


def table_value(rows: list[dict]) -> list[dict]:
    """The rows that say something; what was left blank in one is not kept."""
    filled = ({code: value for code, value in row.items() if value not in ("", None)} for row in rows)
    return [row for row in filled if row]


def table_faults(question: dict, rows: list[dict], raw) -> list[tuple[int, str, str]]:
    """Row, column and sentence of each thing that is missing; single cells are judged already, `raw` is what was typed."""
    begun = [
        n for n, row in enumerate(rows_of(raw), start=1) if any(str(value).strip() for value in row.values())
    ]
    found = [
        fault
        for number in begun
        if number <= len(rows)
        for fault in _row_faults(question, rows[number - 1], number)
    ]
    must = question.get("required", True)
    least = question.get("min_rows", 1 if must else 0)
    if len(begun) < least and (begun or must):
        empty = next((number for number in range(1, len(rows) + 1) if number not in begun), len(rows))
        said = f"“{question['label']}”至少填 {least} 行，现在填了 {len(begun)} 行"
        found.append((empty, question["columns"][0]["code"], said))
    return found


def _row_faults(question: dict, row: dict, number: int) -> list[tuple[int, str, str]]:
    cells = cell_questions(question, number)
    missing = [
        column["code"]
        for column in question["columns"]
        if column.get("required", True) and row.get(column["code"]) == ""
    ]
    return [(number, code, f"请填写{cells[code]['label']}，这一行不要就全部清空") for code in missing]
