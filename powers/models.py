from powers.campaigns.campaign_overlaps import CampaignOverlap
from powers.campaigns.campaigns import Campaign
from powers.campaigns.items import CampaignItem
from powers.campaigns.returns import CampaignReturn
from powers.catalogue import Edition, Power, PowerClass
from powers.imports.imports import ImportJob, ImportRow
from powers.items.suspensions import Suspension
from powers.people.deputies import Deputation
from powers.people.offices import Area, Office
from powers.people.people import Post, User
from powers.provisions.adjustment_duties import AdjustmentDuty
from powers.provisions.citations import Citation
from powers.provisions.laws import Law
from powers.provisions.provisions import Provision
from powers.revisions.revisions import Revision
from powers.search.index import SearchEntry

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
