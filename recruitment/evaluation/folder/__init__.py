"""A round's evaluation as a folder that anybody can check: scores without names, decisions,
figures, digests. No ORM; format and how to check by hand in docs/recompute.md.
"""

from recruitment.evaluation.folder.comparing import Difference, differences
from recruitment.evaluation.folder.deriving import derive, marks
from recruitment.evaluation.folder.files import Opened, contents, read, write
from recruitment.evaluation.folder.rows import (
    Candidacy,
    Criterion,
    CriterionAgreement,
    Decision,
    Derived,
    Evaluation,
    Evaluator,
    Ranking,
    Record,
    Score,
    Settings,
    pseudonyms,
)

__all__ = [
    "Candidacy",
    "Criterion",
    "CriterionAgreement",
    "Decision",
    "Derived",
    "Difference",
    "Evaluation",
    "Evaluator",
    "Opened",
    "Ranking",
    "Record",
    "Score",
    "Settings",
    "contents",
    "derive",
    "differences",
    "marks",
    "pseudonyms",
    "read",
    "write",
]
