"""Values of the draft as a reader sees them, and the address at which each is written."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import ConsentPurpose
from common.dateinput import MonthField
from common.templatetags.ui import era, localized, month
from recruitment.applications import sections
from recruitment.applications.draft import Draft, skill
from recruitment.applications.forms import DraftForm
from recruitment.applications.merging import Conflict, mark


@dataclass(frozen=True)
class Clash:
    """One field that another page saved meanwhile: both texts, and the mark of the saved one."""

    name: str
    label: str
    stored: str
    typed: str
    mark: str


def clashes(form: DraftForm, conflicts: Mapping[str, Conflict]) -> list[Clash]:
    """The conflicts of this form, in the words of the page."""
    found = []
    for name, field in form.fields.items():
        conflict = conflicts.get(form.flat(name))
        if conflict:
            stored, typed = (shown(field, value) for value in (conflict.stored, conflict.typed))
            flat = form.flat(name)
            found.append(Clash(flat, str(field.label), stored, typed, mark(conflict.stored)))
    return found


def shown(field: forms.Field, value: Any) -> str:
    """A value in words: the labels of what was chosen, dates as they are read."""
    if isinstance(value, dt.date):
        return month(value) if isinstance(field, MonthField) else era(value)
    if isinstance(value, list):
        return _("、").join(shown(field, one) for one in value)
    if isinstance(value, bool) and not isinstance(field, forms.ChoiceField):
        return _("同意した") if value else _("同意していない")
    key = {True: "true", False: "false"}.get(value, value) if isinstance(value, bool) else value
    words = {str(code): label for code, label in _choices(field)}
    return str(words.get(str(key), "" if value is None else value))


def _choices(field: forms.Field) -> Iterable[tuple[Any, Any]]:
    return field.choices if isinstance(field, forms.ChoiceField) else ()  # type: ignore[return-value]


def told(name: str, sentence: str, draft: Draft) -> str:
    """A fault as it is told away from its field: of several alike, of which skill or consent."""
    items = {skill("records", item): localized(item, "name") for item in draft.asked.items}
    consents = {f"consent-{purpose.value}": purpose.label for purpose in ConsentPurpose}
    of = (items | consents).get(name)
    return _("%(label)s: %(text)s") % {"label": of, "text": sentence} if of else sentence


def address_of(name: str, draft: Draft) -> str:
    """Where a value, or a whole part, is written, with what is wrong shown beside it."""
    public_id = draft.application.public_id
    prefix, _dash, rest = name.partition("-")
    if prefix == "record":
        number = int(rest.partition("-")[0])
        page = reverse("applications:record", args=[public_id, number])
    else:
        key = name if name in sections.LABELS else sections.section_of(name, draft)
        if key in {"records", "attachments"}:
            return reverse(f"applications:{key}", args=[public_id])
        page = reverse("applications:section", args=[public_id, key])
    return f"{page}?check=1#div_id_{name}"
