"""What the folder of a round holds: one class for each file, a field for each column."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from hmac import digest

from recruitment.evaluation.scoring import RESAMPLES, SEED


@dataclass(frozen=True)
class Criterion:
    """`criterion` is a number like K3, unique in the round; `name` is for readers only."""

    category: str
    criterion: str
    weight: int
    name: str


@dataclass(frozen=True)
class Candidacy:
    candidacy: str
    category: str


@dataclass(frozen=True)
class Evaluation:
    """One submitted evaluation; `submission` is the digest of the submission it judged."""

    candidacy: str
    evaluator: str
    recommendation: str = ""
    submission: str = ""


@dataclass(frozen=True)
class Score:
    candidacy: str
    evaluator: str
    criterion: str
    points: int


@dataclass(frozen=True)
class Decision:
    """Every version; the highest holds. Reasons are free text and stand in the minutes only."""

    candidacy: str
    version: int
    outcome: str
    rank: int | None = None
    decided_on: date | None = None


@dataclass(frozen=True)
class Ranking:
    """One candidacy; the columns are explained in docs/recompute.md."""

    category: str
    candidacy: str
    rank: int | None
    n: int
    mean: float | None
    lowest: float | None
    highest: float | None
    spread: float | None
    deviation: float | None
    doubt: str
    adjusted: float | None
    adjusted_rank: int | None
    adjusted_n: int | None
    adjusted_doubt: str
    above: float | None
    above_n: int | None
    above_doubt: str


@dataclass(frozen=True)
class Evaluator:
    evaluator: str
    n: int
    severity: float | None
    error: float | None
    part: int | None
    doubt: str


@dataclass(frozen=True)
class CriterionAgreement:
    category: str
    criterion: str
    n: int
    ratings: int
    alpha: float | None
    low: float | None
    high: float | None
    reason: str
    doubt: str


@dataclass(frozen=True)
class Settings:
    """`lines` says for each category how many are to stand above the line, where one is drawn.

    `resamples=0` leaves out what rests on resampling: intervals and the share above the line.
    """

    lines: Mapping[str, int] = field(default_factory=dict)
    seed: int = SEED
    resamples: int = RESAMPLES


@dataclass(frozen=True)
class Record:
    """What the committee gave, without names: all that the figures come from."""

    round: str
    settings: Settings
    criteria: Collection[Criterion]
    candidacies: Collection[Candidacy]
    evaluations: Collection[Evaluation]
    scores: Collection[Score]
    decisions: Collection[Decision]


@dataclass(frozen=True)
class Derived:
    """What follows from a record."""

    ranking: list[Ranking]
    evaluators: list[Evaluator]
    agreement: list[CriterionAgreement]


def pseudonyms(names: Collection[str], prefix: str, key: bytes) -> dict[str, str]:
    """A number like C007 for each name, in an order that only the holder of `key` can retrace.

    Receipt numbers, seats and the alphabet order people by something that is known of them; here
    the order is that of HMAC-SHA-256 with a secret key. The same key gives the same numbers.
    """
    width = len(str(len(names)))
    shuffled = sorted(names, key=lambda name: digest(key, f"{prefix}:{name}".encode(), sha256))
    return {name: f"{prefix}{place:0{width}}" for place, name in enumerate(shuffled, start=1)}
