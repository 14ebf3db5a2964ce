import pytest
from openpyxl import Workbook

from ledger.verbs import Refused
from powers.imports import sheets


def written(tmp_path, data: bytes):
    path = tmp_path / "file"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_is_read_in_each_encoding_offices_use(tmp_path, encoding):
    headings, rows = sheets.read(written(tmp_path, "名称,期限\n㛃䶮许可,20\n".encode(encoding)))
    assert headings == ["名称", "期限"]
    assert rows == [sheets.Row(2, {"名称": "㛃䶮许可", "期限": "20"})]


def test_row_numbers_are_those_of_the_spreadsheet_over_blank_rows_and_line_breaks(tmp_path):
    _, rows = sheets.read(written(tmp_path, '名称,期限\n"甲\n乙",1\n\n丙,2\n'.encode()))
    assert [(row.number, row.cells["名称"]) for row in rows] == [(2, "甲\n乙"), (4, "丙")]


def test_short_rows_are_filled_and_long_rows_counted(tmp_path):
    _, rows = sheets.read(written(tmp_path, "名称,期限\n甲\n乙,1,多,\n".encode()))
    assert rows[0].cells == {"名称": "甲", "期限": ""}
    assert rows[1].surplus == 1


def test_xlsx_numbers_are_read_as_they_look(tmp_path):
    book = Workbook()
    for cells in (["名称", "期限"], ["甲", 20], [None, None], ["乙", 7.5]):
        book.active.append(cells)
    book.save(tmp_path / "file.xlsx")
    _, rows = sheets.read(tmp_path / "file.xlsx")
    assert [(row.number, row.cells["期限"]) for row in rows] == [(2, "20"), (4, "7.5")]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "没有内容"),
        (b"\n\n", "没有内容"),
        (b"\xff\xff\xff", "UTF-8 或 GB18030"),
        (b"PK\x03\x04 not a workbook", "打不开"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_what_to_do(tmp_path, data, reason):
    with pytest.raises(Refused, match=reason):
        sheets.read(written(tmp_path, data))


def test_a_missing_or_oversized_file_is_refused(tmp_path, monkeypatch):
    with pytest.raises(Refused, match="没有找到"):
        sheets.read(tmp_path / "nowhere.csv")
    monkeypatch.setattr(sheets, "MOST_BYTES", 3)
    with pytest.raises(Refused, match="文件超过"):
        sheets.read(written(tmp_path, b"abcd"))
