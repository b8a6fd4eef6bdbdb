"""Signing up and showing a factor, as django-allauth's forms with our additions; the desk's and the
responsible officer's own.
"""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import SignupForm as LibrarySignupForm
from allauth.core import context as allauth_context
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.webauthn import forms as webauthn_forms
from allauth.mfa.webauthn.internal import auth as webauthn_auth
from django import forms
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from fido2.webauthn import UserVerificationRequirement

from accounts import actions, queries
from accounts.adapter import client_of
from accounts.models import AccountEventKind, ErasureOutcome, LocalGovernment, Officer, User
from accounts.roles import Role
from common.dateinput import DateField

GUESSES: Any = {
    "app": "accounts",
    "action": "second_factor",
    "config": {"second_factor": "5/5m/key"},
}


class SignupForm(LibrarySignupForm):
    """The same answer in the same time, whether or not somebody has the address."""

    def try_save(self, request: HttpRequest) -> Any:
        email = self.cleaned_data["email"].lower()
        if request.session.get("account_verified_email") not in (None, email):
            get_adapter().unstash_verified_email(request)  # an invitation is for its address alone
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])  # as long as a new account would take
        return super().try_save(request)


class _Noting:
    """Writes down that a second factor was refused. Whoever gets here knows the password, so fewer
    guesses are let through than of that: five codes in five minutes.
    """

    user: User

    def noted(self, check: Any) -> Any:
        request, key = allauth_context.request, str(self.user.pk)
        if not ratelimit.consume(request, **GUESSES, key=key):
            raise get_adapter().validation_error("too_many_login_attempts")
        try:
            answer = check()
        except ValidationError:
            kind = AccountEventKind.SECOND_FACTOR_FAILED
            actions.record_event(kind, user=self.user, client=client_of(request))
            raise
        ratelimit.clear(request, **GUESSES, key=key)
        return answer


class AuthenticateForm(_Noting, mfa_forms.AuthenticateForm):
    def clean_code(self) -> str:
        return str(self.noted(super().clean_code))


class ReauthenticateForm(_Noting, mfa_forms.ReauthenticateForm):
    def clean_code(self) -> str:
        return str(self.noted(super().clean_code))


class AuthenticateWebAuthnForm(_Noting, webauthn_forms.AuthenticateWebAuthnForm):
    def clean_credential(self) -> Any:
        return self.noted(super().clean_credential)


class LoginWebAuthnForm(webauthn_forms.LoginWebAuthnForm):
    """Instead of a password, only a passkey that was made for it and has made sure of its owner.

    The library keeps one challenge for all its ceremonies: one that was asked for a second factor,
    which need not make sure of anybody, would do here as well.
    """

    def clean_credential(self) -> Any:
        state = webauthn_auth.get_state() or {}
        try:
            found = super().clean_credential()
            verified = state.get("user_verification") == UserVerificationRequirement.REQUIRED
            if not verified or not found.wrap().is_passwordless:
                raise get_mfa_adapter().validation_error("incorrect_code")
        except ValidationError:
            webauthn_auth.clear_state()
            raise
        return found


