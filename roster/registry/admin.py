"""The list in the admin: to be read, with buttons that take the actions of the desk's pages."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.roles import is_staff
from common.admin import FactsAdmin, ReadOnlyHistory, ReadOnlyRows, ReadOnlyVersions
from roster.registry import actions as verbs
from roster.registry.models import (
    Edition,
    EditionEntry,
    ProfileSheet,
    ProfileSheetStatusChange,
    Registrant,
    Registration,
    RegistrationStatusChange,
    Renewal,
    SheetSkill,
    TrackRecord,
    WorkConditions,
)

PERSON = [
    "person__family_name",
    "person__given_name",
    "person__family_name_kana",
    "person__family_name_latin",
    "person__name_key",
]
OF_REGISTRANT = ["registrant__number", *(f"registrant__{name}" for name in PERSON)]


class Registrations(ReadOnlyRows):
    model = Registration


class Renewals(ReadOnlyRows):
    model = Renewal


class Records(ReadOnlyRows):
    model = TrackRecord
    hidden = ("version",)


class Skills(ReadOnlyRows):
    model = SheetSkill


class RegistrationHistory(ReadOnlyHistory):
    model = RegistrationStatusChange


class RegistrationVersions(ReadOnlyVersions):
    model = Registration.pgh_event_model  # type: ignore[attr-defined]


class SheetHistory(ReadOnlyHistory):
    model = ProfileSheetStatusChange


class SheetVersions(ReadOnlyVersions):
    model = ProfileSheet.pgh_event_model  # type: ignore[attr-defined]


@admin.register(Registrant)
class RegistrantAdmin(FactsAdmin):
    list_display = ["number", "person", "prefecture", "industry", "employer"]
    list_select_related = ["person"]
    list_filter = ["prefecture", "industry"]
    search_fields = ["number", *PERSON]
    hidden = ("search_key",)
    inlines = [Registrations]


@admin.register(Registration)
class RegistrationAdmin(FactsAdmin):
    list_display = ["registrant", "category", "status", "registered_on", "valid_until"]
    list_select_related = ["registrant__person", "category"]
    list_filter = ["status", "category_code", "candidacy__round"]
    search_fields = OF_REGISTRANT
    date_hierarchy = "registered_on"
    inlines = [Renewals, RegistrationHistory, RegistrationVersions]
    actions = ["resume"]

    def has_act_permission(self, request: HttpRequest) -> bool:
        return is_staff(request.user)

    @admin.action(description=_("一時停止を解く"), permissions=["act"])
    def resume(self, request: HttpRequest, registrations: QuerySet[Registration]) -> None:
        def resume(registration: Any) -> None:
            verbs.resume(registration, by=request.user)  # type: ignore[arg-type]

        self.attempt(request, registrations, resume, gettext("一時停止を解きました。"))


@admin.register(Renewal)
class RenewalAdmin(FactsAdmin):
    list_display = ["registration", "renewed_on", "valid_before", "valid_until", "reason"]
    list_select_related = ["registration__registrant__person", "registration__category"]
    list_filter = ["renewed_on"]
    search_fields = ["reason", *(f"registration__{name}" for name in OF_REGISTRANT)]


@admin.register(ProfileSheet)
class ProfileSheetAdmin(FactsAdmin):
    list_display = ["registrant", "number", "status", "approved_at", "approved_by"]
    list_select_related = ["registrant__person", "approved_by"]
    list_filter = ["status"]
    search_fields = [*OF_REGISTRANT, "summary"]
    hidden = ("version",)
    inlines = [Records, Skills, SheetHistory, SheetVersions]


@admin.register(TrackRecord)
class TrackRecordAdmin(FactsAdmin):
    list_display = ["title", "sheet", "field", "body_kind", "started_on", "ended_on"]
    list_select_related = ["sheet__registrant__person"]
    list_filter = ["body_kind", "body_size", "sheet__status"]
    search_fields = ["title", "field", "result", "sheet__registrant__number"]
    hidden = ("version",)


@admin.register(SheetSkill)
class SheetSkillAdmin(FactsAdmin):
    list_display = ["item", "level", "sheet"]
    list_select_related = ["item", "sheet__registrant__person"]
    list_filter = ["level", "item__category", "sheet__status"]
    search_fields = ["item__name", "sheet__registrant__number"]


@admin.register(WorkConditions)
class WorkConditionsAdmin(FactsAdmin):
    list_display = ["registrant", "days_per_week", "is_full_time", "remote_share", "confirmed_on"]
    list_select_related = ["registrant__person"]
    list_filter = ["is_full_time", "remote_share", "pay_band", "employer_consents"]
    search_fields = [*OF_REGISTRANT, "fields_driven"]
    hidden = ("version",)


@admin.register(Edition)
class EditionAdmin(FactsAdmin):
    list_display = ["number", "as_of", "round", "published_at", "published_by", "note"]
    list_select_related = ["round", "published_by"]
    list_filter = ["round"]
    search_fields = ["=number", "note"]


@admin.register(EditionEntry)
class EditionEntryAdmin(FactsAdmin):
    """The attributes from which public figures are counted, and the digest that holds them."""

    list_display = ["edition", "registrant_number", "category_code", "prefecture", "industry"]
    list_select_related = ["edition"]
    list_filter = ["edition", "category_code", "prefecture"]
    search_fields = ["registrant_number"]
    hidden = ("salt",)
