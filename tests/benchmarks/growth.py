"""How a page's time and queries grow from a short list to a long one."""

import statistics
import time
from collections.abc import Callable
from io import StringIO

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.actions import sync_roles
from roster.registry.models import Registration
from tests.benchmarks.database import empty

SIZES = (50, 5000)  # registrations
WARM_UPS = 3
TIMES = 15

Tell = Callable[[str], None]


def of_pages(pages: dict[str, str], sign_in: Callable[[], Client], tell: Tell) -> dict[str, float]:
    """The figures of each page (key → address), at the larger size and over the smaller one.

    `sign_in` gives the client, and makes in the freshly filled database whatever that needs. The
    first page's figures stand under the plain keys, the others' behind their key.
    """
    figures: dict[str, float] = {}
    for size in SIZES:
        tell(f"Writing {size} registrations …")
        fill(size)
        client = sign_in()
        for key, address in pages.items():
            milliseconds, queries = measured(client, address)
            tell(f"{address} with {size} registrations: {milliseconds} ms, {queries} queries")
            figures[f"{key}at_{size}_median_ms"] = milliseconds
            figures[f"{key}at_{size}_queries"] = queries
    small, large = SIZES
    for key in pages:
        before, after = (figures[f"{key}at_{size}_median_ms"] for size in SIZES)
        figures[f"{key}median_ms"] = after
        figures[f"{key}queries"] = figures[f"{key}at_{large}_queries"]
        figures[f"{key}growth_ratio"] = round(after / before, 2)
    return figures


def fill(registrations: int) -> None:
    """An empty database with so many registrations: every eighth person has two."""
    empty()
    sync_roles()
    people = registrations * 8 // 9
    call_command("seed_scale", registrants=people, stdout=StringIO(), stderr=StringIO())
    found = Registration.objects.count()
    if found != registrations:
        raise RuntimeError(f"{registrations} registrations were wanted, {found} were made.")


def measured(client: Client, address: str) -> tuple[float, int]:
    """The median time of the page in milliseconds, and its number of queries."""
    for _turn in range(WARM_UPS):
        response = client.get(address)
        if response.status_code != 200:
            raise RuntimeError(f"{address} answered {response.status_code}: nothing to measure.")
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    queries = len(captured)  # now: the next request clears what was captured
    times = []
    for _turn in range(TIMES):
        begun = time.perf_counter()
        client.get(address)
        times.append(time.perf_counter() - begun)
    return round(statistics.median(times) * 1000, 1), queries
