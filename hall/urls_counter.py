from django.urls import path

from hall.cases import owed_pages, supplement
from hall.counter import mandates, pages, receipt

urlpatterns = [
    path("", pages.choose, name="counter"),
    path("<uuid:pk>/", pages.visitor, name="counter_visitor"),
    path("mandates/", mandates.doubted, name="counter_mandates"),
    path("mandates/<str:number>/", mandates.mandate, name="counter_mandate"),
    path("filed/<str:number>/", receipt.receipt, name="counter_receipt"),
    path("filed/<str:number>/supplement/", supplement.at_the_window, name="counter_supplement"),
    path("filed/<str:number>/owed/", owed_pages.at_the_window, name="counter_owed"),
]
