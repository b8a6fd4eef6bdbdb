"""One scoring page of a committee of six with sixty applicants, in process."""

from tests.benchmarks.growth import Tell, measured
from tests.benchmarks.rounds import committee_of

APPLICANTS, EVALUATORS = 60, 6


def measure(tell: Tell) -> dict[str, float]:
    evaluator, client = committee_of(APPLICANTS, EVALUATORS)
    waiting = evaluator.evaluations.open().order_by("pk")
    address = waiting[0].get_absolute_url()
    milliseconds, queries = measured(client, address)
    tell(f"{address}: {milliseconds} ms, {queries} queries")
    return {"median_ms": milliseconds, "queries": queries}
