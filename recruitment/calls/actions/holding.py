"""The lock under which a round is changed."""

from recruitment.calls.models import Round


def hold(round: Round) -> None:
    """Wait for whoever is changing the row, then know it as it is, until the transaction ends."""
    round.refresh_from_db(from_queryset=Round.objects.select_for_update(no_key=True))
