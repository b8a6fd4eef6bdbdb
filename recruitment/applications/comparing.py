"""Two submissions side by side, line by line, and which lines differ."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from recruitment.applications import content
from recruitment.applications.content import Shown
from recruitment.applications.models import Submission
from recruitment.applications.queries import category_names


@dataclass(frozen=True)
class Compared:
    """One line of two documents. A line that only one has is empty in the other."""

    label: str
    before: str
    after: str

    @property
    def differs(self) -> bool:
        return self.before.split() != self.after.split()


def parts(submission: Submission) -> list[Shown]:
    """What a submission says, in reading order. The one place where the desk asks for it."""
    names = category_names(submission.application.round.standard_id)
    return content.shown(submission.content, names)


def compared(before: Iterable[Shown], after: Iterable[Shown]) -> list[Compared]:
    """The lines of both, by label; the later document's order, then what only the earlier has."""
    old, new = dict(_numbered(before)), dict(_numbered(after))
    return [
        Compared(label, old.get((label, turn), ""), new.get((label, turn), ""))
        for label, turn in [*new, *(key for key in old if key not in new)]
    ]


def _numbered(lines: Iterable[Shown]) -> Iterator[tuple[tuple[str, int], str]]:
    """A label may stand more than once, as those of track records do."""
    seen: Counter[str] = Counter()
    for line in lines:
        yield (line.label, seen[line.label]), line.value
        seen[line.label] += 1
