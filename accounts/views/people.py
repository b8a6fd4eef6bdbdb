"""The desk's list of accounts with a role, and of invitations."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import actions, policy, queries
from accounts.forms import InvitationForm, PeopleForm, ReasonForm
from accounts.gates import SignedIn, for_desk, for_staff
from accounts.models import User
from accounts.roles import Role, is_staff
from accounts.views.inviting import link_maker

PER_PAGE = 50
SHOWN = 100  # lines of an account's log, and invitations that are over


@for_desk
def people(request: SignedIn) -> HttpResponse:
    form = PeopleForm(request.GET)
    words, role = form.conditions()
    rows = queries.accounts_with_roles(words, role)
    now = timezone.now()
    pending = queries.invitations().pending()
    context = {
        "form": form,
        "words": words,
        "page_obj": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "open": pending.filter(expires_at__gt=now),
        "expired": pending.filter(expires_at__lte=now)[:SHOWN],
        "now": now,
        "accepted": queries.invitations().filter(accepted_at__isnull=False)[:SHOWN],
        "may_invite": is_staff(request.user),
    }
    return render(request, "accounts/people.html", context)


@for_staff
def invite(request: SignedIn) -> HttpResponse:
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        actions.invite(
            facts["email"],
            Role(facts["role"]),
            by=request.user,
            link=link_maker(request),
            name=form.cleaned_data["name"],
            government=facts["government"],
            department=facts["department"],
            responsible=facts["responsible"],
        )
        messages.success(request, _("招待のメールを送りました。"))
        return redirect("accounts:people")
    return render(request, "accounts/invite.html", {"form": form})


@for_desk
def person(request: SignedIn, public_id: str) -> HttpResponse:
    """One account: what it may do, and what happened with it."""
    row = get_object_or_404(User, public_id=public_id)
    today = timezone.localdate()
    context = {
        "row": row,
        "roles": [(role, queries.role_label(role)) for role in sorted(row.given_roles)],
        "offices": queries.offices_of(row, today),
        "factors": queries.factors_of(row),
        "changes": row.role_changes.select_related("by").order_by("-at", "-pk")[:SHOWN],
        "events": queries.events_of(row)[:SHOWN],
        "may_act": policy.can_change_roles(request.user, row),
    }
    return render(request, "accounts/person.html", context)


@for_staff
def take_role(request: SignedIn, public_id: str, role: str) -> HttpResponse:
    """A page of its own: what closes."""
    row = get_object_or_404(User, public_id=public_id)
    if role not in row.given_roles:
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.take_role(row, Role(role), by=request.user, note=form.cleaned_data["reason"])
        messages.success(request, _("役割を変えました。"))
        return redirect("accounts:person", row.public_id)
    context = {
        "row": row,
        "form": form,
        "label": queries.role_label(role),
        "verdict": policy.can_change_roles(request.user, row),
    }
    return render(request, "accounts/take_role.html", context)
