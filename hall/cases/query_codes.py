"""Query codes: with the case number, ten characters that let anyone the applicant trusts look at the progress.

A code is derived from the case with the zone's key, so none is stored; 50 bits in an alphabet without I, L, O and U.
"""

import hmac

from ledger import vault
from workflow.papers.number import ALPHABET

LENGTH = 10


def query_code(case_id) -> str:
    bits = int(vault.lookup(str(case_id), where="query code")[:16], 16)
    return "".join(ALPHABET[bits >> 5 * place & 31] for place in reversed(range(LENGTH)))


def root_of(case):
    """From what the code of a case is derived: anew once an agent's authority has ended, so that his opens nothing."""
    mandate = getattr(case, "mandate", None)
    return f"{case.pk} without agent" if mandate and mandate.is_ended else case.pk


def clean(typed: str) -> str:
    """What someone typed, in capitals, without spaces, and with the figures that O, I and L were meant for."""
    return typed.upper().translate(str.maketrans("OIL", "011", " -－—　\t"))


def fits(typed: str, *, case_id) -> bool:
    return hmac.compare_digest(clean(typed).encode(), query_code(case_id).encode())


def grouped(code: str) -> str:
    """ABCDE FGHIJ, as it is shown."""
    return f"{code[:5]} {code[5:]}"
