from django.urls import path

from . import campaign_office_pages, campaign_overlap_pages, campaign_pages

urlpatterns = [
    path("campaigns/", campaign_pages.campaigns, name="campaigns"),
    path("campaigns/new/", campaign_pages.begin, name="campaign_begin"),
    path("campaigns/<uuid:pk>/", campaign_pages.campaign, name="campaign"),
    path("campaigns/<uuid:pk>/acts/<slug:verb>/", campaign_pages.act, name="campaign_act"),
    path("campaigns/<uuid:pk>/report/", campaign_pages.report, name="campaign_report"),
    path("campaigns/<uuid:pk>/overlaps/", campaign_overlap_pages.overlaps, name="campaign_overlaps"),
    path("campaigns/<uuid:pk>/overlaps/find/", campaign_overlap_pages.find, name="campaign_find"),
    path(
        "campaigns/<uuid:pk>/overlaps/<int:number>/", campaign_overlap_pages.overlap, name="campaign_overlap"
    ),
    path("campaigns/offices/<uuid:pk>/", campaign_office_pages.office, name="campaign_office"),
    path(
        "campaigns/offices/<uuid:pk>/judge/<slug:verb>/", campaign_office_pages.judge, name="campaign_judge"
    ),
    path("campaigns/offices/<uuid:pk>/many/<slug:act>/", campaign_office_pages.many, name="campaign_many"),
    path("campaigns/offices/<uuid:pk>/acts/<slug:verb>/", campaign_office_pages.whole, name="campaign_whole"),
    path("campaigns/offices/<uuid:pk>/draft/", campaign_office_pages.draft, name="campaign_draft"),
    path("campaigns/items/<uuid:pk>/", campaign_office_pages.item, name="campaign_item"),
]
