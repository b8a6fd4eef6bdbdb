"""Files of an application: attached, taken off, and read by who may."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gates import SignedIn
from common import uploads
from common.verdict import require
from recruitment.applications import actions, policy, queries, sections
from recruitment.applications.draft import Draft
from recruitment.applications.forms import AttachForm
from recruitment.applications.views.access import own_draft
from recruitment.applications.views.saving import around
from recruitment.calls.models import Question


def attachments(request: SignedIn, public_id: str) -> HttpResponse:
    """What is attached, and a form for one more; a question that a file answers has its own."""
    draft = own_draft(request, public_id)
    number = request.POST.get("question", "")
    form = AttachForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _attach(request, draft, form, number)
    require(policy.can_write(request.user, draft))
    return _page(request, draft, form, number)


def _attach(request: SignedIn, draft: Draft, form: AttachForm, number: str) -> HttpResponse:
    asked = {str(key): row["pk"] for key, row in sections.file_questions(draft).items()}
    question = Question.objects.get(pk=asked[number]) if number in asked else None
    file, kind = form.cleaned_data["file"], form.kind
    try:
        actions.attach(draft.application, file, kind, by=request.user, question=question)
    except PermissionDenied as refused:
        form.add_error("file", str(refused))
        return _page(request, draft, form, number)
    messages.success(request, _("添付しました。"))
    return redirect("applications:attachments", draft.application.public_id)


def _page(request: SignedIn, draft: Draft, form: AttachForm, number: str) -> HttpResponse:
    files = draft.attachments
    asked = [
        {
            "question": row,
            "form": form if str(key) == number else AttachForm(auto_id=f"id_{key}_%s"),
            "file": next((file for file in files if file["question"] == key), None),
        }
        for key, row in sections.file_questions(draft).items()
    ]
    context = around(request, draft, "attachments") | {
        "form": AttachForm() if number else form,
        "asked": asked,
        "files": [file for file in files if file["question"] is None],
        "total": sum(file["size"] for file in files),
    }
    return render(request, "applications/edit_attachments.html", context)


@require_POST
def detach(request: SignedIn, public_id: str, file_id: str) -> HttpResponse:
    rows = queries.own_files(request.user).filter(application__public_id=public_id)
    row = get_object_or_404(rows, public_id=file_id)
    actions.detach(row, by=request.user)
    messages.success(request, _("「%(name)s」を外しました。") % {"name": row.name})
    return redirect("applications:attachments", public_id)


def attachment(request: SignedIn, public_id: str, file_id: str) -> FileResponse:
    """One's own file, as a download."""
    rows = queries.own_files(request.user).filter(application__public_id=public_id)
    row = get_object_or_404(rows, public_id=file_id)
    return uploads.download(row.file, row.name, row.content_type)
