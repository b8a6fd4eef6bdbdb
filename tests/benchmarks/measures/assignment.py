"""An optimal assignment with its proof: 5,000 applicants for 200 evaluators, and a real round."""

import json
import subprocess
import sys

from tests.benchmarks import panels
from tests.benchmarks.growth import Tell

LARGE, REAL = (5_000, 200), (60, 8)


def measure(tell: Tell) -> dict[str, float]:
    """`solve_s`: optimum and proof, `check_s`: the checker, both without the database;
    `peak_bytes`: all that a process took which did nothing else.
    """
    large, real = solved(*LARGE), solved(*REAL)
    tell(f"{LARGE[0]} × {LARGE[1]}: {large}")
    tell(f"{REAL[0]} × {REAL[1]}: {real}")
    return {**large, "round_s": real["solve_s"]}


def solved(applicants: int, evaluators: int) -> dict[str, float]:
    command = [sys.executable, "-m", panels.__name__, str(applicants), str(evaluators)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    figures: dict[str, float] = json.loads(answer.stdout)
    return figures
