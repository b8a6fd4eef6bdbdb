"""Who evaluates whom: an optimal assignment with its proof, and a checker that believes nobody.

Pure functions of hashable names. `problem` states what is asked and what it costs; `solving.solve`
answers with a `Solution` or with `Infeasible`; `checking.check` verifies a solution before anything
is stored. In between: `tables` (arrays), `flow` (OR-tools), `potentials` (the proof), `infeasible`
(reasons and ways out). `by_hand` is for pairs that people choose.
"""

from recruitment.evaluation.assignment.by_hand import faults
from recruitment.evaluation.assignment.checking import Fault, Rule, check
from recruitment.evaluation.assignment.infeasible import Infeasible, Reason, Shortage
from recruitment.evaluation.assignment.problem import (
    Applicant,
    Bill,
    Evaluator,
    Prices,
    Problem,
    Proof,
)
from recruitment.evaluation.assignment.solving import Solution, solve

__all__ = [
    "Applicant",
    "Bill",
    "Evaluator",
    "Fault",
    "Infeasible",
    "Prices",
    "Problem",
    "Proof",
    "Reason",
    "Rule",
    "Shortage",
    "Solution",
    "check",
    "faults",
    "solve",
]
