"""Rounds and the applications they took: where both the listed and the evaluated people begin."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Max

from accounts import actions as accounts
from accounts.models import Person
from common.dates import in_tokyo
from common.digest import digest
from common.workflow import begin
from config.demo import people
from recruitment.applications import content, listing
from recruitment.applications import draft as drafts
from recruitment.applications.draft import Draft
from recruitment.applications.models import (
    Application,
    ApplicationStatus,
    ApplicationStatusChange,
    Candidacy,
    CandidacyStatus,
    CandidacyStatusChange,
    Submission,
)
from recruitment.calls.models import Round, RoundCategory
from recruitment.standards.models import Category, SkillStandard

SOURCE = "manage.py seed_scale"
NOTE = "合成データ(測定用)"  # the description of every round made here tells it from a real one
DOMAIN = "scale.example"
CHUNK = 1000  # people a transaction: all of them in one would fill the memory with deferred checks
RECEIVED = [
    ("begin", "", ApplicationStatus.DRAFT),
    ("submit", ApplicationStatus.DRAFT, ApplicationStatus.SUBMITTED),
    ("accept", ApplicationStatus.SUBMITTED, ApplicationStatus.ACCEPTED),
]

Tell = Callable[[int], None]


@dataclass(frozen=True)
class Taken:
    """A chunk of people with what they submitted in one round."""

    numbers: list[int]
    people: list[Person]
    submissions: list[Submission]
    candidacies: list[Candidacy]

    def placed(self) -> Iterator[tuple[int, Candidacy]]:
        """Each candidacy with the place of its person in the chunk."""
        places = {person.pk: place for place, person in enumerate(self.people)}
        for row in self.candidacies:
            yield places[row.application.person_id], row


def made_elsewhere() -> models.QuerySet[Round]:
    """Rounds that no measurement made."""
    return Round.objects.exclude(description=NOTE)


def make_round(year: int, opens_at: dt.datetime, closes_at: dt.datetime, **facts: Any) -> Round:
    """A further round of the year in draft, under the newest standard, with its open categories."""
    standard = SkillStandard.objects.latest("effective_on")
    last = Round.objects.filter(fiscal_year=year).aggregate(last=Max("number"))["last"] or 0
    facts |= {"description": NOTE, "opens_at": opens_at, "closes_at": closes_at}
    row = Round.objects.create(fiscal_year=year, number=last + 1, standard=standard, **facts)
    begin(row, by=None, source=SOURCE)
    RoundCategory.objects.bulk_create(
        RoundCategory(round=row, category=category, standard=standard)
        for category in standard.categories.offered()
    )
    return row


def chunks(count: int) -> Iterator[tuple[int, list[int]]]:
    """The numbers of new people, a transaction's worth at a time, and how many are done by then."""
    first = Person.objects.filter(email__endswith=f"@{DOMAIN}").count()
    for start in range(0, count, CHUNK):
        stop = min(start + CHUNK, count)
        yield stop, list(range(first + start, first + stop))


def take_applications(round: Round, numbers: list[int], **outcome: Any) -> Taken:
    """New people with accepted applications; `outcome` is what their candidacies' columns hold."""
    offers = round.offers.select_related("category").order_by("category__order")
    offered = [offer.category for offer in offers]
    chosen = [_chosen(offered, number) for number in numbers]
    who = Person.objects.bulk_create(map(_person, numbers))
    applications = _applications(round, who, numbers)
    pairs = [(row, one) for row, some in zip(applications, chosen, strict=True) for one in some]
    through = Application.categories.through
    through.objects.bulk_create(through(application=row, category=one) for row, one in pairs)
    submissions = Submission.objects.bulk_create(_submissions(applications, chosen))
    listing.index(applications)
    candidacies = Candidacy.objects.bulk_create(
        Candidacy(application=row, round=round, category=one, **outcome) for row, one in pairs
    )
    write_histories(CandidacyStatusChange, candidacies, [("begin", "", CandidacyStatus.APPLIED)])
    return Taken(numbers, who, submissions, candidacies)


def write_histories(
    model: Any, rows: Iterable[models.Model], steps: Sequence[tuple[str, str, str]]
) -> None:
    """For each row the lines of history that its moves would have written: verb, before, after."""
    model.objects.bulk_create(
        model(row=row, verb=verb, before=before, after=after, source=SOURCE)
        for row in rows
        for verb, before, after in steps
    )


def _chosen(offered: list[Category], number: int) -> list[Category]:
    """Every eighth applies in two categories."""
    turns = (0, 1) if number % 8 == 0 else (0,)
    return [offered[place] for place in sorted((number + turn) % len(offered) for turn in turns)]


def _person(number: int) -> Person:
    facts = people.person(number)
    identity = {name: facts.get(name, "") for name in accounts.IDENTITY}
    name_key = accounts.name_key(identity)
    return Person(**identity, email=f"person{number}@{DOMAIN}", name_key=name_key)


def _applications(round: Round, who: list[Person], numbers: list[int]) -> list[Application]:
    first = round.last_receipt + 1
    rows = Application.objects.bulk_create(
        Application(
            round=round,
            person=person,
            status=ApplicationStatus.ACCEPTED,
            receipt_number=f"{round.code}-{first + place:04d}",
            submitted_at=round.opens_at,
            **people.application(numbers[place]),
        )
        for place, person in enumerate(who)
    )
    round.last_receipt += len(rows)
    round.save(update_fields=["last_receipt"])
    write_histories(ApplicationStatusChange, rows, RECEIVED)
    return rows


def _submissions(
    applications: list[Application], chosen: list[list[Category]]
) -> Iterator[Submission]:
    """What each application says, read from what was just written and not from the database."""
    asked = drafts.of(applications[0]).parts if applications else {}
    for application, categories in zip(applications, chosen, strict=True):
        codes = [category.code for category in categories]
        draft = Draft(application, asked | {"categories": codes})
        arrived = application.submitted_at
        said = content.written(draft) | {
            "receipt_number": application.receipt_number,
            "arrived_at": in_tokyo(arrived).isoformat() if arrived else None,
        }
        yield Submission(
            application=application,
            number=1,
            content=said,
            digest=digest(said),
            arrived_at=arrived,
        )
