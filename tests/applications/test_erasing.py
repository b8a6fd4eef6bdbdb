"""A draft that was never submitted goes when its author says so."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import AccountEvent, User
from common import uploads
from recruitment.applications import actions as applications
from recruitment.applications.models import Application, ApplicationStatusChange, Attachment
from recruitment.calls.models import Round
from tests.applications.situations import drafted, submitted

SignIn = Callable[[Any], Client]


def test_an_unsubmitted_draft_is_erased_by_its_author_with_all_of_it(
    applicant: User, open_round: Round, signed_in: SignIn, django_capture_on_commit_callbacks: Any
) -> None:
    row = drafted(open_round, applicant)
    file = SimpleUploadedFile("経歴.pdf", b"%PDF-1.7 test")
    stored_name = str(applications.attach(row, file, uploads.PDF, by=applicant).file.name)
    client = signed_in(applicant)
    assert "下書きを消去する" in client.get(f"/applications/{row.public_id}/").content.decode()
    address = f"/applications/{row.public_id}/erase/"
    assert client.get(address).status_code == 200
    assert Application.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(address).status_code == 302
    assert not Application.objects.exists()
    assert not Attachment.objects.exists()
    assert not ApplicationStatusChange.objects.exists()
    assert not default_storage.exists(stored_name)
    line = AccountEvent.objects.get(user=applicant, kind="draft_erased")
    assert line.detail == open_round.code


def test_a_withdrawn_draft_can_be_erased_and_a_submitted_application_cannot(
    applicant: User, open_round: Round, signed_in: SignIn
) -> None:
    draft = drafted(open_round, applicant)
    applications.withdraw(draft, by=applicant)
    applications.erase_draft(draft, by=applicant)
    row = submitted(open_round, applicant)
    assert signed_in(applicant).post(f"/applications/{row.public_id}/erase/").status_code == 403
    applications.withdraw(row, by=applicant)
    with pytest.raises(PermissionDenied, match="提出した応募"):
        applications.erase_draft(row, by=applicant)


def test_nobody_erases_anothers_draft(
    applicant: User, staff: User, open_round: Round, signed_in: SignIn
) -> None:
    row = drafted(open_round, applicant)
    address = f"/applications/{row.public_id}/erase/"
    assert signed_in(staff).post(address).status_code == 404
    with pytest.raises(PermissionDenied, match="本人だけ"):
        applications.erase_draft(row, by=staff)
