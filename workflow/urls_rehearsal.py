from django.urls import path

from . import rehearsal_views

urlpatterns = [
    path("revisions/<uuid:pk>/flow/try/", rehearsal_views.try_out, name="revision_flow_try"),
]
