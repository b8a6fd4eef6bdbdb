"""What forms about a sheet refuse, and when a page is too old to be saved."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from roster.registry.models import Registrant
from tests.registry import situations

pytestmark = pytest.mark.django_db
LONG = "長" * 4001


@pytest.fixture
def desk(signed_in: Callable[[Any], Client], registrant: Registrant, staff: User) -> Client:
    situations.written(registrant, staff)
    return signed_in(staff)


def posted(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts as a form posts them: a day as three fields."""
    sent: dict[str, Any] = {}
    for name, value in facts.items():
        units = ("year", "month", "day") if name.endswith("_on") else ()
        sent |= {f"{name}_{unit}": getattr(value, unit) for unit in units} or {name: value}
    return sent


SHEET = {"summary": "短い", "qualifications": "短い", "version": 1}
RECORD = posted(situations.FACTS)
CONDITIONS = posted(situations.CONDITIONS) | {"remote_share": "half"}


@pytest.mark.parametrize(
    ("name", "facts", "field"),
    [
        ("sheet", SHEET, "summary"),
        ("sheet", SHEET, "qualifications"),
        ("new_track_record", RECORD, "action"),
        ("new_track_record", RECORD, "result"),
        ("conditions", CONDITIONS, "fields_driven"),
    ],
)
def test_a_text_has_an_end(
    desk: Client, registrant: Registrant, name: str, facts: Any, field: str
) -> None:
    answer = desk.post(reverse(f"registry:{name}", args=[registrant.number]), facts | {field: LONG})
    assert "4000 文字以下" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "places", "facts"), [("track_record", [1], RECORD), ("conditions", [], CONDITIONS)]
)
def test_a_page_that_does_not_say_its_version_is_stale(
    desk: Client, registrant: Registrant, name: str, places: list[int], facts: Any
) -> None:
    address = reverse(f"registry:{name}", args=[registrant.number, *places])
    assert desk.post(address, facts).status_code == 409
    assert desk.post(address, facts | {"version": 1}).status_code == 302
