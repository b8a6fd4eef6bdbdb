"""Evaluation in the admin: to be read. Everything that changes is done on the pages of the desk."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from common.admin import FactsAdmin, ReadOnlyHistory, ReadOnlyRows, ReadOnlyVersions
from recruitment.applications.admin import OthersAdmin
from recruitment.evaluation import queries
from recruitment.evaluation.models import (
    AssignmentRun,
    ConflictOfInterest,
    ConflictSearch,
    Criterion,
    Decision,
    Evaluation,
    EvaluationStatusChange,
    Meeting,
    Pledge,
    Score,
)


class OfCommittees(OthersAdmin):
    """What evaluators wrote and what keeps them away: closed to who sits in a committee at work."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_view_permission(request, obj)
        return allowed and not queries.sits_somewhere(request.user)  # type: ignore[arg-type]


class Scores(ReadOnlyRows):
    model = Score


class EvaluationHistory(ReadOnlyHistory):
    model = EvaluationStatusChange


class ScoreVersions(ReadOnlyVersions):
    model = Score.pgh_event_model  # type: ignore[attr-defined]


class DecisionVersions(ReadOnlyVersions):
    model = Decision.pgh_event_model  # type: ignore[attr-defined]


@admin.register(Criterion)
class CriterionAdmin(FactsAdmin):
    list_display = ["name", "round", "category", "order", "weight"]
    list_select_related = ["round", "category"]
    list_filter = ["round", "category"]
    search_fields = ["name", "name_en"]


@admin.register(ConflictOfInterest)
class ConflictOfInterestAdmin(OfCommittees):
    applicant = "person__user"
    list_display = ["seat", "person", "rule", "verdict", "at"]
    list_select_related = ["seat__round", "seat__user", "person"]
    list_filter = ["rule", "verdict", "seat__round"]
    search_fields = ["seat__user__email", "person__family_name", "person__family_name_kana"]


@admin.register(ConflictSearch)
class ConflictSearchAdmin(FactsAdmin):
    list_display = ["round", "at", "by", "rules", "look_back_years", "found"]
    list_select_related = ["round", "by"]
    list_filter = ["round"]


@admin.register(Pledge)
class PledgeAdmin(FactsAdmin):
    list_display = ["seat", "version", "at"]
    list_select_related = ["seat__round", "seat__user"]
    list_filter = ["seat__round"]
    search_fields = ["seat__user__email"]


@admin.register(AssignmentRun)
class AssignmentRunAdmin(FactsAdmin):
    list_display = ["round", "at", "by", "pairs", "added", "removed", "cost"]
    list_select_related = ["round", "by"]
    list_filter = ["round"]


@admin.register(Meeting)
class MeetingAdmin(FactsAdmin):
    list_display = ["round", "held_on", "place", "recorded_by"]
    list_select_related = ["round", "recorded_by"]
    list_filter = ["round"]


@admin.register(Evaluation)
class EvaluationAdmin(OfCommittees):
    list_display = ["candidacy", "seat", "status", "recommendation", "submitted_at"]
    list_select_related = [
        "seat__round",
        "seat__user",
        "candidacy__application",
        "candidacy__category",
    ]
    list_filter = ["status", "recommendation", "seat__round", "candidacy__category"]
    search_fields = ["candidacy__application__receipt_number", "seat__user__email"]
    inlines = [Scores, EvaluationHistory]


@admin.register(Score)
class ScoreAdmin(OfCommittees):
    applicant = "evaluation__candidacy__application__person__user"
    list_display = ["evaluation", "criterion", "points"]
    list_select_related = [
        "criterion",
        "evaluation__seat__round",
        "evaluation__seat__user",
        "evaluation__candidacy__application",
        "evaluation__candidacy__category",
    ]
    list_filter = ["points", "evaluation__seat__round"]
    search_fields = ["evaluation__candidacy__application__receipt_number", "criterion__name"]
    inlines = [ScoreVersions]


@admin.register(Decision)
class DecisionAdmin(OfCommittees):
    list_display = [
        "candidacy",
        "version",
        "outcome",
        "rank",
        "decided_on",
        "recorded_by",
        "approved_by",
    ]
    list_select_related = [
        "candidacy__application",
        "candidacy__category",
        "recorded_by",
        "approved_by",
    ]
    list_filter = ["outcome", "candidacy__round", "candidacy__category"]
    search_fields = ["candidacy__application__receipt_number", "reason"]
    inlines = [DecisionVersions]
