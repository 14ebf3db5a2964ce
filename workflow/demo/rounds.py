"""The demonstration in rounds: a net plays a few of its cases and carries what is ready; both nets take their rounds at once.

A case is played once by a player: what then still waits is meant to wait. A net is quiet when a round moved nothing.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from exchange import worker
from ledger.zone import here
from workflow.demo import own
from workflow.demo import play as demo_play
from workflow.machine import Case
from workflow.states import State

PORTION = 12
DECIDED = (State.GRANTED, State.REFUSED)
PARTS = ("carry", "cases", "own")


class Player:
    """This net's part: `carry` plays nothing, `cases` the made-up applicants, `own` those that sign in."""

    def __init__(self, *, count: int, until: datetime):
        self.until = until
        self.filing: Iterator[None] = demo_play.file_each(count=count, until=until)
        self.played: set = set()
        self.others: set | None = None

    def round(self, part: str) -> int:
        """How much was played and carried."""
        parts = {
            ("outer", "cases"): self._receive_and_finish,
            ("inner", "cases"): self._handle,
            ("inner", "own"): self._handle_own,
        }
        play = parts.get((here(), part))
        return (play() if play else 0) + worker.tick()

    def _receive_and_finish(self) -> int:
        filed = sum(1 for _ in islice(self.filing, PORTION))
        return filed + self._each(demo_play.finish_each, Case.objects.filter(demo=True, state__in=DECIDED))

    def _handle(self) -> int:
        if self.others is None:
            self.others = set(own.endings())
        waiting = Case.objects.filter(demo=True, state=State.HANDLING).exclude(pk__in=self.others)
        return self._each(demo_play.handle_each, waiting)

    def _handle_own(self) -> int:
        new = {pk: ending for pk, ending in own.endings().items() if pk not in self.played}
        demo_play.handle_own(new, until=self.until)
        self.played |= new.keys()
        return len(new)

    def _each(self, play, cases) -> int:
        pks = [pk for pk in cases.order_by("number").values_list("pk", flat=True) if pk not in self.played]
        play(pks[:PORTION], until=self.until)
        self.played |= set(pks[:PORTION])
        return len(pks[:PORTION])
