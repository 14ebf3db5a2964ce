"""When a telephone may ring: no short message between nine in the evening and eight in the morning, China time."""

from datetime import datetime, time, timedelta

from ledger.clock import CHINA

from .notice_choices import Channel

EVENING, MORNING = time(21), time(8)


def is_quiet(at: datetime) -> bool:
    local = at.astimezone(CHINA).time()
    return local >= EVENING or local < MORNING


def due_at(channel: str, at: datetime) -> datetime:
    """When something written at this instant may go out by this channel."""
    if channel != Channel.SMS or not is_quiet(at):
        return at
    local = at.astimezone(CHINA)
    day = local.date() + timedelta(days=local.time() >= EVENING)
    return datetime.combine(day, MORNING, tzinfo=CHINA)
