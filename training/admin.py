"""Training in the admin: to be read, but for the modules of a programme in which nothing is
recorded yet.
"""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _

from common.admin import FactsAdmin, ReadOnlyHistory, ReadOnlyRows
from training.models import (
    EnrolledCandidacy,
    Enrolment,
    EnrolmentStatusChange,
    Module,
    ModuleCompletion,
    Programme,
)


class Modules(ReadOnlyRows):
    model = Module


class Candidacies(ReadOnlyRows):
    model = EnrolledCandidacy


class Completions(ReadOnlyRows):
    model = ModuleCompletion
    hidden = ("programme",)


class EnrolmentHistory(ReadOnlyHistory):
    model = EnrolmentStatusChange


@admin.register(Programme)
class ProgrammeAdmin(FactsAdmin):
    list_display = ["round", "starts_on", "ends_on"]
    list_select_related = ["round"]
    search_fields = ["round__code"]
    inlines = [Modules]


class ModuleForm(forms.ModelForm):
    """The modules stand once one of them has been recorded for anybody."""

    def clean_programme(self) -> Programme:
        programme: Programme = self.cleaned_data["programme"]
        if ModuleCompletion.objects.filter(programme=programme).exists():
            raise forms.ValidationError(_("修了の記録が始まった研修の科目は、変えられません。"))
        return programme


@admin.register(Module)
class ModuleAdmin(FactsAdmin):
    edited_here = True
    form = ModuleForm
    list_display = ["title", "title_en", "programme", "order", "is_mandatory"]
    list_select_related = ["programme__round"]
    list_filter = ["programme", "is_mandatory"]
    search_fields = ["title", "title_en"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        recorded = obj and ModuleCompletion.objects.filter(programme=obj.programme_id).exists()
        return not recorded and super().has_change_permission(request, obj)


@admin.register(Enrolment)
class EnrolmentAdmin(FactsAdmin):
    list_display = ["person", "programme", "status", "completed_on"]
    list_select_related = ["person", "programme__round"]
    list_filter = ["status", "programme"]
    search_fields = ["person__family_name", "person__family_name_kana", "person__family_name_latin"]
    inlines = [Candidacies, Completions, EnrolmentHistory]


@admin.register(EnrolledCandidacy)
class EnrolledCandidacyAdmin(FactsAdmin):
    list_display = ["enrolment", "candidacy"]
    list_select_related = [
        "enrolment__person",
        "enrolment__programme__round",
        "candidacy__application",
        "candidacy__category",
    ]
    search_fields = ["candidacy__application__receipt_number"]


@admin.register(ModuleCompletion)
class ModuleCompletionAdmin(FactsAdmin):
    list_display = ["enrolment", "module", "completed_on", "recorded_by"]
    list_select_related = [
        "enrolment__person",
        "enrolment__programme__round",
        "module",
        "recorded_by",
    ]
    list_filter = ["programme", "module"]
    search_fields = ["enrolment__person__family_name", "enrolment__person__family_name_kana"]
