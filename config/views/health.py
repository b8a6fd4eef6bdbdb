"""`/healthz`: the process lives. `/readyz`: everything it needs is there."""

import datetime as dt

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateWorker

from config.checks import database_faults
from config.demo import state as demo

HEARTBEAT = dt.timedelta(seconds=60)  # product.md, "Fixed interfaces"


@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
def readyz(request: HttpRequest) -> HttpResponse:
    """200 only when the database answers, no migration waits, a worker lives and the demo data is
    complete.
    """
    reason = _missing()
    return HttpResponse(
        f"{reason or 'ready'}\n", content_type="text/plain", status=503 if reason else 200
    )


def _missing() -> str:
    try:
        faults = database_faults()
        if faults:
            return faults[0]
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return "migrations wait"
        if not ProcrastinateWorker.objects.filter(
            last_heartbeat__gt=timezone.now() - HEARTBEAT
        ).exists():
            return "no worker"
        if settings.DEMO_MODE and not demo.complete():
            return "demo data incomplete"
    except DatabaseError:
        return "no database"
    return ""
