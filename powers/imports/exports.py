"""The catalogue as a table: the columns of the import, so that what is taken out can be corrected and brought back.

Which rows: the editions in force of one area, with the filters of the search. CSV is written piece by piece in UTF-8 with its
mark or in GB18030, XLSX in write-only mode. A text that a spreadsheet would take for a formula is written as text in XLSX; a
CSV knows no types, and is written as it is so that it comes back the same.
"""

import csv
import io
from collections.abc import Iterable, Iterator

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from ledger.clock import CHINA
from powers.catalogue import Edition
from powers.codes import implementation_code
from powers.imports.comparing import cells_of
from powers.imports.rows import CODE, COLUMNS
from powers.search.filters import conditions

HEADINGS = [CODE, *COLUMNS.values(), "实施编码", "版本", "生效日期"]
BOM = "\ufeff"
FORMATS = {
    "csv": ("CSV，UTF-8", "utf-8", "csv", "text/csv; charset=utf-8"),
    "gb18030": ("CSV，GB18030", "gb18030", "csv", "text/csv; charset=gb18030"),
    "xlsx": ("XLSX", "", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
AT_ONCE = 500


def editions(*, area, **filters) -> Iterable[Edition]:
    """The editions in force of an area, in the order of their codes."""
    found = Edition.objects.in_force().filter(power__office__area=area)
    for condition in conditions(filters, edition="", power="power__"):
        found = found.filter(condition)
    found = found.select_related("power__office", "power__power_class").defer("form", "flow_data")
    return found.order_by("power__basic_code", "power__office_id").iterator(chunk_size=AT_ONCE)


def table(found: Iterable[Edition]) -> Iterator[list[str]]:
    yield HEADINGS
    for edition in found:
        power = edition.power
        yield [
            power.basic_code,
            *cells_of(edition).values(),
            implementation_code(office=power.office_id, level=power.level, basic=power.basic_code),
            str(edition.version),
            f"{edition.effective_at.astimezone(CHINA):%Y-%m-%d}",
        ]


def as_csv(rows: Iterable[list[str]], *, encoding: str) -> Iterator[bytes]:
    """Pieces of a CSV file; what an encoding cannot write is a fault of ours, so GB18030 is used and not GBK."""
    buffer = io.StringIO()
    buffer.write(BOM if encoding == "utf-8" else "")
    writer = csv.writer(buffer)
    for number, row in enumerate(rows, start=1):
        writer.writerow(row)
        if number % AT_ONCE == 0:
            yield _drained(buffer, encoding)
    yield _drained(buffer, encoding)


def as_xlsx(rows: Iterable[list], *, title: str = "权力事项") -> bytes:
    """A sheet of texts; an int is written as the number it is, to be added up."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append([each if isinstance(each, int) else _cell(sheet, each) for each in row])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _cell(sheet, text: str):
    """A cell of text, also when it begins with = or looks like a number."""
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", text))
    cell.data_type = "s"
    return cell


def _drained(buffer: io.StringIO, encoding: str) -> bytes:
    data = buffer.getvalue().encode(encoding)
    buffer.seek(0)
    buffer.truncate()
    return data
