"""The list as a granted municipal officer reads it: first page, and a search with two words."""

import datetime as dt

from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from accounts import actions as accounts
from accounts.models import LocalGovernment, User
from accounts.roles import Role
from roster.provision import actions as provision
from tests.benchmarks.growth import Tell, of_pages
from tests.factors import signed_in_wholly

PAGES = {"": "/list/", "search_": "/list/?q=高橋+窓口"}


def measure(tell: Tell) -> dict[str, float]:
    return of_pages(PAGES, granted_officer, tell)


def granted_officer() -> Client:
    """A client signed in as an officer whose request has just been granted."""
    government = LocalGovernment.objects.get(code="223026")
    today = timezone.localdate()
    staff, officer = account("staff@scale.example"), account("officer@scale.example")
    accounts.grant_role(staff, Role.STAFF, by=None, source="bench")
    accounts.appoint_officer(officer, government, since=today, by=None, source="bench")
    texts = {"problem": "窓口が混む。", "person_wanted": "手続を組み直せる人。"}
    request = provision.ask(by=officer, local_government=government, **texts)
    provision.submit(request, by=officer)
    provision.grant(request, by=staff, until=today + dt.timedelta(days=30))
    client = Client()
    signed_in_wholly(client, officer)
    return client


def account(email: str) -> User:
    user = User.objects.create_user(email)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user
