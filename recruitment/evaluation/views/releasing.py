"""The release of a round's results: looked at, confirmed, held, and perhaps stopped."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gates import SignedIn
from common.digest import digest
from common.templatetags.ui import localized
from common.verdict import require
from recruitment.applications.models import CandidacyStatus
from recruitment.calls.models import Round
from recruitment.evaluation import actions, policy, queries
from recruitment.evaluation.forms import ReleaseForm
from recruitment.evaluation.queries import Standing
from recruitment.evaluation.views.gates import for_desk, for_staff

PAGE = 5  # letters that one reads without losing the thread
COUNTED = [CandidacyStatus.PASSED, CandidacyStatus.FAILED, CandidacyStatus.RESERVE]


@for_desk
def release_results(request: SignedIn, code: str) -> HttpResponse:
    """Counts, names and letters first; POST writes the letters and holds them."""
    round = _round(code)
    standings = queries.standings(round)
    form = ReleaseForm(_outcomes_digest(standings), request.POST or None)
    if request.method == "POST":
        require(policy.can_release(request.user, round))
    if form.is_valid():
        minutes = form.cleaned_data["minutes"]
        actions.release_results(round, by=request.user, minutes=minutes)
        messages.success(request, _told(minutes))
        return redirect("evaluation:letters", round.code)
    context = {"round": round, "form": form, **_shown(request, round, standings)}
    return render(request, "evaluation/release_results.html", context)


def _told(minutes: int) -> str:
    if minutes:
        return _("通知書を作りました。知らせる時刻までは、止められます。")
    return _("結果を応募者に知らせました。通知書を送っています。")


def _shown(request: SignedIn, round: Round, standings: list[Standing]) -> dict[str, Any]:
    drafts = queries.drafts(queries.released_to(round))
    complete = policy.letters_complete(drafts)
    theirs = [row for row in standings if policy.not_own(request.user, row.candidacy.application)]
    told = queries.released_to(round).not_of(request.user)
    return {
        "can_release": policy.can_release(request.user, round) and complete,
        "complete": complete,
        "standings": theirs,
        "counts": _counts(theirs),
        "letters": told.count(),
        "without_address": sum(not draft.to for draft in drafts),
        "held": queries.held_release(round),
    }


@for_desk
def previews(request: SignedIn, code: str) -> HttpResponse:
    """Every single letter as it would be written now, some on a page."""
    round = _round(code)
    rows = queries.released_to(round).not_of(request.user)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"round": round, "page_obj": page, "drafts": queries.drafts(page.object_list)}
    return render(request, "evaluation/preview_letters.html", context)


@for_staff
@require_POST
def stop(request: SignedIn, code: str) -> HttpResponse:
    """Nothing goes out; the next release writes the letters anew."""
    round = _round(code)
    release = queries.held_release(round)
    if release is None:
        raise Http404
    actions.stop_release(release, by=request.user)
    messages.success(request, _("通知を止めました。結果は、まだ誰にも見えていません。"))
    return redirect("evaluation:decisions", round.code)


def _outcomes_digest(standings: list[Standing]) -> str:
    """Keyed: whoever knows the rest must not find one row's status by trying all three."""
    said = digest([[row.candidacy.public_id, row.candidacy.status] for row in standings])
    return salted_hmac("evaluation.release", said).hexdigest()


def _counts(standings: list[Standing]) -> list[tuple[str, list[int]]]:
    """Per category: passed, failed, reserve."""
    names = [localized(row.candidacy.category, "name") for row in standings]
    statuses = [row.candidacy.status for row in standings]
    counted = Counter(zip(names, statuses, strict=True))
    return [(name, [counted[name, status] for status in COUNTED]) for name in dict.fromkeys(names)]


def _round(code: str) -> Round:
    return get_object_or_404(Round, code=code)
