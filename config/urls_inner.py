"""The inner net's addresses: the officials' desk and supervision. Anything of the outer net is 404 here."""

from django.urls import include, path

from config import health

urlpatterns = [
    path("healthz", health.live),
    path("readyz", health.ready),
    path("", include("powers.urls_people")),
    path("powers/", include("powers.urls_staff")),
    path("powers/", include("workflow.urls_rehearsal")),
    path("board/", include("supervision.urls")),
    path("", include("workflow.urls_desk")),
]

handler400 = "config.refusals.bad_request"
handler403 = "config.refusals.forbidden"
handler404 = "config.refusals.not_found"
handler500 = "config.refusals.server_error"
