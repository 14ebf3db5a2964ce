"""The counts of a campaign: how many powers each department had, what becomes of them, and the reduction in percent.

Counted are powers, never fees: these have counts of their own. A power without a conclusion yet counts as staying. The
reduction is what is removed over what there was before (精减率), with one decimal, rounded half up.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count

from powers.campaigns.campaigns import PLACES, ROUNDS, Campaign
from powers.campaigns.conclusions import OF_FEES
from powers.campaigns.items import CampaignItem

WAYS = {"up": "上，部门报", "down": "下，编办提"}


@dataclass
class Tally:
    """The powers of one department, or of several, by conclusion."""

    before: int = 0
    keep: int = 0
    change: int = 0
    merge: int = 0
    delegate: int = 0
    cancel: int = 0
    hand_up: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(**{f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)})

    @property
    def removed(self) -> int:
        return self.merge + self.delegate + self.cancel + self.hand_up

    @property
    def after(self) -> int:
        return self.before - self.removed

    @property
    def open(self) -> int:
        """Those without a conclusion yet."""
        return self.after - self.keep - self.change

    @property
    def percent(self) -> Decimal:
        return share(self.removed, self.before)

    def as_dict(self) -> dict[str, int]:
        return asdict(self)


def share(part: int, whole: int) -> Decimal:
    if not whole:
        return Decimal("0.0")
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


def total(tallies: Iterable[Tally]) -> Tally:
    return sum(tallies, Tally())


def tallies(items) -> dict[int, Tally]:
    """Return → tally, of the powers among these items."""
    rows = items.filter(fee="").order_by().values_list("returned", "conclusion").annotate(count=Count("pk"))
    found: dict[int, Tally] = {}
    for returned, conclusion, count in rows:
        tally = found.setdefault(returned, Tally())
        tally.before += count
        if conclusion:
            setattr(tally, conclusion, count)
    return found


def fees(items) -> dict[str, int]:
    """How many fees there are, and how many with each conclusion."""
    rows = items.exclude(fee="").order_by().values_list("conclusion").annotate(count=Count("pk"))
    by_conclusion = dict(rows)
    found = {each.value: by_conclusion.get(each.value, 0) for each in OF_FEES}
    return {"before": sum(by_conclusion.values()), **found}


def counted(returned) -> dict:
    """What is written down when a return is signed or answered."""
    own = CampaignItem.objects.filter(returned=returned)
    return {**tallies(own).get(returned.pk, Tally()).as_dict(), "fees": fees(own)}


def noted(counts: dict) -> Tally:
    """A tally as it was written down."""
    return Tally(**{name: count for name, count in counts.items() if name != "fees"})


def rounds(campaign: Campaign, returns: Iterable) -> list[dict]:
    """Each way that every department has gone: its name, and the sum of what was written down."""
    returns, found = list(returns), []
    for number in range(1, ROUNDS + 1):
        for way, words in WAYS.items():
            noted_down = [each.counts.get(f"{number}{way}") for each in returns]
            if returns and all(noted_down):
                found.append({"name": f"{PLACES[number - 1]}{words}", "tally": total(map(noted, noted_down))})
    return found
