from .balancing import Balance
from .cards import Card, CardCounter
from .daybook import DayCount, Entered
from .following import Cursor
from .heartbeat import Heartbeat
from .watch import Watch

__all__ = ["Balance", "Card", "CardCounter", "Cursor", "DayCount", "Entered", "Heartbeat", "Watch"]
