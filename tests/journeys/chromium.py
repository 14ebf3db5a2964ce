"""The installed Chromium, and how it is started: no sandbox for root, and no word to anybody elsewhere."""

import os
import shutil

from tests import services

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def chromium() -> str:
    return os.environ.get("HALL_TEST_CHROMIUM") or services.chromium_bin() or ""


def shell() -> str:
    """The browser without a window, where it is installed: it draws the same pages for half the work. It opens no PDF."""
    return shutil.which("chromium-headless-shell") or chromium()
