"""Two tabs on one form: the later save is refused, and shows what the other one changed.

A model has a `version` column; the form carries the version it was filled in from; the UPDATE's
WHERE decides.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.db.models import F
from django.utils.translation import gettext as _

from common.templatetags.ui import moment


class StaleVersion(Exception):
    """Somebody saved the row after this form was opened. Nothing was written."""


@dataclass(frozen=True)
class Difference:
    """One field in which what was typed differs from what now stands in the database."""

    label: str
    stored: str
    typed: str


def update(row: Any, version: int, **columns: Any) -> None:
    """Write the columns if the row still has this version, and count it up.

    Raises StaleVersion otherwise.
    """
    if (
        not type(row)
        .objects.filter(pk=row.pk, version=version)
        .update(version=F("version") + 1, **columns)
    ):
        raise StaleVersion
    for name, value in columns.items():
        setattr(row, name, value)
    row.version = version + 1


def differences(form: forms.ModelForm, stored: models.Model) -> list[Difference]:
    """The fields whose typed value differs from the stored row, each shown as a reader would see
    it.
    """
    found = []
    for name, value in form.cleaned_data.items():
        if name not in (form._meta.fields or ()):
            continue
        field = stored._meta.get_field(name)
        now = list(getattr(stored, name).all()) if field.many_to_many else getattr(stored, name)
        typed = list(value) if field.many_to_many else value
        if typed != now:
            found.append(
                Difference(str(form.fields[name].label), _shown(field, now), _shown(field, typed))
            )
    return found


def _shown(field: Any, value: Any) -> str:
    if isinstance(value, dt.datetime):
        return moment(value)
    if isinstance(value, list):
        return _("、").join(str(part) for part in value)
    return str(dict(field.flatchoices).get(value, "" if value is None else value))
