"""The check of pairs that people choose. Pure."""

from collections.abc import Collection, Hashable, Sequence
from typing import TypeVar

Seat = TypeVar("Seat", bound=Hashable)
Applicant = TypeVar("Applicant", bound=Hashable)


def faults(
    pairs: Sequence[tuple[Seat, Applicant]],
    seats: Collection[Seat],
    applicants: Collection[Applicant],
    barred: Collection[tuple[Seat, Applicant]],
) -> list[tuple[Seat, Applicant]]:
    """The pairs that must not be stored, whoever proposed them: not of this round, in conflict, or
    named twice.
    """
    return [
        pair
        for place, pair in enumerate(pairs)
        if pair[0] not in seats
        or pair[1] not in applicants
        or pair in barred
        or pair in pairs[:place]
    ]
