#!/usr/bin/env python
"""Runs a command on one zone: the inner net unless HALL_ZONE=outer is set."""

import os
import sys

from config.zones import settings_module

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings_module())
    from django.core.management import execute_from_command_line

    from config.celery import app as worker  # noqa: F401  so that the exchange can wake the worker of its zone

    execute_from_command_line(sys.argv)
