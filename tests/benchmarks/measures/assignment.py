"""An optimal assignment with its proof: 5,000 applicants for 200 evaluators, and a real round."""

import json
import random
import subprocess
import sys
import time

from django.db import connection

from accounts.actions import grant_role
from accounts.roles import Role
from recruitment.applications.models import Application
from recruitment.calls.models import Round
from recruitment.evaluation import actions
from recruitment.evaluation.models import ConflictOfInterest, Evaluation
from tests import factories
from tests.benchmarks import panels
from tests.benchmarks.growth import Tell
from tests.benchmarks.rounds import committee_of

LARGE, REAL = (5_000, 200), (60, 8)
CONFLICTS = 0.02


def measure(tell: Tell) -> dict[str, float]:
    """`solve_s`: optimum and proof, `check_s`: the checker, both without the database;
    `peak_bytes`: all that a process took which did nothing else; `large_s`: the whole action of the
    large one, from the rows to the rows, letters and proof included.
    """
    large, real = solved(*LARGE), solved(*REAL)
    tell(f"{LARGE[0]} × {LARGE[1]}: {large}")
    tell(f"{REAL[0]} × {REAL[1]}: {real}")
    whole = {"large_s": carried_out(*LARGE), "stored": Evaluation.objects.count()}
    tell(f"The whole action: {whole}")
    return {**large, "round_s": real["solve_s"], **whole}


def solved(applicants: int, evaluators: int) -> dict[str, float]:
    command = [sys.executable, "-m", panels.__name__, str(applicants), str(evaluators)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    figures: dict[str, float] = json.loads(answer.stdout)
    return figures


def carried_out(applicants: int, evaluators: int) -> float:
    """The seconds of making the proposal and of storing it."""
    seat, _client = committee_of(applicants, evaluators)
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE evaluation_evaluation CASCADE")  # nothing assigned yet
    row, staff = seat.round, factories.UserFactory(email="staff@bench.example")
    grant_role(staff, Role.STAFF, by=None, source="bench")
    _declare(row, random.Random(1))
    begun = time.perf_counter()
    actions.carry_out(row, by=staff, seen=actions.propose(row, by=staff).seen)
    return round(time.perf_counter() - begun, 2)


def _declare(row: Round, chance: random.Random) -> None:
    """Two pairs in a hundred are in conflict."""
    people = list(Application.objects.filter(round=row).values_list("person", flat=True))
    ConflictOfInterest.objects.bulk_create(
        (
            ConflictOfInterest(seat=seat, person_id=person, reason="同僚")
            for seat in row.seats.all()
            for person in people
            if chance.random() < CONFLICTS
        ),
        batch_size=1000,
    )
