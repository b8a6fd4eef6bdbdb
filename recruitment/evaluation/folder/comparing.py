"""Which figures of a folder do not follow from its scores."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from recruitment.evaluation.folder.rows import Derived
from recruitment.evaluation.folder.table import DECIMALS

KEYS = {
    "ranking": ("category", "candidacy"),
    "evaluators": ("evaluator",),
    "agreement": ("category", "criterion"),
}
# Written figures are rounded; two libraries may round the last place differently.
TOLERANCE = 2 * 10**-DECIMALS


@dataclass(frozen=True)
class Difference:
    file: str
    row: str
    figure: str
    stored: Any
    derived: Any

    def __str__(self) -> str:
        return (
            f"{self.file}: {self.row}: {self.figure} is {shown(self.stored)} in the folder, "
            f"{shown(self.derived)} from the scores"
        )


def differences(stored: Derived, derived: Derived) -> list[Difference]:
    """Figure by figure; a row that only one of the two has counts as one figure, "row"."""
    return [found for name in KEYS for found in _in_file(name, stored, derived)]


def _in_file(name: str, stored: Derived, derived: Derived) -> Iterator[Difference]:
    theirs, ours = (
        {tuple(getattr(row, key) for key in KEYS[name]): row for row in getattr(one, name)}
        for one in (stored, derived)
    )
    file = f"{name}.csv"
    if len(getattr(stored, name)) != len(theirs):
        yield Difference(file, "all", "number of rows", len(getattr(stored, name)), len(ours))
    for key in sorted(theirs.keys() | ours.keys()):
        row = " ".join(key)
        if key not in theirs or key not in ours:
            yield Difference(file, row, "row", _presence(key in theirs), _presence(key in ours))
            continue
        for column in fields(ours[key]):
            before, after = getattr(theirs[key], column.name), getattr(ours[key], column.name)
            if not _same(before, after):
                yield Difference(file, row, column.name, before, after)


def _same(before: Any, after: Any) -> bool:
    if isinstance(before, float) and isinstance(after, float):
        return abs(before - after) <= TOLERANCE
    return bool(before == after)


def _presence(there: bool) -> str:
    return "there" if there else "not there"


def shown(value: Any) -> str:
    """A figure for a reader; nothing is a dash."""
    if value is None or value == "":
        return "–"
    return f"{value:.{DECIMALS}f}" if isinstance(value, float) else str(value)
