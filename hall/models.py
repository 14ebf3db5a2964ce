from hall.accounts.applicants import Applicant
from hall.apply.agency import Agency
from hall.apply.draft_files import DraftFile
from hall.apply.drafts import Draft
from hall.apply.upload_quota import UploadTally
from hall.counter.visits import Visit
from hall.notices.choices import NoticeChoice
from hall.notices.notices import Notice

__all__ = ["Agency", "Applicant", "Draft", "DraftFile", "Notice", "NoticeChoice", "UploadTally", "Visit"]
