"""Documents beside each other: a submission and the one before, two applications; and the files."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gates import SignedIn, for_desk, for_staff
from common import uploads
from common.verdict import require
from recruitment.applications import actions, comparing, desk_queries, policy
from recruitment.applications.models import Attachment, DuplicateVerdict, PossibleDuplicate
from recruitment.applications.views.access import received as find


@for_desk
def submission(request: SignedIn, public_id: str, number: int) -> HttpResponse:
    """One submission as it was, and what it changed."""
    application = find(public_id)
    shown = get_object_or_404(application.submissions, number=number)
    before = application.submissions.filter(number__lt=number).order_by("-number").first()
    lines = comparing.parts(shown)
    files = list(shown.attachments.order_by("added_at", "pk"))
    kept = set(before.attachments.values_list("pk", flat=True)) if before else set()
    context = {
        "application": application,
        "round": application.round,
        "shown": shown,
        "before": before,
        "lines": comparing.compared(comparing.parts(before) if before else [], lines),
        "attachments": files,
        "new_files": [file for file in files if before and file.pk not in kept],
        "gone_files": before.attachments.exclude(pk__in=[f.pk for f in files]) if before else [],
        "last": application.submissions.count(),
    }
    return render(request, "applications/submission.html", context)


@for_desk
def compare(request: SignedIn, public_id: str, other_id: str) -> HttpResponse:
    """Two applications that may be one person's, side by side."""
    application, other = find(public_id), find(other_id)
    require(policy.not_about_oneself(request.user, application))
    require(policy.not_about_oneself(request.user, other))
    found = PossibleDuplicate.objects.filter(desk_queries.between(application, other))
    pair = get_object_or_404(found.select_related("by"))
    latest, theirs = application.latest, other.latest
    context = {
        "application": application,
        "round": application.round,
        "other": other,
        "pair": pair,
        "lines": comparing.compared(
            comparing.parts(latest) if latest else [], comparing.parts(theirs) if theirs else []
        ),
        "emails": [desk_queries.email_of(row) for row in (application, other)],
        "can_judge": policy.can_judge_pair(request.user, application, other),
    }
    return render(request, "applications/compare.html", context)


@for_staff
@require_POST
def judge(request: SignedIn, public_id: str, other_id: str) -> HttpResponse:
    """Remember what the two are."""
    application, other = find(public_id), find(other_id)
    word = request.POST.get("verdict", "")
    if word not in DuplicateVerdict.values:
        messages.error(request, _("「別の人」か「同じ人」を選んでください。"))
        return redirect("applications:compare", public_id, other_id)
    actions.judge_pair(application, other, by=request.user, verdict=DuplicateVerdict(word))
    messages.success(request, _("判断を記録しました。"))
    return redirect("applications:screen", public_id)


@for_desk
def attachment_for_desk(request: SignedIn, public_id: str, file_id: str) -> Any:
    """A file that was submitted, or the scan; always as a download. Mere drafts are not here."""
    sent = Q(submissions__isnull=False) | Q(arrival__isnull=False)
    kept = Q(application__receipt_number__isnull=False) | Q(application__status="draft")
    rows = Attachment.objects.filter(sent & kept, application__public_id=public_id).distinct()
    row = get_object_or_404(rows, public_id=file_id)
    return uploads.download(row.file, row.name, row.content_type)
