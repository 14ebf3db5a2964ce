from django.urls import path

from . import ending_pages, provision_pages

urlpatterns = [
    path("provisions/", provision_pages.register, name="provisions"),
    path("provisions/new/", provision_pages.new, name="provision_new"),
    path("provisions/unregistered/", provision_pages.unregistered, name="provisions_unregistered"),
    path("provisions/laws/<uuid:pk>/", provision_pages.law, name="law"),
    path("provisions/laws/<uuid:pk>/end/", ending_pages.end_law, name="law_end"),
    path("provisions/<uuid:pk>/", provision_pages.provision, name="provision"),
    path("provisions/<uuid:pk>/end/", ending_pages.end, name="provision_end"),
    path("provisions/<uuid:pk>/complete/", provision_pages.complete, name="provision_complete"),
    path("provisions/<uuid:pk>/reinstate/", provision_pages.reinstate, name="provision_reinstate"),
    path("duties/", ending_pages.duties, name="duties"),
]
