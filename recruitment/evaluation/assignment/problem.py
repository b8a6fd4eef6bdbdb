"""What an assignment is asked for, and what it costs. Facts only: solver and checker both read this
and share nothing else.

An **applicant** here is whatever gets a panel of its own: a person with all their candidacies
(`load` says how many), or a single candidacy (`load` 1) where the round wants a panel for each; the
caller decides.

**Load** means panels: how many of these an evaluator sits on. Balancing candidacies exactly, when
people bring different numbers and are never split, is bin packing (NP-hard), and no flow can prove
it. So panels are balanced first, and then, at a lower price, the panels of people with one
candidacy, with two, and so on, each for itself: whoever has an applicant more has about the same
mixture of short and long ones. Where everybody brings one candidacy, both are the same.

The cost of the pairs P, with n(e) panels of evaluator e and n(e, w) of them with w candidacies:

    outside    × Σ over pairs of the applicant's categories that the evaluator has no expertise in
    uneven     × Σ over w of (Σ over e of T(n(e, w)) − the least possible)
    change     × pairs that stand now and are not in P
    imbalance  × (Σ over e of T(n(e)) − the least possible)      with T(n) = n (n − 1) / 2

T grows by 0, 1, 2, … with each panel, so it is convex and its sum is least when loads differ by one
at most (R. K. Ahuja, T. L. Magnanti, J. B. Orlin, Network Flows, 1993, ch. 14). What a panel gains
is priced when a pair is taken away: as panels have a fixed size, each brings one new pair.
"""

from collections.abc import Hashable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar

Seat = TypeVar("Seat", bound=Hashable)
Who = TypeVar("Who", bound=Hashable)


@dataclass(frozen=True)
class Prices:
    """Integers, so that costs are exact.

    Each is a thousand times the one before, which makes the order strict in all real rounds: two
    assignments differ by cyclic exchanges, each of which passes an evaluator's panels of one kind
    once, so a thousand categories outside expertise in a single exchange would have to pay for one
    unit of the next price. Not for committees of hundreds with freak conflicts: there a very long
    exchange may be thought too dear, and the bill says so.

    Balance comes before quiet because balance is promised: after one new conflict a second pair may
    move to keep loads within one. Where the fewest changes matter more, swap the last two.
    """

    outside: int = 1
    uneven: int = 1_000
    change: int = 1_000_000
    imbalance: int = 1_000_000_000

    def __post_init__(self) -> None:
        if min(self.outside, self.uneven, self.change, self.imbalance) < 0:
            raise ValueError("A price below nothing would reward what it should avoid.")


@dataclass(frozen=True)
class Applicant(Generic[Who]):
    """Who gets a panel: how many candidacies it reads, and the categories they are in."""

    name: Who
    categories: Set[Hashable] = frozenset()
    load: int = 1


@dataclass(frozen=True)
class Evaluator(Generic[Seat]):
    """Who can sit on panels: categories they know, and at most how many panels (None: any)."""

    name: Seat
    expertise: Set[Hashable] = frozenset()
    cap: int | None = None


@dataclass(frozen=True)
class Problem(Generic[Seat, Who]):
    """All pairs are (evaluator, applicant), by name.

    `barred` are conflicts: absolute. `kept` are submitted evaluations: they stand, count to the
    panel and to the load, also above a cap, and may name evaluators who have left, or applicants
    outside this run, whose pairs count to the load alone. A kept pair that is barred is void: who
    is in conflict has no vote, so it counts nowhere and the panel is filled without it. `pinned`
    are staff's choice. `present` is all that stands now; leaving out one of them has a price.

    Names need a `repr` that does not change from run to run (numbers, strings, tuples of them): it
    decides between equals, so that the order in which names are given never does.
    """

    applicants: Sequence[Applicant[Who]]
    evaluators: Sequence[Evaluator[Seat]]
    panel: int
    barred: Set[tuple[Seat, Who]] = frozenset()
    kept: Set[tuple[Seat, Who]] = frozenset()
    pinned: Set[tuple[Seat, Who]] = frozenset()
    present: Set[tuple[Seat, Who]] = frozenset()
    prices: Prices = field(default_factory=Prices)

    def __post_init__(self) -> None:
        seats, names = {row.name for row in self.evaluators}, {row.name for row in self.applicants}
        if len(seats) < len(self.evaluators) or len(names) < len(self.applicants):
            raise ValueError("A name stands twice.")
        if self.panel < 1 or any(row.load < 1 for row in self.applicants):
            raise ValueError("A panel has one evaluator at least, an applicant one candidacy.")
        if any(row.cap is not None and row.cap < 0 for row in self.evaluators):
            raise ValueError("A cap is zero or more.")
        if any(seat not in seats or who not in names for seat, who in self.pinned):
            raise ValueError("A pinned pair names somebody who is not in this run.")

    @cached_property
    def fixed(self) -> frozenset[tuple[Seat, Who]]:
        """What no solution may leave out; of applicants outside this run too."""
        return frozenset((self.kept - self.barred) | self.pinned)


@dataclass(frozen=True)
class Bill:
    """How a cost is made up: counts of what the formula above names, and the price of each."""

    outside: int
    uneven: int
    changes: int
    imbalance: int
    prices: Prices

    @property
    def lines(self) -> list[tuple[str, int, int]]:
        """(name, count, price), the dearest first."""
        return [
            ("imbalance", self.imbalance, self.prices.imbalance),
            ("changes", self.changes, self.prices.change),
            ("uneven", self.uneven, self.prices.uneven),
            ("outside", self.outside, self.prices.outside),
        ]

    @property
    def total(self) -> int:
        return sum(count * price for _name, count, price in self.lines)


@dataclass(frozen=True)
class Proof(Generic[Seat, Who]):
    """Node potentials: the price at which each node of the network would pass one panel on.

    Of the applicants, of each evaluator's panels with so many candidacies, and of each evaluator;
    relative to the common sink. `checking.check` says what they must satisfy.
    """

    applicants: Mapping[Who, int]
    desks: Mapping[tuple[Seat, int], int]
    evaluators: Mapping[Seat, int]
