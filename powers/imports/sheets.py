"""Reading a table that somebody sends: CSV (UTF-8 or GB18030) or XLSX, into rows of text with their row numbers.

Refused: a file that is neither, is empty, too large or too long. A row that came apart (cut short, an open quotation mark, a
merged cell, a formula) is given on with its faults, so that the rest of the file goes on. Nothing in a cell is judged here.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unicodedata import is_normalized, normalize

from python_calamine import CalamineError, CalamineWorkbook

from ledger.verbs import Refused
from powers.imports import workbooks

MOST_BYTES = 200 * 1024 * 1024
MOST_ROWS = 200_000
XLSX = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
CSV_ENCODINGS = ("utf-8-sig", "gb18030")


@dataclass(frozen=True)
class Row:
    """One row of the table; `number` is what a spreadsheet shows beside it, `faults` are (heading, reason)."""

    number: int
    cells: dict[str, str]
    surplus: int = 0
    lacking: int = 0
    faults: tuple[tuple[str, str], ...] = ()


def read(path: Path) -> tuple[list[str], list[Row]]:
    """The headings and the rows of a file."""
    if not path.is_file():
        raise Refused(f"没有找到文件“{path}”")
    if path.stat().st_size > MOST_BYTES:
        raise Refused(f"文件超过 {MOST_BYTES // 1024 // 1024} MB，请分成几个文件")
    return parse(path.read_bytes())


def parse(data: bytes) -> tuple[list[str], list[Row]]:
    """The headings and the rows of a file's bytes."""
    if len(data) > MOST_BYTES:
        raise Refused(f"文件超过 {MOST_BYTES // 1024 // 1024} MB，请分成几个文件")
    if data.startswith(OLD_OFFICE):
        raise Refused(f"这是旧格式的 XLS 文件，或者加了密码，{workbooks.OPEN_ELSEWHERE}")
    book = data.startswith(XLSX)
    faults = workbooks.inspect(data) if book else {}
    lines = list(_xlsx(data) if book else _csv(data))
    if not lines:
        raise Refused("文件里没有内容，请核对是不是选错了文件")
    if len(lines) > MOST_ROWS + 1:
        raise Refused(f"文件超过 {MOST_ROWS} 行，请分成几个文件")
    # A column without a heading is called by its letter, so that no two are the same.
    headings = [text.strip() or f"{workbooks.column_name(i)} 列" for i, text in enumerate(lines[0][1])]
    return headings, [_row(line, headings, faults.get(line[0], ())) for line in lines[1:]]


def _row(line: tuple[int, list[str], str], headings: list[str], faults) -> Row:
    number, cells, broken = line
    surplus = sum(1 for cell in cells[len(headings) :] if cell.strip())
    lacking = max(len(headings) - len(cells), 0)
    named = [(headings[index] if index < len(headings) else "", reason) for index, reason in faults]
    if broken:
        named.append((headings[0], broken))
    padded = dict(zip(headings, cells + [""] * lacking, strict=False))
    return Row(number, padded, surplus, lacking, tuple(named))


def _csv(data: bytes) -> Iterator[tuple[int, list[str], str]]:
    """Rows with what is wrong with them. After a broken one the reader goes on with the next line."""
    reader = csv.reader(io.StringIO(_decoded(data), newline=""), strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            cut = "unexpected end" in str(error)
            yield number, [], "引号没有成对，像是被截断了，请补全" if cut else "读不出来，请核对引号和换行"
            continue
        if any(cell.strip() for cell in cells):
            yield number, [_nfc(cell) for cell in cells], ""


def _decoded(data: bytes) -> str:
    for encoding in CSV_ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("文件不是 UTF-8 或 GB18030 编码的 CSV，也不是 XLSX，请另存为其中一种再装入")


def _xlsx(data: bytes) -> Iterator[tuple[int, list[str], str]]:
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        rows = workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, OSError, IndexError) as error:
        raise Refused(f"这个 XLSX 文件打不开，{workbooks.OPEN_ELSEWHERE}") from error
    for number, cells in enumerate(rows, start=1):
        texts = [_text(cell) for cell in cells]
        if any(text.strip() for text in texts):
            yield number, texts, ""


def _text(cell) -> str:
    """Spreadsheets hold whole numbers as 20.0."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return _nfc(str(cell))


def _nfc(text: str) -> str:
    return text if is_normalized("NFC", text) else normalize("NFC", text)
