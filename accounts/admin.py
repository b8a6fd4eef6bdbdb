"""The admin of accounts and people.

Roles change by `accounts.actions` alone; sign-in is the product's own.
"""

from collections.abc import Callable
from typing import Any, cast

from allauth.account import admin as allauth_admin
from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa import admin as mfa_admin
from allauth.usersessions import admin as usersessions_admin
from django import forms
from django.contrib import admin
from django.contrib.auth import admin as auth_admin
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from procrastinate.contrib.django import admin as queue_admin

from accounts import actions as verbs
from accounts import policy
from accounts.gates import SignedIn
from accounts.models import (
    Access,
    AccountEvent,
    Assumption,
    LocalGovernment,
    Officer,
    Person,
    RoleChange,
    User,
)
from accounts.roles import Role, is_staff
from common.admin import FactsAdmin, ReadOnlyRows, ReadOnlyVersions

# The libraries' own pages are back doors: to roles (groups), to addresses (verified by hand), to
# queued letters, to the secrets of second factors, to sessions.
# They are imported above so that they have registered themselves before they are taken off.
admin.site.unregister(Group)
admin.site.unregister(EmailAddress)
admin.site.unregister(queue_admin.models.ProcrastinateJob)
admin.site.unregister(mfa_admin.Authenticator)
admin.site.unregister(usersessions_admin.UserSession)
assert auth_admin
assert allauth_admin

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.site_header = gettext_lazy("自治体DX 外部人材リスト 管理")
admin.site.site_title = gettext_lazy("管理")
admin.site.index_title = gettext_lazy("参照データ・アカウント・履歴")

GIVEN_HERE = [
    Role.STAFF,
    Role.AUDITOR,
    Role.EVALUATOR,
]  # an officer is appointed for a local government


def change_role(role: Role, *, give: bool) -> Callable[..., None]:
    """The action on the list of accounts that gives or takes this role."""
    verb = verbs.grant_role if give else verbs.take_role
    name = f"{'give' if give else 'take'}_{role.value}"

    def act(page: "UserAdmin", request: SignedIn, rows: QuerySet[User]) -> None:
        page.attempt(
            request, rows, lambda user: verb(user, role, by=request.user), _("役割を変えました。")
        )

    act.__name__ = name
    words = (
        gettext_lazy("役割「%(role)s」を付ける") if give else gettext_lazy("役割「%(role)s」を外す")
    )
    return admin.action(description=words % {"role": role.label}, permissions=["act"])(act)


class RoleChanges(ReadOnlyRows):
    model = RoleChange
    fk_name = "user"
    ordering = ["-at", "-pk"]
    hidden = ("user",)


@admin.register(User)
class UserAdmin(FactsAdmin):
    """Neither password nor groups can be written here."""

    list_display = ["email", "display_name", "role_names", "is_active", "date_joined"]
    list_filter = ["is_active", "groups"]
    search_fields = ["email", "display_name"]
    ordering = ["email"]
    fields = ["email", "display_name", "role_names", "is_active", "date_joined", "last_login"]
    readonly_fields = ["role_names"]
    inlines = [RoleChanges]
    actions = [
        *(change_role(role, give=True) for role in GIVEN_HERE),
        *(change_role(role, give=False) for role in Role),
    ]

    def has_act_permission(self, request: HttpRequest) -> bool:
        return is_staff(request.user)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=gettext_lazy("役割"))
    def role_names(self, user: User) -> str:
        return _("、").join(str(Role(group.name).label) for group in user.groups.all())


class PersonVersions(ReadOnlyVersions):
    model = Person.pgh_event_model  # type: ignore[attr-defined]


@admin.register(Person)
class PersonAdmin(FactsAdmin):
    list_display = ["registered_name", "kana", "latin", "birth_date", "email", "user"]
    list_select_related = ["user"]
    search_fields = [
        "family_name", "given_name", "family_name_kana", "given_name_kana",
        "family_name_latin", "given_name_latin", "email",
    ]  # fmt: skip
    inlines = [PersonVersions]


