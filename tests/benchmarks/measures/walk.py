"""Whole applications, 16 people at once against gunicorn with two workers: account, all parts,
submission; with few and with 5,000 applications stored.
"""

import re
import statistics
import threading
import time
from collections.abc import Callable

from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from config.demo.scale import intake
from recruitment.applications.models import Application
from recruitment.calls.models import Round
from recruitment.standards.models import SkillItem
from tests.benchmarks.database import empty
from tests.benchmarks.growth import Tell
from tests.benchmarks.rounds import open_round
from tests.benchmarks.server import serving
from tests.benchmarks.walking import OverHttp, Person

AT_ONCE = 16
EACH = 5  # applications of each of the sixteen
WARM_UPS = 4  # people before, until both web processes have read their templates
SIZES = (0, 5000)
LINK = re.compile(r"https?://[^/\s]+(/accounts/confirm-email/\S+)")


def measure(tell: Tell) -> dict[str, float]:
    figures: dict[str, float] = {}
    for size in SIZES:
        empty()
        round = open_round()
        if size:
            tell(f"Writing {size} applications …")
            fill(round, size)
        figures |= {f"at_{size}_{name}": value for name, value in walk(round, size).items()}
        tell(f"With {size} stored: {figures[f'at_{size}_walks_per_s']} walks a second")
    small, large = (figures[f"at_{size}_walks_per_s"] for size in SIZES)
    last = {
        name.removeprefix("at_5000_"): value for name, value in figures.items() if "5000" in name
    }
    return figures | last | {"growth_ratio": round_to(small / large)}


def fill(round: Round, size: int) -> None:
    """So many applications in the same round, as other people's submissions would be there."""
    for _done, numbers in intake.chunks(size):
        with transaction.atomic():
            intake.take_applications(round, numbers)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # or the planner would judge by the tables' size before


def walk(round: Round, size: int) -> dict[str, float]:
    items = list(SkillItem.objects.filter(category__code="producer").order_by("number"))
    before = Application.objects.filter(round=round, status="submitted").count()
    times: list[float] = []
    requests: list[int] = []

    def once(machine: str, email: str, port: int) -> None:
        """One person, from signing up to the receipt."""
        browser = OverHttp(port, machine)
        begun = time.perf_counter()
        person = Person(browser, email, confirmation)
        person.sign_up()
        person.write(round.code, items)
        person.submit()
        times.append(time.perf_counter() - begun)
        requests.append(len(browser.times))

    def one(turn: int) -> None:
        for number in range(EACH):
            # no address twice: the limits of letters outlive the tables
            email = f"walk{size}-{turn}-{number}@tests.example"
            once(f"10.{turn}.{number}.1", email, server.port)

    with serving() as server:
        for turn in range(WARM_UPS):
            once(f"10.99.{turn}.1", f"warm{size}-{turn}@tests.example", server.port)
        times.clear()
        took = at_once(one)
        queries, asked = server.queries()
    now = Application.objects.filter(round=round, status="submitted").count()
    return {
        "walks": len(times),
        "stored": now - before - WARM_UPS,
        "walks_per_s": round_to(len(times) / took),
        "p50_s": round_to(statistics.median(times)),
        "requests_per_walk": statistics.median(requests),
        "queries_per_request": queries,
        "requests_counted": asked,
    }


def at_once(work: Callable[[int], None]) -> float:
    """Sixteen at the same time: the seconds until the last is done."""
    failed: list[BaseException] = []

    def guarded(turn: int) -> None:
        try:
            work(turn)
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=guarded, args=(turn,)) for turn in range(AT_ONCE)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    return time.perf_counter() - begun


def confirmation(email: str) -> str:
    """The link in the letter that waits in the queue."""
    jobs = ProcrastinateJob.objects.filter(args__to=email).order_by("-id")
    return LINK.search(jobs[0].args["body"])[1]


def round_to(value: float) -> float:
    return round(value, 2)
