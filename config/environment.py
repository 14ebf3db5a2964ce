"""Every environment variable the house knows, in one table. Settings read through `read` and nowhere else.

A test compares this table with docker-compose.yml both ways, and docs/operations.md prints it.
"""

import os
from dataclasses import dataclass

BOTH, EMBEDDED, PRODUCTION, ONEBOX = "both", "embedded", "production", "make run"


@dataclass(frozen=True, kw_only=True)
class Variable:
    name: str
    meaning: str
    default: str = ""
    profile: str = BOTH


TABLE = (
    Variable(name="HALL_ZONE", default="inner", meaning="outer or inner: the net this process serves"),
    Variable(name="HALL_PROFILE", default="embedded", meaning="embedded (one machine, demo) or production"),
    Variable(
        name="DATA_DIR", default="", meaning="files of the house; empty: the folder data/ of the checkout"
    ),
    Variable(name="STATIC_ROOT", default="", meaning="collected static files; empty: DATA_DIR/static"),
    Variable(
        name="DATABASE_URL", default="", meaning="postgresql://…; empty: an SQLite file (embedded only)"
    ),
    Variable(
        name="REDIS_URL",
        default="",
        meaning="redis://… for broker and counters; empty: files (embedded only)",
    ),
    Variable(
        name="PUBLIC_URL", default="http://127.0.0.1:8000", meaning="the hall's address, printed on papers"
    ),
    Variable(name="LOG_LEVEL", default="INFO", meaning="DEBUG, INFO, WARNING or ERROR"),
    Variable(
        name="HALL_FONT_DIR", default="", meaning="licensed fonts (仿宋, 小标宋) to prefer on official papers"
    ),
    Variable(name="HALL_DEMO", default="1", profile=EMBEDDED, meaning="1 shows the demo notice and accounts"),
    Variable(
        name="SECRET_KEY", profile=PRODUCTION, meaning="at least 50 random characters, different per zone"
    ),
    Variable(name="ALLOWED_HOSTS", profile=PRODUCTION, meaning="host names served, separated by commas"),
    Variable(name="CSRF_TRUSTED_ORIGINS", profile=PRODUCTION, meaning="https origins, separated by commas"),
    Variable(
        name="HALL_TLS",
        default="1",
        profile=PRODUCTION,
        meaning="0 only where no TLS ends in front of the house",
    ),
    Variable(name="DEBUG", default="0", profile=PRODUCTION, meaning="refused in production when on"),
    Variable(name="OUTER_PORT", default="8000", profile=ONEBOX, meaning="port of the outer net"),
    Variable(name="INNER_PORT", default="8001", profile=ONEBOX, meaning="port of the inner net"),
)

_KNOWN = {variable.name: variable for variable in TABLE}


def read(name: str) -> str:
    return os.environ.get(name, "") or _KNOWN[name].default


def flag(name: str) -> bool:
    return read(name).lower() in ("1", "true", "yes", "on")


def listed(name: str) -> list[str]:
    return [item.strip() for item in read(name).split(",") if item.strip()]


def explicit(name: str) -> bool:
    return bool(os.environ.get(name))
