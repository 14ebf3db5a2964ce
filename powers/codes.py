"""Codes and check digits: GB 11643 (citizen number), GB 32100 (unified social credit code), item and case numbers.

Checksums and our own date and area rules only: areas are coded at first assignment and abolished later, so an unknown
county is no error, but a province must exist and a birth date must be real and not in the future.
"""

from datetime import date

from ledger.verbs import Refused
from powers.wording import zh_date

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
PROVINCES = {
    *(
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
    ),
    *("46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83"),
}
_CREDIT_CHARS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_SUBJECT_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def id_number_fault(text: str, *, today: date) -> str:
    """What is wrong with a citizen number, as a sentence; empty when it is right (GB 11643)."""
    if len(text) != 18 or not text[:17].isascii() or not text[:17].isdigit() or text[17] not in "0123456789X":
        return "公民身份号码是 18 位，前 17 位是数字，最后一位是数字或 X"
    if text[:2] not in PROVINCES:
        return "公民身份号码的前两位不是省级地区代码，请核对"
    wrong = birth_fault(text[6:14], of="公民身份号码", today=today)
    return wrong or ("" if text[17] == id_check(text[:17]) else "公民身份号码的最后一位对不上，请逐位核对")


def birth_fault(day: str, *, of: str, today: date) -> str:
    """What is wrong with the day of birth inside a number, at its seventh to fourteenth place."""
    try:
        born = date(int(day[:4]), int(day[4:6]), int(day[6:]))
    except ValueError:
        return f"{of}里的出生日期不存在，请核对第 7 到 14 位"
    possible = born <= today and born.year >= 1900
    return "" if possible else f"{of}里的出生日期不可能，请核对第 7 到 14 位"


def id_check(first17: str) -> str:
    return _ID_CHECKS[sum(w * int(d) for w, d in zip(_ID_WEIGHTS, first17, strict=True)) % 11]


def credit_code_fault(text: str) -> str:
    """What is wrong with a unified social credit code; letter prefixes (N…, Y…, A1…) are right (GB 32100)."""
    if len(text) != 18 or any(char not in _CREDIT_CHARS for char in text):
        return "统一社会信用代码是 18 位数字和大写字母，没有 I、O、S、V、Z"
    if text[2:4] not in PROVINCES and text[2:4] != "10":
        return "统一社会信用代码的第 3、4 位不是登记地区代码，请核对"
    if text[16] != _subject_check(text[8:16]):
        return "统一社会信用代码的第 17 位对不上，请逐位核对"
    return "" if text[17] == credit_check(text[:17]) else "统一社会信用代码的最后一位对不上，请逐位核对"


def credit_check(first17: str) -> str:
    total = sum(w * _CREDIT_CHARS.index(c) for w, c in zip(_CREDIT_WEIGHTS, first17, strict=True))
    return _CREDIT_CHARS[(31 - total % 31) % 31]


def _subject_check(first8: str) -> str:
    """GB 11714: the check character of the body's own number."""
    values = (int(c) if c.isdigit() else ord(c) - 55 for c in first8)
    rest = 11 - sum(w * v for w, v in zip(_SUBJECT_WEIGHTS, values, strict=True)) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))


def office_code(*, area: str, serial: int) -> str:
    """A well-formed credit code for an organ (登记管理部门 1 机构编制, 类别 1 机关)."""
    subject = f"{serial:08d}"
    first17 = f"11{area[:6]}{subject}{_subject_check(subject)}"
    return first17 + credit_check(first17)


def basic_code(*, province: str, power_class: str, department: str, item: int, sub: int = 0) -> str:
    """基本编码 12: 地区 2 + 类型 2 + 部门 2 + 主项 3 + 子项 3."""
    code = f"{province:0>2}{power_class:0>2}{department:0>2}{item:03d}{sub:03d}"
    if len(code) != 12 or not code.isdigit():
        raise ValueError(f"basic code {code} is not 12 digits")
    return code


def implementation_code(*, office: str, level: int, basic: str) -> str:
    """实施编码 31: 信用代码 18 + 行使层级 1 + 基本编码 12."""
    code = f"{office}{level}{basic}"
    if len(code) != 31:
        raise ValueError(f"implementation code {code} is not 31 characters")
    return code


# 办件编号的末段是 4 位当日顺序号，国家的 43 位编号（GB/T 39046 各地实施）和本平台的 16 位编号一样。
LAST_SERIAL = 9999


class NumbersUsedUp(Refused):
    """An area has filed as many cases on a day as the form of the number can tell apart."""

    def __init__(self, day: date):
        super().__init__(
            f"{zh_date(day)}本地区提交的申请已经有 {LAST_SERIAL:,} 件，编号末四位的当日顺序号用完了，今天不能再编号；"
            "您填的内容已经保存，请明天再提交，急的请打 12345"
        )


def case_number(*, area: str, day: date, serial: int) -> str:
    """The 16 digits people read out: 区划 6 + 年月日 6 + 当日顺序 4, from 1 to 9,999; what goes beyond is refused in words."""
    if serial > LAST_SERIAL:
        raise NumbersUsedUp(day)
    return f"{area[:6]}{day:%y%m%d}{serial:04d}"


def national_case_number(*, implementation: str, day: date, serial: int) -> str:
    """办件编号 43: 实施编码 31 + 日期 8 + 顺序 4."""
    if serial > LAST_SERIAL:
        raise NumbersUsedUp(day)
    return f"{implementation}{day:%Y%m%d}{serial:04d}"
