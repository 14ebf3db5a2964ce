from django.urls import path

from . import counter_pages, counter_receipt, owed_pages, supplement

urlpatterns = [
    path("", counter_pages.choose, name="counter"),
    path("<uuid:pk>/", counter_pages.visitor, name="counter_visitor"),
    path("filed/<str:number>/", counter_receipt.receipt, name="counter_receipt"),
    path("filed/<str:number>/supplement/", supplement.at_the_window, name="counter_supplement"),
    path("filed/<str:number>/owed/", owed_pages.at_the_window, name="counter_owed"),
]
