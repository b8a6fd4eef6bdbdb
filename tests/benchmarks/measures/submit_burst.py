"""300 applicants who submit within the last minute, most of them in its last seconds, and 60 who
come too late, against gunicorn with two workers behind a proxy that notes when a request arrived.
"""

import datetime as dt
import random
import statistics
import threading
import time

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.utils import timezone

from accounts.models import User
from config.demo import people
from recruitment.applications import actions
from recruitment.applications import draft as drafts
from recruitment.applications.draft import IDENTITY
from recruitment.applications.models import Application, Submission
from recruitment.calls.models import Round
from tests import factories
from tests.applications.situations import complete
from tests.benchmarks.growth import Tell
from tests.benchmarks.rounds import open_round
from tests.benchmarks.server import serving
from tests.benchmarks.walking import OverHttp, Person

IN_TIME, LATE = 300, 60
MINUTE, AFTER = 60, 5  # seconds
SEED = 20261218


def measure(tell: Tell) -> dict[str, float]:
    round = open_round()
    tell(f"Writing {IN_TIME + LATE} drafts …")
    people = [draft(round, number) for number in range(IN_TIME + LATE)]
    chance = random.Random(SEED)
    waits = sorted(MINUTE * (1 - chance.random() ** 2) for _person in range(IN_TIME))
    waits += [MINUTE + AFTER * chance.random() for _person in range(LATE)]
    with serving(TRUST_REQUEST_START="1") as server:
        browsers = [reading(server.port, *person) for person in people]
        closing = timezone.now() + dt.timedelta(seconds=MINUTE)
        Round.objects.filter(pk=round.pk).update(closes_at=closing)
        tell(f"The round closes in {MINUTE} seconds …")
        sent = burst(browsers, closing, waits)
    return figures(round, closing, sent)


def draft(round: Round, number: int) -> tuple[str, str]:
    """A complete draft: its address, and the cookie of its applicant."""
    user = factories.UserFactory(email=f"burst{number}@scale.example")
    application = actions.start(round, by=user)
    values = complete(drafts.of(application).asked, ("producer",))
    who = people.person(number)  # nobody is taken for somebody else
    values |= {name: who[name] for name in IDENTITY if name in who} | {"phone": f"03{number:08d}"}
    actions.save(application, by=user, values=values)
    return f"/applications/{application.public_id}/", session_of(user)


def session_of(user: User) -> str:
    """Somebody who has signed in."""
    session = SessionStore()
    session["_auth_user_id"] = str(user.pk)
    session["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
    session["_auth_user_hash"] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def reading(port: int, root: str, session: str) -> Person:
    """Somebody on the page with the button, having read everything over."""
    browser = OverHttp(port, "10.0.0.1")
    browser.cookies[settings.SESSION_COOKIE_NAME] = session
    person = Person(browser, "", str)
    person.root = root
    person.open(f"{root}review/")
    return person


def burst(
    people: list[Person], closing: dt.datetime, waits: list[float]
) -> list[tuple[str, float, float]]:
    """Everybody presses the button at their instant: address, when, and how long it took."""
    begun = closing.timestamp() - MINUTE
    sent: list[tuple[str, float, float]] = []

    def press(person: Person, at: float) -> None:
        time.sleep(max(0, begun + at - time.time()))
        now = time.time()
        person.browser.headers["X-Request-Start"] = f"t={now:.6f}"
        took = person.press()
        sent.append((person.root, now, took))
        connection.close()

    threads = [
        threading.Thread(target=press, args=pair) for pair in zip(people, waits, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sent


def figures(
    round: Round, closing: dt.datetime, sent: list[tuple[str, float, float]]
) -> dict[str, float]:
    stored = dict(
        Submission.objects.filter(application__round=round).values_list(
            "application__public_id", "arrived_at"
        )
    )
    in_time = {root.split("/")[2] for root, at, _took in sent if at < closing.timestamp()}
    times = sorted(took * 1000 for root, _at, took in sent if root.split("/")[2] in in_time)
    numbers = Application.objects.filter(round=round, receipt_number__isnull=False)
    span = max(at + took for _root, at, took in sent) - min(at for _root, at, _took in sent)
    return {
        "sent_in_time": len(in_time),
        "stored": len(in_time & set(stored)),
        "lost": len(in_time - set(stored)),
        "late_stored": len(set(stored) - in_time),
        "twice_stored": Submission.objects.filter(application__round=round).count() - len(stored),
        "receipt_numbers": numbers.values("receipt_number").distinct().count(),
        "p50_ms": round_to(statistics.median(times)),
        "p95_ms": round_to(times[int(len(times) * 0.95)]),
        "submits_per_s": round_to(len(times) / span),
    }


def round_to(value: float) -> float:
    return round(value, 1)
