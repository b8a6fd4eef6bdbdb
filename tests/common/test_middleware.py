"""What every answer has in common."""

import pytest
from django.test import Client

from accounts.models import User
from recruitment.calls.models import Round
from tests import factories


@pytest.mark.parametrize("place", ["calls", "press", "list", "desk/rounds"])
def test_an_address_with_a_nul_does_not_exist(staff: User, place: str) -> None:
    client = Client()
    client.force_login(staff)
    assert client.get(f"/{place}/%00/").status_code == 404


@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/confirm-email/token/"])
def test_pages_of_signing_in_stay_in_no_cache(db: None, address: str) -> None:
    assert "no-store" in Client().get(address)["Cache-Control"]


def test_public_pages_may_be_kept_for_strangers_alone(db: None, staff: User) -> None:
    client = Client()
    assert not client.get("/calls/").has_header("Cache-Control")
    client.force_login(staff)
    assert "no-store" in client.get("/calls/")["Cache-Control"]


def test_who_was_slower_comes_back_with_a_sentence(staff: User, open_round: Round) -> None:
    """The page showed another submission than the newest; no address to return to is sent."""
    client = Client()
    client.force_login(staff)
    application = factories.submitted(open_round)
    address = f"/desk/applications/{application.public_id}/accept/"
    answer = client.post(address, {"seen": 2}, follow=True)
    assert answer.status_code == 200
    assert "現在の状態を確かめてください" in answer.content.decode()
