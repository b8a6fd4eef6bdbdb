"""What a first-time applicant needs on the long pages: ways to jump, to fill in, and to go back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import REGIONS, Region, User
from recruitment.applications import actions
from recruitment.applications.checks import JAPANESE, LATIN, needed_names
from recruitment.applications.forms import picked
from recruitment.calls.models import Round

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], Client]
NAMES = dict.fromkeys([*JAPANESE, *LATIN], "")


def test_the_marks_on_names_follow_what_is_written() -> None:
    assert needed_names(NAMES) == JAPANESE
    assert needed_names(NAMES | {"given_name_latin": "Ada"}) == ["family_name_latin"]
    both = NAMES | {"family_name": "濵田", "family_name_latin": "Hamada"}
    assert needed_names(both) == [*JAPANESE, "family_name_latin"]


def test_an_area_is_ticked_besides_what_stands() -> None:
    kyushu = [code for code, region in REGIONS.items() if region == Region.KYUSHU]
    assert picked("kyushu", ["13"]) == ["13", *kyushu]
    assert picked("all", []) == list(REGIONS)
    assert picked("north", [])[0] == "01"
    assert picked("none", ["13"]) == []


def test_without_script_the_page_comes_back_ticked_and_nothing_is_saved(
    signed_in: SignIn, applicant: User, open_round: Round
) -> None:
    application = actions.start(open_round, by=applicant)
    page = reverse("applications:section", args=[application.public_id, "conditions"])
    answer = signed_in(applicant).post(page, {"area": "all", "prefectures": ["13"], "seen": "{}"})
    assert answer.content.decode().count('name="prefectures"') == len(REGIONS)
    assert answer.context["form"]["prefectures"].value() == list(REGIONS)
    application.refresh_from_db()
    assert application.prefectures == []


def test_categories_and_records_are_counted(
    signed_in: SignIn, applicant: User, open_round: Round
) -> None:
    """By their place in the list, also after one was removed."""
    application = actions.start(open_round, by=applicant)
    code = open_round.offers.order_by("pk")[0].category.code
    actions.save(application, by=applicant, values={"categories": [code]})
    for title in ("窓口", "基幹業務"):
        number = actions.add_record(application, by=applicant)
        actions.save(application, by=applicant, values={f"record-{number}-title": title})
    actions.remove_record(application, 1, by=applicant)
    client = signed_in(applicant)
    skills = client.get(reverse("applications:section", args=[application.public_id, "skills"]))
    assert f'href="#skills-{code}"' in skills.content.decode()
    assert "1件目 基幹業務" in skills.content.decode()
    record = client.get(reverse("applications:record", args=[application.public_id, 2]))
    assert "<h1>活動実績 1件目</h1>" in record.content.decode()
    review = client.get(reverse("applications:review", args=[application.public_id]))
    assert "/edit/records/2/?check=1" in review.content.decode()
