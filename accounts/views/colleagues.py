"""The officers of one's own local government: read by all of them, looked after by one or two."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import actions, queries
from accounts.forms import ColleagueForm
from accounts.gates import SignedIn, for_officers
from accounts.roles import Role
from accounts.views.inviting import link_maker


@for_officers
def colleagues(request: SignedIn) -> HttpResponse:
    today = timezone.localdate()
    looked_after = queries.responsible_for(request.user, today)
    bodies = [
        {
            "body": body,
            "mine": body in looked_after,
            "officers": queries.colleagues(body, today),
            "invitations": queries.invitations().pending().filter(local_government=body)
            if body in looked_after
            else [],
        }
        for body in queries.governments_of(request.user, today)
    ]
    last_day = queries.last_day_to_confirm(today)
    context = {
        "bodies": bodies,
        "last_day": last_day,
        "is_over": last_day < today,
        "now": timezone.now(),
    }
    return render(request, "accounts/colleagues.html", context)


@for_officers
def invite(request: SignedIn, code: str) -> HttpResponse:
    bodies = queries.responsible_for(request.user, timezone.localdate())
    body = next((body for body in bodies if body.code == code), None)
    if body is None:
        raise Http404
    form = ColleagueForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.invite(
            form.cleaned_data["email"],
            Role.OFFICER,
            by=request.user,
            link=link_maker(request),
            name=form.cleaned_data["name"],
            government=body,
            department=form.cleaned_data["department"],
        )
        messages.success(request, _("招待のメールを送りました。"))
        return redirect("accounts:colleagues")
    return render(request, "accounts/invite_colleague.html", {"form": form, "body": body})
