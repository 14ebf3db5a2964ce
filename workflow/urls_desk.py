from django.urls import path

from . import desk

urlpatterns = [
    path("", desk.todo_list, name="desk_todo"),
    path("desk/done/", desk.done_list, name="desk_done"),
    path("desk/cases/<str:number>/", desk.case_page, name="desk_case"),
    path("desk/cases/<str:number>/opinion/<str:step>/", desk.give_opinion, name="desk_opinion"),
    path("desk/cases/<str:number>/pause/<str:step>/", desk.pause, name="desk_pause"),
    path("desk/cases/<str:number>/resume/", desk.resume, name="desk_resume"),
    path("desk/cases/<str:number>/materials/<int:pk>/", desk.material, name="desk_material"),
    path("desk/cases/<str:number>/papers/<int:pk>/", desk.paper, name="desk_paper"),
]
