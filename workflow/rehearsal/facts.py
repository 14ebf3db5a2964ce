"""What a try of a draft flow is about: what was chosen, what happened step by step, which limits would hold."""

from dataclasses import dataclass, field
from datetime import date

from powers.flow.flow import Flow
from workflow.calendar.workdays import Calendar
from workflow.clock.lamps import Lamp
from workflow.clock.limits import Due, Limit, Pause, Unit
from workflow.papers.kinds import LICENCE


@dataclass(frozen=True)
class Choice:
    """What the person who tries wants of one passage: which result, after how many working days."""

    outcome: str = ""
    days: int | None = None


@dataclass(frozen=True)
class Setting:
    """What all cases of a try have in common."""

    flow: Flow
    start: date
    calendar: Calendar
    promised_days: int | None
    statutory_days: int | None
    power_class: str = LICENCE
    statutory_unit: Unit = Unit.WORKING
    certificate: str = ""
    promises: bool = False


@dataclass(frozen=True)
class Called:
    """A paper that an act calls for; one that only the step's own description names has no kind and no sample."""

    name: str
    kind: str = ""
    verb: str = ""


@dataclass(frozen=True)
class Passage:
    """One step of the made-up case, from the day it opens to the day it closes."""

    key: str
    name: str
    who: str
    opened_on: date
    closed_on: date
    days: int
    outcome: str
    options: tuple[tuple[str, str], ...]
    limit: Limit | None = None
    stops: bool = False
    papers: tuple[Called, ...] = ()
    due_on: date | None = None
    lamp: Lamp | None = None


@dataclass(frozen=True)
class Held:
    """Whether a limit of the whole case would hold."""

    label: str
    due: Due
    used: int
    holds: bool
    lamp: Lamp


@dataclass
class Rehearsal:
    passages: list[Passage] = field(default_factory=list)
    pauses: list[Pause] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    accepted_on: date | None = None
    decided_on: date | None = None
    ended_on: date | None = None
    ending: str = ""
    stuck: str = ""
