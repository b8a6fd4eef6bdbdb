"""The PDF of everything assigned to one evaluator: fifty applications."""

import time
from io import BytesIO

from django.urls import reverse
from pypdf import PdfReader

from tests.benchmarks.growth import Tell
from tests.benchmarks.rounds import committee_of

APPLICANTS = 50


def measure(tell: Tell) -> dict[str, float]:
    evaluator, client = committee_of(APPLICANTS, 1)
    papers = evaluator.evaluations.count()
    begun = time.perf_counter()
    answer = client.get(reverse("evaluation:bundle", args=[evaluator.round.code]))
    took = round(time.perf_counter() - begun, 2)
    pages = len(PdfReader(BytesIO(answer.content)).pages)
    tell(f"{papers} evaluations, {pages} pages: {took} s")
    return {"bundle_s": took, "evaluations": papers, "pages": pages}
