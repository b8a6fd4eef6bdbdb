"""Whether the demonstration's data are all there.

Each step of loading is one transaction, so a count tells.
"""

from recruitment.calls.models import Round

ROUNDS = 6  # FY2022, FY2023, FY2024 and three of FY2026


def complete() -> bool:
    """True when every round of the demonstration has been loaded."""
    return Round.objects.count() >= ROUNDS
