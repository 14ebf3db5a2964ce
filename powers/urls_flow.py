from django.urls import path

from . import flow_editor

urlpatterns = [
    path("revisions/<uuid:pk>/flow/", flow_editor.edit, name="revision_flow"),
    path("revisions/<uuid:pk>/flow/chart/", flow_editor.chart, name="revision_flow_chart"),
    path("revisions/<uuid:pk>/flow/bpmn/", flow_editor.download, name="revision_flow_bpmn"),
    path("revisions/<uuid:pk>/flow/bpmn/read/", flow_editor.upload, name="revision_flow_read"),
]
