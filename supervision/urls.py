from django.urls import path

from . import pages

urlpatterns = [
    path("", pages.board_page, name="board"),
    path("cards/", pages.card_list, name="cards"),
    path("cards/<slug:number>/", pages.card_page, name="card"),
]
