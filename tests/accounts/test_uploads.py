"""How much anybody may send, before anything is known of them."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from common.uploads import MAX_BYTES

pytestmark = pytest.mark.django_db
MEGABYTE = 1024 * 1024
LOGIN = reverse("account_login")


def file_of(size: int) -> SimpleUploadedFile:
    return SimpleUploadedFile("big.pdf", bytes(size))


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    return tmp_path


def test_a_file_that_no_form_takes_is_refused_and_not_kept(folder: Path) -> None:
    answer = Client().post(LOGIN, {"login": "x", "file": file_of(11 * MEGABYTE + 1)})
    assert answer.status_code == 400
    assert "受け取れない送信です" in answer.content.decode()
    assert list(folder.iterdir()) == []


def test_a_request_that_no_form_sends_is_not_read(folder: Path) -> None:
    client = Client()
    read = BytesIO()
    answer = client.generic(
        "POST",
        LOGIN,
        read,
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(35 * MEGABYTE + 1),
    )
    assert answer.status_code == 400
    many = {f"file{number}": file_of(9 * MEGABYTE) for number in range(4)}
    assert client.post(LOGIN, many).status_code == 400
    assert list(folder.iterdir()) == []


def test_a_file_just_over_what_is_allowed_reaches_the_form(folder: Path) -> None:
    """Which has a sentence for it; and so do three files that are allowed."""
    client = Client()
    assert client.post(LOGIN, {"file": file_of(MAX_BYTES + 1)}).status_code == 200
    three = {f"file{number}": file_of(MAX_BYTES) for number in range(3)}
    assert client.post(LOGIN, three).status_code == 200
