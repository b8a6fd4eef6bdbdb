"""The bases of every admin page: the admin looks, actions act.

Nothing is deleted here, no status is written here.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from common.workflow import MoveRefused


def columns(model: type[models.Model], hidden: Iterable[str] = ()) -> list[str]:
    """Every column of the model but its key and the hidden ones, in the model's order."""
    return [
        field.name
        for field in [*model._meta.fields, *model._meta.many_to_many]
        if not field.primary_key and field.name not in hidden
    ]


class FactsAdmin(admin.ModelAdmin):
    """Everything is shown and nothing changed, unless `edited_here`: then whoever has the
    permission adds and changes.

    `hidden` names columns that nobody reads here. An action on the list declares
    `permissions=["act"]` and its class says in `has_act_permission` who may; `attempt` runs a verb
    for every chosen row.
    """

    edited_here = False
    hidden: tuple[str, ...] = ()
    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.edited_here and super().has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.edited_here and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_act_permission(self, request: HttpRequest) -> bool:
        return False

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """Filters in the address reach what the list offers to filter by, never a hidden column."""
        offered = [name[0] if isinstance(name, tuple) else name for name in self.list_filter]
        named = {str(name).partition("__")[0] for name in [*offered, self.date_hierarchy]}
        if lookup.partition("__")[0] not in named:
            return False
        return super().lookup_allowed(lookup, value, request)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if self.edited_here or self.fields:
            return super().get_fields(request, obj)
        return columns(self.model, self.hidden)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if self.edited_here:
            return self.readonly_fields
        return [*columns(self.model, self.hidden), *self.readonly_fields]

    def attempt(
        self, request: HttpRequest, rows: Iterable[Any], verb: Callable[[Any], object], done: str
    ) -> None:
        """Do it for all of the rows or for none, and say `done`, or why not."""
        try:
            with transaction.atomic():
                for row in rows:
                    verb(row)
        except (PermissionDenied, MoveRefused) as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        else:
            self.message_user(request, done)


class ReadOnlyRows(admin.TabularInline):
    """The rows that belong to the one shown, to be read."""

    extra = 0
    can_delete = False
    hidden: tuple[str, ...] = ()

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fields or columns(self.model, self.hidden)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.get_fields(request, obj)


class ReadOnlyHistory(ReadOnlyRows):
    """The lines of a …StatusChange table: who, when, from, to, note."""

    verbose_name_plural = _("状態の履歴")
    fields = ["at", "verb", "before", "after", "by", "source", "note"]
    ordering = ["-at", "-pk"]


class ReadOnlyVersions(ReadOnlyRows):
    """What a row was before, as triggers keep it; `model` is its …Event model."""

    verbose_name_plural = _("以前の内容")
    fk_name = "pgh_obj"
    hidden = ("pgh_obj", "pgh_context")
    ordering = ["-pgh_created_at", "-pgh_id"]
