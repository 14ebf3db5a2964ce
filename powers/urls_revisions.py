from django.urls import path

from . import staff_todo

urlpatterns = [
    path("todo/", staff_todo.todo_list, name="catalogue_todo"),
]
