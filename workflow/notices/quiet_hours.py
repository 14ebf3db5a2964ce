"""When a telephone may ring: no short message between nine in the evening and eight in the morning, China time."""

from datetime import datetime, time, timedelta

from ledger.clock import CHINA

EVENING, MORNING = time(21), time(8)


def is_quiet(at: datetime) -> bool:
    local = at.astimezone(CHINA).time()
    return local >= EVENING or local < MORNING


def daytime(at: datetime) -> datetime:
    """The instant itself, or the next morning if it is night."""
    if not is_quiet(at):
        return at
    local = at.astimezone(CHINA)
    day = local.date() + timedelta(days=local.time() >= EVENING)
    return datetime.combine(day, MORNING, tzinfo=CHINA)
