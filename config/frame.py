"""What the frame of every page knows: which net this is, and whether its data are for demonstration."""

from django.conf import settings

from ledger.zone import here


def frame(request) -> dict:
    zone = here()
    return {
        "zone": zone.value,
        "zone_label": zone.label,
        "demo": settings.DEMO,
        "public_url": settings.PUBLIC_URL,
    }
