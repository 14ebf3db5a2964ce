"""Two questions of an operator's monitor: does the process live, and could it serve? Neither answer names a version."""

import os
from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse
from django.utils.module_loading import import_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
@login_not_required
def live(request):
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
@login_not_required
def ready(request):
    faults = dict(faults_now())
    told = {"ready": not faults, "faults": faults, "notices": dict(notices())}
    return JsonResponse(told, status=503 if faults else 200)


def faults_now() -> Iterator[tuple[str, str]]:
    try:
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            yield "migrations", "some are not applied"
    except Error:
        yield "database", "does not answer"
    folder = settings.DATA_DIR / "exchange"
    if not os.access(folder, os.W_OK | os.X_OK):
        yield "exchange", "the folder is missing or cannot be written"


def notices() -> Iterator[tuple[str, str]]:
    """What does not keep the zone from serving, but an operator must not have to guess."""
    if not settings.CLAMD:
        yield "scanner", "none is configured: uploaded files are not scanned for viruses"
    for told in settings.OPERATOR_NOTICES:
        yield from import_string(told)()
