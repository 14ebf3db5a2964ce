"""Names of the two streams, and the paces and limits that both ends keep.

One stream a direction and site: `hall01/o2i` outer to inner, `hall01/i2o` back. Paces are seconds and may be set in
settings.EXCHANGE_PACE; limits are part of the format.
"""

from datetime import timedelta

from django.conf import settings

from ledger.zone import Zone, here

MAX_MESSAGES = 100
MAX_TEXT = 1024 * 1024
MAX_NOTE = MAX_TEXT + 4096
MAX_BLOB = 256 * 1024 * 1024
MAX_LISTED = 200
MAX_PARKED = 10_000
WINDOW = 1_000

PACES = {
    "resend": 30,  # first resend of a package with messages; doubles with each try
    "resend_most": 900,
    "heartbeat": 300,  # an empty package after this much quiet
    "silence": 900,  # nothing heard for this long rings
    "blobs": 60,  # a file named but not come for this long is asked for again
}


def pace(name: str) -> timedelta:
    return timedelta(seconds=getattr(settings, "EXCHANGE_PACE", {}).get(name, PACES[name]))


def outgoing() -> str:
    return _stream(here())


def incoming() -> str:
    return _stream(here().peer)


def folder(stream: str) -> str:
    return stream.rpartition("/")[2]


def _stream(sender: Zone) -> str:
    site = getattr(settings, "EXCHANGE_SITE", "hall01")
    return f"{site}/{'o2i' if sender is Zone.OUTER else 'i2o'}"
