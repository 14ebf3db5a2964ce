"""Papers of identity: which kinds are taken, how a number of each is judged and written, and by what a person is known again.

Codes are those of GA/T 517 (常用证件代码); it is older than the residence permits of 2018, which carry words of our own. The
papers that show a citizen number name the same person whichever of them he shows; no two other kinds meet on a number.
Refused: a number that breaks the rule of its own kind. What cannot be reckoned (passports, 军官证) is judged by its form alone.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from powers.codes import PROVINCES, birth_fault, id_check, id_number_fault

RESIDENT = "111"
# What cases and accounts from before the kinds were asked for say.
EARLIER = {"": RESIDENT, "身份证": RESIDENT}
_HOME_RETURN = re.compile(r"[HM]\d{8}(\d{2})?|[HM]A\d{7}", re.ASCII)
_PERMANENT_BEFORE = re.compile(r"[A-Z]{3}\d{6}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{2}", re.ASCII)
_OFFICER = re.compile(r"[\u4e00-\u9fff]{1,3}字第[A-Z]?\d{4,8}[A-Z]?号", re.ASCII)


def document_fault(kind: str, number: str, *, today: date) -> str:
    """What is wrong with the number of a paper of this kind, as a sentence; empty when it is right."""
    document = DOCUMENTS.get(code_of(kind))
    return document.fault(number, today) if document else "请从列出的证件种类里选一种"


def tidy(number: str) -> str:
    """Full-width figures, small letters, spaces, hyphens and brackets are how people copy a number; they mean the same."""
    return re.sub(r"[\s\-‐–—()]", "", unicodedata.normalize("NFKC", number)).upper()


def code_of(kind: str) -> str:
    return EARLIER.get(kind, kind)


def word_of(kind: str) -> str:
    """What a kind is called; what is none of them (统一社会信用代码) is its own word."""
    document = DOCUMENTS.get(code_of(kind))
    return document.word if document else kind


def known_as(told: dict) -> str:
    """By what the holder is known again: his citizen number or credit code alone, or kind and number; empty for none.

    A home return permit that is exchanged keeps its first nine characters; the last two count the exchanges.
    """
    kind, number = code_of(told.get("id_kind", "")), tidy(told.get("id_number", ""))
    if not number or kind in CITIZEN or kind not in DOCUMENTS:
        return number
    return f"{kind} {number[:9] if kind == '516' else number}"


def agent_of(told: dict) -> dict:
    """Who acts for an applicant, as a holder of a paper of his own."""
    return {"id_kind": told.get("agent_kind", ""), "id_number": told.get("agent_id", "")}


def _citizen(number: str, today: date) -> str:
    return id_number_fault(number, today=today)


def _permit(*areas: str) -> Callable[[str, date], str]:
    """国办发〔2018〕81 号：公民身份号码按国家标准编，地址码香港 810000、澳门 820000、台湾 830000."""

    def fault(number: str, today: date) -> str:
        wrong = id_number_fault(number, today=today)
        begins = number.startswith(areas)
        return wrong or (
            "" if begins else f"这种居住证的号码以 {'、'.join(areas)} 开头，请核对证件种类和号码"
        )

    return fault


def _permanent(number: str, today: date) -> str:
    """Since December 2023: 9, province, nationality, birth, serial, MOD 11-2; before: three letters, twelve figures."""
    if _PERMANENT_BEFORE.fullmatch(number):
        return ""
    if not re.fullmatch(r"9\d{16}[\dX]", number, re.ASCII):
        return "外国人永久居留身份证的号码是 9 开头的 18 位，或者旧版的 3 个字母加 12 位数字"
    if number[1:3] not in PROVINCES:
        return "外国人永久居留身份证号码的第 2、3 位不是省级地区代码，请核对"
    wrong = birth_fault(number[6:14], of="外国人永久居留身份证号码", today=today)
    return wrong or (
        "" if number[17] == id_check(number[:17]) else "外国人永久居留身份证号码的最后一位对不上，请逐位核对"
    )


def _passport(number: str, _) -> str:
    """ICAO Doc 9303: nine places for the number, letters and figures; each country fills them as it likes."""
    right = re.fullmatch(r"(?=.*\d)[A-Z\d]{5,9}", number, re.ASCII)
    return "" if right else "护照号码是 5 到 9 位字母和数字，里面有数字，照资料页右上角填写"


def _home_return(number: str, _) -> str:
    """公安部 2010 年公布的号码规则；非中国籍的自 2024 年 7 月 10 日起签发，HA、MA 字头."""
    right = _HOME_RETURN.fullmatch(number)
    return (
        ""
        if right
        else "港澳居民来往内地通行证的号码是 H 或者 M 加 8 位数字，旧证后面还有 2 位换证次数；非中国籍的是 HA、MA 加 7 位数字"
    )


def _taiwan(number: str, _) -> str:
    return "" if re.fullmatch(r"\d{8}", number, re.ASCII) else "台湾居民来往大陆通行证的号码是 8 位数字"


def _officer(number: str, _) -> str:
    return "" if _OFFICER.fullmatch(number) else "军官证、警官证的号码照证件填全，例如“军字第1234567号”"


@dataclass(frozen=True)
class Document:
    code: str
    word: str
    fault: Callable[[str, date], str]


DOCUMENTS = {
    each.code: each
    for each in (
        Document(RESIDENT, "居民身份证", _citizen),
        Document("112", "临时居民身份证", _citizen),
        Document("113", "户口簿", _citizen),
        Document("residence_hk_macao", "港澳居民居住证", _permit("810000", "820000")),
        Document("residence_taiwan", "台湾居民居住证", _permit("830000")),
        Document("516", "港澳居民来往内地通行证", _home_return),
        Document("511", "台湾居民来往大陆通行证", _taiwan),
        Document("553", "外国人永久居留身份证", _permanent),
        Document("414", "护照", _passport),
        Document("114", "军官证", _officer),
        Document("115", "武警警官证", _officer),
    )
}
CITIZEN = {RESIDENT, "112", "113", "residence_hk_macao", "residence_taiwan"}
CHOICES = [(each.code, each.word) for each in DOCUMENTS.values()]
