"""Hidden counts stay hidden: held against every table that could look the same. No database."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from roster.results.suppression import SMALL, WITHHELD, Cell, suppress

Counts = dict[str, int]
TABLES = st.lists(st.integers(0, 9), min_size=1, max_size=5).map(
    lambda counts: {str(at): count for at, count in enumerate(counts)}
)


def possible(cells: dict[str, Cell], total: int) -> list[tuple[int, ...]]:
    """Every table that a reader of these cells, the total and the rules must hold possible."""
    shown = [cell.count for cell in cells.values() if cell.shown and (cell.count or 0) > 2]
    most = min((count for count in shown if count is not None), default=total)
    choices: list[list[int]] = []
    for cell in cells.values():
        if cell.shown:
            assert cell.count is not None
            choices.append([cell.count])
        else:
            choices.append([1, 2] if cell == SMALL else list(range(3, most + 1)))
    return [table for table in itertools.product(*choices) if sum(table) == total]


@given(TABLES)
def test_no_small_count_can_be_worked_out(counts: Counts) -> None:
    cells = suppress(counts)
    if set(cells.values()) == {WITHHELD}:
        return
    tables = possible(cells, sum(counts.values()))
    assert tuple(counts.values()) in tables
    for at, count in enumerate(counts.values()):
        if count in (1, 2):
            assert {table[at] for table in tables} == {1, 2}


@given(TABLES)
def test_small_counts_are_hidden_and_zero_stays_unless_all_is_withheld(counts: Counts) -> None:
    cells = suppress(counts)
    whole = set(cells.values()) == {WITHHELD}
    for key, count in counts.items():
        if count in (1, 2):
            assert cells[key] == (WITHHELD if whole else SMALL)
        elif count == 0 and not whole:
            assert cells[key] == Cell(0)
        elif cells[key].shown:
            assert cells[key].count == count


@given(TABLES)
def test_nothing_is_hidden_without_need(counts: Counts) -> None:
    cells = suppress(counts)
    if not {1, 2} & set(counts.values()):
        assert cells == {key: Cell(count) for key, count in counts.items()}


@given(TABLES)
def test_what_is_withheld_are_the_next_smallest(counts: Counts) -> None:
    cells = suppress(counts)
    withheld = [counts[key] for key, cell in cells.items() if cell == WITHHELD and counts[key] > 2]
    shown = [cell.count for cell in cells.values() if cell.count and cell.count > 2]
    assert not shown or max(withheld, default=0) <= min(shown)


def test_a_single_small_count_takes_the_next_smallest_along() -> None:
    assert suppress({"a": 2, "b": 5, "c": 9}) == {"a": SMALL, "b": WITHHELD, "c": Cell(9)}


def test_two_different_small_counts_hide_each_other() -> None:
    assert suppress({"a": 1, "b": 2, "c": 9}) == {"a": SMALL, "b": SMALL, "c": Cell(9)}


def test_two_equal_small_counts_do_not() -> None:
    assert suppress({"a": 1, "b": 1, "c": 9, "d": 30})["c"] == WITHHELD


def test_a_hidden_cell_does_not_carry_its_count() -> None:
    assert {cell.count for cell in suppress({"a": 1, "b": 7}).values()} == {None}


def test_where_nothing_is_left_to_withhold_the_whole_table_is() -> None:
    assert set(suppress({"a": 1, "b": 1, "c": 0}).values()) == {WITHHELD}
