"""Applications in the admin: what was submitted, to be read. The desk decides about it.

Drafts do not exist here, nor does the working copy: it is the applicant's until it is submitted.
"""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from common.admin import FactsAdmin, ReadOnlyHistory, ReadOnlyRows
from recruitment.applications.draft import COLUMNS
from recruitment.applications.models import (
    Application,
    ApplicationStatusChange,
    Candidacy,
    CandidacyStatusChange,
    Submission,
)


class ApplicationHistory(ReadOnlyHistory):
    model = ApplicationStatusChange


class CandidacyHistory(ReadOnlyHistory):
    model = CandidacyStatusChange


class Submissions(ReadOnlyRows):
    model = Submission


class Candidacies(ReadOnlyRows):
    model = Candidacy
    fields = ["category", "status", "rank", "decided_on"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).exclude(application__person__user=request.user)


@admin.register(Application)
class ApplicationAdmin(FactsAdmin):
    list_display = ["receipt_number", "person", "round", "status", "submitted_at"]
    list_select_related = ["person__user", "round"]
    list_filter = ["round", "status"]
    search_fields = ["receipt_number", "person__name_key", "person__family_name_kana"]
    hidden = (*COLUMNS, "categories", "consents", "version")
    inlines = [Submissions, Candidacies, ApplicationHistory]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Application]:
        return super().get_queryset(request).filter(receipt_number__isnull=False)


class OthersAdmin(FactsAdmin):
    """What becomes of applications, without the reader's own. `applicant` leads to the account."""

    applicant = "candidacy__application__person__user"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).exclude(**{self.applicant: request.user})


@admin.register(Candidacy)
class CandidacyAdmin(OthersAdmin):
    applicant = "application__person__user"
    list_display = ["application", "category", "status", "rank", "decided_on"]
    list_select_related = ["application", "category"]
    list_filter = ["round", "category", "status"]
    search_fields = ["application__receipt_number", "application__person__name_key"]
    inlines = [CandidacyHistory]


@admin.register(Submission)
class SubmissionAdmin(FactsAdmin):
    list_display = ["application", "number", "arrived_at", "digest"]
    list_select_related = ["application"]
    list_filter = ["application__round"]
    search_fields = ["application__receipt_number", "digest"]
