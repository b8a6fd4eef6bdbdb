"""A synthetic committee and its assignment, measured in a process of its own so that the peak of
memory is nobody else's: `python -m tests.benchmarks.panels 5000 200`.
"""

import json
import random
import resource
import sys
import time

from recruitment.evaluation.assignment import (
    Applicant,
    Evaluator,
    Problem,
    Solution,
    check,
    solve,
)

CATEGORIES = ["advisor", "producer", "project", "service", "technology"]
PANEL, CONFLICTS = 3, 0.02


def synthetic(applicants: int, evaluators: int, seed: int = 5) -> Problem[int, int]:
    """Everybody names one to three categories; one pair in fifty is in conflict."""
    dice = random.Random(seed)

    def some() -> frozenset[str]:
        return frozenset(dice.sample(CATEGORIES, dice.choice([1, 1, 1, 2, 3])))

    people = [(number, some()) for number in range(applicants)]
    return Problem(
        [Applicant(number, categories, len(categories)) for number, categories in people],
        [Evaluator(number, some()) for number in range(evaluators)],
        PANEL,
        barred={
            (seat, who)
            for who in range(applicants)
            for seat in range(evaluators)
            if dice.random() < CONFLICTS
        },
    )


def timed(problem: Problem[int, int]) -> dict[str, float]:
    """Seconds to the optimum with its proof, and to check it; the peak of the whole process."""
    begun = time.perf_counter()
    answer = solve(problem)
    solved = time.perf_counter()
    if not isinstance(answer, Solution) or check(problem, answer.pairs, answer.bill, answer.proof):
        raise RuntimeError("The synthetic committee was to have a proven assignment.")
    return {
        "solve_s": round(solved - begun, 3),
        "check_s": round(time.perf_counter() - solved, 3),
        "peak_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    }


if __name__ == "__main__":
    print(json.dumps(timed(synthetic(int(sys.argv[1]), int(sys.argv[2])))))
