"""Entries (窗口登记、代理): what a clerk or an agent says beside the application he files for somebody, and how it is read.

Refused on the other net: a party other than the one it was filed for.
"""

from dataclasses import dataclass

from ledger import canon
from powers.people.people import User
from workflow.applying import Way
from workflow.parties import Party


@dataclass(frozen=True)
class Entry:
    """What is said beside an application that somebody files for another: a clerk of the window, or, online, an agent.

    `account` is the applicant's own, where there is one, or his agent's; `paper` the copies of each material that came as
    an original.
    """

    kind: str
    way: Way
    account: User | None
    paper: dict[str, int]

    def content(self, party: dict) -> dict:
        """Part of the filing: its seal covers for whom it was filed, without saying it."""
        named = {"party": party_digest(self.kind, party)}
        if not self.is_entered:
            return named | {"by_agent": True}
        paper = [{"code": code, "copies": copies} for code, copies in sorted(self.paper.items()) if copies]
        return named | {"way": self.way.value, "paper": paper}

    @property
    def is_entered(self) -> bool:
        """Whether the window entered it; what comes online the agent filed himself."""
        return self.way != Way.ONLINE


def party_digest(kind: str, details: dict) -> str:
    return canon.digest({"kind": kind, "details": details})


def refuse_other_party(content: dict, party: Party) -> None:
    """What arrived names somebody else than the clerk filed for."""
    told = content.get("party")
    if told is not None and told != party_digest(party.kind, party.details):
        raise ValueError("the party is not the one the filing was entered for")


@dataclass(frozen=True)
class Applied:
    """How a case was applied for, as its pages say it."""

    way: Way
    is_entered: bool
    paper: dict[str, int]
    by_agent: bool = False

    @property
    def words(self) -> str:
        if self.by_agent:
            return f"{self.way.label}，代理人提出"
        return f"{self.way.label}，窗口登记" if self.is_entered else self.way.label


def of_filing(content: dict) -> Applied:
    """Read from the application as filed; one from before this was asked was filed online by the applicant."""
    paper = {row["code"]: row["copies"] for row in content.get("paper", ())}
    return Applied(
        Way(content.get("way", Way.ONLINE)), "way" in content, paper, content.get("by_agent", False)
    )


def promised_codes(content: dict) -> list[str]:
    """The materials that an application as filed promises instead of handing in (`undertakings.Word`)."""
    return [row["code"] for row in content.get("undertakings", ())]
