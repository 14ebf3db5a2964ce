from django.urls import path

from powers.campaigns import office_pages, overlap_pages, pages

urlpatterns = [
    path("campaigns/", pages.campaigns, name="campaigns"),
    path("campaigns/new/", pages.begin, name="campaign_begin"),
    path("campaigns/<uuid:pk>/", pages.campaign, name="campaign"),
    path("campaigns/<uuid:pk>/acts/<slug:verb>/", pages.act, name="campaign_act"),
    path("campaigns/<uuid:pk>/report/", pages.report, name="campaign_report"),
    path("campaigns/<uuid:pk>/overlaps/", overlap_pages.overlaps, name="campaign_overlaps"),
    path("campaigns/<uuid:pk>/overlaps/find/", overlap_pages.find, name="campaign_find"),
    path("campaigns/<uuid:pk>/overlaps/<int:number>/", overlap_pages.overlap, name="campaign_overlap"),
    path("campaigns/offices/<uuid:pk>/", office_pages.office, name="campaign_office"),
    path("campaigns/offices/<uuid:pk>/judge/<slug:verb>/", office_pages.judge, name="campaign_judge"),
    path("campaigns/offices/<uuid:pk>/many/<slug:act>/", office_pages.many, name="campaign_many"),
    path("campaigns/offices/<uuid:pk>/acts/<slug:verb>/", office_pages.whole, name="campaign_whole"),
    path("campaigns/offices/<uuid:pk>/draft/", office_pages.draft, name="campaign_draft"),
    path("campaigns/items/<uuid:pk>/", office_pages.item, name="campaign_item"),
]
