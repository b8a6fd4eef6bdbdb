"""What came on paper, entered by staff: the same draft and checks, with its own date of arrival."""

import datetime as dt
from functools import partial

from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import actions as accounts
from accounts.models import Person, User
from common import uploads
from common.verdict import require
from common.workflow import begin, move
from recruitment.applications import policy
from recruitment.applications.actions.applicant import submit
from recruitment.applications.actions.locking import hold
from recruitment.applications.models import (
    Application,
    ApplicationStatus,
    Attachment,
    PaperArrival,
)
from recruitment.calls import queries as calls
from recruitment.calls.models import Round


@transaction.atomic
def enter(
    round: Round,
    *,
    by: User,
    person: Person | None,
    facts: dict[str, object],
    email: str,
    received_at: dt.datetime,
    scan: UploadedFile,
    kind: uploads.Kind,
) -> Application:
    """A draft for somebody who applied on paper: a known person, or a new one without an account.

    `facts` are the names and the birth date as the paper says them.
    """
    require(policy.can_enter_paper(by, round))
    require(policy.paper_fits(round, person, received_at))
    # The address goes to nobody who is known already: a name and a birth date prove nothing, and an
    # address opens the person's account (product.md, "Who counts").
    who = person or accounts.create_person(facts, email)
    application = Application.objects.create(round=round, person=who, is_on_paper=True, **facts)
    require(policy.can_enter(by, application))
    begin(application, by=by, note=_("紙で届いた応募"), at=received_at)
    _keep(application, by=by, received_at=received_at, scan=scan, kind=kind)
    return application


@transaction.atomic
def add_arrival(
    application: Application,
    *,
    by: User,
    received_at: dt.datetime,
    scan: UploadedFile,
    kind: uploads.Kind,
) -> PaperArrival:
    """A correction that came on paper: its scan, and when it arrived."""
    hold(application)
    require(policy.can_enter(by, application))
    require(policy.arrival_fits(application, received_at, calls.database_now()))
    return _keep(application, by=by, received_at=received_at, scan=scan, kind=kind)


def _keep(
    application: Application,
    *,
    by: User,
    received_at: dt.datetime,
    scan: UploadedFile,
    kind: uploads.Kind,
) -> PaperArrival:
    """The scan stands beside the working copy, never in it."""
    row = Attachment.objects.create(
        application=application,
        file=default_storage.save(uploads.stored_name("attachments", kind), scan),
        name=uploads.clean_name(scan.name or ""),
        content_type=kind.content_type,
        size=scan.size or 0,
        digest=uploads.digest_of(scan),
        removed_at=timezone.now(),
    )
    return PaperArrival.objects.create(
        application=application, received_at=received_at, scan=row, by=by
    )


@transaction.atomic
def submit_paper(application: Application, *, by: User, version: int | None = None) -> Application:
    """Submit what staff have entered, as of its arrival on paper.

    The same checks and the same statement as for everybody: raises Incomplete, StaleVersion, or
    PermissionDenied with the sentence when the paper came too late.
    """
    hold(application)
    require(policy.can_enter(by, application))
    arrived = newest_arrival(application)
    if arrived is None:
        raise PermissionDenied(_("紙の到達日時と読み取った原本を、先に入れてください。"))
    require(policy.arrival_fits(application, arrived.received_at, calls.database_now()))
    submit(application, by=by, arrived_at=arrived.received_at, version=version)
    return application


def newest_arrival(application: Application) -> PaperArrival | None:
    """What counts now: the arrival after the newest submission, or None while it is awaited."""
    latest, newest = application.latest, application.arrivals.order_by("-at", "-pk").first()
    if newest is None or latest is None or latest.arrived_at is None:
        return newest
    return newest if newest.received_at > latest.arrived_at else None


@transaction.atomic
def discard_paper(application: Application, *, by: User) -> None:
    """Give up an entry before it is submitted: somebody mistook the person, or the round. The scan
    goes with it.
    """
    hold(application)
    require(policy.can_enter(by, application))
    if application.status != ApplicationStatus.DRAFT:
        raise PermissionDenied(_("提出した応募の入力は、取りやめられません。"))
    move(application, "withdraw", by=by, note=_("紙の応募の入力を取りやめた"))
    for arrival in application.arrivals.select_related("scan"):
        arrival.delete()
        arrival.scan.delete()
        transaction.on_commit(partial(default_storage.delete, str(arrival.scan.file.name)))
