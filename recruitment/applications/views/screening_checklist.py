"""What a round checks in its formal check."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gates import SignedIn, for_desk, for_staff
from recruitment.applications import actions, desk_queries, policy, returnable
from recruitment.applications.desk_forms import ItemForm
from recruitment.calls.models import Round


@for_desk
def checklist(request: SignedIn, code: str) -> HttpResponse:
    """The round's items, and a further one."""
    round = get_object_or_404(Round, code=code)
    form = ItemForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_item(round, by=request.user, **form.cleaned_data)
        messages.success(request, _("項目を加えました。"))
        return redirect("applications:checklist", code)
    context = {
        "round": round,
        "form": form,
        "items": [
            (item, returnable.label_of(item.field)) for item in desk_queries.checklist_of(round)
        ],
        "can_set": policy.can_set_checklist(request.user, round),
    }
    return render(request, "applications/checklist.html", context)


@for_staff
@require_POST
def retire_item(request: SignedIn, code: str, number: int) -> HttpResponse:
    round = get_object_or_404(Round, code=code)
    actions.retire_item(round, number, by=request.user)
    messages.success(request, _("項目を外しました。これまでの結果は残ります。"))
    return redirect("applications:checklist", code)
