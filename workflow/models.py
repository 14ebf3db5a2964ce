from .amendments import Amendment
from .bans import Ban
from .calendar_notices import CalendarNotice
from .calendar_store import CalendarVersion
from .clocks import Clock, ClockStop
from .consulting import Consultation
from .engine import StepRun
from .filings import DailyNumber, Filing, Petition
from .hearings import Hearing
from .inner_notes import InnerNote
from .licence_papers import LicencePaper
from .licences import Licence
from .machine import Case
from .materials import Material
from .papers import Paper, PaperCounter
from .parties import Party
from .readings import Reading
from .renewals import Renewal
from .saved_views import SavedView
from .talk import Message
from .workdays import CalendarDay, LocalDay

__all__ = [
    "Amendment", "Ban", "CalendarDay", "CalendarNotice", "CalendarVersion", "Case", "Clock", "ClockStop",
    "Consultation", "DailyNumber", "Filing", "Hearing", "InnerNote", "Licence", "LicencePaper", "LocalDay", "Material",
    "Message", "Paper", "PaperCounter", "Party", "Petition", "Reading", "Renewal", "SavedView", "StepRun",
]  # fmt: skip
