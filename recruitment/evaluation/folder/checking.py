"""What a record must be like before anything is derived from it."""

import re
from collections.abc import Hashable, Iterable, Iterator

from recruitment.evaluation.folder.rows import Record

POINTS = range(1, 6)
MOST_RESAMPLES = 100_000  # what is asked for by a folder from elsewhere must end some time
PSEUDONYM = re.compile(r"[A-Z][0-9]+")  # and so no name


def faults(record: Record) -> list[str]:
    """All that is wrong, each with its file."""
    return [
        *_settings(record),
        *_names(record),
        *_repeated(record),
        *_unknown(record),
        *_scores(record),
    ]


def _settings(record: Record) -> Iterator[str]:
    settings = record.settings
    if not 0 <= settings.resamples <= MOST_RESAMPLES:
        yield f"manifest.json: resamples is {settings.resamples}, not 0 to {MOST_RESAMPLES}"
    if not 0 <= settings.seed < 2**32:
        yield f"manifest.json: seed is {settings.seed}, not 0 to 4294967295"


def _names(record: Record) -> Iterator[str]:
    columns = {
        ("criteria.csv", "criterion"): {row.criterion for row in record.criteria},
        ("candidacies.csv", "candidacy"): {row.candidacy for row in record.candidacies},
        ("evaluations.csv", "evaluator"): {row.evaluator for row in record.evaluations},
    }
    for (file, column), names in columns.items():
        for name in sorted(names):
            if not PSEUDONYM.fullmatch(name):
                yield f"{file}: {column} {name} is not a letter and a number"


def _repeated(record: Record) -> Iterator[str]:
    keys: dict[str, Iterable[Hashable]] = {
        "criteria.csv": [row.criterion for row in record.criteria],
        "candidacies.csv": [row.candidacy for row in record.candidacies],
        "evaluations.csv": [(row.candidacy, row.evaluator) for row in record.evaluations],
        "scores.csv": [(row.candidacy, row.evaluator, row.criterion) for row in record.scores],
        "decisions.csv": [(row.candidacy, row.version) for row in record.decisions],
    }
    for file, found in keys.items():
        seen: set[Hashable] = set()
        for place, key in enumerate(found, start=1):
            if key in seen:
                yield f"{file}: row {place} repeats an earlier one"
            seen.add(key)


def _unknown(record: Record) -> Iterator[str]:
    """Rows that speak of what is not there."""
    known = {row.candidacy for row in record.candidacies}
    spoken = {
        "evaluations.csv": [row.candidacy for row in record.evaluations],
        "decisions.csv": [row.candidacy for row in record.decisions],
    }
    for file, names in spoken.items():
        for place, name in enumerate(names, start=1):
            if name not in known:
                yield f"{file}: row {place}: {name} is not in candidacies.csv"
    for place, criterion in enumerate(record.criteria, start=1):
        if criterion.weight < 1:
            yield f"criteria.csv: row {place}: a weight is 1 or more"


def _scores(record: Record) -> Iterator[str]:
    category = {row.candidacy: row.category for row in record.candidacies}
    belongs = {row.criterion: row.category for row in record.criteria}
    judged = {(row.candidacy, row.evaluator) for row in record.evaluations}
    for place, score in enumerate(record.scores, start=1):
        at = f"scores.csv: row {place}"
        if score.points not in POINTS:
            yield f"{at}: {score.points} is not 1 to 5"
        if (score.candidacy, score.evaluator) not in judged:
            yield f"{at}: no such evaluation in evaluations.csv"
        if score.criterion not in belongs:
            yield f"{at}: {score.criterion} is not in criteria.csv"
        elif category.get(score.candidacy) != belongs[score.criterion]:
            yield f"{at}: {score.criterion} belongs to another category"
