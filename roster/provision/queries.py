"""Reads of requests and grants."""

import datetime as dt

from django.db.models import QuerySet

from accounts.models import LocalGovernment, Officer, User
from accounts.queries import governments_of
from roster.provision.models import Grant, GrantBody, ProvisionRequest


def requests_of(user: User, on: dt.date) -> QuerySet[ProvisionRequest]:
    """Those that an officer may read: of the bodies the account acts for, colleagues' included.

    Drafts are read by their author alone, until that person acts for the body no more.
    """
    mine = ProvisionRequest.objects.of_bodies_of(user, on)
    visible = mine.received() | mine.filter(officer=user) | mine.left_behind(on)
    return visible.select_related("local_government", "officer", "grant")


def received() -> QuerySet[ProvisionRequest]:
    """What the desk reads: every request that was sent, the oldest waiting first."""
    rows = ProvisionRequest.objects.received().order_by("submitted_at", "pk")
    return rows.select_related("local_government", "officer", "grant")


def reading_for(user: User, on: dt.date) -> LocalGovernment | None:
    """The body for which an account reads the list on this day; None for the desk."""
    bodies = GrantBody.objects.filter(grant__in=Grant.objects.for_user(user, on))
    named = set(bodies.values_list("local_government", flat=True))
    return next((body for body in governments_of(user, on) if body.pk in named), None)


def newest_grant(user: User, on: dt.date) -> Grant | None:
    """The grant that keeps the list open longest for this account."""
    return Grant.objects.for_user(user, on).order_by("-until", "-pk").first()


def handling(request: ProvisionRequest, on: dt.date) -> list[User]:
    """Who speaks for the body about a request on this day: the officer who asked; whoever followed
    that officer; else all who act for the body.
    """
    serving = Officer.objects.serving(on).filter(local_government=request.local_government)
    offices = {office.user_id: office for office in serving.select_related("user")}
    if request.officer_id in offices:
        return [request.officer]
    follower = _follower(request, {office.pk: office for office in offices.values()})
    return [follower] if follower else [office.user for office in offices.values()]


def _follower(request: ProvisionRequest, serving: dict[int, Officer]) -> User | None:
    """Along the successors from the last office of who asked, to the first who still serves."""
    left = Officer.objects.filter(
        user=request.officer, local_government=request.local_government
    ).order_by("-since", "-pk")
    office, seen = left.first(), set()
    while office is not None and office.pk not in seen:
        if office.pk in serving:
            return serving[office.pk].user
        seen.add(office.pk)
        office = office.successor
    return None
