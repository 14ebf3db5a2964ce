"""How often strangers may ask the hall: so many times a quarter of an hour, per address and per thing asked about."""

from ledger.throttle import count
from powers.people.callers import address

QUARTER_SECONDS = 15 * 60
LOOKS, REGISTRATIONS, CHECKS = 10, 10, 40
NAMED = {"licence": 10, "account": 20, "address": 40}


def progress(request, *, number: str) -> None:
    """A look at a case by its number and query code."""
    for key in (f"from {address(request)}", f"case {number}"):
        count("progress", key=key, limit=LOOKS, seconds=QUARTER_SECONDS)


def registration(request) -> None:
    count("registration", key=address(request), limit=REGISTRATIONS, seconds=QUARTER_SECONDS)


def verification(request) -> None:
    count("verification", key=address(request), limit=CHECKS, seconds=QUARTER_SECONDS)


def licence_of_another(request, *, number: str) -> None:
    """An agent names a licence and its holder: neither account nor address nor the number allows going through many."""
    asked = {"licence": number, "account": str(request.user.pk), "address": address(request)}
    for what, limit in NAMED.items():
        count("licence-of-another", key=f"{what} {asked[what]}", limit=limit, seconds=QUARTER_SECONDS)
