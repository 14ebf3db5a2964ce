from .cards import Card, CardCounter
from .following import Cursor
from .watch import Watch

__all__ = ["Card", "CardCounter", "Cursor", "Watch"]
