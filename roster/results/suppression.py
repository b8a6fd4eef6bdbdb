"""Hiding small counts of a public table. Pure: counts in, cells out.

Counts of one or two people are hidden (「1〜2」), and with them one more, the cover (「非公表」):
the smallest count that is four or more. Zero and three are shown. Where a reader could still tell a
small count, or nothing can be a cover, every count of the table is withheld, zeros too.

Whoever knows the total and this rule, but not the rows, can work out no small count of a table of
two cells or more. A cover of other size would go with other small counts and look the same, unless
all small ones are 1 and the cover is the smallest there is, or all are 2 and the cover is the
largest that would be chosen: those are withheld whole. Among the tables withheld whole are always
two that differ in a given small cell: exchange it for the cover or for a shown count beside it, or
take one from a cell and give it to another where all are equal. (Hence four: were three a cover,
2, 2, 2 would be alone with its total.)

Each table is judged by itself. The total is taken as known, whether or not it is printed.
"""

from collections.abc import Mapping
from dataclasses import dataclass

SMALLEST_SHOWN = 3
SMALLEST_COVER = 4


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
    cells = {key: _cell(count) for key, count in counts.items()}
    if SMALL not in cells.values():
        return cells
    cover = _cover(counts)
    if cover is None or _gives_away(counts, cover):
        return dict.fromkeys(counts, WITHHELD)
    return cells | {cover: WITHHELD}


def _cell(count: int) -> Cell:
    return SMALL if 0 < count < SMALLEST_SHOWN else Cell(count)


def _cover(counts: Mapping[str, int]) -> str | None:
    """Where the smallest count is that can be a cover; the first one of equals."""
    able = [key for key, count in counts.items() if count >= SMALLEST_COVER]
    return min(able, key=counts.__getitem__, default=None)


def _gives_away(counts: Mapping[str, int], cover: str) -> bool:
    """Whether the small counts could not be others: all 1 beside the least cover, or all 2 beside
    the greatest.
    """
    small = {count for count in counts.values() if 0 < count < SMALLEST_SHOWN}
    return (small, counts[cover]) in [({1}, SMALLEST_COVER), ({2}, _greatest(counts, cover))]


def _greatest(counts: Mapping[str, int], cover: str) -> int | None:
    """The greatest count with which this cell would still be the cover; None: there is no limit."""
    keys = list(counts)
    limits = [
        count - (keys.index(key) < keys.index(cover))
        for key, count in counts.items()
        if key != cover and count >= SMALLEST_COVER
    ]
    return min(limits, default=None)
