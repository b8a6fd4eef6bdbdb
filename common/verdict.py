"""A refusal has a sentence: the answer that every `can_<verb>` in a `policy.py` gives."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied


@dataclass(frozen=True)
class Verdict:
    """True when nothing speaks against it; otherwise `reason` is the sentence for the person who
    asked.
    """

    reason: str = ""

    def __bool__(self) -> bool:
        return not self.reason


YES = Verdict()


def require(verdict: Verdict) -> None:
    """Go on only with a YES.

    Raises PermissionDenied carrying the sentence, which the 403 page shows.
    """
    if not verdict:
        raise PermissionDenied(verdict.reason)


def first_no(verdicts: Iterable[Verdict]) -> Verdict:
    """The first refusal, or YES when there is none."""
    return next((verdict for verdict in verdicts if not verdict), YES)
