"""Reads about people and officers that later stages share."""

import datetime as dt

from accounts.models import LocalGovernment, Officer, Person, User
from common.folding import fold


def governments_of(user: User, on: dt.date) -> list[LocalGovernment]:
    """The local governments for which the account acts on this day."""
    offices = Officer.objects.serving(on).filter(user=user).select_related("local_government")
    return [office.local_government for office in offices]


def find_person(*, email: str, name: str, birth_date: dt.date) -> Person | None:
    """The known person with this address, else the one with this folded name **and** birth date;
    None when new.

    How a past round's rows meet people who are already there (product.md, "Who counts").
    """
    if email:
        by_address = Person.objects.filter(email__iexact=email).first()
        if by_address is not None:
            return by_address
    return Person.objects.filter(name_key=fold(name), birth_date=birth_date).order_by("pk").first()
