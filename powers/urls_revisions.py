from django.urls import path

from powers.revisions import staff_items, staff_revisions, staff_todo

urlpatterns = [
    path("todo/", staff_todo.todo_list, name="catalogue_todo"),
    path("items/", staff_items.items, name="items"),
    path("items/<uuid:pk>/", staff_items.item, name="item"),
    path("items/<uuid:pk>/difference/", staff_items.difference, name="item_difference"),
    path("items/<uuid:pk>/revise/", staff_revisions.revise, name="revise"),
    path("revisions/new/", staff_revisions.new, name="revision_new"),
    path("revisions/<uuid:pk>/", staff_revisions.revision, name="revision"),
    path("revisions/<uuid:pk>/pages/<slug:code>/", staff_revisions.page, name="revision_page"),
    path("revisions/<uuid:pk>/send/", staff_revisions.send, name="revision_send"),
    path("revisions/<uuid:pk>/opinion/", staff_revisions.opinion, name="revision_opinion"),
    path("revisions/<uuid:pk>/discard/", staff_revisions.discard, name="revision_discard"),
]
