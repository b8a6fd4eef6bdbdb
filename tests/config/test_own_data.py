"""What a person takes out: all that is their own, and nothing of anybody else."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone, translation
from pypdf import PdfReader

from accounts import actions as accounts
from accounts.models import AccessKind, AccountEvent, LocalGovernment, Person, User
from common import uploads
from config.own_data import as_json, compose, stored
from config.own_data_labels import LABELS
from config.own_data_paper import CONTENT, MOST, blocks
from recruitment.applications import actions as applications
from recruitment.applications.models import Application, ApplicationStatusChange, Attachment
from recruitment.calls.models import Round
from tests import factories
from tests.applications.situations import drafted, submitted
from tests.canaries import CANARIES
from tests.world import build

SignIn = Callable[[Any], Client]


def taken(client: Client) -> dict[str, Any]:
    return json.loads(client.get("/my-data/data.json").content)  # type: ignore[no-any-return]


def attached(application: Application, by: User) -> Attachment:
    file = SimpleUploadedFile("経歴.pdf", b"%PDF-1.7 test")
    return applications.attach(application, file, uploads.PDF, by=by)


def test_it_is_a_download_that_no_cache_keeps_and_the_log_knows_of(
    applicant: User, signed_in: SignIn
) -> None:
    client = signed_in(applicant)
    for ending, kind in (("json", "application/json"), ("pdf", "application/pdf")):
        answer = client.get(f"/my-data/data.{ending}")
        assert answer["Content-Type"] == kind
        assert answer["Content-Disposition"].startswith('attachment; filename="my-data-')
        assert "no-store" in answer["Cache-Control"]
    lines = AccountEvent.objects.filter(user=applicant, kind="data_taken").order_by("pk")
    assert [line.detail for line in lines] == ["JSON", "PDF"]


def test_it_is_pretty_and_in_real_characters(
    applicant: User, open_round: Round, signed_in: SignIn
) -> None:
    drafted(open_round, applicant)
    text = signed_in(applicant).get("/my-data/data.json").content.decode()
    assert '\n  "account": {' in text
    assert "葛󠄀" in text
    assert list(json.loads(text)) == [
        "format", "made_at", "account", "person", "looks", "applications", "training",
        "registration",
    ]  # fmt: skip


def test_a_new_account_has_little_and_reading_makes_no_person(
    applicant: User, signed_in: SignIn
) -> None:
    data = taken(signed_in(applicant))
    assert data["account"]["email"] == applicant.email
    assert data["account"]["addresses"] == [
        {"email": applicant.email, "verified": True, "primary": True}
    ]
    assert (data["person"], data["applications"], data["registration"]) == (None, [], None)
    assert not Person.objects.exists()
    assert signed_in(applicant).get("/my-data/").status_code == 200


def test_a_draft_is_taken_with_what_was_written_for_categories_not_chosen_any_more(
    applicant: User, open_round: Round, signed_in: SignIn
) -> None:
    row = drafted(open_round, applicant, ("producer",), **{"note-service_designer-1": "別の類型"})
    attached(row, applicant)
    (found,) = taken(signed_in(applicant))["applications"]
    written = found["working_copy"]
    assert found["status"] == "draft"
    assert written["categories"] == ["producer"]
    assert "別の類型" in [skill["note"] for skill in written["skills"]]
    assert written["records"][0]["result"] == "待ち時間を平均41分から12分に短縮した。"
    assert [file["name"] for file in found["attachments"]] == ["経歴.pdf"]
    assert "file" not in found["attachments"][0]


def test_every_submission_is_taken_and_the_working_copy_only_where_it_says_more(
    applicant: User, open_round: Round, signed_in: SignIn
) -> None:
    row = submitted(open_round, applicant)
    client = signed_in(applicant)
    (found,) = taken(client)["applications"]
    assert found["receipt_number"] == row.receipt_number
    assert found["working_copy"] is None
    applications.save(row, by=applicant, values={"motive": "書き直した動機"})
    assert taken(client)["applications"][0]["working_copy"]["motive"] == "書き直した動機"
    applications.submit(row, by=applicant, arrived_at=timezone.now())
    (found,) = taken(client)["applications"]
    assert [each["content"]["motive"] for each in found["submissions"]] == [
        "窓口の待ち時間を短くしたい。", "書き直した動機",
    ]  # fmt: skip
    assert [each["digest"] for each in found["submissions"]] == [
        each.digest for each in row.submissions.order_by("number")
    ]


def test_of_the_history_one_reads_what_one_was_told_and_no_note_of_the_ministry(
    applicant: User, staff: User, open_round: Round, signed_in: SignIn
) -> None:
    row = submitted(open_round, applicant)
    due = timezone.now() + dt.timedelta(days=3)
    applications.return_for_correction(row, by=staff, reason="生年月日の確認", due_at=due)
    applications.submit(row, by=applicant, arrived_at=timezone.now())
    row.refresh_from_db()
    ApplicationStatusChange.objects.create(
        row=row, verb="accept", before="submitted", after="accepted", by=staff, note="内部のメモ"
    )
    text = signed_in(applicant).get("/my-data/data.json").content.decode()
    (found,) = json.loads(text)["applications"]
    assert [line["reason"] for line in found["history"]] == ["", "", "生年月日の確認", "", ""]
    assert "内部のメモ" not in text
    assert staff.email not in text


def test_results_are_taken_only_from_their_release_on(
    applicant: User, open_round: Round, signed_in: SignIn
) -> None:
    person = factories.PersonFactory(user=applicant, email=applicant.email)
    factories.advance(open_round, "start_evaluation")
    factories.passed(open_round, person)
    client = signed_in(applicant)
    assert taken(client)["applications"][0]["results"] == []
    factories.advance(open_round, "decide", "release_results")
    (result,) = taken(client)["applications"][0]["results"]
    assert (result["category"], result["status"]) == ("producer", "passed")


def test_earlier_names_and_looks_are_taken_without_who_looked(
    applicant: User, officer: User, kawazu: LocalGovernment, signed_in: SignIn
) -> None:
    person = factories.PersonFactory(user=applicant, email=applicant.email)
    names = {name: getattr(person, name) for name in accounts.IDENTITY}
    accounts.record_identity(person, names | {"family_name": "﨑田"})
    accounts.log_access(person, by=officer, kind=AccessKind.SHEET, government=kawazu)
    text = signed_in(applicant).get("/my-data/data.json").content.decode()
    data = json.loads(text)
    assert [row["family_name"] for row in data["person"]["versions"]] == ["髙橋", "﨑田"]
    assert data["looks"][0]["local_government"] == "静岡県 河津町"
    assert officer.email not in text


def test_what_staff_wrote_about_an_account_is_not_its_owners(
    applicant: User, staff: User, signed_in: SignIn
) -> None:
    accounts.deactivate(applicant, by=staff, reason="内部の理由")
    accounts.reactivate(applicant, by=staff, reason="内部の理由")
    applicant.refresh_from_db()
    text = signed_in(applicant).get("/my-data/data.json").content.decode()
    assert "deactivated" in text
    assert "内部の理由" not in text


@pytest.mark.parametrize("name", ["applicant", "trainee", "registrant", "registrant2", "staff"])
def test_the_paper_says_what_the_data_say_and_nothing_of_others(db: None, name: str) -> None:
    world = build()
    user = world.person(name)
    text = as_json(compose(user, timezone.now()))
    client = Client()
    client.force_login(user)
    pages = PdfReader(BytesIO(client.get("/my-data/data.pdf").content)).pages
    paper = "".join(page.extract_text() for page in pages)
    assert user.email in paper
    for secret in (canary.text for canary in CANARIES.values()):
        if len(secret) > 3 and secret.startswith("カナリア"):
            assert (secret in text) == (secret in paper.replace("\n", ""))


def keys(value: Any) -> Iterator[str]:
    """Every key that the paper names; content is shown in the words of the review page."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            if key not in CONTENT:
                yield from keys(inner)
    elif isinstance(value, list):
        for row in value:
            yield from keys(row)


