"""`status` and `rounds` of the API: public, small counts hidden, concluded rounds only."""

import datetime as dt

from django.http import HttpRequest
from ninja import Field, Router, Schema

from recruitment.calls.models import Round
from roster.results import public, queries
from roster.results.figures import Figures

router = Router(tags=["figures"])
Count = int | None


class Hidden(Schema):
    """A category's figures."""

    suppressed: bool = Field(False, description="Counts of one or two people are hidden: null.")


class OnList(Schema):
    on_list: Count
    registered: Count


class OnListInCategory(Hidden, OnList):
    pass


class Total(OnList):
    on_list_multiple: Count
    by_category: dict[str, OnListInCategory]


class Place(Hidden):
    on_list: Count


class Status(Schema):
    """The registration status as published with the newest edition; null before the first."""

    edition: int | None
    as_of: dt.date | None
    total: Total | None
    by_region: dict[str, Place]
    by_industry: dict[str, Place]


class Steps(Schema):
    applied: Count
    successful: Count
    completed: Count
    added: Count
    extended: Count
    on_list: Count


class StepsInCategory(Hidden, Steps):
    pass


class Identity(Schema):
    round: str
    fiscal_year: int


class RoundFigures(Steps, Identity):
    """Persons count once. Null is unknown, and never 0."""

    successful_multiple: Count
    on_list_multiple: Count
    by_category: dict[str, StepsInCategory]


class Rounds(Schema):
    rounds: list[RoundFigures]


@router.get("/status", response=Status, exclude_unset=True, url_name="status")
def status(request: HttpRequest) -> Figures:
    """Who is on the list: counts by category, region of eight and industry."""
    edition = queries.newest_edition()
    if edition is None:
        nothing: Figures = {"by_region": {}, "by_industry": {}}
        return {"edition": None, "as_of": None, "total": None} | nothing
    places = queries.places_in(edition)
    return {
        "edition": edition.number,
        "as_of": edition.as_of,
        "total": public.as_json(queries.of_edition(edition)),
        "by_region": _places(public.regions(places)),
        "by_industry": _places(public.industries(places, "")),
    }


def _places(lines: list[public.Line]) -> Figures:
    return {line.key: public.cells_as_json({"on_list": line.cell}) for line in lines}


@router.get("/rounds", response=Rounds, exclude_unset=True, url_name="rounds")
def rounds(request: HttpRequest) -> Figures:
    """The figures of every concluded round, the oldest first."""
    concluded = Round.objects.concluded().order_by("fiscal_year", "number")
    return {"rounds": [public.as_json(row) for row in queries.of_rounds(concluded)]}
