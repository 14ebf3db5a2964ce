from django.urls import path

from . import form_preview, rehearsal_views, sample_views

urlpatterns = [
    path("revisions/<uuid:pk>/flow/try/", rehearsal_views.try_out, name="revision_flow_try"),
    path(
        "revisions/<uuid:pk>/flow/try/<int:number>/<slug:passage>/<slug:paper>/",
        sample_views.sample_paper,
        name="revision_flow_sample",
    ),
    path("revisions/<uuid:pk>/form/try/", form_preview.try_form, name="revision_form_try"),
]
