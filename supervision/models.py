from .cards import Card, CardCounter
from .following import Cursor
from .heartbeat import Heartbeat
from .watch import Watch

__all__ = ["Card", "CardCounter", "Cursor", "Heartbeat", "Watch"]
