"""The buttons of a table on a page: one more row, or one less. They act on what was typed, before it is kept."""

from workflow.forms.tables import most_rows, rows_of, rows_shown


def act_on_rows(section: dict, told: dict, act: str) -> str:
    """Do what a button of the page says, in place; the part of the page to look at next, empty for any other button."""
    word, _, place = act.partition("-")
    code, _, number = place.partition("-")
    question = next((q for q in section["questions"] if q["code"] == code and q["kind"] == "table"), None)
    if word == "remove":
        return f"#{section['code']}-form"
    if question is None or word not in ("add", "drop"):
        return ""
    rows = rows_of(told.get(code))
    rows += [{}] * (rows_shown(question, rows) - len(rows))
    if word == "add" and len(rows) < most_rows(question):
        rows.append({})
    if word == "drop" and number.isascii() and number.isdigit() and 1 <= int(number[:4]) <= len(rows):
        del rows[int(number[:4]) - 1]
    told[code] = rows
    first = question["columns"][0]["code"]
    return f"#id_{code}-{max(rows_shown(question, rows), 1)}-{first}"
