"""One official paper ready to be shown or printed: head, number, words, signature, seal, verification.

The page preview and the PDF are both drawn from a `Sheet`, so they cannot say different things. A paper without a
number or an office is refused; only the receipt of materials may do without a number, the case number identifies it.
"""

import dataclasses
import datetime
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qs, urlsplit

from workflow.papers.filling import fill
from workflow.papers.kinds import KINDS, MissingField
from workflow.papers.marks import QrCode, Seal, draw_qr, draw_seal, seal_words
from workflow.papers.number import grouped_code
from workflow.papers.text import Block, paper_text, paper_title
from workflow.papers.wording import clean_lines, cn_day

DEMO_LINE = "演示数据，不具有法律效力"


@dataclass(frozen=True)
class Sheet:
    office: str
    number: str
    title: str
    blocks: tuple[Block, ...]
    day: str
    seal: Seal
    qr_text: str
    verify: str
    code: str
    demo: str

    @property
    def body(self) -> tuple[Block, ...]:
        return tuple(block for block in self.blocks if block.style != "receipt")

    @property
    def receipts(self) -> tuple[Block, ...]:
        return tuple(block for block in self.blocks if block.style == "receipt")

    @cached_property
    def qr(self) -> QrCode:
        """Drawn only when it is shown: issuing a paper checks its words, and has no use for its code."""
        return draw_qr(self.qr_text)

    def texts(self) -> list[str]:
        """Every string that will be printed, for the font check."""
        heads = [
            self.office,
            self.number,
            self.title,
            self.day,
            self.verify,
            self.code,
            self.demo,
            self.seal.words,
        ]
        return heads + [block.text for block in self.blocks]

    def as_data(self) -> dict:
        return dataclasses.asdict(self) | {"qr": self.qr.svg}


def make_sheet(
    kind: str,
    fields,
    *,
    number: str,
    on: datetime.date,
    office: str,
    qr_text: str,
    demo: bool,
    version: int = 0,
) -> Sheet:
    """The paper in full, or `MissingField`."""
    filled = fill(kind, fields)
    signed_by = _line(office) or _refuse(kind, "制发机关")
    has_own_number = bool(_line(number)) or kind == "submission_receipt"
    return Sheet(
        office=signed_by,
        number=_line(number) if has_own_number else _refuse(kind, "文号"),
        title=paper_title(kind, filled),
        blocks=tuple(paper_text(kind, filled, version=version)),
        day=cn_day(on),
        seal=draw_seal(signed_by, words=seal_words(filled.power_class, demo=demo)),
        qr_text=qr_text or _refuse(kind, "查验地址"),
        verify=f"扫码或在 {verify_place(qr_text)} 查验",
        code=_code_in(qr_text),
        demo=DEMO_LINE if demo else "",
    )


def verify_place(qr_text: str) -> str:
    """The address a reader types: host and path of the verification page, without the code in the query."""
    parts = urlsplit(qr_text)
    return f"{parts.netloc}{parts.path}".rstrip("/") or "“验证真伪”页"


def _code_in(qr_text: str) -> str:
    codes = parse_qs(urlsplit(qr_text).query).get("code", [])
    return grouped_code(codes[0]) if codes else ""


def _line(text: str) -> str:
    return " ".join(clean_lines(text))


def _refuse(kind: str, label: str):
    raise MissingField(KINDS[kind].label, label)
