"""What many stories begin with: an application that the window has taken in, and what all of them end with."""

from tests.journeys.stories.grant import FORM, PLAN, REPORT, RULES, has_applied

MATERIALS = (FORM, PLAN, REPORT, RULES)


def has_been_accepted(people):
    """A citizen whose application is on the inner net, or on its way there."""
    citizen = has_applied(people)
    clerk = people.clerk().takes(citizen.number)
    clerk.finds(dict.fromkeys(MATERIALS, "合格")).answers("受理").sees("已受理")
    return citizen


def both_nets_agree(house, *verbs: str) -> None:
    """The same events seal for seal, these acts among them; and each net, asked by itself, finds nothing changed."""
    held = {place.split()[2] for place in house.chains()}
    assert set(verbs) <= held, f"{set(verbs) - held} left no event"
    for zone in ("outer", "inner"):
        assert "没有被改过" in house.manage(zone, "ledger", "verify")
