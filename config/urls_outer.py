"""The outer net's addresses: the hall and the acceptance window. Anything of the inner net is 404 here."""

from django.urls import include, path

from config import health

urlpatterns = [
    path("healthz", health.live),
    path("readyz", health.ready),
    path("", include("powers.urls_people")),
    path("window/register/", include("hall.urls_counter")),
    path("window/", include("workflow.urls_window")),
    path("", include("hall.urls")),
]

handler400 = "config.refusals.bad_request"
handler403 = "config.refusals.forbidden"
handler404 = "config.refusals.not_found"
handler500 = "config.refusals.server_error"
