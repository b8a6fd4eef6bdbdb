"""Where the parts of a small figure stand: a scale, a range on it, a mark, and single dots.

Pure arithmetic of the page; the drawing is `templates/evaluation/_strip.html`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, MARGIN = 200, 8


@dataclass(frozen=True)
class Strip:
    """Pixels from the left; None for what is not drawn."""

    ticks: list[int]
    start: int | None
    length: int | None
    mark: int | None
    dots: list[int]


def strip(
    scale: Sequence[float],
    *,
    low: float | None = None,
    high: float | None = None,
    mark: float | None = None,
    dots: Sequence[float] = (),
) -> Strip:
    """A figure on the scale from its first to its last tick; what lies beyond is drawn at the end,
    because the table beside it says the number.
    """

    def at(value: float) -> int:
        share = (value - scale[0]) / (scale[-1] - scale[0])
        return MARGIN + round((WIDTH - 2 * MARGIN) * min(max(share, 0), 1))

    drawn = low is not None and high is not None
    start = at(low) if drawn and low is not None else None
    end = at(high) if drawn and high is not None else None
    return Strip(
        ticks=[at(tick) for tick in scale],
        start=start,
        length=max(end - start, 1) if start is not None and end is not None else None,
        mark=at(mark) if mark is not None else None,
        dots=[at(dot) for dot in dots],
    )
