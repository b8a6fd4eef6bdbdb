"""Papers of the evaluation."""

from collections.abc import Sequence

from common import pdf
from recruitment.evaluation.models import Letter


def letters(rows: Sequence[Letter]) -> bytes:
    """Letters to print, each on a page of its own, in both languages as they were rendered."""
    return pdf.render("pdf/letters.html", {"letters": rows, "round": rows[0].application.round})
