"""The worker of one zone, and the one beat table.

A task carries no facts: it wakes a sweep that finds in the tables what is due. `expires` drops wake-ups that pile up while
the worker is away. Each zone has a queue of its own; supervision is swept on the inner net only.
"""

import os

from celery import Celery
from celery.schedules import crontab

from config.zones import settings_module

os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings_module())

MINUTE = 60
EVERYWHERE = {
    "exchange-tick": {"task": "exchange.tasks.tick", "schedule": MINUTE, "options": {"expires": MINUTE}},
    "files-scan": {"task": "exchange.tasks.scan", "schedule": MINUTE, "options": {"expires": MINUTE}},
    "deadlines-recompute": {
        "task": "workflow.tasks.recompute_deadlines",
        "schedule": MINUTE,
        "options": {"expires": MINUTE},
    },
}
OUTER_ONLY = {
    "silence-accepts": {
        "task": "workflow.tasks.accept_silent",
        "schedule": 5 * MINUTE,
        "options": {"expires": 5 * MINUTE},
    },
    "drafts-drop": {
        "task": "hall.tasks.drop_expired_drafts",
        "schedule": crontab(hour=2, minute=10),
        "options": {"expires": 3600},
    },
    "notices-send": {
        "task": "hall.tasks.send_notices",
        "schedule": MINUTE,
        "options": {"expires": MINUTE},
    },
    "notices-remind": {
        "task": "hall.tasks.remind_corrections",
        "schedule": crontab(hour=8, minute=30),
        "options": {"expires": 3600},
    },
}
INNER_ONLY = {
    "desk-remind": {
        "task": "workflow.tasks.remind_officials",
        "schedule": crontab(hour=8, minute=30),
        "options": {"expires": 3600},
    },
    "desk-shorts": {
        "task": "workflow.tasks.send_shorts",
        "schedule": MINUTE,
        "options": {"expires": MINUTE},
    },
    "licences-end": {
        "task": "workflow.tasks.end_licences",
        "schedule": 5 * MINUTE,
        "options": {"expires": 5 * MINUTE},
    },
    "catalogue-publish": {
        "task": "powers.tasks.publish_due_revisions",
        "schedule": 5 * MINUTE,
        "options": {"expires": 5 * MINUTE},
    },
    "catalogue-imports": {
        "task": "powers.tasks.run_imports",
        "schedule": MINUTE,
        "options": {"expires": MINUTE},
    },
    "supervision-reconcile": {
        "task": "supervision.tasks.reconcile",
        "schedule": crontab(hour=3, minute=10),
        "options": {"expires": 3600},
    },
    "supervision-sweep": {
        "task": "supervision.tasks.sweep",
        "schedule": MINUTE,
        "options": {"expires": MINUTE},
    },
}


def beat_table(zone: str) -> dict:
    return {**EVERYWHERE, **(INNER_ONLY if zone == "inner" else OUTER_ONLY)}


app = Celery("hall")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    task_acks_late=True,
    task_ignore_result=True,
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    broker_connection_retry_on_startup=True,
)
app.autodiscover_tasks()


@app.on_after_configure.connect
def set_beat_table(sender, **_):
    from django.conf import settings

    sender.conf.beat_schedule = beat_table(settings.ZONE)
