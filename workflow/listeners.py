"""Rooms above hear of what happened to a case: in the transaction that records the event, or admits it from the other net.

What a listener writes stands or falls with the event. It must send nothing: letters follow the commit.
"""

from collections.abc import Callable

_listeners: list[Callable] = []


def listen(hook: Callable) -> None:
    """Call `hook(case, event)` for every event of a case, and of a message in a case, that this net comes to know."""
    _listeners.append(hook)


def tell(case, event) -> None:
    for hook in _listeners:
        hook(case, event)
