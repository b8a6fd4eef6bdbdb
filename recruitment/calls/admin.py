"""Rounds in the admin: to be read, and announced.

What needs a reason or a date is done at the desk.
"""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.roles import is_staff
from common.admin import FactsAdmin, ReadOnlyHistory, ReadOnlyRows
from recruitment.calls import actions as verbs
from recruitment.calls.models import (
    CommitteeSeat,
    Extension,
    PeriodChange,
    PublicQuestion,
    PublicQuestionStatusChange,
    Question,
    Round,
    RoundCategory,
    RoundFile,
    RoundStatusChange,
    TextChange,
)


class RoundHistory(ReadOnlyHistory):
    model = RoundStatusChange


class Offers(ReadOnlyRows):
    model = RoundCategory
    fields = ["category"]


class Questions(ReadOnlyRows):
    model = Question


class Files(ReadOnlyRows):
    model = RoundFile
    fields = ["kind", "name", "size", "added_at"]


class PeriodChanges(ReadOnlyRows):
    model = PeriodChange


class TextChanges(ReadOnlyRows):
    model = TextChange


class Extensions(ReadOnlyRows):
    model = Extension


@admin.register(Round)
class RoundAdmin(FactsAdmin):
    list_display = ["code", "status", "opens_at", "closes_at", "result_on"]
    list_filter = ["status", "fiscal_year"]
    search_fields = ["code", "description"]
    inlines = [Offers, Questions, Files, PeriodChanges, TextChanges, Extensions, RoundHistory]
    actions = ["announce"]

    def has_act_permission(self, request: HttpRequest) -> bool:
        return is_staff(request.user)

    @admin.action(description=_("公示する"), permissions=["act"])
    def announce(self, request: HttpRequest, rounds: QuerySet[Round]) -> None:
        def announce(round: Any) -> None:
            verbs.announce(round, by=request.user)  # type: ignore[arg-type]

        self.attempt(request, rounds, announce, gettext("公示しました。"))


class PublicQuestionHistory(ReadOnlyHistory):
    model = PublicQuestionStatusChange


@admin.register(PublicQuestion)
class PublicQuestionAdmin(FactsAdmin):
    list_display = ["round", "asked_at", "status", "wording"]
    list_select_related = ["round"]
    list_filter = ["round", "status"]
    search_fields = ["asked", "wording", "answer"]
    inlines = [PublicQuestionHistory]


@admin.register(CommitteeSeat)
class CommitteeSeatAdmin(FactsAdmin):
    list_display = ["user", "round", "is_chair", "appointed_at", "left_at"]
    list_select_related = ["user", "round"]
    list_filter = ["round"]
    search_fields = ["user__email", "user__display_name"]


@admin.register(Extension)
class ExtensionAdmin(FactsAdmin):
    list_display = ["round", "person", "until", "by", "at"]
    list_select_related = ["round", "person__user", "by"]
    list_filter = ["round"]
    search_fields = ["person__name_key", "person__email", "reason"]


@admin.register(PeriodChange)
class PeriodChangeAdmin(FactsAdmin):
    list_display = ["round", "closes_before", "closes_after", "by", "at"]
    list_select_related = ["round", "by"]
    list_filter = ["round"]
    search_fields = ["reason"]
