"""An official paper as PDF/A-2b bytes. The same paper gives the same bytes, on every machine with the same fonts.

Words reach typst as JSON data, never as source, so nothing an applicant writes can act as code. Refused: a paper that
lacks mandatory content (`MissingField`) or holds a character no font can print (`MissingGlyph`).
"""

import datetime
import json
import threading
from functools import lru_cache
from pathlib import Path

import typst

from workflow.papers import fonts
from workflow.papers.sheet import Sheet, make_sheet

TEMPLATES = Path(__file__).parents[1] / "paper_templates"
_CHINA = datetime.timezone(datetime.timedelta(hours=8))
_one_at_a_time = threading.Lock()  # a Compiler may not be entered twice


def render_pdf(
    kind: str,
    fields,
    *,
    number: str,
    on: datetime.date,
    office: str,
    qr_text: str,
    demo: bool,
) -> bytes:
    """The paper as it is issued."""
    sheet = make_sheet(kind, fields, number=number, on=on, office=office, qr_text=qr_text, demo=demo)
    return print_sheet(sheet, on=on)


def print_sheet(sheet: Sheet, *, on: datetime.date) -> bytes:
    dirs = fonts.font_dirs()
    fonts.refuse_missing(sheet.texts(), dirs=dirs)
    data = sheet.as_data() | {
        "title_fonts": fonts.families(fonts.TITLE_FAMILIES, dirs=dirs),
        "body_fonts": fonts.families(fonts.BODY_FAMILIES, dirs=dirs),
    }
    with _one_at_a_time:
        return _compiler(dirs).compile(
            format="pdf",
            sys_inputs={"paper": json.dumps(data, ensure_ascii=False, sort_keys=True)},
            pdf_standards=["a-2b"],
            timestamp=datetime.datetime.combine(on, datetime.time(), tzinfo=_CHINA),
        )


@lru_cache(maxsize=2)
def _compiler(dirs: tuple[str, ...]) -> typst.Compiler:
    return typst.Compiler(
        input=TEMPLATES / "paper.typ",
        root=TEMPLATES,
        font_paths=fonts.fonts_in(dirs),
        ignore_system_fonts=True,
    )
