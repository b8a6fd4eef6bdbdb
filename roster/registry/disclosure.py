"""Who may read which field of the list, as data. Pages, exports and the API read nothing but this.

`rows(queryset, part, audience)` is the way to read: it selects only the columns the audience may
see, so that what is hidden never leaves the database. `tests/registry/test_disclosure.py` holds
that every field of the models stands in `FIELDS`.
"""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Value, When
from django.db.models.functions import Coalesce, Concat, NullIf, Trim

from accounts.models import Industry, Prefecture
from recruitment.applications.models import BodyKind, BodySize, PayBand, RemoteShare
from roster.registry.models import (
    ProfileSheet,
    Registrant,
    RegistrationStatus,
)


class Audience(models.TextChoices):
    OFFICER = "officer"  # a granted local government, of somebody whose sheet is approved
    OFFICER_WITHOUT_SHEET = "officer_without_sheet"  # … of somebody whose sheet is not
    REGISTRANT = "registrant"  # the person
    STAFF = "staff"  # the ministry, auditors included


EVERYBODY = frozenset(Audience)
READERS = EVERYBODY - {Audience.OFFICER_WITHOUT_SHEET}
OWN = frozenset({Audience.REGISTRANT, Audience.STAFF})
DESK = frozenset({Audience.STAFF})
NOBODY: frozenset[Audience] = frozenset()  # keys and machinery

# Part of the document → column (or annotation of `people`) → who reads it.
FIELDS: dict[str, dict[str, frozenset[Audience]]] = {
    "registrant": {
        "id": NOBODY,
        "person": NOBODY,
        "number": EVERYBODY,
        "shown_name": EVERYBODY,
        "shown_kana": EVERYBODY,
        "shown_latin": EVERYBODY,
        "has_sheet": EVERYBODY,
        "prefecture": EVERYBODY,
        "industry": EVERYBODY,
        "employer": READERS,
        "search_key": NOBODY,
        "person__id": NOBODY,
        "person__public_id": NOBODY,
        "person__user": NOBODY,
        "person__family_name": OWN,
        "person__given_name": OWN,
        "person__family_name_kana": OWN,
        "person__given_name_kana": OWN,
        "person__family_name_latin": OWN,
        "person__given_name_latin": OWN,
        "person__shown_family_name": OWN,
        "person__shown_given_name": OWN,
        "person__birth_date": OWN,
        "person__email": OWN,
        "person__name_key": NOBODY,
        "person__created_at": NOBODY,
    },
    "registration": {
        "id": NOBODY,
        "registrant": NOBODY,
        "category": NOBODY,
        "category_code": EVERYBODY,
        "category__name": EVERYBODY,
        "category__name_en": EVERYBODY,
        "candidacy": NOBODY,
        "enrolment": NOBODY,
        "status": OWN,
        "registered_on": READERS,
        "valid_until": READERS,
        "deregistered_on": OWN,
        "why_deregistered": OWN,
    },
    "sheet": {
        "id": NOBODY,
        "registrant": NOBODY,
        "number": READERS,
        "status": OWN,
        "submission": NOBODY,
        "summary": READERS,
        "qualifications": READERS,
        "approved_at": READERS,
        "approved_by": NOBODY,
        "version": NOBODY,
    },
    "track_record": {
        "id": NOBODY,
        "sheet": NOBODY,
        "order": READERS,
        "started_on": READERS,
        "ended_on": READERS,
        "body_kind": READERS,
        "body_size": READERS,
        "title": READERS,
        "field": READERS,
        "role": READERS,
        "action": READERS,
        "result": READERS,
        "reference": READERS,
        "version": NOBODY,
    },
    "skill": {
        "id": NOBODY,
        "sheet": NOBODY,
        "item": NOBODY,
        "item__name": READERS,
        "item__name_en": READERS,
        "item__category__code": READERS,
        "item__category__name": READERS,
        "item__category__name_en": READERS,
        "level": READERS,
    },
    "conditions": {
        "id": NOBODY,
        "registrant": NOBODY,
        "fields_driven": READERS,
        "is_full_time": READERS,
        "days_per_week": READERS,
        "remote_share": READERS,
        "prefectures": READERS,
        "earliest_start": READERS,
        "employer_consents": READERS,
        "pay_band": READERS,
        "confirmed_on": READERS,
        "version": NOBODY,
    },
}
LABELS: dict[str, type[models.TextChoices]] = {
    "prefecture": Prefecture,
    "industry": Industry,
    "status": RegistrationStatus,
    "body_kind": BodyKind,
    "body_size": BodySize,
    "remote_share": RemoteShare,
    "pay_band": PayBand,
}


def fields_for(audience: Audience, part: str = "registrant") -> tuple[str, ...]:
    """The columns of a part that the audience may read, for `.values(*…)`."""
    return tuple(name for name, readers in FIELDS[part].items() if audience in readers)


class Row(SimpleNamespace):
    """One row as disclosed: only the fields of its audience exist on it."""

    def label(self, name: str) -> str:
        """The word for a coded field; empty when the field is empty or not disclosed."""
        return str(dict(LABELS[name].choices).get(getattr(self, name, ""), ""))

    def prefecture_label(self) -> str:
        return self.label("prefecture")

    def industry_label(self) -> str:
        return self.label("industry")

    def body_kind_label(self) -> str:
        return self.label("body_kind")

    def body_size_label(self) -> str:
        return self.label("body_size")

    def remote_share_label(self) -> str:
        return self.label("remote_share")

    def pay_band_label(self) -> str:
        return self.label("pay_band")

    def prefecture_labels(self) -> list[str]:
        return [str(Prefecture(code).label) for code in getattr(self, "prefectures", [])]


def rows(found: models.QuerySet[Any], part: str, audience: Audience, *also: str) -> Iterator[Row]:
    """The rows with the audience's fields; `also` names keys that the caller joins by."""
    for values in found.values(*fields_for(audience, part), *also):
        yield Row(**values)


def people() -> models.QuerySet[Any]:
    """All registrants with the names under which they are shown, and whether a sheet is approved.

    A kana or Latin part is that of the registered name: it is left out where a shown name (旧姓,
    通称) stands in its place, or it would give the registered one away.
    """
    approved = ProfileSheet.objects.approved().filter(registrant=OuterRef("pk"))
    return Registrant.objects.annotate(
        shown_name=Coalesce(
            NullIf(_spaced(_shown("family_name"), _shown("given_name")), Value("")),
            _spaced(F("person__family_name_latin"), F("person__given_name_latin")),
        ),
        shown_kana=_spaced(
            _unless_shown("family_name", "kana"), _unless_shown("given_name", "kana")
        ),
        shown_latin=_spaced(
            _unless_shown("family_name", "latin"), _unless_shown("given_name", "latin")
        ),
        has_sheet=Exists(approved),
    )


def _shown(part: str) -> Coalesce:
    return Coalesce(NullIf(F(f"person__shown_{part}"), Value("")), F(f"person__{part}"))


def _unless_shown(part: str, script: str) -> Case:
    unchanged = When(**{f"person__shown_{part}": ""}, then=F(f"person__{part}_{script}"))
    return Case(unchanged, default=Value(""))


def _spaced(family: Any, given: Any) -> Trim:
    return Trim(Concat(family, Value(" "), given))
