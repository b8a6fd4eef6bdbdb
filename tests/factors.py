"""Second factors for tests: an authenticator app that computes its codes here."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth
from django.test import Client

from accounts import factors
from accounts.models import User

PLAIN_LOGIN = Client.force_login  # tests/conftest.py puts the whole sign-in in its place
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def with_factor(user: User) -> str:
    """Give the account an authenticator app and recovery codes, if it has none.

    Returns the app's secret.
    """
    if not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        auth.TOTP.activate(user, SECRET)
        RecoveryCodes.activate(user)
    return SECRET


def code_of(secret: str = SECRET) -> str:
    """What the app shows now."""
    counter = int(time.time()) // 30
    return str(auth.format_hotp_value(auth.hotp_value(secret, counter)))


def signed_in_wholly(client: Client, user: User) -> None:
    """Sign an account in without its pages, as if it had shown its second factor and had just been
    asked for the password again: so everything opens that is open to it.
    """
    PLAIN_LOGIN(client, user)
    session = client.session
    session[factors.SHOWN] = user.pk
    again = {"method": "password", "at": time.time(), "reauthenticated": True}
    session["account_authentication_methods"] = [again]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
