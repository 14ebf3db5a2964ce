"""The addresses of the catalogue's staff, under /powers/ on the inner net; each noun has a module of its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("powers.urls_revisions")),
    path("", include("powers.urls_campaigns")),
    path("", include("powers.urls_flow")),
    path("", include("powers.urls_form")),
    path("", include("powers.urls_imports")),
    path("", include("powers.urls_provisions")),
]
