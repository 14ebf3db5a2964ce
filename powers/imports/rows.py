"""Checking one row of a catalogue file: every cell, with a reason in Chinese for each one that cannot stand.

Refused: an unknown class, level or yes/no; no legal basis, or one that cannot be looked up; a limit that is not a whole
number; a promise longer than the law allows; a text too long or with invisible characters. A basis can be looked up when it
names the law in 《》 and the article (条), or, for a document that is cited whole, its document number (号).
"""

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from unicodedata import category

from powers.imports.sheets import Row
from powers.items import limit_words
from powers.people.offices import Level

COLUMNS = {
    "name": "事项名称",
    "power_class": "事项类型",
    "office": "实施主体",
    "level": "行使层级",
    "basis": "设定依据(法律名称+条款)",
    "statutory_days": "法定办结时限(工作日)",
    "promised_days": "承诺办结时限(工作日)",
    "case_type": "办件类型",
    "audience": "服务对象(自然人/法人)",
    "charges": "收费(是/否)",
    "fee_basis": "收费依据",
    "materials": "申请材料(;分隔)",
    "result_name": "审批结果名称",
    "theme": "主题分类",
}
LONGEST = {
    "name": 200,
    "office": 60,
    "fee_basis": 500,
    "result_name": 200,
    "theme": 40,
    "basis": 2000,
    "materials": 4000,
}
CODE = "基本编码"
# Written by the export for the reader; the code also says which item a row is about, the others are not read.
FOR_READING = ("实施编码", "版本", "生效日期", "退回原因")
KNOWN = {*COLUMNS.values(), CODE, *FOR_READING}
MOST_DAYS = 3650
CASE_TYPES = ("", "承诺件", "即办件")
AUDIENCES = {"自然人": "person", "法人": "enterprise"}
SEPARATORS = re.compile(r"[;；\n]+")
CITATION = re.compile(r"《(?P<law>.{2,200}?)》(?P<article>[^《》]{1,100})")
PLACE_IN_LAW = re.compile(
    r"第[一二三四五六七八九十百千零〇两\d]+条|附件第[一二三四五六七八九十百千零〇\d]+项|\d+号[)）]?$"
)


@dataclass(frozen=True)
class Refusal:
    """Why a row was not loaded."""

    row: int
    column: str
    reason: str

    def __str__(self):
        return f"第 {self.row} 行，{self.column}：{self.reason}"


@dataclass
class Checked:
    """A row as it was understood, with what is wrong with it."""

    number: int
    values: dict = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)

    def refuse(self, column: str, reason: str) -> None:
        self.refusals.append(Refusal(self.number, COLUMNS[column], reason))


def missing_columns(headings: list[str], rows=()) -> list[Refusal]:
    """What keeps a file from being read row by row: columns that are missing, twice, or below something else."""
    for row in rows[:5]:
        if len(KNOWN & {cell.strip() for cell in row.cells.values()}) >= 5:
            return [
                Refusal(1, "表头", f"表头应该在第 1 行，这个文件的表头在第 {row.number} 行，请删去它上面的行")
            ]
    strange = [heading for heading in headings if heading and heading not in KNOWN]
    lacking = [
        Refusal(1, title, f"缺少这一列{_nearest(title, strange)}")
        for title in COLUMNS.values()
        if title not in headings
    ]
    twice = [title for title in COLUMNS.values() if headings.count(title) > 1]
    return lacking + [Refusal(1, title, "这一列出现了两次") for title in twice]


def _nearest(title: str, strange: list[str]) -> str:
    """A hint at the heading that was probably meant."""
    short = title.partition("(")[0]
    near = get_close_matches(
        short, [heading.partition("(")[0].partition("（")[0] for heading in strange], cutoff=0.5
    )
    meant = [heading for heading in strange if near and heading.startswith(near[0])]
    return f"；表头“{meant[0]}”像是它，请改成“{title}”" if meant else ""


def check(row: Row, *, classes) -> Checked:
    """Read one row; `classes` are the known classes of power by name."""
    checked = Checked(row.number)
    _check_whole(checked, row)
    if checked.refusals:
        return checked
    cells = {column: row.cells[title].strip() for column, title in COLUMNS.items()}
    if row.surplus:
        checked.refuse("theme", f"这一行比表头多 {row.surplus} 格，请核对有没有多写了逗号")
    for column, text in cells.items():
        _check_text(checked, column, text)
    _check_words(checked, cells, classes)
    _check_days(checked, cells)
    checked.values |= {
        "basis": _basis(checked, cells["basis"]),
        "materials": _materials(checked, cells["materials"]),
    }
    return checked


