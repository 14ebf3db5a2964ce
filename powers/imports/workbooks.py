"""What is looked at in an XLSX file before it is opened, and what in it would not mean what it shows.

Refused whole: an archive that unpacks to far more than it weighs, too many parts, macros, a password, a document type
declaration, a sheet that is wider or longer than any catalogue, a hidden column. Named by row: merged cells, formulas, hidden
rows. Sizes are counted while unpacking, never taken from the archive's own word.
"""

import io
import re
import zipfile
import zlib
from collections import defaultdict

from ledger.verbs import Refused

MOST_PARTS = 500
MOST_EXPANDED = 400 * 1024 * 1024
MOST_RATIO = 200
RATIO_FROM = 20 * 1024 * 1024
WIDEST = 120
LONGEST = 200_001
CHUNK = 1024 * 1024
OPEN_ELSEWHERE = "请用表格软件打开后另存为 XLSX 再上传"
SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*\bid=\"([^\"]+)\"")
RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
CELL = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br=\"([A-Z]{1,9})(\d{1,9})\"[^>]*>(\s*<(?:\w+:)?f[\s>/])?")
ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
COLUMN = re.compile(rb"<(?:\w+:)?col\b[^>]*>")
MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*\bref=\"([A-Z]+)(\d+):([A-Z]+)(\d+)\"")
HIDDEN = re.compile(rb"\bhidden=\"(?:1|true)\"")

Faults = dict[int, list[tuple[int, str]]]


def inspect(data: bytes) -> Faults:
    """Row number → (column index, reason) of what is not what it shows; refused when the file cannot be opened at all."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _weigh(archive, packed=len(data))
            sheet = archive.read(_first_sheet(archive))
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, NotImplementedError, OSError) as error:
        raise Refused(f"这个 XLSX 文件打不开，{OPEN_ELSEWHERE}") from error
    _refuse_hidden_columns(sheet)
    faults: Faults = defaultdict(list)
    _mark_cells(sheet, faults)
    _mark_merged(sheet, faults)
    _mark_hidden_rows(sheet, faults)
    return faults


def column_name(index: int) -> str:
    """0 → A, 26 → AA, as the spreadsheet shows it."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def _column_index(letters: bytes) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + letter - 64
    return index - 1


def _weigh(archive: zipfile.ZipFile, *, packed: int) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise Refused(f"这个文件里有 {len(parts)} 个部分，不像普通的表格，{OPEN_ELSEWHERE}")
    names = {part.filename for part in parts}
    if any(
        name.lower().endswith(("vbaproject.bin", "macrosheets")) or "macrosheets/" in name for name in names
    ):
        raise Refused("这个文件里有宏，请另存为不带宏的 XLSX 再上传")
    if any(part.flag_bits & 1 for part in parts):
        raise Refused("这个文件加了密码，请去掉密码后再上传")
    if "xl/workbook.xml" not in names:
        raise Refused("这个文件不是 XLSX 表格，请核对是不是选错了文件")
    expanded = 0
    for part in parts:
        expanded += _unpacked_size(archive, part, most=MOST_EXPANDED - expanded)
        if expanded > max(RATIO_FROM, packed * MOST_RATIO) or expanded >= MOST_EXPANDED:
            raise Refused("这个文件展开后太大，不像普通的表格，没有打开。请核对文件，或者分成几个文件")


def _unpacked_size(archive: zipfile.ZipFile, part: zipfile.ZipInfo, *, most: int) -> int:
    size, tail = 0, b""
    with archive.open(part) as stream:
        while size <= most and (chunk := stream.read(CHUNK)):
            size += len(chunk)
            if b"<!DOCTYPE" in tail + chunk or b"<!ENTITY" in tail + chunk:
                raise Refused(f"这个文件里有表格不用的内容，{OPEN_ELSEWHERE}")
            tail = chunk[-16:]
    return size


def _first_sheet(archive: zipfile.ZipFile) -> str:
    found = SHEET.search(archive.read("xl/workbook.xml"))
    wanted = b'Id="' + (found[1] if found else b"") + b'"'
    for relation in RELATION.findall(archive.read("xl/_rels/workbook.xml.rels")):
        if wanted in relation:
            target = re.search(rb'\bTarget="([^"]+)"', relation)[1].decode()
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    raise KeyError("no first sheet")


def _refuse_hidden_columns(sheet: bytes) -> None:
    hidden = []
    for column in COLUMN.findall(sheet):
        first = re.search(rb'\bmin="(\d{1,5})"', column)
        if HIDDEN.search(column) and first and int(first[1]) <= WIDEST:
            hidden.append(column_name(int(first[1]) - 1))
    if hidden:
        raise Refused(f"第 1 行，{'、'.join(hidden)} 列：这一列是隐藏的，请取消隐藏，核对内容后再上传")


def _mark_cells(sheet: bytes, faults: Faults) -> None:
    for letters, digits, formula in CELL.findall(sheet):
        column, row = _column_index(letters), int(digits)
        if column >= WIDEST or row > LONGEST:
            place = f"{letters.decode()}{row}"
            raise Refused(f"第 {row} 行，{letters.decode()} 列：{place} 离表格太远，请删去多余的行和列再上传")
        if formula:
            faults[row].append((column, "是公式，请改成填好的内容（复制后选择粘贴为数值）"))


def _mark_merged(sheet: bytes, faults: Faults) -> None:
    for left, top, right, bottom in MERGED.findall(sheet):
        area = f"{left.decode()}{int(top)}:{right.decode()}{int(bottom)}"
        for row in range(int(top), min(int(bottom), LONGEST) + 1):
            faults[row].append((_column_index(left), f"{area} 是合并的单元格，请取消合并，每一行都填写"))


def _mark_hidden_rows(sheet: bytes, faults: Faults) -> None:
    for row in ROW.findall(sheet):
        number = re.search(rb'\br="(\d{1,9})"', row)
        if number and HIDDEN.search(row):
            faults[int(number[1])].append((0, "这一行是隐藏的，请取消隐藏，核对内容后再上传"))
