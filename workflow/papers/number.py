"""Paper numbers (文号) and the codes by which anyone can verify a paper.

A number is office short name + kind word + 〔year〕 + serial: 鼓市监许准〔2026〕317号. The serial itself is
drawn elsewhere, without gaps. A check code proves that number and case belong together: a keyed digest of 60 bits in
an alphabet without I, L, O and U, so that it can be read aloud.
"""

import hashlib
import hmac

from workflow.papers.kinds import TABLE

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 12

CLASS_WORDS = {"行政许可": "许", "行政确认": "确", "行政给付": "给", "行政奖励": "奖", "行政裁决": "裁"}


def kind_word(kind: str, *, power_class: str = "行政许可") -> str:
    """许准, 许补, 确准: the words between the office's short name and the year."""
    return CLASS_WORDS.get(power_class, "其") + TABLE[kind].word


def paper_number(office_short: str, *, word: str, year: int, serial: int) -> str:
    """GB/T 9704: the year in full within 〔〕, the serial without leading zeros and without 第."""
    if serial < 1 or not 1949 <= year <= 9999 or not office_short or not word:
        raise ValueError(f"no paper number from {office_short!r} {word!r} {year} {serial}")
    return f"{office_short}{word}〔{year}〕{serial}号"


def check_code(number: str, case_id, key: bytes) -> str:
    """Twelve characters that only the holder of the key can make for this paper."""
    if not key:
        raise ValueError("a check code needs a key")
    text = f"paper\0{number}\0{case_id}".encode()
    bits = int.from_bytes(hmac.new(key, text, hashlib.sha256).digest()[:8], "big") >> 4
    return "".join(ALPHABET[bits >> shift & 31] for shift in range(55, -1, -5))


def grouped_code(code: str) -> str:
    """7K4M-2Q9D-XW31, as printed."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def clean_code(typed: str) -> str:
    """What someone typed, as a code; empty when it cannot be one."""
    code = typed.upper().translate(str.maketrans("OIL", "011", " -－—　"))
    return code if len(code) == CODE_LENGTH and set(code) <= set(ALPHABET) else ""


def is_check_code(typed: str, *, number: str, case_id, key: bytes) -> bool:
    return hmac.compare_digest(clean_code(typed), check_code(number, case_id, key))
