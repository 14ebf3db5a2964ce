from django.urls import path

from workflow import windows
from workflow.materials import pages as material_pages
from workflow.ratings import call_back_pages
from workflow.talk import pages as talk_pages
from workflow.turns import pages as turn_pages

HERE = {"place": "window"}

urlpatterns = [
    path("", windows.reception, name="window"),
    path("questions/", talk_pages.questions, HERE, name="window_questions"),
    path("ratings/", call_back_pages.ratings, HERE, name="window_ratings"),
    path("<str:number>/rating/", call_back_pages.answer, name="window_rating_answer"),
    path("<str:number>/", windows.case_page, name="window_case"),
    path("<str:number>/answer/", windows.answer, name="window_answer"),
    path("<str:number>/deliver/", windows.hand_over, name="window_deliver"),
    path("<str:number>/turns/<slug:code>/", turn_pages.turn, HERE, name="window_turn"),
    path("<str:number>/materials/<int:pk>/", material_pages.fetch, HERE, name="window_material"),
    path("<str:number>/materials/<int:pk>/page/", material_pages.page, HERE, name="window_page"),
    path(
        "<str:number>/materials/<int:pk>/compare/",
        material_pages.side_by_side,
        HERE,
        name="window_compare",
    ),
    path("<str:number>/papers/<int:pk>/", material_pages.fetch_paper, HERE, name="window_paper"),
    path("<str:number>/talk/", talk_pages.conversation, HERE, name="window_talk"),
    path("<str:number>/talk/read/", talk_pages.read, HERE, name="window_talk_read"),
    path("<str:number>/talk/<uuid:pk>/", talk_pages.file, HERE, name="window_talk_file"),
]