@admin.register(LocalGovernment)
class LocalGovernmentAdmin(FactsAdmin):
    edited_here = True
    list_display = ["code", "prefecture", "county", "name", "kana", "kind", "valid_to"]
    list_filter = ["kind", "prefecture"]
    search_fields = ["code", "name", "kana"]
    autocomplete_fields = ["successor"]


class OfficerForm(forms.ModelForm):
    """Whom to appoint. `by` is who does it; the page sets it."""

    by: User

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if not self.errors:
            user, government = facts["user"], facts["local_government"]
            verdict = policy.can_appoint(self.by, user, government, facts["since"])
            if not verdict:
                raise ValidationError(verdict.reason)
        return facts


@admin.register(Officer)
class OfficerAdmin(FactsAdmin):
    """Appointing and ending go through the actions; what was appointed is not rewritten."""

    form = OfficerForm

    list_display = [
        "local_government", "department", "user", "since", "until", "is_responsible",
        "confirmed_on",
    ]  # fmt: skip
    list_select_related = ["local_government", "user"]
    search_fields = ["user__email", "local_government__name", "local_government__code"]
    list_filter = ["local_government__prefecture"]
    autocomplete_fields = ["user", "local_government"]
    appointing = ["user", "local_government", "department", "since"]
    actions = ["end_today"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return is_staff(request.user)

    def has_act_permission(self, request: HttpRequest) -> bool:
        return is_staff(request.user)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kw: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change, **kw)
        form.by = request.user
        return form

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return super().get_fields(request, obj) if obj else self.appointing

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return super().get_readonly_fields(request, obj) if obj else []

    def save_model(self, request: HttpRequest, obj: Officer, form: Any, change: bool) -> None:
        facts = {name: form.cleaned_data[name] for name in self.appointing}
        row = verbs.appoint_officer(
            facts["user"],
            facts["local_government"],
            since=facts["since"],
            department=facts["department"],
            by=cast(User, request.user),
        )
        obj.pk = row.pk

    @admin.action(description=gettext_lazy("任を終える(今日まで)"), permissions=["act"])
    def end_today(self, request: SignedIn, rows: QuerySet[Officer]) -> None:
        today = timezone.localdate()
        self.attempt(
            request,
            rows,
            lambda officer: verbs.end_office(officer, until=today, by=request.user),
            _("任を終えました。"),
        )


@admin.register(Access)
class AccessAdmin(FactsAdmin):
    list_display = ["at", "person", "user", "local_government", "kind", "detail"]
    list_select_related = ["person", "user", "local_government"]
    list_filter = ["kind", "at"]
    search_fields = ["person__family_name", "person__family_name_kana", "user__email"]
    date_hierarchy = "at"


@admin.register(RoleChange)
class RoleChangeAdmin(FactsAdmin):
    list_display = ["at", "user", "role", "granted", "by", "source"]
    list_select_related = ["user", "by"]
    list_filter = ["role", "granted"]
    search_fields = ["user__email"]


@admin.register(AccountEvent)
class AccountEventAdmin(FactsAdmin):
    """Lines without an account tell of an address that nobody has; which one is not kept."""

    hidden = ("address_digest",)
    list_display = ["at", "user", "kind", "detail", "by", "ip"]
    list_select_related = ["user", "by"]
    list_filter = ["kind", "at"]
    search_fields = ["user__email", "ip"]
    date_hierarchy = "at"


@admin.register(Assumption)
class AssumptionAdmin(FactsAdmin):
    edited_here = True
    list_display = ["key", "value", "unit", "note"]
    search_fields = ["key", "note"]


@admin.register(EmailAddress)
class EmailAddressAdmin(FactsAdmin):
    """To be read: an address is verified by whoever receives its mail."""

    list_display = ["email", "user", "primary", "verified"]
    list_select_related = ["user"]
    list_filter = ["primary", "verified"]
    search_fields = ["email", "user__email"]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_staff)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_staff)
