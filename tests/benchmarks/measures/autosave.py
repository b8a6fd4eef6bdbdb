"""One field saved while somebody writes, in process: with one and with thirty track records."""

import json
import statistics
import time

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from recruitment.applications import actions
from recruitment.applications import draft as drafts
from recruitment.applications.models import Application
from tests import factories
from tests.applications.situations import COMPLETE, complete
from tests.benchmarks.growth import Tell
from tests.benchmarks.rounds import open_round

TIMES, WARM_UPS, RECORDS = 200, 5, 30


def measure(tell: Tell) -> dict[str, float]:
    round = open_round()
    user = factories.UserFactory(email="autosave@scale.example")
    application = actions.start(round, by=user)
    actions.save(application, by=user, values=complete(drafts.of(application).asked, ("producer",)))
    client = Client()
    client.force_login(user)
    short = saved(client, application, "短い応募")
    tell(f"One record: {short[0]} ms, {short[1]} queries")
    actions.save(application, by=user, values=many_records())
    long = saved(client, application, "長い応募")
    tell(f"{RECORDS} records: {long[0]} ms, {long[1]} queries")
    return {
        "median_ms": long[0],
        "queries": long[1],
        "with_one_record_median_ms": short[0],
        "growth_ratio": round_to(long[0] / short[0]),
    }


def many_records() -> dict[str, object]:
    one = {name: value for name, value in COMPLETE.items() if name.startswith("record-1-")}
    return {
        name.replace("record-1-", f"record-{number}-"): value
        for number in range(1, RECORDS + 1)
        for name, value in one.items()
    }


def saved(client: Client, application: Application, text: str) -> tuple[float, int]:
    """The median time of one automatic save in milliseconds, and its queries."""
    address = f"/applications/{application.public_id}/edit/categories/"
    seen, times = "", []
    for turn in range(WARM_UPS + TIMES):
        fields = {"autosave": "1", "names": "motive", "motive": f"{text} {turn}"}
        begun = time.perf_counter()
        answer = client.post(address, fields | ({"seen": seen} if seen else {}))
        times.append(time.perf_counter() - begun)
        seen = json.dumps(answer.json()["seen"])
    with CaptureQueriesContext(connection) as captured:
        client.post(address, fields | {"motive": f"{text} once more", "seen": seen})
    return round_to(statistics.median(times[WARM_UPS:]) * 1000), len(captured)


def round_to(value: float) -> float:
    return round(value, 2)
