from django.urls import path

from powers.provisions import ending_pages, pages

urlpatterns = [
    path("provisions/", pages.register, name="provisions"),
    path("provisions/new/", pages.new, name="provision_new"),
    path("provisions/unregistered/", pages.unregistered, name="provisions_unregistered"),
    path("provisions/laws/<uuid:pk>/", pages.law, name="law"),
    path("provisions/laws/<uuid:pk>/end/", ending_pages.end_law, name="law_end"),
    path("provisions/<uuid:pk>/", pages.provision, name="provision"),
    path("provisions/<uuid:pk>/end/", ending_pages.end, name="provision_end"),
    path("provisions/<uuid:pk>/complete/", pages.complete, name="provision_complete"),
    path("provisions/<uuid:pk>/reinstate/", pages.reinstate, name="provision_reinstate"),
    path("duties/", ending_pages.duties, name="duties"),
]
