"""The gateway for short messages: what any provider must offer, and one that writes files, for demonstrations.

A gateway is given a key with each message: the same key twice is one message to it. It answers once the message is taken,
raises NotTaken when it surely is not, and whatever else it raises leaves the sender not knowing.
"""

from abc import ABC, abstractmethod
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string

SIGNATURE = "【江苏省网上政务大厅】"


class NotTaken(Exception):
    """The message surely did not go out; `for_good` when trying again is no use. The text names no person."""

    def __init__(self, why: str, *, for_good: bool = False):
        super().__init__(why)
        self.for_good = for_good


class Gateway(ABC):
    @abstractmethod
    def send(self, *, key: str, phone: str, text: str) -> None:
        """Hand one message over."""


class FileGateway(Gateway):
    """Each message a file named by its key; no telephone rings."""

    def __init__(self, folder: Path | None = None):
        self.folder = folder or settings.DATA_DIR / "sms"

    def send(self, *, key: str, phone: str, text: str) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with (self.folder / f"{key}.txt").open("x", encoding="utf-8") as file:
                file.write(f"{phone}\n{text}\n")
        except FileExistsError:
            return
        except OSError as error:
            raise NotTaken(type(error).__name__) from error


def gateway() -> Gateway:
    return import_string(settings.SMS_GATEWAY)()
