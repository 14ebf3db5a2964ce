"""The inner net: officials' desk, the catalogue's master and supervision."""

from datetime import timedelta

from config import environment, queue, safety, stores
from config import keys as key_files

from .base import *  # noqa: F403
from .base import COOKIE_PREFIX, DATA_DIR, EMBEDDED, SHARED_APPS

ZONE = "inner"
ROOT_URLCONF = "config.urls_inner"
INSTALLED_APPS = [*SHARED_APPS, "supervision"]
OPERATOR_NOTICES = [
    "supervision.heartbeat.notices",
    "supervision.balancing.notices",
    "workflow.desk.unmanned.notices",
]
DATABASES = {"default": stores.database(environment.read("DATABASE_URL"), file=DATA_DIR / f"{ZONE}.sqlite3")}

SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}hall_{ZONE}_session"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}hall_{ZONE}_csrf"
SESSION_COOKIE_AGE = int(timedelta(hours=0.5).total_seconds())
SESSION_ABSOLUTE_AGE = timedelta(hours=12)

if EMBEDDED:
    key_files.make(DATA_DIR / ZONE / "keys")
    SECRET_KEY = key_files.secret(DATA_DIR / ZONE / "keys")
else:
    safety.refuse_unsafe(ZONE)
    SECRET_KEY = environment.read("SECRET_KEY")
VAULT_KEYS = key_files.vault(DATA_DIR / ZONE / "keys")

CELERY_BROKER_URL, CELERY_BROKER_TRANSPORT_OPTIONS = queue.broker(
    environment.read("REDIS_URL"), DATA_DIR / ZONE
)
CELERY_TASK_DEFAULT_QUEUE = ZONE
