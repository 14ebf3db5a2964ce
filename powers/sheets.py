"""Reading a table that somebody sends: CSV (UTF-8 or GB18030) or XLSX, into rows of text with their row numbers.

Refused: a file that is neither, is empty, too large or too long. Nothing in a cell is judged here.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

from python_calamine import CalamineError, CalamineWorkbook

from ledger.verbs import Refused

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 50_000
XLSX = b"PK\x03\x04"
CSV_ENCODINGS = ("utf-8-sig", "gb18030")


@dataclass(frozen=True)
class Row:
    """One row of the table; `number` is what a spreadsheet shows beside it."""

    number: int
    cells: dict[str, str]
    surplus: int = 0


def read(path: Path) -> tuple[list[str], list[Row]]:
    """The headings and the rows of a file."""
    if not path.is_file():
        raise Refused(f"没有找到文件“{path}”")
    if path.stat().st_size > MOST_BYTES:
        raise Refused(f"文件超过 {MOST_BYTES // 1024 // 1024} MB，请分成几个文件")
    data = path.read_bytes()
    lines = list(_xlsx(data) if data.startswith(XLSX) else _csv(data))
    if not lines:
        raise Refused("文件里没有内容，请核对是不是选错了文件")
    if len(lines) > MOST_ROWS:
        raise Refused(f"文件超过 {MOST_ROWS} 行，请分成几个文件")
    headings = [heading.strip() for heading in lines[0][1]]
    return headings, [_row(number, headings, cells) for number, cells in lines[1:]]


def _row(number: int, headings: list[str], cells: list[str]) -> Row:
    surplus = sum(1 for cell in cells[len(headings) :] if cell.strip())
    padded = cells + [""] * (len(headings) - len(cells))
    return Row(number, dict(zip(headings, padded, strict=False)), surplus)


def _csv(data: bytes) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(_decoded(data), newline=""))
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Refused(f"第 {number} 行读不出来，请核对引号和换行") from error
        if any(cell.strip() for cell in cells):
            yield number, [normalize("NFC", cell) for cell in cells]


def _decoded(data: bytes) -> str:
    for encoding in CSV_ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("文件不是 UTF-8 或 GB18030 编码的 CSV，也不是 XLSX，请另存为其中一种再装入")


def _xlsx(data: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        rows = workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, OSError, IndexError) as error:
        raise Refused("这个 XLSX 文件打不开，请用表格软件打开后另存一份再装入") from error
    for number, cells in enumerate(rows, start=1):
        texts = [_text(cell) for cell in cells]
        if any(text.strip() for text in texts):
            yield number, texts


def _text(cell) -> str:
    """Spreadsheets hold whole numbers as 20.0."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return normalize("NFC", str(cell))
