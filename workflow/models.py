from .amendments import Amendment
from .bans import Ban
from .calendar_drafts import CalendarDraft
from .calendar_notices import CalendarNotice
from .calendar_store import CalendarVersion
from .call_backs import CallBack
from .clocks import Clock, ClockStop
from .consulting import Consultation
from .desk_notices import DeskNotice, DeskNoticeChoice
from .desk_shorts import DeskShort
from .engine import StepRun
from .filings import DailyNumber, Filing, Petition
from .half_written import HalfOpinion
from .hearings import Hearing
from .inner_notes import InnerNote
from .licence_changes import LicenceChange
from .licence_papers import LicencePaper
from .licences import Licence
from .machine import Case
from .materials import Material
from .owed_supply import Supply
from .owing import Debt
from .papers import Paper, PaperCounter
from .parties import Party
from .party_search import PartySearch
from .phrases import Phrase
from .rating_reviews import RatingReview
from .readings import Reading
from .renewals import Renewal
from .saved_views import SavedView
from .talk import Message
from .undertakings import Undertaking
from .workdays import CalendarDay, LocalDay

__all__ = [
    "Amendment", "Ban", "CalendarDay", "CalendarDraft", "CalendarNotice", "CalendarVersion", "CallBack", "Case",
    "Clock", "ClockStop", "Consultation", "DailyNumber", "Debt", "DeskNotice", "DeskNoticeChoice", "DeskShort", "Filing",
    "HalfOpinion",
    "Hearing", "InnerNote", "Licence", "LicenceChange", "LicencePaper", "LocalDay", "Material", "Message", "Paper",
    "PaperCounter", "Party", "PartySearch", "Petition", "Phrase", "RatingReview", "Reading", "Renewal", "SavedView", "StepRun",
    "Supply", "Undertaking",
]  # fmt: skip
