"""Hiding small counts of a public table. Pure: counts in, cells out.

Counts of one or two people are hidden (「1〜2」). A reader who knows the total and every other cell
must not be able to work one out: so the next smallest are withheld (「非公表」) until each small
one may be either 1 or 2, also for a reader who knows these rules. Zero stays 0, but for the case in
which nothing else is left to withhold: then the whole table is.

Each table is judged by itself. The total is taken as known, whether or not it is printed.
"""

from collections.abc import Mapping
from dataclasses import dataclass

SMALLEST_SHOWN = 3


@dataclass(frozen=True)
class Cell:
    """A count as the public may know it: None when hidden, and when it is not known at all."""

    count: int | None
    shown: bool = True
    small: bool = False  # hidden because it is 1 or 2, which may be said


UNKNOWN = Cell(None)
SMALL = Cell(None, shown=False, small=True)
WITHHELD = Cell(None, shown=False)


def suppress(counts: Mapping[str, int]) -> dict[str, Cell]:
    """The cells of one table, whose counts together make a total that is known."""
    small = {key for key, count in counts.items() if 0 < count < SMALLEST_SHOWN}
    if not small:
        return {key: Cell(count) for key, count in counts.items()}
    larger = sorted(
        (key for key in counts if counts[key] >= SMALLEST_SHOWN), key=counts.__getitem__
    )
    for number in range(len(larger) + 1):
        withheld = set(larger[:number])
        hidden_sum = sum(counts[key] for key in small | withheld)
        most = counts[larger[number]] if number < len(larger) else hidden_sum
        if _undetermined(len(small), number, hidden_sum, most):
            return {key: _cell(key, count, small, withheld) for key, count in counts.items()}
    return dict.fromkeys(counts, WITHHELD)


def _undetermined(small: int, withheld: int, hidden_sum: int, most: int) -> bool:
    """Whether each of the small counts may be 1 and may be 2, by all that the public can know.

    A withheld count is at least 3, and at most `most`: the smallest count that is shown.
    """
    highest = min(2 * small, hidden_sum - SMALLEST_SHOWN * withheld)
    lowest = max(small, hidden_sum - most * withheld)
    return lowest < highest or small < lowest == highest < 2 * small


def _cell(key: str, count: int, small: set[str], withheld: set[str]) -> Cell:
    if key in small:
        return SMALL
    return WITHHELD if key in withheld else Cell(count)
