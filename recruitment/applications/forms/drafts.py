"""The base of every page of the draft.

One form for writing and for submitting: a draft may lack anything, so only what cannot be stored
is refused; what submission would refuse is shown beside the same fields (`checks`).
"""

import json
from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.db import models
from django.forms.utils import ErrorDict, ErrorList
from django.utils.translation import gettext_lazy as _

from recruitment.applications.checks import Faults, tidy
from recruitment.applications.draft import Draft
from recruitment.applications.merging import Conflict, Marks, mark
from recruitment.applications.models import Application

SEEN = "seen"  # the hidden field with the marks of what the page showed
LONGEST_SEEN = 50_000  # characters: far more than the largest page needs


class DraftForm(forms.Form):
    """Some named values of the draft.

    `columns` become fields as their model says; further fields are declared, or come from
    `asked_fields`. `needed` are marked as required, and may be empty all the same. The help of
    those `to_applicant` says nothing to the staff who copy what a paper says. With `only`
    the form holds these names alone: what the browser saves while one writes. With `faults` the
    page says what submission would refuse.
    """

    model: type[models.Model] = Application
    columns: list[str] = []
    needed: Collection[str] = ()
    helps: dict[str, Any] = {}
    to_applicant: Collection[str] = ()
    attributes: dict[str, dict[str, Any]] = {}

    def __init__(
        self,
        draft: Draft,
        data: Any = None,
        *,
        only: Collection[str] | None = None,
        faults: Faults | None = None,
        prefix: str | None = None,
    ) -> None:
        super().__init__(data, prefix=prefix)
        self.draft, self.faults = draft, faults or {}
        self.opened: Marks = {} if data is None else seen_in(data)
        made = forms.fields_for_model(
            self.model, [name for name in self.columns if name not in self.fields]
        )
        self.fields = made | self.fields | self.asked_fields()
        self.order_fields(self.field_order or [*self.columns, *self.fields])
        if only is not None:
            self.fields = {
                name: self.fields[name] for name in self.fields if self.flat(name) in only
            }
        for name, field in self.fields.items():
            self._dress(name, field)

    def asked_fields(self) -> dict[str, forms.Field]:
        """Fields that depend on what the round asks."""
        return {}

    def _dress(self, name: str, field: forms.Field) -> None:
        field.initial = self.draft.values[self.flat(name)]
        field.required = name in self.needed
        field.help_text = self.helps.get(name, field.help_text)
        if name in self.to_applicant and self.draft.is_entered:
            field.help_text = ""
        field.widget.attrs |= self.attributes.get(name, {})
        longest = getattr(field, "max_length", None)
        if longest and isinstance(field.widget, forms.Textarea):
            field.widget.attrs |= {"maxlength": longest, "data-counter": ""}

    def flat(self, name: str) -> str:
        """The value's name in the draft, which is the field's name on the page."""
        return self.add_prefix(name)

    def full_clean(self) -> None:
        """The marks beside the fields say what submission asks; a draft may leave them empty."""
        for field in self.fields.values():
            field.required = False
        super().full_clean()
        for name, field in self.fields.items():
            field.required = name in self.needed

    @property
    def errors(self) -> ErrorDict:
        """What cannot be stored; before anything was sent, what submission would refuse."""
        if self.is_bound:
            return super().errors
        found = {name: self.faults.get(self.flat(name)) for name in self.fields}
        lists = {name: ErrorList(said) for name, said in found.items() if said}
        return ErrorDict(lists, renderer=self.renderer)

    @property
    def typed(self) -> dict[str, Any]:
        """The values that can be stored, as they are stored: name → value."""
        return tidy({self.flat(name): value for name, value in self.cleaned_data.items()})

    def put(self, conflicts: Mapping[str, Conflict], opened: Marks) -> None:
        """Show what was typed where it clashes. Its mark stays: only a choice settles it."""
        clashing = {name: conflicts.get(self.flat(name)) for name in self.fields}
        for name, conflict in clashing.items():
            if conflict is not None:
                self.fields[name].initial = conflict.typed
        self.opened = {name: shown for name, shown in opened.items() if name in conflicts}

    @property
    def marks(self) -> str:
        """The marks of what the page shows, for its hidden field. A page that comes back with old
        text in it has not seen what stands by now.
        """
        marks = self.marks_of(self.draft)
        return json.dumps(
            marks | {name: shown for name, shown in self.opened.items() if name in marks}
        )

    def marks_of(self, draft: Draft) -> dict[str, str]:
        """The marks of what this draft holds under the names of this form."""
        names = [self.flat(name) for name in self.fields]
        return {name: mark(draft.values[name]) for name in names}


def seen_in(data: Any) -> Marks:
    """The marks that a page carried. Nothing readable is no mark: what stands is then kept."""
    text = data.get(SEEN, "")
    try:
        marks = json.loads(text) if len(text) <= LONGEST_SEEN else {}
    except (ValueError, RecursionError):
        return {}
    return marks if isinstance(marks, dict) else {}


class YesNo(forms.TypedChoiceField):
    """Two radio buttons: true, false, or neither yet."""

    def __init__(self, *, yes: Any, no: Any, **options: Any) -> None:
        super().__init__(
            choices=[("true", yes), ("false", no)],
            coerce=lambda word: word == "true",
            empty_value=None,
            widget=forms.RadioSelect,
            **options,
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "true", False: "false"}.get(value, value)


class Several(forms.MultipleChoiceField):
    """Tick boxes."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {"invalid_choice": _("選べない値です。")}


class OneOf(forms.TypedChoiceField):
    """Radio buttons for numbers."""

    def __init__(self, *, choices: Any, **options: Any) -> None:
        super().__init__(
            choices=choices, coerce=int, empty_value=None, widget=forms.RadioSelect, **options
        )
