"""When something may go out by a channel: the night (`workflow.quiet_hours`) holds back short messages alone."""

from datetime import datetime

from workflow.quiet_hours import daytime

from .notice_choices import Channel


def due_at(channel: str, at: datetime) -> datetime:
    """When something written at this instant may go out by this channel."""
    return daytime(at) if channel == Channel.SMS else at