def test_every_key_has_a_name_on_paper(db: None) -> None:
    world = build()
    people = [user for user in world.people.values() if user is not None]
    found = {key for user in people for key in keys(compose(user, timezone.now()))}
    unnamed = {key for key in found - set(LABELS) if not key.endswith("_label")}
    assert unnamed == {"format", "made_at"}


def test_a_long_log_is_cut_on_paper_and_says_so(applicant: User) -> None:
    for _number in range(MOST + 5):
        accounts.record_event("signed_in", user=applicant)  # type: ignore[arg-type]
    log = next(
        block for block in blocks(compose(applicant, timezone.now())) if "記録" in block.title
    )
    assert len(log.lines) == MOST
    assert "5件" in log.more


def test_the_page_says_how_much_there_is_from_where_and_how_long(
    applicant: User, open_round: Round, signed_in: SignIn
) -> None:
    row = drafted(open_round, applicant)
    file = attached(row, applicant)
    data = compose(applicant, timezone.now())
    assert [line.what for line in stored(data)] == [
        "アカウント", "アカウントの記録", "氏名・生年月日", "提出していない下書き",
    ]  # fmt: skip
    page = signed_in(applicant).get("/my-data/").content.decode()
    assert f"/applications/{row.public_id}/attachments/{file.public_id}/" in page
    assert "あなたが消去するまで" in page
    applications.submit(row, by=applicant, arrived_at=timezone.now())
    assert "合格しなかった応募は3年、選考の記録は10年" in (
        signed_in(applicant).get("/my-data/").content.decode()
    )


def test_it_reads_in_english_too(applicant: User, open_round: Round, signed_in: SignIn) -> None:
    submitted(open_round, applicant)
    with translation.override("en"):
        (found,) = compose(applicant, timezone.now())["applications"]
    assert found["status"] == "submitted"
    assert found["status_label"] == "Submitted"
