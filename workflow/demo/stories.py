"""Stories for demonstration cases: what happens in a case and when, decided by its number alone, so both zones tell the same.

Nothing here is written past the gate: a story only says which verb to use next and at what time. Times are office hours of
working days; a step may be quick, slow, late, or still waiting today.
"""

import random
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from ledger.clock import CHINA, civil_day
from workflow.clock.deadlines import add_workdays

# How often each ending occurs among 100 cases.
ENDINGS = {
    "granted": 46, "refused": 7, "declined": 5, "corrected": 12, "waiting_correction": 4, "withdrawn_early": 3,
    "withdrawn_late": 2, "waiting_window": 6, "waiting_desk": 15,
}  # fmt: skip
PACES = {"quick": 84, "slow": 11, "late": 5}


@dataclass(frozen=True)
class Story:
    ending: str
    pace: str
    score: int
    dice: random.Random

    @classmethod
    def of(cls, number: str) -> "Story":
        dice = random.Random(f"story {number}")
        score = dice.choices((5, 4, 3, 2, 1, 0), (55, 15, 6, 2, 1, 21))[0]
        return cls(_pick(dice, ENDINGS), _pick(dice, PACES), score, dice)

    @property
    def refuses(self) -> bool:
        return self.ending == "refused"

    def delay(self, limit_days: int) -> int:
        """Working days until a step with this limit is done."""
        if self.pace == "quick":
            return self.dice.randint(0, max(limit_days - 1, 0))
        return limit_days + (self.dice.randint(1, 3) if self.pace == "late" else 0)


def _pick(dice: random.Random, shares: dict[str, int]) -> str:
    return dice.choices(list(shares), list(shares.values()))[0]


def later(at: datetime, *, days: int, dice: random.Random, calendar) -> datetime:
    """A moment in office hours, so many working days after `at`; on the same day some time later."""
    if days <= 0:
        return at + timedelta(minutes=dice.randint(5, 55))
    return office_time(add_workdays(civil_day(at), days, calendar=calendar), dice)


def office_time(day, dice: random.Random) -> datetime:
    """A moment between 9:00 and 17:00 in China."""
    return datetime.combine(day, time(9), CHINA) + timedelta(minutes=dice.randint(0, 8 * 60))
