"""Who counts, said as sentences (product.md). No database."""

import datetime as dt
from typing import Any

from roster.results import figures
from roster.results.figures import Candidate, Figures, Listed, People, Registered, RoundFacts

DAY = dt.date(2024, 5, 31)
LATER = dt.date(2024, 7, 1)
LAST = dt.date(2027, 5, 30)
CODES = ("producer", "project_manager")
ROUND = RoundFacts(1, "FY2023", 2023, True, DAY, CODES)


def passed(person: str, category: str = "producer", round: int = 1) -> Candidate:
    return Candidate(People(person, 1), category, round, successful=True, completed=True)


def registered(person: str, category: str = "producer", **facts: Any) -> Registered:
    dates = {"round": 1, "first": DAY, "last": LAST} | facts
    return Registered(people=People(person, 1), category=category, **dates)


def counted(
    candidates: list[Candidate] | None = None,
    registrations: list[Registered] | None = None,
    facts: RoundFacts = ROUND,
    today: dt.date = LATER,
) -> Figures:
    [found] = figures.of_rounds([facts], candidates or [], registrations or [], today=today)
    return found


def test_a_person_counts_once_however_many_applications_and_categories() -> None:
    found = counted([passed("a"), passed("a", "project_manager"), passed("a"), passed("b")])
    assert (found["applied"], found["successful"], found["successful_multiple"]) == (2, 2, 1)


def test_each_category_counts_its_own_people_and_says_how_many_have_several() -> None:
    found = counted([passed("a"), passed("a", "project_manager"), passed("b")])["by_category"]
    assert {code: row["successful"] for code, row in found.items()} == {
        "producer": 2,
        "project_manager": 1,
    }
    assert [row["successful_multiple"] for row in found.values()] == [1, 1]


def test_applied_counts_whatever_followed_and_completed_only_the_successful() -> None:
    failed = Candidate(People("b", 1), "producer", 1, successful=False, completed=False)
    not_completed = Candidate(People("c", 1), "producer", 1, successful=True, completed=False)
    found = counted([passed("a"), failed, not_completed])
    assert (found["applied"], found["successful"], found["completed"]) == (3, 2, 1)


def test_unknown_applications_are_null_and_never_zero() -> None:
    found = counted([passed("a")], facts=ROUND._replace(applications_known=False))
    assert found["applied"] is None
    assert found["by_category"]["producer"]["applied"] is None
    assert found["successful"] == 1


def test_candidacies_of_another_round_do_not_count() -> None:
    assert counted([passed("a", round=2)])["applied"] == 0


def test_who_was_not_on_the_list_the_day_before_is_added() -> None:
    lapsed = registered("a", round=9, first=dt.date(2020, 1, 1), last=DAY - dt.timedelta(days=2))
    found = counted(registrations=[lapsed, registered("a")])
    assert (found["added"], found["extended"]) == (1, 0)


def test_who_was_on_the_list_and_gains_a_category_is_extended() -> None:
    before = registered("a", "producer", round=9, first=dt.date(2023, 3, 31))
    found = counted(registrations=[before, registered("a", "project_manager")])
    assert (found["added"], found["extended"]) == (0, 1)
    assert found["by_category"]["project_manager"]["extended"] == 1
    assert found["by_category"]["producer"]["extended"] == 0


def test_a_registration_that_ended_the_day_before_still_counts_as_on_the_list() -> None:
    ended = registered(
        "a", "producer", round=9, first=dt.date(2021, 5, 31), last=DAY - dt.timedelta(days=1)
    )
    found = counted(registrations=[ended, registered("a", "project_manager")])
    assert (found["added"], found["extended"]) == (0, 1)


def test_two_categories_of_one_round_on_different_days_add_one_person() -> None:
    second = registered("a", "project_manager", first=DAY + dt.timedelta(days=10))
    found = counted(registrations=[registered("a"), second])
    assert (found["added"], found["extended"]) == (1, 0)


def test_on_list_counts_those_in_force_on_the_day_of_the_result() -> None:
    later = registered("b", first=LATER)
    gone = registered("c", round=9, first=dt.date(2023, 1, 1), last=DAY - dt.timedelta(days=1))
    kept = registered("d", round=9, first=dt.date(2023, 1, 1))
    both = [registered("a"), registered("a", "project_manager")]
    found = counted(registrations=[*both, later, gone, kept])
    assert (found["on_list"], found["on_list_multiple"]) == (2, 1)


def test_on_list_is_null_without_a_known_day_and_before_it() -> None:
    rows = [registered("a")]
    assert counted(registrations=rows, facts=ROUND._replace(result_on=None))["on_list"] is None
    assert counted(registrations=rows, today=DAY - dt.timedelta(days=1))["on_list"] is None
    assert counted(registrations=rows, today=DAY)["on_list"] == 1


def test_a_category_that_only_the_list_has_stands_beside_the_offered_ones() -> None:
    found = counted(registrations=[registered("a", "engineer", round=9)])
    assert list(found["by_category"]) == ["producer", "project_manager", "engineer"]


def test_the_names_are_those_of_the_interface() -> None:
    found = counted()
    names = (
        "applied successful successful_multiple completed added extended on_list on_list_multiple"
    )
    assert list(found) == ["round", "fiscal_year", *names.split(), "by_category"]
    assert all(list(row) == names.split() for row in found["by_category"].values())


def test_the_total_is_of_a_day_and_registered_is_ever() -> None:
    rows = [
        registered("a"),
        registered("a", "project_manager"),
        registered("b", last=DAY),
        registered("c", first=LATER),
    ]
    on_day = figures.of_registrations(rows, on=DAY, categories=CODES)
    assert (on_day["on_list"], on_day["on_list_multiple"], on_day["registered"]) == (2, 1, 2)
    later = figures.of_registrations(rows, on=LATER, categories=CODES)
    assert (later["on_list"], later["on_list_multiple"], later["registered"]) == (2, 1, 3)
    assert later["by_category"]["producer"] == {
        "on_list": 2,
        "on_list_multiple": 1,
        "registered": 3,
    }


def test_an_edition_gives_the_same_total_from_its_entries() -> None:
    entries = [
        Listed(People("R-1", 1), "producer", True),
        Listed(People("R-1", 1), "project_manager", True),
        Listed(People("R-2", 1), "producer", False),
    ]
    found = figures.of_edition(entries, categories=CODES)
    assert (found["on_list"], found["on_list_multiple"], found["registered"]) == (1, 1, 2)


def test_persons_with_the_same_rows_are_counted_together() -> None:
    many = People("alike", 40)
    rows = [
        Registered(many, "producer", 1, DAY, LAST),
        Registered(many, "project_manager", 1, DAY, LAST),
    ]
    found = counted(registrations=rows)
    assert (found["added"], found["on_list"], found["on_list_multiple"]) == (40, 40, 40)


def test_an_empty_list_is_zero_in_every_category() -> None:
    found = figures.of_registrations([], on=DAY, categories=CODES)
    assert found["on_list"] == 0
    assert {row["on_list"] for row in found["by_category"].values()} == {0}
