"""Requests and grants in the admin: to be read. Deciding is done on the pages of the desk."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from common.admin import FactsAdmin, ReadOnlyHistory, ReadOnlyRows
from roster.provision.models import (
    Grant,
    GrantBody,
    ProvisionRequest,
    ProvisionRequestStatusChange,
)


class RequestHistory(ReadOnlyHistory):
    model = ProvisionRequestStatusChange


class Bodies(ReadOnlyRows):
    model = GrantBody


@admin.register(ProvisionRequest)
class ProvisionRequestAdmin(FactsAdmin):
    """What was sent: the ministry never sees a draft."""

    list_display = ["local_government", "officer", "status", "submitted_at"]
    list_select_related = ["local_government", "officer"]
    list_filter = ["status", "local_government__prefecture"]
    search_fields = ["local_government__name", "local_government__code", "officer__email"]
    hidden = ("version",)
    inlines = [RequestHistory]

    def get_queryset(self, request: HttpRequest) -> QuerySet[ProvisionRequest]:
        return ProvisionRequest.objects.received()


@admin.register(Grant)
class GrantAdmin(FactsAdmin):
    list_display = ["request", "granted_on", "until", "ended_on"]
    list_select_related = ["request__local_government"]
    list_filter = ["until", "request__local_government__prefecture"]
    search_fields = ["request__local_government__name", "request__officer__email"]
    inlines = [Bodies]


@admin.register(GrantBody)
class GrantBodyAdmin(FactsAdmin):
    list_display = ["local_government", "grant"]
    list_select_related = ["local_government", "grant__request__local_government"]
    list_filter = ["local_government__prefecture"]
    search_fields = ["local_government__name", "local_government__code"]