def _check_whole(checked: Checked, row: Row) -> None:
    """A row that came apart is not judged cell by cell."""
    checked.refusals += [
        Refusal(row.number, column or "表头以外的格", reason) for column, reason in row.faults
    ]
    if row.lacking and not row.faults:
        there = len(row.cells) - row.lacking
        lost = list(row.cells)[there]
        reason = f"这一行只有 {there} 格，表头有 {len(row.cells)} 格，像是被截断了，请补全"
        checked.refusals.append(Refusal(row.number, lost, reason))


def _check_text(checked: Checked, column: str, text: str) -> None:
    longest = LONGEST.get(column, 40)
    if len(text) > longest:
        checked.refuse(column, f"有 {len(text)} 个字，最多 {longest} 个字")
    if not text.isprintable() and any(
        category(char) in ("Cc", "Cf", "Cs") and char not in "\n\r\t" for char in text
    ):
        checked.refuse(column, "有看不见的控制字符，请删去后重新填写")


def _check_words(checked: Checked, cells: dict, classes) -> None:
    for column in ("name", "office"):
        if not cells[column]:
            checked.refuse(column, f"没有填写{COLUMNS[column]}")
    if cells["power_class"] not in classes:
        checked.refuse("power_class", f"没有“{cells['power_class']}”这个类别，请写：{'、'.join(classes)}")
    levels = {level.label: level for level in Level}
    if cells["level"] not in levels:
        checked.refuse("level", f"没有“{cells['level']}”这个层级，请写：{'、'.join(levels)}")
    if cells["case_type"] not in CASE_TYPES:
        checked.refuse("case_type", f"没有“{cells['case_type']}”这种办件，请写承诺件或者即办件，依职权的不写")
    if cells["charges"] not in ("是", "否"):
        checked.refuse("charges", f"“{cells['charges']}”不是“是”或者“否”")
    audience = {word.strip() for word in re.split(r"[;；、,，]", cells["audience"]) if word.strip()}
    if not audience or audience - AUDIENCES.keys():
        checked.refuse(
            "audience", f"“{cells['audience']}”看不懂，请写自然人、法人，两种都有的写“自然人;法人”"
        )
    checked.values = {
        **{name: _one_line(cells[name]) for name in ("name", "office", "fee_basis", "result_name", "theme")},
        "power_class": classes.get(cells["power_class"]),
        "level": levels.get(cells["level"]),
        "case_type": cells["case_type"],
        "charges": cells["charges"] == "是",
        "for_person": "自然人" in audience,
        "for_enterprise": "法人" in audience,
    }


def _check_days(checked: Checked, cells: dict) -> None:
    statutory = _days(checked, "statutory_days", cells["statutory_days"])
    promised = _days(checked, "promised_days", cells["promised_days"])
    if statutory is not None and promised is not None and promised > statutory:
        checked.refuse(
            "promised_days", f"承诺 {promised} 天比法定 {statutory} 天长，请改到 {statutory} 天以内"
        )
    checked.values |= {"statutory_days": statutory, "promised_days": promised}


def _days(checked: Checked, column: str, text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit()):
        checked.refuse(column, f"“{text[:20]}”不是整数，{limit_words.advice(text)}")
    elif len(text) > 4 or int(text) > MOST_DAYS:
        checked.refuse(column, f"“{text[:20]}”太长，最多 {MOST_DAYS} 天")
    else:
        return int(text)
    return None


def _basis(checked: Checked, text: str) -> list[dict]:
    if not text:
        checked.refuse("basis", "没有法律依据的权力不能列入清单，请写明《法律名称》和第几条")
        return []
    return [found for part in _parts(text) if (found := _citation(checked, part))]


def _citation(checked: Checked, text: str) -> dict | None:
    match = CITATION.fullmatch(text)
    if match and PLACE_IN_LAW.search(match["article"]):
        return {"law": match["law"], "article": match["article"].strip()}
    checked.refuse("basis", f"“{text[:40]}”没有写明《法律名称》和第几条，例如《护士条例》第八条")
    return None


def _materials(checked: Checked, text: str) -> list[str]:
    names = _parts(text)
    for name in sorted({name for name in names if names.count(name) > 1}):
        checked.refuse("materials", f"“{name}”写了两次")
    if len(names) > 60 or any(len(name) > 200 for name in names):
        checked.refuse("materials", "材料最多 60 件，每件的名称最多 200 个字")
    return names


def _parts(text: str) -> list[str]:
    return [_one_line(part) for part in SEPARATORS.split(text) if part.strip()]


def _one_line(text: str) -> str:
    return " ".join(text.split())
