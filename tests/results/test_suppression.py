"""Hidden counts stay hidden: held against every table that would look the same. No database."""

import itertools
from collections import defaultdict
from collections.abc import Iterator

import pytest

from roster.results.suppression import SMALL, WITHHELD, Cell, suppress

Table = tuple[int, ...]
SIZES = [(2, 30), (3, 24), (4, 14), (5, 11)]  # cells, and up to which total


def tables(cells: int, most: int) -> Iterator[Table]:
    """Every table of so many cells whose total is not over `most`."""
    counts = itertools.product(range(most + 1), repeat=cells - 1)
    for first in (counts for counts in counts if sum(counts) <= most):
        yield from ((*first, last) for last in range(most + 1 - sum(first)))


def published(*table: int) -> list[Cell]:
    return list(suppress({str(at): count for at, count in enumerate(table)}).values())


def alike(cells: int, most: int) -> list[list[Table]]:
    """The tables, those together that have the same total and are published the same."""
    found = defaultdict(list)
    for table in tables(cells, most):
        found[(sum(table), tuple(published(*table)))].append(table)
    return list(found.values())


@pytest.mark.parametrize(("cells", "most"), SIZES)
def test_no_small_count_can_be_worked_out(cells: int, most: int) -> None:
    for together in alike(cells, most):
        for at, possible in enumerate(zip(*together, strict=True)):
            if {1, 2} & set(possible):
                assert len(set(possible)) > 1, (together, at)


@pytest.mark.parametrize(("cells", "most"), SIZES)
def test_what_is_said_to_be_one_or_two_may_be_either(cells: int, most: int) -> None:
    for together in alike(cells, most):
        for cell, possible in zip(
            published(*together[0]), zip(*together, strict=True), strict=True
        ):
            if cell == SMALL:
                assert set(possible) == {1, 2}


@pytest.mark.parametrize(("cells", "most"), SIZES)
def test_zero_and_three_stay_unless_the_whole_table_is_withheld(cells: int, most: int) -> None:
    for table in tables(cells, most):
        shown = published(*table)
        if not {1, 2} & set(table):
            assert shown == [Cell(count) for count in table]
        elif set(shown) != {WITHHELD}:
            assert shown.count(WITHHELD) == 1
            for count, cell in zip(table, shown, strict=True):
                assert cell == (SMALL if count in (1, 2) else cell)
                assert cell.shown or count not in (0, 3)
                assert cell.count in (None, count)


def test_a_small_count_takes_the_next_smallest_along() -> None:
    assert published(2, 9, 5) == [SMALL, Cell(9), WITHHELD]
    assert published(1, 2, 9, 30) == [SMALL, SMALL, WITHHELD, Cell(30)]
    assert published(1, 3, 0, 9) == [SMALL, Cell(3), Cell(0), WITHHELD]


def test_of_equal_counts_the_first_is_taken_along() -> None:
    assert published(1, 5, 5) == [SMALL, WITHHELD, Cell(5)]


@pytest.mark.parametrize(
    "table", [(0, 1, 1, 4), (1, 1, 1), (2, 2, 2), (1, 1, 0), (1, 4, 9), (2, 5, 5), (6, 2, 5)]
)
def test_where_a_cover_would_give_the_counts_away_the_whole_table_is_withheld(
    table: Table,
) -> None:
    assert set(published(*table)) == {WITHHELD}
