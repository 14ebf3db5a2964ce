"""The applicants of the demonstration: the logins of the table of accounts, with numbers that belong to nobody."""

from hall.accounts.applicants import register
from powers.codes import credit_check, id_check
from powers.people.people import AccountKind, User, login_key
from powers.people.seed import DEMO_APPLICANTS, PASSWORD


def seed() -> int:
    """Make the applicants that are missing; answer how many."""
    return sum(_made(serial, account) for serial, account in enumerate(DEMO_APPLICANTS, start=1))


def _made(serial: int, account) -> bool:
    if User.objects.filter(login=login_key(account.login)).exists():
        return False
    name, _, kind = account.who.rstrip("）").partition("（")
    is_enterprise = kind == "企业"
    details = {"name": name, "phone": account.login, "id_number": _person(serial)}
    if is_enterprise:
        agent = {"legal_person": "林晴川", "agent": "周予安", "agent_id": _person(serial + 100)}
        details |= agent | {"id_number": _enterprise(serial)}
    chosen = AccountKind.ENTERPRISE if is_enterprise else AccountKind.PERSON
    register(kind=chosen, details=details, password=PASSWORD, demo=True)
    return True


def _person(serial: int) -> str:
    first = f"3201061990030{serial % 7 + 1}{serial:03d}"
    return first + id_check(first)


def _enterprise(serial: int) -> str:
    """A well-formed code in the range of enterprises; 32010600 and up is no body's own number."""
    body = f"{32010600 + serial}"
    rest = 11 - sum(w * int(d) for w, d in zip((3, 7, 9, 10, 5, 8, 4, 2), body, strict=True)) % 11
    first = f"91320106{body}{ {10: 'X', 11: '0'}.get(rest, str(rest)) }"
    return first + credit_check(first)
