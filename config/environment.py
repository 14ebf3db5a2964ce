"""Every environment variable the house knows, in one table. Settings read through `read` and nowhere else.

A test compares this table with docker-compose.yml both ways, and docs/operations.md prints it.
"""

import os
from dataclasses import dataclass

BOTH, EMBEDDED, PRODUCTION, ONEBOX = "both", "embedded", "production", "make run"


@dataclass(frozen=True)
class Variable:
    name: str
    default: str
    profile: str
    meaning: str


# name, default, profile, meaning
TABLE = tuple(Variable(*row) for row in (
    ("HALL_ZONE", "inner", BOTH, "outer or inner: the net this process serves"),
    ("HALL_PROFILE", "embedded", BOTH, "embedded (one machine, demonstration) or production"),
    ("DATA_DIR", "", BOTH, "files of the house; empty: the folder data/ of the checkout (embedded only)"),
    ("STATIC_ROOT", "", BOTH, "collected static files; empty: DATA_DIR/static"),
    ("DATABASE_URL", "", BOTH, "postgresql://user:password@host/name; empty: an SQLite file (embedded only)"),
    ("REDIS_URL", "", BOTH, "redis://host:6379/0 for queue and counters; empty: files (embedded only)"),
    ("EXCHANGE_PEER_KEYS", "embedded", BOTH, "public keys of the other zone's sealer, separated by commas"),
    ("PUBLIC_URL", "http://127.0.0.1:8000", BOTH, "the hall's address, printed on papers and in QR codes"),
    ("LOG_LEVEL", "INFO", BOTH, "DEBUG, INFO, WARNING or ERROR"),
    ("HALL_FONT_DIR", "", BOTH, "a folder of licensed fonts (仿宋, 小标宋) to prefer on official papers"),
    ("TALK_ANSWER_DAYS", "3", BOTH, "working days in which an applicant's question is to be answered"),
    ("CLAMD", "", BOTH, "tcp://host:3310 or unix:///path of ClamAV's daemon; empty: files are not scanned for viruses"),
    ("EMAIL_URL", "", BOTH, "smtp://user:password@host:25 or smtps://…; empty: files (embedded), no letters (production)"),
    ("MAIL_FROM", "hall@localhost", BOTH, "the sender of notices by e-mail"),
    ("SMS_GATEWAY", "", BOTH, "the class that hands over short messages; empty: files (embedded), none (production)"),
    ("HALL_DEMO", "1", EMBEDDED, "1 shows the demonstration notice and makes demonstration data"),
    ("SECRET_KEY", "", PRODUCTION, "at least 50 random characters, different in each zone"),
    ("ALLOWED_HOSTS", "", PRODUCTION, "host names served, separated by commas"),
    ("CSRF_TRUSTED_ORIGINS", "", PRODUCTION, "https origins of the site, separated by commas"),
    ("HALL_TLS", "1", PRODUCTION, "0 only where no TLS ends in front of the house"),
    ("DEBUG", "0", PRODUCTION, "must stay 0; a zone with 1 does not start"),
    ("OUTER_PORT", "8000", ONEBOX, "port of the outer net"),
    ("INNER_PORT", "8001", ONEBOX, "port of the inner net"),
))  # fmt: skip

_KNOWN = {variable.name: variable for variable in TABLE}


def read(name: str) -> str:
    return os.environ.get(name, "") or _KNOWN[name].default


def flag(name: str) -> bool:
    return read(name).lower() in ("1", "true", "yes", "on")


def listed(name: str) -> list[str]:
    return [item.strip() for item in read(name).split(",") if item.strip()]


def explicit(name: str) -> bool:
    return bool(os.environ.get(name))
