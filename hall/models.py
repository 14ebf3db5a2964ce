from .applicants import Applicant
from .draft_files import DraftFile
from .drafts import Draft
from .upload_quota import UploadTally

__all__ = ["Applicant", "Draft", "DraftFile", "UploadTally"]
