"""The ministry's pages about letters: how far they are, each of them, and on paper."""

from collections import Counter

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gates import SignedIn
from recruitment.calls.models import Round
from recruitment.evaluation import actions, documents, policy, queries
from recruitment.evaluation.models import Letter, LetterStatus
from recruitment.evaluation.views.gates import for_desk, for_staff

PAGE = 100


@for_desk
def letters(request: SignedIn, code: str) -> HttpResponse:
    """The hold with its way out, the progress, and the state of each delivery."""
    round = get_object_or_404(Round, code=code)
    rows = queries.letters_not_of(request.user, queries.letters_of(round))
    counted = Counter(rows.values_list("status", flat=True))
    status = request.GET.get("status", "")
    shown = rows.filter(status=status) if status in LetterStatus.values else rows
    held = queries.held_release(round)
    context = {
        "round": round,
        "held": held,
        "can_stop": held and policy.can_stop(request.user, held),
        "may_open": held and policy.may_open(held),
        "page_obj": Paginator(shown, PAGE).get_page(request.GET.get("page")),
        "counts": [(value, label, counted[value]) for value, label in LetterStatus.choices],
        "status": status,
        "sent": counted[LetterStatus.SENT],
        "all": counted.total() - counted[LetterStatus.VOIDED],
    }
    return render(request, "evaluation/letters.html", context)


@for_desk
def letter(request: SignedIn, public_id: str) -> HttpResponse:
    """One letter: its text, where it stands, and what happened to it."""
    row = _letter(request, public_id)
    context = {
        "letter": row,
        "round": row.application.round,
        "history": row.history.select_related("by").order_by("-at", "-pk"),
        "to": policy.address_of(row),
        "can_resend": policy.can_resend(request.user, row),
    }
    return render(request, "evaluation/letter.html", context)


@for_staff
@require_POST
def resend(request: SignedIn, public_id: str) -> HttpResponse:
    row = _letter(request, public_id)
    actions.resend(row, by=request.user)
    messages.success(request, _("もう一度送ります。"))
    return redirect("evaluation:letter", row.public_id)


@for_desk
def letter_pdf(request: SignedIn, public_id: str) -> HttpResponse:
    """One letter on paper."""
    row = _letter(request, public_id)
    return paper([row], f"letter-{row.application.receipt_number}.pdf")


@for_desk
def letters_pdf(request: SignedIn, code: str) -> HttpResponse:
    """All letters that hold, in one PDF."""
    round = get_object_or_404(Round, code=code)
    rows = queries.letters_not_of(request.user, queries.letters_of(round))
    holding = list(rows.exclude(status=LetterStatus.VOIDED))
    if not holding:
        raise Http404
    return paper(holding, f"letters-{round.code}.pdf")


def paper(rows: list[Letter], name: str) -> HttpResponse:
    """The answer that carries letters as a PDF to keep."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(documents.letters(rows), content_type="application/pdf", headers=headers)


def _letter(request: SignedIn, public_id: str) -> Letter:
    """Any letter but one about the reader."""
    rows = Letter.objects.select_related("application__person__user", "application__round")
    return get_object_or_404(queries.letters_not_of(request.user, rows), public_id=public_id)
