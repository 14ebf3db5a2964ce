"""Workbooks that are not what they look like, and what in a workbook does not mean what it shows."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from ledger.verbs import Refused
from powers.imports import sheets, workbooks


def book(*lines, change=None) -> bytes:
    made = Workbook()
    for cells in lines:
        made.active.append(cells)
    if change:
        change(made.active)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


TABLE = (["名称", "期限"], ["甲", 20], ["乙", 5])


def again(data: bytes, **parts: bytes) -> bytes:
    """The same archive with parts added or replaced."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return buffer.getvalue()


def faults(data: bytes) -> dict[int, tuple]:
    return {row.number: row.faults for row in sheets.parse(data)[1] if row.faults}


def test_a_merged_cell_is_named_with_its_area_on_each_row_it_covers():
    found = faults(book(*TABLE, change=lambda sheet: sheet.merge_cells("A2:A3")))
    reason = "A2:A3 是合并的单元格，请取消合并，每一行都填写"
    assert found == {2: (("名称", reason),), 3: (("名称", reason),)}


def test_a_formula_is_named_by_row_and_column():
    found = faults(book(["名称", "期限"], ["甲", "=10+10"], ["乙", 5]))
    assert list(found) == [2]
    assert found[2][0][0] == "期限"
    assert "是公式" in found[2][0][1]


def test_a_hidden_row_is_named_and_a_hidden_column_refuses_the_file():
    def hide_row(sheet):
        sheet.row_dimensions[3].hidden = True

    def hide_column(sheet):
        sheet.column_dimensions["B"].hidden = True

    assert "隐藏" in faults(book(*TABLE, change=hide_row))[3][0][1]
    with pytest.raises(Refused, match="第 1 行，B 列：这一列是隐藏的"):
        sheets.parse(book(*TABLE, change=hide_column))


def test_an_archive_that_unpacks_to_far_more_than_it_weighs_is_not_opened(monkeypatch):
    monkeypatch.setattr(workbooks, "RATIO_FROM", 1024 * 1024)
    bomb = again(book(*TABLE), **{"xl/media/image.bin": b"0" * (8 * 1024 * 1024)})
    monkeypatch.setattr(sheets, "CalamineWorkbook", None)
    with pytest.raises(Refused, match="展开后太大"):
        sheets.parse(bomb)


def test_the_archives_own_word_on_its_size_is_not_believed(monkeypatch):
    """The directory says 10 bytes, the part unpacks to 8 MB."""
    big = again(book(*TABLE), **{"xl/media/image.bin": b"0" * (8 * 1024 * 1024)})
    lying = big.replace((8 * 1024 * 1024).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != big
    with pytest.raises(Refused, match="打不开|展开后太大"):
        sheets.parse(lying)


@pytest.mark.parametrize(
    ("part", "content", "reason"),
    [
        ("xl/vbaProject.bin", b"macro", "有宏"),
        ("xl/macrosheets/sheet1.xml", b"<x/>", "有宏"),
        ("xl/more.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x/>', "表格不用的内容"),
        ("xl/worksheets/sheet1.xml", b"<worksheet", "打不开"),
        (
            "xl/worksheets/sheet1.xml",
            b'<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>',
            "离表格太远",
        ),
    ],
)
def test_a_workbook_with_something_else_in_it_is_refused(part, content, reason):
    with pytest.raises(Refused, match=reason):
        sheets.parse(again(book(*TABLE), **{part: content}))


def test_too_many_parts_are_refused():
    parts = {f"xl/media/{number}.bin": b"" for number in range(workbooks.MOST_PARTS + 1)}
    with pytest.raises(Refused, match="个部分"):
        sheets.parse(again(book(*TABLE), **parts))


def test_another_kind_of_archive_and_an_old_workbook_are_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    with pytest.raises(Refused, match="不是 XLSX"):
        sheets.parse(buffer.getvalue())
    with pytest.raises(Refused, match="旧格式"):
        sheets.parse(b"\xd0\xcf\x11\xe0 old")


@pytest.mark.parametrize(("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_called_as_the_spreadsheet_calls_them(index, name):
    assert workbooks.column_name(index) == name


def test_a_csv_row_cut_in_half_says_so_and_the_rest_goes_on():
    _, rows = sheets.parse('名称,期限\n甲,20\n乙\n丙,3\n丁,"4\n'.encode())
    assert [(row.number, row.lacking) for row in rows] == [(2, 0), (3, 1), (4, 0), (5, 2)]
    assert rows[3].faults == (("名称", "引号没有成对，像是被截断了，请补全"),)
