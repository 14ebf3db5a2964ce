"""Log lines: one act a line, whatever was typed.

Control characters are written as escapes, so no input can begin a line of its own. Login names and query strings are not
logged: axes is silent below errors and requests are named by path.
"""

import logging
import re

_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")


class OneLine(logging.Formatter):
    """A traceback stays on one line too, its breaks written as escapes."""

    def format(self, record):
        return _CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", super().format(record))


def configuration(level: str) -> dict:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {"()": "config.logs.OneLine", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            "django.server": {"handlers": [], "propagate": False},
            "axes": {"level": "ERROR"},
        },
    }
