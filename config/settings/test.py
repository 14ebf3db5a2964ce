"""Tests: every app in one database, the inner zone unless a test says otherwise with the `zone` fixture."""

import atexit
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

from config import environment, stores

from .base import *  # noqa: F403
from .base import SHARED_APPS

DATA_DIR = Path(tempfile.mkdtemp(prefix="hall-test-"))
atexit.register(shutil.rmtree, DATA_DIR, ignore_errors=True)
EMAIL_FILE_PATH = DATA_DIR / "mail"
ZONE = "inner"
ROOT_URLCONF = "config.urls_inner"
INSTALLED_APPS = [*SHARED_APPS, "hall", "supervision", "django.contrib.sitemaps"]
DATABASES = {"default": stores.database(environment.read("DATABASE_URL"), file=DATA_DIR / "test.sqlite3")}
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
DEMO = True

SECRET_KEY = "only for tests " * 5
VAULT_KEYS = {"1": bytes(range(32))}
SESSION_COOKIE_NAME = "hall_test_session"
CSRF_COOKIE_NAME = "hall_test_csrf"
SESSION_COOKIE_AGE = 1800
SESSION_ABSOLUTE_AGE = timedelta(hours=12)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": stores.cache("")}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = DATA_DIR / "static"
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
CELERY_BROKER_URL = "memory://"
CELERY_TASK_ALWAYS_EAGER = CELERY_TASK_EAGER_PROPAGATES = True
CELERY_TASK_DEFAULT_QUEUE = ZONE
