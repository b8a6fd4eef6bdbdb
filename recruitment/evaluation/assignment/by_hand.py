"""Who could evaluate whom: a balanced proposal and its independent check.

Pure functions of hashable names.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

Seat = TypeVar("Seat", bound=Hashable)
Applicant = TypeVar("Applicant", bound=Hashable)


def propose(
    seats: Sequence[Seat],
    candidacies: Mapping[Applicant, int],
    barred: Collection[tuple[Seat, Applicant]],
    assigned: Collection[tuple[Seat, Applicant]],
    panel_size: int,
) -> list[tuple[Seat, Applicant]]:
    """The pairs to add so that every applicant has a panel, with loads as even as a greedy choice
    makes them.

    `candidacies` says how many each applicant brings: a pair costs its evaluator that many.
    `barred` pairs (conflicts) are never proposed; `assigned` ones stand and count. Those who have
    the fewest evaluators to choose from come first. Where a panel cannot be filled, it stays short:
    `shortfalls` names it.
    """
    loads = {
        seat: sum(candidacies.get(who, 0) for chair, who in assigned if chair == seat)
        for seat in seats
    }
    places = {seat: place for place, seat in enumerate(seats)}
    free = {
        who: [seat for seat in seats if (seat, who) not in barred and (seat, who) not in assigned]
        for who in candidacies
    }
    proposed: list[tuple[Seat, Applicant]] = []
    for who in sorted(candidacies, key=lambda name: (len(free[name]), -candidacies[name])):
        missing = panel_size - sum(1 for _seat, name in assigned if name == who)
        easiest = sorted(free[who], key=lambda seat: (loads[seat], places[seat]))
        for seat in easiest[: max(missing, 0)]:
            loads[seat] += candidacies[who]
            proposed.append((seat, who))
    return proposed


def shortfalls(
    candidacies: Mapping[Applicant, int],
    pairs: Iterable[tuple[Seat, Applicant]],
    panel_size: int,
) -> dict[Applicant, int]:
    """Applicants whose panel is not full with these pairs, and how many evaluators each still
    lacks.
    """
    panels = dict.fromkeys(candidacies, 0)
    for _seat, who in pairs:
        panels[who] = panels.get(who, 0) + 1
    return {who: panel_size - size for who, size in panels.items() if size < panel_size}


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
