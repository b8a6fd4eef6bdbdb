"""The results as anybody reads them: all rounds, and the release of one."""

from django.test import Client
from django.utils import timezone

from common.dates import fiscal_year
from tests.benchmarks.growth import Tell, of_pages


def measure(tell: Tell) -> dict[str, float]:
    seeded = f"FY{fiscal_year(timezone.localdate()) - 1}"  # the round that seed_scale makes
    return of_pages({"": "/press/", "release_": f"/press/{seeded}/"}, Client, tell)
