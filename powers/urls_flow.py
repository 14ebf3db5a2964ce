from django.urls import path

from powers.flow import editor

urlpatterns = [
    path("revisions/<uuid:pk>/flow/", editor.edit, name="revision_flow"),
    path("revisions/<uuid:pk>/flow/chart/", editor.chart, name="revision_flow_chart"),
    path("revisions/<uuid:pk>/flow/bpmn/", editor.download, name="revision_flow_bpmn"),
    path("revisions/<uuid:pk>/flow/bpmn/read/", editor.upload, name="revision_flow_read"),
]
