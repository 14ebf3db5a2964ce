from .clocks import Clock, ClockStop
from .engine import StepRun
from .filings import DailyNumber, Filing, Petition
from .machine import Case
from .materials import Material
from .papers import Paper, PaperCounter
from .parties import Party
from .workdays import CalendarDay

__all__ = [
    "CalendarDay", "Case", "Clock", "ClockStop", "DailyNumber", "Filing", "Material", "Paper", "PaperCounter", "Party",
    "Petition", "StepRun",
]  # fmt: skip
