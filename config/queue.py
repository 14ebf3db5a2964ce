"""The broker a zone's worker listens to. A message is only a wake-up: the rows hold the facts, and a sweep finds them."""

from pathlib import Path

from kombu.transport import TRANSPORT_ALIASES

# Whoever wakes the worker is a page: one more try, at once, then the sweep will find the row.
AT_ONCE = {"max_retries": 1, "interval_start": 0, "interval_step": 0.1, "interval_max": 0.1}

TRANSPORT_ALIASES["hallfs"] = "config.fsbroker:Transport"


def broker(url: str, folder: Path) -> tuple[str, dict]:
    """The zone's Redis, or, with none, message files that appear whole."""
    if url:
        return url, {"visibility_timeout": 3600, **AT_ONCE}
    box = folder / "queue"
    for name in ("messages", "done"):
        (box / name).mkdir(parents=True, exist_ok=True)
    messages = str(box / "messages")
    return "hallfs://localhost", {
        "data_folder_in": messages,
        "data_folder_out": messages,
        "control_folder": str(box / "control"),
        "processed_folder": str(box / "done"),
        "store_processed": False,
    }
