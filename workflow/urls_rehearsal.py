from django.urls import path

from workflow.forms import preview
from workflow.rehearsal import pages, sample_pages

urlpatterns = [
    path("revisions/<uuid:pk>/flow/try/", pages.try_out, name="revision_flow_try"),
    path(
        "revisions/<uuid:pk>/flow/try/<int:number>/<slug:passage>/<slug:paper>/",
        sample_pages.sample_paper,
        name="revision_flow_sample",
    ),
    path("revisions/<uuid:pk>/form/try/", preview.try_form, name="revision_form_try"),
]
