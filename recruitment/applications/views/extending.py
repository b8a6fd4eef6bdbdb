"""Later deadlines for one person or several: looked over first, granted then.

Here and not beside the rounds, because who has a draft is known here alone.
"""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext

from accounts.gates import SignedIn, for_staff
from common.digest import digest
from common.verdict import require
from recruitment.applications.cohorts import concerned, out_of_reach, passed_over
from recruitment.calls import actions, policy
from recruitment.calls.forms import ExtensionForm
from recruitment.calls.models import Round


@for_staff
def extend(request: SignedIn, code: str) -> HttpResponse:
    """Choose whom, see who that is and how many, then grant it to exactly those."""
    round = get_object_or_404(Round, code=code)
    require(policy.can_extend(request.user, round))
    form = ExtensionForm(round, request.user, partial(concerned, round), request.POST or None)
    chosen = form.is_valid()
    seen = digest(sorted(person.pk for person in form.people)) if chosen else ""
    if chosen and request.POST.get("seen") == seen:
        return _grant(request, round, form)
    there = form.prefecture_asked
    context = {
        "form": form,
        "passed_over": passed_over(round, there, request.user) if there else [],
        "out_of_reach": [] if there else out_of_reach(round, form.people),
        "round": round,
        "chosen": chosen,
        "seen": seen,
        "typed": {name: value for name, value in request.POST.items() if name in form.typed_names},
        "changed": chosen and "seen" in request.POST,
        "granted": round.extensions.select_related("person__user", "by").order_by("-at", "-pk"),
    }
    return render(request, "applications/extend.html", context)


def _grant(request: SignedIn, round: Round, form: ExtensionForm) -> HttpResponse:
    facts = {name: form.cleaned_data[name] for name in ("until", "reason")}
    cohort = form.cohort()
    made = actions.extend_cohort(round, form.people, by=request.user, cohort=cohort, **facts)
    done = ngettext(
        "%(count)s人の受付を延長し、メールでお知らせしました。",
        "%(count)s人の受付を延長し、メールでお知らせしました。",
        len(made),
    )
    messages.success(request, done % {"count": len(made)})
    return redirect("applications:extend", round.code)
