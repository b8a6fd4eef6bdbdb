"""What a review with working exploits found, each turned into a sentence that holds."""

import datetime as dt
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from accounts.models import Person, User
from recruitment.applications import actions, policy
from recruitment.applications.models import Application, Attachment
from recruitment.calls import actions as calls
from recruitment.calls.models import PublicQuestion, Round
from tests import factories
from tests.applications.situations import attached, drafted, part, submitted
from tests.applications.test_screening_paper import WHO, entered, filled_in

SignIn = Callable[[Any], Client]
MARK = re.compile(r'data-account="([0-9a-f]+)"')
HOUR = dt.timedelta(hours=1)


def test_a_papers_address_goes_to_nobody_who_is_known(open_round: Round, staff: User) -> None:
    known = factories.PersonFactory(email="", **WHO)
    entered(open_round, staff, person=known, email="stranger@tests.example")
    known.refresh_from_db()
    assert known.email == ""
    assert not Person.objects.filter(email="stranger@tests.example").exists()


def test_kept_text_belongs_to_who_typed_it(
    open_round: Round, staff: User, staff2: User, signed_in: SignIn
) -> None:
    paper = entered(open_round, staff)
    pages = [signed_in(who).get(part(paper, "categories")) for who in (staff, staff2)]
    marks = [MARK.search(page.content.decode())[1] for page in pages]  # type: ignore[index]
    assert marks[0] != marks[1]


def test_what_an_applicant_with_an_account_corrects_is_theirs_alone(
    open_round: Round, staff: User, applicant: User, signed_in: SignIn
) -> None:
    paper = filled_in(entered(open_round, staff), staff)
    actions.submit_paper(paper, by=staff)
    due = timezone.now() + HOUR
    actions.return_for_correction(paper, by=staff, reason="勤務先", due_at=due)
    assert signed_in(staff).get(part(paper, "work")).status_code == 200
    Person.objects.filter(pk=paper.person_id).update(user=applicant)
    assert signed_in(staff).get(part(paper, "work")).status_code == 404
    assert not policy.can_enter(staff, Application.objects.get())
    assert signed_in(applicant).get(part(paper, "work")).status_code == 200


def test_a_given_up_paper_leaves_no_scan(
    open_round: Round, staff: User, django_capture_on_commit_callbacks: Any
) -> None:
    paper = entered(open_round, staff)
    name = paper.arrivals.get().scan.file.name
    assert default_storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        actions.discard_paper(paper, by=staff)
    assert not default_storage.exists(name)
    assert not Attachment.objects.exists()


def test_paper_is_erased_by_asking_and_not_by_a_button(
    open_round: Round, staff: User, applicant: User
) -> None:
    paper = entered(open_round, staff)
    Person.objects.filter(pk=paper.person_id).update(user=applicant)
    with pytest.raises(PermissionDenied, match="消去を申し出てください"):
        actions.erase_draft(Application.objects.get(), by=applicant)


def test_the_name_of_a_scan_stays_at_the_desk(
    open_round: Round, staff: User, applicant: User, signed_in: SignIn
) -> None:
    paper = entered(open_round, staff)
    Person.objects.filter(pk=paper.person_id).update(user=applicant)
    taken = signed_in(applicant).get("/my-data/data.json").content.decode()
    assert "原本" not in taken
    assert paper.public_id in taken or "紙野" in taken


def test_a_control_character_breaks_no_feed(open_round: Round, staff: User, client: Client) -> None:
    question = calls.ask(open_round, asked="受付は\x0bいつまでですか。")
    said = {"wording": question.asked, "answer": "17時\x0bまでです。"}
    said |= {"wording_en": "", "answer_en": ""}
    calls.publish(PublicQuestion.objects.get(), by=staff, version=question.version, **said)
    feed = client.get("/calls/feed.atom")
    assert feed.status_code == 200
    assert "受付はいつまでですか。" in feed.content.decode()


def test_submitting_again_and_again_has_an_end(
    open_round: Round, applicant: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(policy, "MOST_SUBMISSIONS", 2)
    application = submitted(open_round, applicant)
    for text in ("二度目", "三度目"):
        actions.save(application, by=applicant, values={"motive": text})
        if text == "二度目":
            actions.submit(application, by=applicant, arrived_at=timezone.now())
    with pytest.raises(PermissionDenied, match="提出は2回までです"):
        actions.submit(application, by=applicant, arrived_at=timezone.now())


def test_withdrawing_and_beginning_again_has_an_end(
    open_round: Round, applicant: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(policy, "MOST_GIVEN_BACK", 1)
    actions.withdraw(submitted(open_round, applicant), by=applicant)
    with pytest.raises(PermissionDenied, match="何度も取り下げている"):
        actions.start(open_round, by=applicant)


def test_files_of_earlier_submissions_count_too(
    open_round: Round, applicant: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = drafted(open_round, applicant)
    file = attached(application, applicant)
    actions.submit(application, by=applicant, arrived_at=timezone.now())
    actions.detach(file, by=applicant)
    monkeypatch.setattr("recruitment.applications.actions.writing.MOST_KEPT", file.size)
    with pytest.raises(PermissionDenied, match="外したファイルが多すぎる"):
        attached(application, applicant)


def test_ticked_rows_that_are_gone_are_not_all_rows(
    open_round: Round, applicant: User, staff: User, signed_in: SignIn
) -> None:
    submitted(open_round, applicant)
    typed = {"row": "nothing-here", "format": "csv", "column": "receipt_number"}
    answer = signed_in(staff).post("/desk/rounds/FY2026/applications/export/", typed, follow=True)
    assert "書き出す応募がありません" in answer.content.decode()
    assert "text/csv" not in answer.headers["Content-Type"]


def test_marks_that_nest_without_end_are_no_marks(
    open_round: Round, applicant: User, signed_in: SignIn
) -> None:
    draft = drafted(open_round, applicant)
    fields = {"autosave": "1", "names": "motive", "motive": "文", "seen": "[" * 40_000}
    answer = signed_in(applicant).post(part(draft, "categories"), fields)
    assert json.loads(answer.content)["clashes"].keys() == {"motive"}
