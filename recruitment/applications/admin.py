"""Applications in the admin: what was submitted, to be read and accepted.

Drafts do not exist here, nor does the working copy: it is the applicant's until it is submitted.
"""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.roles import is_staff
from common.admin import FactsAdmin, ReadOnlyHistory, ReadOnlyRows
from recruitment.applications import actions as verbs
from recruitment.applications.content import FACTS
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
    hidden = (*FACTS, "categories", "version")
    inlines = [Submissions, Candidacies, ApplicationHistory]
    actions = ["accept"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Application]:
        return super().get_queryset(request).filter(receipt_number__isnull=False)

    def has_act_permission(self, request: HttpRequest) -> bool:
        return is_staff(request.user)

    @admin.action(description=_("評価へ受理する"), permissions=["act"])
    def accept(self, request: HttpRequest, applications: QuerySet[Application]) -> None:
        def accept(application: Any) -> None:
            verbs.accept(application, by=request.user)  # type: ignore[arg-type]

        self.attempt(request, applications, accept, gettext("評価へ受理しました。"))


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
