"""The figures of rounds and of the list (product.md, "Who counts"). Pure: rows in, dicts out.

Everything is counted by one and the same code for all categories together and for each category
alone. Persons count once; those with the same rows are counted together, so that the work grows
with the variety of histories and not with the number of people. None is unknown, and never 0.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from typing import Any, NamedTuple

Figures = dict[str, Any]
Matches = Callable[[set[str]], bool]


class People(NamedTuple):
    """Persons whose rows are all the same: `number` of them, told apart from others by `key`."""

    key: Hashable
    number: int


Sets = dict[People, set[str]]  # the categories in which something holds for these people


class RoundFacts(NamedTuple):
    """A round, as far as its figures need it. `categories`: the codes it offers, in their order."""

    pk: int
    code: str
    fiscal_year: int
    applications_known: bool
    result_on: dt.date | None
    categories: tuple[str, ...]


class Candidate(NamedTuple):
    """One received candidacy. `completed`: the training for it is completed."""

    people: People
    category: str
    round: int
    successful: bool
    completed: bool


class Registered(NamedTuple):
    """One registration, in force from `first` to `last`, both days included."""

    people: People
    category: str
    round: int
    first: dt.date
    last: dt.date


class Listed(NamedTuple):
    """One registration that was ever in an edition; `now` when it is in the newest one."""

    people: People
    category: str
    now: bool


def of_rounds(
    rounds: Iterable[RoundFacts],
    candidates: Iterable[Candidate],
    registrations: Iterable[Registered],
    *,
    today: dt.date,
) -> list[Figures]:
    """The figures of each round, in the order given. `registrations` are those of all rounds."""
    by_round: dict[int, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        by_round[candidate.round].append(candidate)
    known = list(registrations)
    return [_of_round(facts, by_round[facts.pk], known, today) for facts in rounds]


def of_registrations(
    registrations: Iterable[Registered], *, on: dt.date, categories: Iterable[str]
) -> Figures:
    """`total`, from the rows: who is on the list on this day, and who was ever registered by it."""
    ever = [row for row in registrations if row.first <= on]
    return _total(_sets(ever), _sets(row for row in ever if on <= row.last), categories)


def of_edition(entries: Iterable[Listed], *, categories: Iterable[str]) -> Figures:
    """`total`, as published: the newest edition's entries; `registered`: all editions'."""
    ever = list(entries)
    return _total(_sets(ever), _sets(entry for entry in ever if entry.now), categories)


def _total(ever: Sets, now: Sets, categories: Iterable[str]) -> Figures:
    def counted(matches: Matches) -> Figures:
        return {
            "on_list": _people(now, matches),
            "on_list_multiple": _people(now, matches, least=2),
            "registered": _people(ever, matches),
        }

    return _with_categories(counted, [*categories, *_codes(ever)])


def _of_round(
    facts: RoundFacts, candidates: list[Candidate], registrations: list[Registered], today: dt.date
) -> Figures:
    applied = _sets(candidates) if facts.applications_known else None
    successful = _sets(row for row in candidates if row.successful)
    completed = _sets(row for row in candidates if row.successful and row.completed)
    added, extended = _gains(facts.pk, registrations)
    day = facts.result_on
    on_list = None
    if day is not None and day <= today:
        on_list = _sets(row for row in registrations if row.first <= day <= row.last)

    def counted(matches: Matches) -> Figures:
        return {
            "applied": _people(applied, matches),
            "successful": _people(successful, matches),
            "successful_multiple": _people(successful, matches, least=2),
            "completed": _people(completed, matches),
            "added": _people(added, matches),
            "extended": _people(extended, matches),
            "on_list": _people(on_list, matches),
            "on_list_multiple": _people(on_list, matches, least=2),
        }

    identity = {"round": facts.code, "fiscal_year": facts.fiscal_year}
    return identity | _with_categories(counted, [*facts.categories, *_codes(on_list or {})])


def _gains(round: int, registrations: list[Registered]) -> tuple[Sets, Sets]:
    """Who came onto the list from this round; who was on it already and gained a category."""
    from_round: dict[People, list[Registered]] = defaultdict(list)
    for row in registrations:
        if row.round == round:
            from_round[row.people].append(row)
    before: Sets = defaultdict(set)
    first_day = {people: min(row.first for row in rows) for people, rows in from_round.items()}
    for row in registrations:
        day = first_day.get(row.people)
        if day is not None and row.first < day <= row.last + dt.timedelta(days=1):
            before[row.people].add(row.category)
    gained = {
        people: {row.category for row in rows} - before[people]
        for people, rows in from_round.items()
    }
    added = {people: codes for people, codes in gained.items() if not before[people]}
    extended = {people: codes for people, codes in gained.items() if before[people] and codes}
    return added, extended


def _sets(rows: Iterable[Any]) -> Sets:
    sets: Sets = defaultdict(set)
    for row in rows:
        sets[row.people].add(row.category)
    return sets


def _codes(sets: Sets) -> list[str]:
    return sorted(set().union(*sets.values()))


def _with(code: str) -> Matches:
    return lambda codes: code in codes


def _people(sets: Sets | None, matches: Matches, *, least: int = 1) -> int | None:
    """How many persons have a category that matches, and this many categories at least."""
    if sets is None:
        return None
    counted = (people for people, codes in sets.items() if matches(codes) and len(codes) >= least)
    return sum(people.number for people in counted)


def _with_categories(counted: Callable[[Matches], Figures], codes: Iterable[str]) -> Figures:
    """The figures of all categories, and under `by_category` those of each one."""
    each = {code: counted(_with(code)) for code in dict.fromkeys(codes)}
    return counted(bool) | {"by_category": each}
