from django.urls import path

from . import amending, desk, licence_pages, talk_pages, todo_pages, turn_pages

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
    path("desk/cases/<str:number>/materials/<int:pk>/", desk.material, name="desk_material"),
    path("desk/cases/<str:number>/materials/<int:pk>/page/", desk.material_page, name="desk_page"),
    path(
        "desk/cases/<str:number>/materials/<int:pk>/compare/", desk.material_comparison, name="desk_compare"
    ),
    path("desk/cases/<str:number>/papers/<int:pk>/", desk.paper, name="desk_paper"),
    path("desk/cases/<str:number>/turns/<slug:code>/", turn_pages.turn, {"place": "desk"}, name="desk_turn"),
    path("desk/cases/<str:number>/papers/<int:pk>/correct/", amending.correct, name="desk_correct"),
    path("desk/cases/<str:number>/papers/<int:pk>/revoke/", amending.revoke, name="desk_revoke"),
    path("desk/questions/", talk_pages.questions, {"place": "desk"}, name="desk_questions"),
    path("desk/cases/<str:number>/talk/", talk_pages.conversation, {"place": "desk"}, name="desk_talk"),
    path("desk/cases/<str:number>/talk/read/", talk_pages.read, {"place": "desk"}, name="desk_talk_read"),
    path(
        "desk/cases/<str:number>/talk/<uuid:pk>/", talk_pages.file, {"place": "desk"}, name="desk_talk_file"
    ),
    path("desk/cases/<str:number>/notes/", talk_pages.note, name="desk_note"),
    path("desk/licences/", licence_pages.register, name="desk_licences"),
    path("desk/licences/<uuid:pk>/", licence_pages.licence, name="desk_licence"),
    path("desk/licences/<uuid:pk>/acts/<slug:code>/", licence_pages.act, name="desk_licence_act"),
]
