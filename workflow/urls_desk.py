from django.urls import path

from . import amending, desk, licence_pages, material_pages, talk_pages, todo_pages, turn_pages

HERE = {"place": "desk"}

urlpatterns = [
    path("", todo_pages.todo_list, name="desk_todo"),
    path("desk/done/", todo_pages.done_list, name="desk_done"),
    path("desk/many/", todo_pages.many_at_once, name="desk_many"),
    path("desk/views/", todo_pages.keep_view, name="desk_views"),
    path("desk/views/change/", todo_pages.change_view, name="desk_view"),
    path("desk/cases/<str:number>/", desk.case_page, name="desk_case"),
    path("desk/cases/<str:number>/opinion/<str:step>/", desk.give_opinion, name="desk_opinion"),
    path("desk/cases/<str:number>/pause/<str:step>/", desk.pause, name="desk_pause"),
    path("desk/cases/<str:number>/resume/", desk.resume, name="desk_resume"),
    path(
        "desk/cases/<str:number>/materials/<int:pk>/",
        material_pages.fetch,
        HERE,
        name="desk_material",
    ),
    path(
        "desk/cases/<str:number>/materials/<int:pk>/page/",
        material_pages.page,
        HERE,
        name="desk_page",
    ),
    path(
        "desk/cases/<str:number>/materials/<int:pk>/compare/",
        material_pages.side_by_side,
        HERE,
        name="desk_compare",
    ),
    path(
        "desk/cases/<str:number>/papers/<int:pk>/",
        material_pages.fetch_paper,
        HERE,
        name="desk_paper",
    ),
    path("desk/cases/<str:number>/turns/<slug:code>/", turn_pages.turn, HERE, name="desk_turn"),
    path("desk/cases/<str:number>/papers/<int:pk>/correct/", amending.correct, name="desk_correct"),
    path("desk/cases/<str:number>/papers/<int:pk>/revoke/", amending.revoke, name="desk_revoke"),
    path("desk/questions/", talk_pages.questions, HERE, name="desk_questions"),
    path("desk/cases/<str:number>/talk/", talk_pages.conversation, HERE, name="desk_talk"),
    path("desk/cases/<str:number>/talk/read/", talk_pages.read, HERE, name="desk_talk_read"),
    path("desk/cases/<str:number>/talk/<uuid:pk>/", talk_pages.file, HERE, name="desk_talk_file"),
    path("desk/cases/<str:number>/notes/", talk_pages.note, name="desk_note"),
    path("desk/licences/", licence_pages.register, name="desk_licences"),
    path("desk/licences/<uuid:pk>/", licence_pages.licence, name="desk_licence"),
    path("desk/licences/<uuid:pk>/acts/<slug:code>/", licence_pages.act, name="desk_licence_act"),
]
