"""Drafts for the tests: a revision of a power in force, begun by the clerk of its department."""

from ledger import clock
from powers.people.people import Role
from powers.revisions.adjustments import Kind
from powers.revisions.revisions import Revision
from tests import factories


def drafter():
    return factories.official(Role.CATALOGUE, at=factories.office(), name="何静")


def draft_of(flow, *, by) -> Revision:
    """A change of a power with this flow, open and in draft."""
    power = factories.edition(flow=flow).power
    revision = Revision(
        power=power,
        office=power.office,
        power_class=power.power_class,
        level=power.level,
        base=power.current,
        kind=Kind.CHANGE,
        content=power.current.content(),
    )
    revision.open(by=by, at=clock.now())
    return revision
