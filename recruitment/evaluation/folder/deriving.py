"""From the scores of a round to its figures: the one function behind board, folder and
`bin/recompute`.
"""

from collections import defaultdict
from collections.abc import Mapping

from recruitment.evaluation import scoring
from recruitment.evaluation.folder.rows import (
    CriterionAgreement,
    Derived,
    Evaluator,
    Ranking,
    Record,
)
from recruitment.evaluation.scoring import Additive, Doubt, Figure, Marks

Pair = tuple[str, str]  # candidacy, evaluator


def derive(record: Record) -> Derived:
    """Every figure of the record, rows sorted by name.

    Ranks are within a category. Severity is one figure for each evaluator over all categories of
    the round: a category alone has too few evaluations for it.
    """
    given = marks(record)
    weighted = {pair: scoring.weighted(given[pair]) for pair in sorted(given)}
    fit = scoring.additive(weighted)
    members: dict[str, list[str]] = defaultdict(list)
    for row in sorted(record.candidacies, key=lambda row: row.candidacy):
        members[row.category].append(row.candidacy)
    return Derived(
        ranking=[
            row
            for category in sorted(members)
            for row in _ranking(record, category, members[category], given, weighted, fit)
        ],
        evaluators=_evaluators(record, fit),
        agreement=_agreement(record),
    )


def marks(record: Record) -> dict[Pair, Marks]:
    """What each evaluator gave each candidacy; abstentions, which have no points, are not there."""
    weights = {row.criterion: row.weight for row in record.criteria}
    points: dict[Pair, list[tuple[int, int]]] = defaultdict(list)
    for score in record.scores:
        points[score.candidacy, score.evaluator].append((score.points, weights[score.criterion]))
    words = {(row.candidacy, row.evaluator): row.recommendation for row in record.evaluations}
    return {pair: Marks(found, words.get(pair, "")) for pair, found in points.items()}


def _ranking(
    record: Record,
    category: str,
    members: list[str],
    given: Mapping[Pair, Marks],
    weighted: Mapping[Pair, float],
    fit: Additive[str, str],
) -> list[Ranking]:
    panels: dict[str, list[str]] = {name: [] for name in members}
    for candidacy, evaluator in weighted:
        if candidacy in panels:
            panels[candidacy].append(evaluator)
    summaries = {
        name: scoring.summarise([given[name, seat] for seat in panels[name]]) for name in members
    }
    rank = scoring.ranks({name: summaries[name].weighted for name in members})
    adjusted = fit.adjusted_among(members)
    adjusted_rank = scoring.ranks(adjusted)
    line, settings = record.settings.lines.get(category), record.settings
    shares = {}
    if line is not None and settings.resamples:
        own = {pair: score for pair, score in weighted.items() if pair[0] in panels}
        seats = sorted({evaluator for _candidacy, evaluator in own})
        shares = scoring.stability(
            own, line, evaluators=seats, resamples=settings.resamples, seed=settings.seed
        )
    rows = []
    for name in members:
        summary, share = summaries[name], shares.get(name)
        fewest = min((fit.severities[seat].n for seat in panels[name]), default=None)
        rows.append(
            Ranking(
                category=category,
                candidacy=name,
                rank=rank[name],
                n=summary.count,
                mean=summary.weighted,
                lowest=summary.lowest,
                highest=summary.highest,
                spread=summary.spread,
                deviation=summary.deviation,
                doubt=scoring.too_small(Figure.PANEL_MEAN, summary.count) or "",
                adjusted=adjusted[name],
                adjusted_rank=adjusted_rank[name],
                adjusted_n=fewest,
                adjusted_doubt=scoring.adjusted_doubt(fit, adjusted[name], fewest) or "",
                above=share.share if share else None,
                above_n=share.n if share else None,
                above_doubt=(
                    scoring.too_small(Figure.STABILITY, share.evaluators) or "" if share else ""
                ),
            )
        )
    return rows


def _evaluators(record: Record, fit: Additive[str, str]) -> list[Evaluator]:
    rows = []
    for name in sorted({row.evaluator for row in record.evaluations}):
        found = fit.severities.get(name)
        if found is None:
            rows.append(Evaluator(name, 0, None, None, None, Doubt.TOO_FEW_EVALUATIONS))
            continue
        doubt = scoring.severity_doubt(fit, found) or ""
        rows.append(Evaluator(name, found.n, found.severity, found.error, found.part, doubt))
    return rows


def _agreement(record: Record) -> list[CriterionAgreement]:
    units: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for score in sorted(record.scores, key=lambda row: (row.candidacy, row.evaluator)):
        units[score.criterion][score.candidacy].append(score.points)
    rows = []
    for criterion in sorted(record.criteria, key=lambda row: (row.category, row.criterion)):
        found = scoring.agreement(
            list(units[criterion.criterion].values()),
            resamples=record.settings.resamples,
            seed=record.settings.seed,
        )
        rows.append(
            CriterionAgreement(
                category=criterion.category,
                criterion=criterion.criterion,
                n=found.n,
                ratings=found.ratings,
                alpha=found.alpha,
                low=found.low,
                high=found.high,
                reason=found.reason or "",
                doubt=scoring.agreement_doubt(found) or "",
            )
        )
    return rows
