"""The one clock. Views, tasks and commands read it; everything below takes `at=`."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    return datetime.now(UTC)


def civil_day(instant: datetime):
    """The calendar day of an instant for the people it concerns: Asia/Shanghai, wherever the server stands."""
    return instant.astimezone(CHINA).date()


def start_of(day: date) -> datetime:
    """The instant a civil day begins for the people it concerns."""
    return datetime.combine(day, time.min, tzinfo=CHINA)
