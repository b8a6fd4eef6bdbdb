"""One at a time: the ministry's actions on a round's evaluation wait for each other on the round's
row.
"""

from recruitment.calls.models import Round
from recruitment.evaluation.models import Evaluation


def hold(round: Round) -> None:
    """Wait for whoever is changing the round, then know it as it is. Only inside a transaction."""
    round.refresh_from_db(from_queryset=Round.objects.select_for_update(no_key=True))


def hold_evaluation(evaluation: Evaluation) -> None:
    """The same for one evaluation: its evaluator's two tabs, and staff who take it back, one after
    the other.
    """
    locked = Evaluation.objects.select_for_update(no_key=True, of=("self",))
    evaluation.refresh_from_db(from_queryset=locked)
