"""`registrants` of the API: the list and its sheets for a granted local government, by session.

Fields are those of `roster.registry.disclosure`, as on the pages; absent means not disclosed.
"""

import datetime as dt
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Field, Query, Router, Schema
from ninja.errors import HttpError
from ninja.security import django_auth

from accounts.models import AccessKind, User
from accounts.roles import Role, has_role
from roster.provision import actions, policy
from roster.provision.hits import Hit, hits
from roster.provision.search import asked, found
from roster.registry.disclosure import Row
from roster.registry.queries import by_kana, listed_people, sheet_as_officer

router = Router(tags=["registrants"])
MOST = 100  # people in one answer
FARTHEST = 1_000_000  # more people than any list has, and fewer than a database number can count


class Found(Schema):
    """One person of the list. Without an approved sheet there is no employer."""

    number: str
    name: str
    kana: str
    latin: str
    categories: list[str]
    prefecture: str
    industry: str
    employer: str = ""
    has_sheet: bool


class Page(Schema):
    count: int
    items: list[Found]


class Listed(Schema):
    category: str
    registered_on: dt.date | None = None
    valid_until: dt.date | None = None


class Skill(Schema):
    category: str
    item: str
    item_en: str
    level: int


class Record(Schema):
    started_on: dt.date
    ended_on: dt.date | None
    body_kind: str
    body_size: str
    title: str
    field: str
    role: str
    action: str
    result: str
    reference: str


class Conditions(Schema):
    fields_driven: str
    is_full_time: bool
    days_per_week: int
    remote_share: str
    prefectures: list[str]
    earliest_start: dt.date | None
    employer_consents: bool
    pay_band: str
    confirmed_on: dt.date


class Sheet(Found):
    """The information sheet: what the page shows, and as little while none is approved."""

    registrations: list[Listed]
    summary: str = ""
    qualifications: str = ""
    approved_at: dt.datetime | None = None
    skills: list[Skill] = []
    track_records: list[Record] = []
    conditions: Conditions | None = None


class Wanted(Schema):
    q: str = Field("", max_length=200, description="Words; every one must be found.")
    category: list[str] = Field([], description="Codes; in any of them.")
    prefecture: str = Field("", description="Two digits.")
    limit: int = Field(20, ge=1, le=MOST)
    offset: int = Field(0, ge=0, le=FARTHEST)


@router.get("/registrants", response=Page, auth=django_auth, url_name="registrants")
def registrants(request: HttpRequest, wanted: Annotated[Wanted, Query()]) -> dict[str, Any]:
    """Who is on the list today, in the order of their kana."""
    _reader(request)
    today = timezone.localdate()
    search = asked(wanted.q, wanted.category, wanted.prefecture)
    people = found(search, today)
    page = by_kana(people)[wanted.offset : wanted.offset + wanted.limit]
    return {"count": people.count(), "items": [_found(hit) for hit in hits(page, [], today)]}


@router.get("/registrants/{number}", response=Sheet, auth=django_auth, url_name="registrant")
def registrant(request: HttpRequest, number: str) -> dict[str, Any]:
    """One person's information sheet. Each call is written into the access log, as on the page."""
    reader, today = _reader(request), timezone.localdate()
    row = get_object_or_404(listed_people(today).select_related("person"), number=number)
    read = sheet_as_officer(row, today)
    actions.log_look(row, by=reader, kind=AccessKind.API, detail=number)
    codes = [registration.category_code for registration in read.registrations]
    return {
        **(vars(read.sheet) if read.sheet else {}),
        **_person(read.who, codes),  # after the sheet, whose own number is its version's
        "registrations": [_listed(registration) for registration in read.registrations],
        "skills": [_skill(skill) for skill in read.skills],
        "track_records": [vars(record) for record in read.track_records],
        "conditions": vars(read.conditions) if read.conditions else None,
    }


def _reader(request: HttpRequest) -> User:
    """Whoever may read the list: others are told nothing, officers without a grant what to do."""
    user = request.user
    if not isinstance(user, User) or not has_role(user, Role.OFFICER, Role.STAFF, Role.AUDITOR):
        raise Http404
    verdict = policy.can_read_list(user)
    if not verdict:
        raise HttpError(403, verdict.reason)
    return user


def _found(hit: Hit) -> dict[str, Any]:
    return _person(hit.who, [registration.category_code for registration in hit.registrations])


def _person(who: Row, codes: list[str]) -> dict[str, Any]:
    return {
        "number": who.number,
        "name": who.shown_name,
        "kana": who.shown_kana,
        "latin": who.shown_latin,
        "categories": codes,
        "prefecture": who.prefecture,
        "industry": who.industry,
        "employer": getattr(who, "employer", ""),
        "has_sheet": who.has_sheet,
    }


def _listed(row: Row) -> dict[str, Any]:
    return {
        "category": row.category_code,
        "registered_on": getattr(row, "registered_on", None),
        "valid_until": getattr(row, "valid_until", None),
    }


def _skill(row: Row) -> dict[str, Any]:
    return {
        "category": row.item__category__code,
        "item": row.item__name,
        "item_en": row.item__name_en,
        "level": row.level,
    }
