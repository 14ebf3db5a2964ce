from .adjustment_duties import AdjustmentDuty
from .campaign_items import CampaignItem
from .campaign_overlaps import CampaignOverlap
from .campaign_returns import CampaignReturn
from .campaigns import Campaign
from .catalogue import Edition, Power, PowerClass
from .citations import Citation
from .deputies import Deputation
from .imports import ImportJob, ImportRow
from .laws import Law
from .offices import Area, Office
from .people import Post, User
from .provisions import Provision
from .revisions import Revision
from .search_index import SearchEntry
from .suspensions import Suspension

__all__ = [
    "AdjustmentDuty",
    "Area",
    "Campaign",
    "CampaignItem",
    "CampaignOverlap",
    "CampaignReturn",
    "Citation",
    "Deputation",
    "Edition",
    "ImportJob",
    "ImportRow",
    "Law",
    "Office",
    "Post",
    "Power",
    "PowerClass",
    "Provision",
    "Revision",
    "SearchEntry",
    "Suspension",
    "User",
]
