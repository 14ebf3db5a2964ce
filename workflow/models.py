from workflow.calendar.drafts import CalendarDraft
from workflow.calendar.notices import CalendarNotice
from workflow.calendar.store import CalendarVersion
from workflow.calendar.workdays import CalendarDay, LocalDay
from workflow.clock.clocks import Clock, ClockStop
from workflow.desk.half_written import HalfOpinion
from workflow.desk.party_search import PartySearch
from workflow.desk.phrases import Phrase
from workflow.desk.saved_views import SavedView
from workflow.engine import StepRun
from workflow.licences.bans import Ban
from workflow.licences.changes import LicenceChange
from workflow.licences.licences import Licence
from workflow.licences.papers import LicencePaper
from workflow.licences.renewals import Renewal
from workflow.machine import Case
from workflow.materials.filings import DailyNumber, Filing, Petition
from workflow.materials.materials import Material
from workflow.materials.owed_late import LateSupply
from workflow.materials.owed_supply import Supply
from workflow.materials.owing import Debt
from workflow.materials.readings import Reading
from workflow.materials.undertakings import Undertaking
from workflow.notices.desk_notices import DeskNotice, DeskNoticeChoice
from workflow.notices.desk_shorts import DeskShort
from workflow.papers.amendments import Amendment
from workflow.papers.papers import Paper, PaperCounter
from workflow.parties import Party
from workflow.ratings.call_backs import CallBack
from workflow.ratings.reviews import RatingReview
from workflow.talk.inner_notes import InnerNote
from workflow.talk.talk import Message
from workflow.turns.consulting import Consultation
from workflow.turns.hearings import Hearing
from workflow.turns.mandates import Mandate

__all__ = [
    "Amendment", "Ban", "CalendarDay", "CalendarDraft", "CalendarNotice", "CalendarVersion", "CallBack", "Case",
    "Clock", "ClockStop", "Consultation", "DailyNumber", "Debt", "DeskNotice", "DeskNoticeChoice", "DeskShort", "Filing",
    "HalfOpinion", "LateSupply",
    "Hearing", "InnerNote", "Licence", "LicenceChange", "LicencePaper", "LocalDay", "Mandate", "Material", "Message",
    "Paper",
    "PaperCounter", "Party", "PartySearch", "Petition", "Phrase", "RatingReview", "Reading", "Renewal", "SavedView", "StepRun",
    "Supply", "Undertaking",
]  # fmt: skip
