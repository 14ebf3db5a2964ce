from django.urls import path

from . import talk_pages, turn_pages, windows

urlpatterns = [
    path("", windows.reception, name="window"),
    path("questions/", talk_pages.questions, {"place": "window"}, name="window_questions"),
    path("<str:number>/", windows.case_page, name="window_case"),
    path("<str:number>/answer/", windows.answer, name="window_answer"),
    path("<str:number>/deliver/", windows.hand_over, name="window_deliver"),
    path("<str:number>/turns/<slug:code>/", turn_pages.turn, {"place": "window"}, name="window_turn"),
    path("<str:number>/materials/<int:pk>/", windows.material, name="window_material"),
    path("<str:number>/materials/<int:pk>/page/", windows.material_page, name="window_page"),
    path("<str:number>/materials/<int:pk>/compare/", windows.material_comparison, name="window_compare"),
    path("<str:number>/papers/<int:pk>/", windows.paper, name="window_paper"),
    path("<str:number>/talk/", talk_pages.conversation, {"place": "window"}, name="window_talk"),
    path("<str:number>/talk/read/", talk_pages.read, {"place": "window"}, name="window_talk_read"),
    path("<str:number>/talk/<uuid:pk>/", talk_pages.file, {"place": "window"}, name="window_talk_file"),
]
