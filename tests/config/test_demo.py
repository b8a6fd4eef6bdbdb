"""The demonstration holds the published figures, and never touches what a person changed."""

import datetime as dt
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import Person
from config.demo import state
from config.demo.accounts import account
from recruitment.applications.models import Application, ApplicationStatus
from recruitment.calls.models import Round, RoundStatus
from recruitment.evaluation.models import Evaluation
from roster.provision.models import Grant
from roster.registry.models import Edition, ProfileSheet, Registrant, Registration
from roster.results import queries
from training.models import Enrolment

pytestmark = pytest.mark.django_db(transaction=False)


@pytest.fixture
def demo(db: None, settings: Any) -> None:
    settings.DEMO_MODE = True
    call_command("load_reference", verbosity=0)
    call_command("load_demo", verbosity=0)


def published(code: str, *names: str) -> tuple[Any, ...]:
    rounds = queries.of_rounds(Round.objects.filter(code=code))
    return tuple(rounds[0][name] for name in names)


def test_the_demonstration_is_as_published_and_loads_once(demo: None) -> None:
    holds_the_published_figures()
    has_three_rounds_under_way()
    has_a_complete_list()
    changed = ProfileSheet.objects.approved().earliest("pk")
    ProfileSheet.objects.filter(pk=changed.pk).update(summary="本人が書き直した紹介文")
    before = [model.objects.count() for model in (Person, Application, Registration, Edition)]
    call_command("load_demo", verbosity=0)
    assert [
        model.objects.count() for model in (Person, Application, Registration, Edition)
    ] == before
    changed.refresh_from_db()
    assert changed.summary == "本人が書き直した紹介文"


def counts() -> list[int]:
    return [model.objects.count() for model in (Person, Application, Registration, Edition)]


def holds_the_published_figures() -> None:
    """domain.md, "The scheme"."""
    names = ("applied", "successful", "successful_multiple", "added", "on_list", "on_list_multiple")
    assert published("FY2022", *names) == (None, 13, 3, 13, None, None)
    assert published("FY2023", *names) == (52, 24, 1, 24, 37, 4)
    assert published("FY2024", *names[:4]) == (18, 14, 5, 14)
    total = queries.of_everything(on=timezone.localdate())["total"]
    assert (total["on_list"], total["on_list_multiple"], total["registered"]) == (51, 9, 51)
    assert list(Edition.objects.order_by("number").values_list("as_of", flat=True))[1:] == [
        dt.date(2024, 5, 31),
        dt.date(2025, 4, 18),
    ]


def has_three_rounds_under_way() -> None:
    by_status = {row.status: row for row in Round.objects.filter(fiscal_year=2026)}
    received = Application.objects.received()
    calling = by_status[RoundStatus.ANNOUNCED]
    assert calling.is_open()
    assert received.filter(round=calling).count() == 12
    drafts = calling.applications.filter(status=ApplicationStatus.DRAFT)
    assert drafts.count() == 3
    assert drafts.filter(person__user=account("applicant")).count() == 1
    evaluating = by_status[RoundStatus.EVALUATING]
    scores = Evaluation.objects.filter(candidacy__round=evaluating)
    assert received.filter(round=evaluating).count() == 30
    assert evaluating.seats.count() == 6
    assert scores.submitted().count() == scores.count() // 2
    enrolled = Enrolment.objects.filter(programme__round=by_status[RoundStatus.TRAINING])
    assert enrolled.count() == 12
    half_way = enrolled.filter(completions__isnull=False).distinct()
    assert half_way.count() == 5
    assert half_way.filter(person__user=account("trainee")).exists()
    assert state.complete()


def has_a_complete_list() -> None:
    today = timezone.localdate()
    assert Registration.objects.active(today).values("registrant").distinct().count() == 51
    for registrant in Registrant.objects.select_related("conditions"):
        assert registrant.conditions.confirmed_on <= today
        assert registrant.sheets.approved().get().track_records.count() == 3
    assert Registrant.objects.get(person__user=account("registrant")).person.shown_name
    assert Grant.objects.for_user(account("officer"), today).exists()
    assert not Grant.objects.for_user(account("officer2"), today).exists()
    shown = "".join(person.shown_name for person in Person.objects.all())
    assert all(
        letter in shown for letter in ("髙橋", "﨑山", "𠮷田", "渡邉", "濵田", "葛\U000e0100城")
    )
    assert Person.objects.filter(family_name="", family_name_latin="Lindqvist").exists()
