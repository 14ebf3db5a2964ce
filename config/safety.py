"""What production refuses to start with. Each refusal is a sentence that says what to change."""

from collections.abc import Iterator

from config import environment

MIN_SECRET = 50


class UnsafeSettings(SystemExit):
    """Production settings that must not serve anyone."""


def refuse_unsafe(zone: str) -> None:
    faults = list(faults_of(zone))
    if faults:
        raise UnsafeSettings("\n".join(["This zone does not start:", *(f"- {fault}" for fault in faults)]))


def faults_of(zone: str) -> Iterator[str]:
    secret = environment.read("SECRET_KEY")
    if not secret:
        yield "SECRET_KEY is missing. Set at least 50 random characters, different in each zone."
    elif len(secret) < MIN_SECRET or len(set(secret)) < 5 or secret.startswith("django-insecure-"):
        yield "SECRET_KEY is weak. Set at least 50 random characters."
    if environment.flag("DEBUG"):
        yield "DEBUG is on. Unset it."
    yield from _address_faults(zone)
    yield from _store_faults()


def _address_faults(zone: str) -> Iterator[str]:
    hosts = environment.listed("ALLOWED_HOSTS")
    if not hosts:
        yield f"ALLOWED_HOSTS is missing. Set the host names of the {zone} net."
    if "*" in hosts:
        yield "ALLOWED_HOSTS holds '*'. Name the hosts."
    if not environment.read("PUBLIC_URL").startswith("https://"):
        yield "PUBLIC_URL is not an https address. It is printed on papers and in QR codes."


def _store_faults() -> Iterator[str]:
    if not environment.read("DATABASE_URL").startswith("postgres"):
        yield "DATABASE_URL does not name a PostgreSQL database. SQLite cannot keep its owner from the ledger."
    if not environment.read("REDIS_URL"):
        yield "REDIS_URL is missing. Counters and the queue must be shared by all processes of the zone."
    if not environment.read("DATA_DIR"):
        yield "DATA_DIR is missing. Keys and materials must not lie in the program's folder."
    if environment.read("EXCHANGE_PEER_KEYS") == "embedded":
        yield "EXCHANGE_PEER_KEYS is missing. Pin the other zone's public keys; they were exchanged by hand."
    if environment.explicit("HALL_DEMO") and environment.flag("HALL_DEMO"):
        yield "HALL_DEMO is on. Demonstration accounts have known passwords."
