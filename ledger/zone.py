"""Which of the two nets this process serves. 外网 takes in and answers, 内网 handles and decides."""

from enum import StrEnum

from django.conf import settings


class Zone(StrEnum):
    OUTER = "outer"
    INNER = "inner"

    @property
    def label(self) -> str:
        return {"outer": "外网", "inner": "内网"}[self.value]

    @property
    def peer(self) -> "Zone":
        return Zone.INNER if self is Zone.OUTER else Zone.OUTER


def here() -> Zone:
    return Zone(settings.ZONE)
