"""An officer's requests: four steps on one page, sent to the ministry."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gates import SignedIn, for_officers
from accounts.queries import governments_of
from common.versions import StaleVersion, differences
from roster.provision import actions, policy, queries
from roster.provision.forms import BodyForm, RequestForm
from roster.provision.models import ProvisionRequest


@for_officers
def requests(request: SignedIn) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "requests": queries.requests_of(request.user, today),
        "can_read": policy.can_read_list(request.user),
    }
    return render(request, "provision/requests.html", context)


@for_officers
def ask(request: SignedIn) -> HttpResponse:
    """A new request: kept as a draft, or sent at once."""
    bodies = governments_of(request.user, timezone.localdate())
    sending = "send" in request.POST
    form = RequestForm(request.POST or None, sending=sending)
    body = BodyForm(request.POST or None, bodies=bodies)
    if request.method == "POST" and form.is_valid() and body.is_valid():
        government = body.cleaned_data["local_government"]
        row = actions.ask(by=request.user, local_government=government, **form.texts())
        return _send(request, row) if sending else _kept(request, row)
    return render(request, "provision/ask.html", {"form": form, "body": body, "bodies": bodies})


@for_officers
def request(request: SignedIn, public_id: str) -> HttpResponse:
    """A request: its form while it is the reader's own draft, afterwards what became of it."""
    row = _visible(request, public_id)
    if not policy.can_edit(request.user, row):
        return _show(request, row)
    form = RequestForm(request.POST or None, instance=_again(row))
    if request.method == "POST" and form.is_valid():
        return _save(request, row, form) or _kept(request, row)
    return render(request, "provision/ask.html", {"form": form, "draft": row})


@for_officers
@require_POST
def submit(request: SignedIn, public_id: str) -> HttpResponse:
    """Save what stands in the form, and send it."""
    row = _visible(request, public_id)
    form = RequestForm(request.POST, instance=_again(row), sending=True)
    if not form.is_valid():
        return render(request, "provision/ask.html", {"form": form, "draft": row})
    return _save(request, row, form) or _send(request, row)


@for_officers
@require_POST
def withdraw(request: SignedIn, public_id: str) -> HttpResponse:
    row = _visible(request, public_id)
    actions.withdraw(row, by=request.user)
    messages.success(request, _("依頼を取り下げました。"))
    return redirect("provision:requests")


def _show(request: SignedIn, row: ProvisionRequest) -> HttpResponse:
    context = {
        "row": row,
        "changes": row.history.select_related("by"),
        "can_withdraw": policy.can_withdraw(request.user, row),
    }
    return render(request, "provision/request.html", context)


def _save(request: SignedIn, row: ProvisionRequest, form: RequestForm) -> HttpResponse | None:
    """None when saved; the page with the differences when another tab was first."""
    version = form.cleaned_data["version"] or 0  # no row has it: a page that does not say is stale
    try:
        actions.save_draft(row, by=request.user, version=version, **form.texts())
    except StaleVersion:
        return _stale(request, row, form)
    return None


def _stale(request: SignedIn, row: ProvisionRequest, form: RequestForm) -> HttpResponse:
    """The page again with what was typed: saving once more is then meant."""
    stored = _again(row)
    context = {"draft": row, "stale": True, "differences": differences(form, stored)}
    typed = {**form.texts(), "version": stored.version}
    context["form"] = RequestForm(typed, instance=stored)
    return render(request, "provision/ask.html", context, status=409)


def _again(row: ProvisionRequest) -> ProvisionRequest:
    """A copy for the form, which writes into its instance before the action has decided."""
    return ProvisionRequest.objects.get(pk=row.pk)


def _kept(request: SignedIn, row: ProvisionRequest) -> HttpResponse:
    messages.success(request, _("下書きを保存しました。まだ送っていません。"))
    return redirect(row)


def _send(request: SignedIn, row: ProvisionRequest) -> HttpResponse:
    actions.submit(row, by=request.user)
    messages.success(
        request, _("依頼を総務省に送りました。結果はメールとこの画面でお知らせします。")
    )
    return redirect(row)


def _visible(request: SignedIn, public_id: str) -> ProvisionRequest:
    rows = queries.requests_of(request.user, timezone.localdate())
    return get_object_or_404(rows, public_id=public_id)
