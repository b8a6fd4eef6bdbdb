"""The demonstration's accounts (product.md, "Fixed interfaces"), all with the password that
bin/demo prints.
"""

import datetime as dt

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from accounts import actions as accounts
from accounts.models import LocalGovernment, User
from accounts.roles import Role

PASSWORD = "roster-demo"
STAFF = {"staff": "総務省 担当者", "staff2": "総務省 担当者2"}
AUDITOR = {"auditor": "監査担当者"}
EVALUATORS = {f"evaluator{number}": f"評価委員{number}" for number in range(1, 7)}
OFFICERS = {"officer": ("223026", "企画調整課"), "officer2": ("392014", "情報政策課")}
PERSONAL = ["applicant", "trainee", "registrant"]


def address(name: str) -> str:
    return f"{name}@demo.example"


def account(name: str) -> User:
    """A demo account by the part before @demo.example."""
    return User.objects.get(email=address(name))


def silent(email: str) -> User:
    """An account that nobody signs in to: it stands behind an invented applicant."""
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create(email=email, password=make_password(None))
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


@transaction.atomic
def create() -> None:
    """All accounts that are missing; an account that is there stays as it is."""
    for role, names in ((Role.STAFF, STAFF), (Role.AUDITOR, AUDITOR), (Role.EVALUATOR, EVALUATORS)):
        for name, label in names.items():
            user = _open(name, label)
            accounts.grant_role(user, role, by=None, source="demo")
    for name, (code, department) in OFFICERS.items():
        user = _open(name, "")
        government = LocalGovernment.objects.get(code=code)
        if not user.offices.exists():
            since = dt.date(2024, 4, 1)
            accounts.appoint_officer(
                user,
                government,
                since=since,
                by=None,
                department=department,
                responsible=True,
                source="demo",
            )
            User.objects.filter(pk=user.pk).update(display_name=f"{government} {department}")
        for office in user.offices.locked(timezone.localdate()):  # begun in an earlier year
            accounts.confirm_office(office, by=None, source="demo")
    for name in PERSONAL:
        _open(name, "")


def _open(name: str, label: str) -> User:
    user = User.objects.filter(email=address(name)).first()
    if user is None:
        user = User.objects.create_user(address(name), PASSWORD, display_name=label)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user
