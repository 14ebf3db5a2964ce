"""The papers of a result in the flow editor: which boxes stand there, which are ticked, and what was ticked.

A result that says nothing of papers is shown with its usual ones ticked; left as it was shown it goes on saying nothing,
so that opening and saving an older flow changes nothing in it.
"""

from dataclasses import dataclass

from powers.flow.paper_vocabulary import name_of
from powers.flow.step_papers import fitting

MOST_PAPERS, MOST_CODE = 9, 40
SAID = "-"


@dataclass(frozen=True)
class Box:
    code: str
    label: str
    is_ticked: bool


def boxes(kind: str, outcome: str, papers: list[str] | None, *, power_class: str) -> list[Box]:
    """What fits this result, and whatever else is written there, for the person to take away."""
    fits = fitting(kind, outcome)
    ticked = fits if papers is None else papers
    offered = dict.fromkeys([*fits, *ticked])
    return [Box(code, name_of(code, power_class=power_class), code in ticked) for code in offered]


def shown(kind: str, outcome: str, papers: list[str] | None) -> str:
    """What the form remembers of how the boxes were shown."""
    return " ".join(fitting(kind, outcome)) if papers is None else SAID


def ticked(post, n: int, m: int) -> list[str] | None:
    """The papers of a result as they were ticked; None where nobody has said anything."""
    was = post.get(f"papers-was-{n}-{m}")
    if was is None:
        return None
    chosen = [code[:MOST_CODE] for code in post.getlist(f"papers-{n}-{m}")[:MOST_PAPERS] if code]
    return None if was != SAID and set(was.split()) == set(chosen) else chosen
