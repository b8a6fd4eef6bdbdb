"""The committee's board of one category: what the scores come to, before it decides."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.gates import SignedIn
from recruitment.calls.models import Round
from recruitment.evaluation import queries, wording
from recruitment.evaluation.queries import Board
from recruitment.evaluation.scoring import DISAGREEMENT
from recruitment.evaluation.views.gates import for_desk

PAGE = 50  # a thousand rows with their comments are nothing to read, and slow to draw
FEW = 5  # names that a sentence can hold
DIGITS = 6


@for_desk
def board(request: SignedIn, code: str, category: str) -> HttpResponse:
    """Ranked; `line` moves the line that is drawn, `compare` puts two side by side."""
    round = get_object_or_404(Round, code=code)
    categories = queries.offered(round)
    here = get_object_or_404(categories, code=category)
    found = queries.board_of(round, here, request.user)
    page = Paginator(found.places, PAGE).get_page(request.GET.get("page"))
    chosen = request.GET.getlist("compare")
    context = {
        "round": round,
        "category": here,
        "categories": categories,
        "board": found,
        "page_obj": page,
        "chosen": chosen,
        "compared": queries.compared(round, here, request.user, chosen),
        "disagreement": DISAGREEMENT,
    }
    marks, notes = _notes(found)
    beside = queries.beside(round, list(page.object_list))
    context |= {
        "rows": [(row, marks.get(row.place.adjusted_doubt or "", "")) for row in beside],
        "notes": notes,
    }
    context |= _line(found, request.GET.get("line", ""))
    return render(request, "evaluation/board.html", context)


def _line(found: Board, asked: str) -> dict[str, Any]:
    """The line asked for; without one, it stands after those who have passed so far."""
    number = int(asked) if asked.isdecimal() and len(asked) < DIGITS else found.passed
    line = found.line(number) if number else None
    at = queries.named(line.at[:FEW]) if line else []
    return {"line": line, "number": number or "", "at_line": at}


def _notes(found: Board) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Each doubt about adjusted means gets a mark for its rows and a sentence below the table."""
    marks = {str(code): f"※{place}" for place, (code, _n) in enumerate(found.doubts, start=1)}
    return marks, [(marks[code], wording.doubt(code, n)) for code, n in found.doubts]
