"""Second factors for tests: an authenticator app that computes its codes here."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth

from accounts.models import User

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
