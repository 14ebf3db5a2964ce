"""When something may go out by a channel: the night (`workflow.notices.quiet_hours`) holds back short messages alone."""

from datetime import datetime

from hall.notices.choices import Channel
from workflow.notices.quiet_hours import daytime


def due_at(channel: str, at: datetime) -> datetime:
    """When something written at this instant may go out by this channel."""
    return daytime(at) if channel == Channel.SMS else at
