from django.urls import path

from hall.cases import owed_pages, supplement
from hall.counter import pages, receipt

urlpatterns = [
    path("", pages.choose, name="counter"),
    path("<uuid:pk>/", pages.visitor, name="counter_visitor"),
    path("filed/<str:number>/", receipt.receipt, name="counter_receipt"),
    path("filed/<str:number>/supplement/", supplement.at_the_window, name="counter_supplement"),
    path("filed/<str:number>/owed/", owed_pages.at_the_window, name="counter_owed"),
]
