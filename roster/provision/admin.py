"""Requests and grants in the admin: to be read, with the button that grants."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.roles import is_staff
from common.admin import FactsAdmin, ReadOnlyHistory, ReadOnlyRows
from roster.provision import actions as verbs
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
    actions = ["grant"]

    def has_act_permission(self, request: HttpRequest) -> bool:
        return is_staff(request.user)

    @admin.action(description=_("年度末まで提供する"), permissions=["act"])
    def grant(self, request: HttpRequest, asked: QuerySet[ProvisionRequest]) -> None:
        until = verbs.default_until(timezone.localdate())

        def grant(one: Any) -> None:
            verbs.grant(one, by=request.user, until=until)  # type: ignore[arg-type]

        self.attempt(request, asked, grant, gettext("年度末まで提供しました。"))

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
