"""The file to fill in: headings with notes, drop-downs for what is chosen, one example row, and a second sheet that explains.

The drop-downs stand in a hidden third sheet, because a list of offices is longer than a spreadsheet takes in a rule.
"""

import io

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from powers.catalogue import PowerClass
from powers.imports.rows import CASE_TYPES, CODE, COLUMNS
from powers.people.offices import Area, Level, Office

LAST_ROW = 5000
HEADINGS = [CODE, *COLUMNS.values()]
NOTES = {
    "code": "新增的事项不填，由系统编；修改现有的事项照抄导出表里的 12 位编码。",
    "name": "照法律法规的说法写，最多 200 个字。同一个部门不能有两个同名的事项。",
    "power_class": "从列表里选。列入以后不能改类型。",
    "office": "写部门全称，从列表里选。",
    "level": "从列表里选：省级、市级、县级、乡级。",
    "basis": "写《法律名称》和第几条，例如《护士条例》第八条。有几条的用分号隔开。",
    "statutory_days": "只写工作日数，例如 20。法律没有规定的不写，当场办结的写 0。",
    "promised_days": "只写工作日数，不能比法定的长。",
    "case_type": "依申请的选承诺件或者即办件，依职权的不填。",
    "audience": "自然人、法人，两种都有的写“自然人;法人”。",
    "charges": "是或者否。",
    "fee_basis": "收费的写收费依据，不收费的不填。",
    "materials": "每件材料的名称，用分号隔开。依职权的不填。",
    "result_name": "办好以后得到什么，例如护士执业证书。",
    "theme": "例如职业资格、准营准办。",
}
EXAMPLE = {
    "code": "", "name": "（样例，填写时删去这一行）护士执业注册", "power_class": "行政许可", "level": "市级",
    "basis": "《护士条例》第八条", "statutory_days": "20", "promised_days": "8", "case_type": "承诺件", "audience": "自然人",
    "charges": "否", "fee_basis": "", "materials": "护士执业注册申请审核表;身份证明", "result_name": "护士执业证书",
    "theme": "职业资格",
}  # fmt: skip
WIDE = {"name": 40, "basis": 40, "materials": 40, "office": 28}


def template(area: Area) -> bytes:
    """The workbook for one area, with its offices in the drop-down."""
    book = Workbook()
    sheet = book.active
    sheet.title = "权力事项"
    choices = _choices(area)
    _head(sheet)
    offices = choices["office"]
    sheet.append([EXAMPLE.get(column, offices[0] if offices else "") for column in ("code", *COLUMNS)])
    _explain(book.create_sheet("填写说明"))
    _offer(sheet, book.create_sheet("选项"), choices)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _choices(area: Area) -> dict[str, list[str]]:
    return {
        "power_class": list(PowerClass.objects.values_list("name", flat=True)),
        "office": list(Office.objects.filter(area=area).values_list("name", flat=True)),
        "level": list(Level.labels),
        "case_type": [word for word in CASE_TYPES if word],
        "audience": ["自然人", "法人", "自然人;法人"],
        "charges": ["是", "否"],
    }


def _head(sheet) -> None:
    sheet.append(HEADINGS)
    for number, column in enumerate(("code", *COLUMNS), start=1):
        cell = sheet.cell(row=1, column=number)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DCE6F2")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        cell.comment = Comment(NOTES[column], "阳光政务", width=320, height=110)
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = WIDE.get(column, 16)
        for row in range(2, 4):
            sheet.cell(row=row, column=number).number_format = "@"
    sheet.freeze_panes = "A2"


def _explain(sheet) -> None:
    sheet.append(["列", "怎么填"])
    for column, title in {"code": CODE, **COLUMNS}.items():
        sheet.append([title, NOTES[column]])
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 28, 90


def _offer(sheet, lists, choices: dict[str, list[str]]) -> None:
    lists.sheet_state = "hidden"
    for number, (column, words) in enumerate(choices.items(), start=1):
        for row, word in enumerate(words, start=1):
            lists.cell(row=row, column=number, value=word)
        letter = get_column_letter(number)
        rule = DataValidation(
            type="list", formula1=f"'选项'!${letter}$1:${letter}${max(len(words), 1)}", allow_blank=True,
            showErrorMessage=True, errorTitle="请从列表里选", error=NOTES[column],
        )  # fmt: skip
        place = get_column_letter(["code", *COLUMNS].index(column) + 1)
        rule.add(f"{place}2:{place}{LAST_ROW}")
        sheet.add_data_validation(rule)
