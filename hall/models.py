from .agency import Agency
from .applicants import Applicant
from .draft_files import DraftFile
from .drafts import Draft
from .notice_choices import NoticeChoice
from .notices import Notice
from .upload_quota import UploadTally
from .visits import Visit

__all__ = ["Agency", "Applicant", "Draft", "DraftFile", "Notice", "NoticeChoice", "UploadTally", "Visit"]
