from django.urls import path

from . import form_editor

urlpatterns = [
    path("revisions/<uuid:pk>/form/", form_editor.edit, name="revision_form"),
    path(
        "revisions/<uuid:pk>/form/sections/<slug:code>/",
        form_editor.section,
        name="revision_form_section",
    ),
]
