"""The desk's list of a round's applications: first page, a search, a filter, another order."""

from io import StringIO

from django.core.management import call_command
from django.test import Client

from accounts.actions import grant_role, sync_roles
from accounts.models import User
from accounts.roles import Role
from recruitment.applications.models import Application, ReceivedLine
from tests.benchmarks.database import empty
from tests.benchmarks.growth import SIZES, Tell, measured
from tests.factors import signed_in_wholly

PAGES = {
    "": "",
    "search_": "?q=scale+example",  # as many hits at either size as there are rows
    "filter_": "?status=accepted&flag=unchecked",  # finds all at either size
    "by_name_": "?sort=name",
    "last_page_": "?page=1000",
}


def measure(tell: Tell) -> dict[str, float]:
    """Each page at the larger size and over the smaller one; the first stands under plain keys."""
    figures: dict[str, float] = {}
    for size in SIZES:
        tell(f"Writing {size} applications …")
        address, client = fill(size), at_the_desk()
        for key, query in PAGES.items():
            milliseconds, queries = measured(client, address + query)
            tell(f"{address}{query}, {size} applications: {milliseconds} ms, {queries} queries")
            figures[f"{key}at_{size}_median_ms"] = milliseconds
            figures[f"{key}at_{size}_queries"] = queries
    small, large = SIZES
    for key in PAGES:
        before, after = (figures[f"{key}at_{size}_median_ms"] for size in SIZES)
        figures[f"{key}median_ms"] = after
        figures[f"{key}queries"] = figures[f"{key}at_{large}_queries"]
        figures[f"{key}growth_ratio"] = round(after / before, 2)
    return figures


def fill(applications: int) -> str:
    """A database with one round that received so many; the address of its list."""
    empty()
    sync_roles()
    call_command("seed_scale", applications=applications, stdout=StringIO(), stderr=StringIO())
    found = ReceivedLine.objects.exclude(search_key="").count()
    if found != applications:
        raise RuntimeError(f"{applications} applications were wanted, {found} can be searched.")
    code = Application.objects.select_related("round").latest("pk").round.code
    return f"/desk/rounds/{code}/applications/"


def at_the_desk() -> Client:
    staff = User.objects.create_user("staff@scale.example")
    grant_role(staff, Role.STAFF, by=None, source="bench")
    client = Client()
    signed_in_wholly(client, staff)
    return client
