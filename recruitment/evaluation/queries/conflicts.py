"""Reads about who must not judge whom: declared, found, and who still owes a declaration."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from common.folding import fold
from recruitment.applications.content import Shown, registered_name, shown
from recruitment.applications.listing import email_of
from recruitment.applications.models import Application
from recruitment.applications.queries import category_names
from recruitment.calls.models import CommitteeSeat, Round, RoundStatus
from recruitment.evaluation import blinding, conflicts
from recruitment.evaluation.models import (
    ConflictOfInterest,
    ConflictSearch,
    Declaration,
    EvaluationRules,
    Pledge,
)
from recruitment.evaluation.queries.assignments import applicants, newest_submissions
from recruitment.evaluation.queries.committee import committee

FORMER = re.compile(r"^(?P<name>.+?)[\s、,]+(?P<year>\d{4})年?$")
SITTING = [RoundStatus.DRAFT, RoundStatus.ANNOUNCED, RoundStatus.EVALUATING]


def rules_of(round: Round) -> EvaluationRules:
    """How the round is evaluated: what was set, or the defaults."""
    found = EvaluationRules.objects.filter(round=round).first()
    return found or EvaluationRules(round=round)


def with_progress(seats: "QuerySet[CommitteeSeat]") -> "QuerySet[Any]":
    """With `has_pledged` and `has_declared`, both since the seat was taken last."""
    since = {"seat": OuterRef("pk"), "at__gte": OuterRef("appointed_at")}
    return seats.annotate(
        has_pledged=Exists(Pledge.objects.filter(**since)),
        has_declared=Exists(Declaration.objects.filter(**since)),
    )


def ready(round: Round) -> "QuerySet[CommitteeSeat]":
    """Who can be given somebody to evaluate: pledged, and through the list of applicants."""
    return with_progress(committee(round)).filter(has_pledged=True, has_declared=True)


def seats_of(user: User) -> "QuerySet[CommitteeSeat]":
    """The seats that an evaluator has now, in rounds that are not over."""
    rows = CommitteeSeat.objects.taken().filter(user=user, round__status__in=SITTING)
    return with_progress(rows).select_related("round").order_by("-round__fiscal_year", "pk")


@dataclass(frozen=True)
class Listed:
    """One applicant as an evaluator may see them before the assignment: this and nothing else."""

    public_id: str
    name: str
    employer: str


def listed(round: Round) -> list[Listed]:
    """Everybody who is evaluated, in the order of their names' readings."""
    ordered = sorted(submitted(round), key=lambda row: (_reading(row[1]), row[0].public_id))
    return [
        Listed(row.public_id, registered_name(said), said.get("employer") or "")
        for row, said in ordered
    ]


def submitted(round: Round) -> list[tuple[Application, dict[str, Any]]]:
    """Everybody who is evaluated, with what they submitted last."""
    rows = list(applicants(round).select_related("person__user"))
    newest = newest_submissions(row.pk for row in rows)
    said = dict(newest.values_list("application", "content"))
    return [(row, said[row.pk]) for row in rows if row.pk in said]


def given_away(round: Round, reader: User) -> list[tuple[Application, list[Shown]]]:
    """In a round without names: whose texts name the applicant or the employer, and where.

    Without the reader's own application.
    """
    if not rules_of(round).is_blind:
        return []
    names = category_names(round.standard_id)
    found = []
    for row, said in submitted(round):
        places = set(blinding.given_away(said))
        if places and row.person.user_id != reader.pk:
            found.append((row, [line for line in shown(said, names) if places & set(line.names)]))
    return found


def _reading(content: dict[str, Any]) -> str:
    kana = f"{content.get('family_name_kana') or ''}{content.get('given_name_kana') or ''}"
    latin = f"{content.get('family_name_latin') or ''}{content.get('given_name_latin') or ''}"
    return fold(kana or latin)


def conflicts_of(round: Round) -> "QuerySet[ConflictOfInterest]":
    """Everything declared and found, what waits for a verdict first."""
    rows = ConflictOfInterest.objects.filter(seat__round=round)
    rows = rows.select_related("seat__user", "seat__round", "person", "search", "judged_by")
    return rows.order_by("verdict", "seat__pk", "person__pk", "rule")


def last_search(round: Round) -> ConflictSearch | None:
    return ConflictSearch.objects.filter(round=round).select_related("by").first()


def search(
    round: Round, on: dt.date
) -> tuple[list[CommitteeSeat], list[Application], list[conflicts.Hit]]:
    """The seats and applicants that were compared, and the hits by keys of seat and person."""
    seats, read = list(committee(round)), submitted(round)
    hits = conflicts.find(
        (_evaluator(seat) for seat in seats),
        (conflicts.Applicant(row.person_id, said, email_of(row)) for row, said in read),
        on=on,
        look_back_years=rules_of(round).look_back_years,
    )
    return seats, [row for row, _said in read], hits


def _evaluator(seat: CommitteeSeat) -> conflicts.Evaluator:
    return conflicts.Evaluator(
        key=seat.pk,
        family_name=seat.family_name,
        given_name=seat.given_name,
        email=seat.user.email,
        affiliation=seat.affiliation,
        former=list(former(seat.former_affiliations.splitlines())),
        prefecture=seat.prefecture,
        municipality=seat.municipality,
    )


def former(lines: Iterable[str]) -> Iterable[tuple[str, int]]:
    """Affiliations and the years in which they ended, of lines that name both."""
    for line in lines:
        found = FORMER.match(line.strip())
        if found:
            yield found["name"].strip(), int(found["year"])
