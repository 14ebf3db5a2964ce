"""What becomes, on the inner net, of the cases that the demonstration's applicants filed: the first is granted, the second
waits for the head's decision, the others wait on the way there.

An applicant is known by the telephone of the party, since accounts never cross. Only cases not yet decided are named.
"""

from powers.people.seed import DEMO_APPLICANTS
from workflow.demo.play import WAITS_FOR_DECISION
from workflow.machine import Case
from workflow.parties import Party
from workflow.states import State


def endings() -> dict:
    """Case → ending, for the cases in hand of the demonstration's applicants."""
    phones = {account.login for account in DEMO_APPLICANTS}
    parties = Party.objects.filter(case__demo=True).select_related("case").order_by("case__number")
    own: dict[str, list[Case]] = {}
    for party in parties:
        if party.details.get("phone") in phones:
            own.setdefault(party.details["phone"], []).append(party.case)
    return {
        case.pk: ("granted", WAITS_FOR_DECISION)[place] if place < 2 else "waiting_desk"
        for cases in own.values()
        for place, case in enumerate(cases)
        if case.state == State.HANDLING
    }
