"""The admin shows the list and its requests, and changes nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import models
from django.test import Client
from django.urls import reverse

from accounts.models import LocalGovernment, User
from roster.provision import actions as provision
from roster.registry.models import ProfileSheet, Registrant, Registration
from tests.registry import situations

pytestmark = pytest.mark.django_db
SHOWN = [
    model
    for model in [
        *apps.get_app_config("registry").get_models(),
        *apps.get_app_config("provision").get_models(),
    ]
    if not model.__name__.endswith(("StatusChange", "Event"))
]


@pytest.fixture
def desk(signed_in: Callable[[Any], Client], staff: User) -> Client:
    return signed_in(staff)


@pytest.fixture
def _somebody(registrant: Registrant, staff: User, officer: User, kawazu: LocalGovernment) -> None:
    situations.with_sheet(registrant, staff)
    situations.published(staff)
    asked = provision.ask(by=officer, local_government=kawazu, problem="x", person_wanted="y")
    provision.submit(asked, by=officer)


def address(model: type[models.Model], page: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


@pytest.mark.usefixtures("_somebody")
@pytest.mark.parametrize("model", SHOWN)
def test_every_model_has_its_list_and_its_page(desk: Client, model: type[models.Model]) -> None:
    assert model in admin.site._registry
    assert desk.get(address(model, "changelist"), {"q": "x"}).status_code == 200
    for row in model._default_manager.all()[:1]:
        page = desk.get(address(model, "change", row.pk))
        assert page.status_code == 200
        assert b'name="_save"' not in page.content


def test_what_nobody_previewed_is_not_approved_here(
    desk: Client, registrant: Registrant, staff: User
) -> None:
    sheet = situations.written(registrant, staff)
    facts = {"action": "approve", "_selected_action": [sheet.pk]}
    desk.post(address(ProfileSheet, "changelist"), facts)
    assert not registrant.sheets.approved().exists()


@pytest.mark.usefixtures("_somebody")
def test_nothing_is_added_changed_or_deleted(desk: Client) -> None:
    row = Registration.objects.get()
    assert desk.get(address(Registration, "add")).status_code == 403
    assert desk.post(address(Registration, "delete", row.pk)).status_code == 403
    desk.post(address(Registration, "change", row.pk), {"status": "suspended"})
    row.refresh_from_db()
    assert row.status == "active"
