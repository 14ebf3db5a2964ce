from django.urls import path

from powers.forms import editor

urlpatterns = [
    path("revisions/<uuid:pk>/form/", editor.edit, name="revision_form"),
    path(
        "revisions/<uuid:pk>/form/sections/<slug:code>/",
        editor.section,
        name="revision_form_section",
    ),
]
