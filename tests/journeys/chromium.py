"""The installed Chromium, and how it is started: no sandbox for root, and no word to anybody elsewhere."""

import os

from tests import services

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def chromium() -> str:
    return os.environ.get("HALL_TEST_CHROMIUM") or services.chromium_bin() or ""
