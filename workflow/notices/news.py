"""What all notices share, on either net: which events are old news, and how many unread ones are named."""

from datetime import timedelta

OLD_NEWS = timedelta(days=1)
MANY = 100


def is_old(event) -> bool:
    """Whether a demonstration plays this event long after its day: nobody is to be called for it now."""
    return event.demo and event.recorded_at - event.at > OLD_NEWS


def how_many(unread) -> str:
    """The number of unread notices in words; past a hundred nobody counts."""
    found = len(unread.values_list("pk", flat=True)[: MANY + 1])
    return f"{MANY} 多" if found > MANY else str(found or "")
