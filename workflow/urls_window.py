from django.urls import path

from . import windows

urlpatterns = [
    path("", windows.reception, name="window"),
    path("<str:number>/", windows.case_page, name="window_case"),
    path("<str:number>/answer/", windows.answer, name="window_answer"),
    path("<str:number>/deliver/", windows.hand_over, name="window_deliver"),
    path("<str:number>/materials/<int:pk>/", windows.material, name="window_material"),
    path("<str:number>/papers/<int:pk>/", windows.paper, name="window_paper"),
]
