from .applicants import Applicant
from .draft_files import DraftFile
from .drafts import Draft

__all__ = ["Applicant", "Draft", "DraftFile"]
