"""The web process of one zone."""

import os

from django.core.wsgi import get_wsgi_application

from config.celery import app as worker  # noqa: F401  so that pages can wake the worker of their zone
from config.zones import settings_module

os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings_module())
application = get_wsgi_application()
