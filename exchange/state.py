"""What the exchange can say of itself: whether an event has reached the other zone, and how both streams stand."""

from datetime import datetime

from ledger.events import Event

from . import alarms, deliveries, streams
from .alarms import Alarm
from .deliveries import Held
from .inbox import InboxCursor, InboxParked
from .outbox import OutboxCursor, OutboxPackage, Sealed, Sending, Unsealed
from .quarantine import Quarantined

retry = deliveries.retry


def acknowledged(event: Event) -> bool:
    """Whether the other zone has this event: it came from there, or its package is acknowledged."""
    return event.arrived or event.pk in acknowledged_among([event])


def acknowledged_among(events: list[Event]) -> set[int]:
    """The keys of those events that the other zone has; two queries for a whole list."""
    came = {event.pk for event in events if event.arrived}
    cursor = OutboxCursor.objects.filter(stream=streams.outgoing()).first()
    if cursor is None:
        return came
    ours = [event.pk for event in events if not event.arrived]
    reached = Sealed.objects.filter(
        event__in=ours, package__stream=cursor.stream, package__epoch=cursor.epoch
    )
    return came | set(reached.filter(package__seq__lte=cursor.acked).values_list("event_id", flat=True))


def blocked_subjects() -> list[str]:
    """Subjects of which a received message waits for a person or another try."""
    stuck = Held.objects.filter(why__in=[deliveries.Why.FAILED, deliveries.Why.MISFIT]).exclude(subject="")
    return sorted(stuck.values_list("subject", flat=True))


def status(*, at: datetime) -> dict:
    """How both streams stand, in numbers and without personal data."""
    out = OutboxCursor.objects.filter(stream=streams.outgoing()).first()
    inbox = InboxCursor.objects.filter(stream=streams.incoming()).first()
    last = OutboxPackage.objects.filter(stream=streams.outgoing()).order_by("epoch", "seq").last()
    return {
        "waiting": Unsealed.objects.count(),
        "sealed": last.seq if last else 0,
        "acked": out.acked if out else 0,
        "unacked": Sending.objects.count(),
        "applied": inbox.upto if inbox else 0,
        "parked": InboxParked.objects.count(),
        "held": Held.objects.count(),
        "blocked": blocked_subjects(),
        "quarantined": Quarantined.objects.count(),
        "stopped": inbox.stopped if inbox else "",
        "silent_seconds": int((at - inbox.heard_at).total_seconds()) if inbox else None,
        "alarms": list(open_alarms().values_list("kind", "about", "text")),
    }


def open_alarms():
    return Alarm.objects.filter(cleared_at=None).order_by("raised_at")


def watch(*, at: datetime) -> int:
    """Ring for silence, and clear what is right again."""
    inbox = InboxCursor.objects.filter(stream=streams.incoming()).first()
    if inbox and at - inbox.heard_at > streams.pace("silence"):
        alarms.ring("silence", at=at)
    elif alarms.is_open("silence"):
        alarms.clear("silence", at=at)
    for name in Alarm.objects.filter(kind="unsupported", cleared_at=None).values_list("about", flat=True):
        if not Held.objects.filter(why=deliveries.Why.UNSUPPORTED, message__kind=name).exists():
            alarms.clear("unsupported", at=at, about=name)
    return 0
