from django.urls import path

from . import figure_pages, pages, rating_pages

urlpatterns = [
    path("", pages.board_page, name="board"),
    path("ratings/", rating_pages.rating_list, name="board_ratings"),
    path("ratings/<str:number>/", rating_pages.decide, name="board_rating_decide"),
    path("undertakings/", pages.undertaking_list, name="board_undertakings"),
    path("figures/", figure_pages.figures_page, name="figures"),
    path("cards/", pages.card_list, name="cards"),
    path("cards/<slug:number>/", pages.card_page, name="card"),
]