class AddWebAuthnForm(webauthn_forms.AddWebAuthnForm):
    """A passkey by which one signs in without a password, unless the tick is taken off."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].label = _("パスキーの名前")
        self.fields["name"].help_text = _("どの端末・キーのものか、あとで分かる名前。")
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].label = _("パスワードなしのサインインにも使う")
        self.fields["passwordless"].help_text = _(
            "端末の暗証番号や指紋・顔で本人を確かめられるものに限ります。"
        )


class EditWebAuthnForm(webauthn_forms.EditWebAuthnForm):
    name = forms.CharField(label=_("パスキーの名前"), max_length=60)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class ErasureForm(forms.Form):
    """What should go, and why; neither need be said."""

    reason = forms.CharField(
        label=_("消去してほしいもの・理由"),
        max_length=1000,
        required=False,
        help_text=_("書かなくてもかまいません。読むのは、あなたと総務省の担当者だけです。"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AnswerErasureForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("結果"), choices=ErasureOutcome.choices, widget=forms.RadioSelect
    )
    answer = forms.CharField(
        label=_("本人への説明"),
        max_length=1000,
        help_text=_("何を消去したか、何をどの定めによって残すか。本人がそのまま読みます。"),
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class NameForm(forms.Form):
    """How one is named to staff and colleagues."""

    name = forms.CharField(
        label=_("表示名"), max_length=100, help_text=_("職員・評価委員の氏名や所属。")
    )


class ColleagueForm(forms.Form):
    """Whom a responsible officer invites."""

    email = forms.EmailField(label=_("メールアドレス"), max_length=254)
    name = forms.CharField(
        label=_("表示名"),
        max_length=100,
        required=False,
        help_text=_("氏名など。受けた人があとで変えられます。"),
    )
    department = forms.CharField(label=_("所属"), max_length=100, required=False)


class InvitationForm(ColleagueForm):
    """Whom staff invite. The local government is named by its code."""

    role = forms.ChoiceField(label=_("役割"), choices=Role.choices, widget=forms.RadioSelect)
    government = forms.CharField(
        label=_("地方公共団体"),
        required=False,
        help_text=_("自治体担当者だけ。全国地方公共団体コード6桁、または都道府県からの名称。"),
    )
    responsible = forms.BooleanField(
        label=_("責任者にする(同じ団体の担当者を招待できます)"), required=False
    )
    field_order = ["email", "name", "role", "government", "department", "responsible"]

    def clean_government(self) -> LocalGovernment | None:
        typed = self.cleaned_data["government"].strip()
        if not typed:
            return None
        found = queries.find_government(typed, timezone.localdate())
        if found is None:
            raise ValidationError(_("この団体は見つかりません。コードか名称を確かめてください。"))
        return found

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        officer = facts.get("role") == Role.OFFICER
        if officer and not facts.get("government") and "government" not in self.errors:
            self.add_error("government", _("どの団体の担当者かを入れてください。"))
        if not officer:
            facts |= {"government": None, "department": "", "responsible": False}
        return facts


class PeopleForm(forms.Form):
    """The conditions in the address of the list of accounts."""

    q = forms.CharField(label=_("メールアドレスか表示名"), required=False, max_length=200)
    role = forms.ChoiceField(
        label=_("役割"), choices=[("", _("すべて")), *Role.choices], required=False
    )

    def conditions(self) -> tuple[str, str]:
        """Words and role; what cannot be a condition is as if not asked."""
        if not self.is_valid():
            return "", ""
        return self.cleaned_data["q"].strip(), self.cleaned_data["role"]


class EndOfficeForm(forms.Form):
    """When an office ends, and who follows."""

    until = DateField(label=_("最後の日"))
    successor = forms.ModelChoiceField(
        label=_("後任"),
        queryset=Officer.objects.none(),
        required=False,
        to_field_name="public_id",
        empty_label=_("いない"),
    )

    def __init__(self, *args: Any, officer: Officer, **options: Any) -> None:
        super().__init__(*args, **options)
        colleagues = queries.colleagues(officer.local_government, timezone.localdate())
        staying = colleagues.filter(until=None).exclude(pk=officer.pk)
        self.fields["successor"].queryset = staying  # type: ignore[attr-defined]


class HandOverForm(forms.Form):
    to = forms.ModelChoiceField(
        label=_("引き継ぐ人"), queryset=Officer.objects.none(), to_field_name="public_id"
    )

    def __init__(self, *args: Any, officer: Officer, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = queries.colleagues(officer.local_government, timezone.localdate())
        self.fields["to"].queryset = rows.filter(  # type: ignore[attr-defined]
            responsible_slot=None, until=None
        )
