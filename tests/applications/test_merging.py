"""Two pages on one draft: what is written, what clashes, and what is left alone."""

import datetime as dt
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from recruitment.applications.merging import Conflict, Merged, mark, merge

TEXT = st.text(max_size=20)
DAYS = st.none() | st.dates()
CODES = st.lists(st.sampled_from(["13", "22", "27"]), unique=True)
NAMES = st.sampled_from(["motive", "phone", "birth_date", "prefectures"])
VALUES = st.dictionaries(NAMES, TEXT | DAYS | CODES | st.booleans() | st.none())


def marks(values: dict[str, Any]) -> dict[str, str]:
    return {name: mark(value) for name, value in values.items()}


def page(**values: Any) -> dict[str, Any]:
    return values


def test_what_nobody_else_changed_is_written() -> None:
    merged = merge(page(motive="前"), page(motive="後"), marks(page(motive="前")))
    assert merged == Merged(changes={"motive": "後"})


def test_what_somebody_changed_meanwhile_clashes_and_is_not_written() -> None:
    merged = merge(page(motive="他"), page(motive="後"), marks(page(motive="前")))
    assert merged == Merged(conflicts={"motive": Conflict(stored="他", typed="後")})


def test_fields_are_judged_one_by_one() -> None:
    seen = marks(page(motive="前", phone="1"))
    merged = merge(page(motive="他", phone="1"), page(motive="後", phone="2"), seen)
    assert (merged.changes, set(merged.conflicts)) == ({"phone": "2"}, {"motive"})


def test_emptying_a_field_that_somebody_changed_clashes_too() -> None:
    merged = merge(page(motive="他"), page(motive=""), marks(page(motive="前")))
    assert merged.conflicts == {"motive": Conflict("他", "")}


def test_programs_overwrite() -> None:
    assert merge(page(motive="他"), page(motive="後"), None).changes == {"motive": "後"}


def test_who_writes_a_field_for_the_first_time_clashes_with_nobody() -> None:
    assert merge({}, page(motive="後"), {}).changes == {"motive": "後"}


def test_a_mark_tells_dates_numbers_and_texts_apart() -> None:
    values = ["", None, False, 0, "0", [], ["13"], "13", dt.date(2026, 4, 1), "2026-04-02"]
    assert len({mark(value) for value in values}) == len(values)


@given(VALUES, VALUES)
def test_what_was_not_touched_never_overwrites(
    shown: dict[str, Any], others: dict[str, Any]
) -> None:
    """The page sends back what it showed; whatever stands by now stays."""
    assert merge(shown | others, shown, marks(shown)) == Merged()


@given(VALUES, VALUES, VALUES)
def test_the_same_text_twice_never_clashes(
    shown: dict[str, Any], typed: dict[str, Any], others: dict[str, Any]
) -> None:
    merged = merge(shown | others | typed, typed, marks(shown))
    assert merged == Merged()


@given(VALUES, VALUES, VALUES | st.none())
def test_nothing_is_both_written_and_clashing(
    stored: dict[str, Any], typed: dict[str, Any], shown: dict[str, Any] | None
) -> None:
    merged = merge(stored, typed, shown if shown is None else marks(shown))
    assert not merged.changes.keys() & merged.conflicts.keys()
    assert merged.changes.keys() | merged.conflicts.keys() <= typed.keys()
    assert all(merged.changes[name] == typed[name] for name in merged.changes)
    for name, found in merged.conflicts.items():
        assert found == Conflict(stored.get(name), typed[name])


@given(VALUES, VALUES, VALUES)
def test_another_text_than_was_shown_is_never_overwritten_in_silence(
    shown: dict[str, Any], typed: dict[str, Any], others: dict[str, Any]
) -> None:
    stored = shown | others
    merged = merge(stored, typed, marks(shown))
    assert all(stored[name] == shown[name] for name in merged.changes if name in shown)


@given(VALUES, VALUES, VALUES)
def test_whoever_has_chosen_is_written(
    shown: dict[str, Any], typed: dict[str, Any], others: dict[str, Any]
) -> None:
    """Choosing is to have seen what stands."""
    stored = shown | others
    clashing = merge(stored, typed, marks(shown)).conflicts
    settled = marks(shown) | {name: mark(found.stored) for name, found in clashing.items()}
    assert merge(stored, typed, settled).conflicts == {}
