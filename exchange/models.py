from .alarms import Alarm
from .blobs import StoredBlob
from .deliveries import Held, Lacking
from .inbox import InboxCursor, InboxMessage, InboxPackage, InboxParked
from .outbox import BlobSending, Outbox, OutboxCursor, OutboxPackage, Sealed, Sending, Unsealed
from .quarantine import Quarantined

__all__ = [
    "Alarm", "BlobSending", "Held", "InboxCursor", "InboxMessage", "InboxPackage", "InboxParked", "Lacking", "Outbox",
    "OutboxCursor", "OutboxPackage", "Quarantined", "Sealed", "Sending", "StoredBlob", "Unsealed",
]  # fmt: skip
