"""django-allauth's hooks: its mail goes through our queue, what happens is written down, and the
demonstration shows its links on the page.
"""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailConfirmationHMAC
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import actions, factors, queries
from accounts.actions import Client
from accounts.models import AccountEventKind as Kind
from accounts.models import User
from common import mail, queue

# allauth has one hook for telling the owner of a change; each such mail is a line in the log.
TOLD = {
    "account/email/password_changed": Kind.PASSWORD_CHANGED,
    "account/email/password_set": Kind.PASSWORD_CHANGED,
    "account/email/password_reset": Kind.PASSWORD_RESET,
    "account/email/email_changed": Kind.EMAIL_CHANGED,
    "mfa/email/totp_activated": Kind.FACTOR_ADDED,
    "mfa/email/webauthn_added": Kind.FACTOR_ADDED,
    "mfa/email/totp_deactivated": Kind.FACTOR_REMOVED,
    "mfa/email/webauthn_removed": Kind.FACTOR_REMOVED,
    "mfa/email/recovery_codes_generated": Kind.RECOVERY_CODES_MADE,
}


def client_of(request: HttpRequest) -> Client:
    """Address and browser, counted behind the trusted proxies only."""
    adapter = DefaultAccountAdapter(request)
    return Client(adapter.get_client_ip(request), request.headers.get("User-Agent", ""))


class AccountAdapter(DefaultAccountAdapter):
    """Mail is queued in the request's transaction instead of being sent while the person waits."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        request = allauth_context.request
        site = {"name": _("自治体DX 外部人材リスト"), "domain": request.get_host()}
        message = self.render_mail(
            template_prefix,
            email,
            {"request": request, "email": email, "current_site": site, **context},
        )
        queue.later(mail.SEND, to=email, subject=message.subject, body=message.body)

    def send_confirmation_mail(
        self, request: HttpRequest, emailconfirmation: EmailConfirmationHMAC, signup: bool
    ) -> None:
        super().send_confirmation_mail(request, emailconfirmation, signup)
        if settings.DEMO_MODE:
            request.session["demo_confirmation_url"] = self.get_email_confirmation_url(
                request, emailconfirmation
            )

    def post_login(self, request: HttpRequest, user: User, **facts: Any) -> HttpResponse:
        """Signed in, with all the factors that the account has."""
        response = super().post_login(request, user, **facts)
        records = get_authentication_records(request, user)
        ways = dict.fromkeys(record.get("type") or record["method"] for record in records)
        self._note(Kind.SIGNED_IN, request, user=user, detail=" ".join(ways))
        return response

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """A wrong password, or an address that nobody has: one look-up and one line for both."""
        address = credentials.get("email") or ""
        user = User.objects.filter(email=address.lower()).first()
        self._note(Kind.SIGN_IN_FAILED, request, user=user, address=address)

    def logout(self, request: HttpRequest) -> None:
        if isinstance(request.user, User):
            self._note(Kind.SIGNED_OUT, request, user=request.user)
        super().logout(request)

    def send_notification_mail(
        self, template_prefix: str, user: User, *rest: Any, **kw: Any
    ) -> None:
        kind = TOLD.get(template_prefix)
        if kind is not None:
            self._note(kind, self.request, user=user, detail=_way(template_prefix))
        if kind == Kind.FACTOR_ADDED:
            factors.remember_factor(self.request, user)
            if queries.has_first_factor(user):
                _end_others(self.request, user)
        if kind == Kind.FACTOR_REMOVED and not queries.has_factor(user):
            factors.forget_factor(self.request)
            _end_others(self.request, user)
        super().send_notification_mail(template_prefix, user, *rest, **kw)

    def _note(self, kind: Kind, request: HttpRequest, **facts: Any) -> None:
        actions.record_event(kind, client=client_of(request), **facts)


class FactorAdapter(DefaultMFAAdapter):
    """Secrets of factors are encrypted: whoever finds a backup cannot make codes from it."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": gettext_lazy(
            "役割のあるアカウントには、第2要素が必要です。先に別の第2要素を加えてください。"
        ),
        "incorrect_code": gettext_lazy(
            "確認できませんでした。新しいコードでもう一度試してください。"
        ),
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        return _("自治体DX 外部人材リスト")

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("パスキー%(number)s") % {"number": number}

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last factor stays where one is needed: another one comes first."""
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        others = others.exclude(type=Authenticator.Type.RECOVERY_CODES)
        return not factors.needs_factor(authenticator.user) or others.exists()


class SessionsAdapter(DefaultUserSessionsAdapter):
    """Ending one's sessions elsewhere is written down."""

    def end_sessions(self, sessions: list[UserSession]) -> None:
        request = allauth_context.request
        super().end_sessions(sessions)
        if sessions:
            actions.record_event(
                Kind.SESSION_ENDED,
                user=request.user,
                client=client_of(request),
                detail=str(len(sessions)),
            )


def _way(template_prefix: str) -> str:
    """Which factor the mail tells of."""
    about, _slash, name = template_prefix.rpartition("/")
    return name.partition("_")[0] if about == "mfa/email" and "codes" not in name else ""


def _end_others(request: HttpRequest, user: User) -> None:
    """Sessions that had shown the factor which is gone, or that began before the first one."""
    others = UserSession.objects.filter(user=user)
    for session in others.exclude(session_key=request.session.session_key).order_by("pk"):
        session.end()


def _cipher() -> MultiFernet:
    """Keyed with the secret key; older ones still open what they closed."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(b"accounts.factors" + str(key).encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
