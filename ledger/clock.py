"""The one clock. Views, tasks and commands read it; everything below takes `at=`."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    return datetime.now(UTC)


def civil_day(instant: datetime):
    """The calendar day of an instant for the people it concerns: Asia/Shanghai, wherever the server stands."""
    return instant.astimezone(CHINA).date()
