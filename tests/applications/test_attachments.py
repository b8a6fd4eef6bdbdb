"""Files of an application: attached, replaced, taken off, kept with what was submitted."""

from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import User
from recruitment.applications import actions
from recruitment.applications import draft as drafts
from recruitment.applications.actions.writing import MOST_FILES
from recruitment.applications.models import Application, Attachment
from recruitment.calls.models import Round
from tests.applications.situations import asking, attached, part
from tests.calls.situations import pdf_bytes
from tests.common.test_uploads import REFUSED, TAKEN
from tests.visitor import Visitor, at_work, letter_to, pdf_text

ATTACH = "添付する"
HOSTILE = [
    "empty", "too large", "a script", "a program", "two extensions", "macros", "macros, renamed",
    "a bomb", "a PNG bomb", "a document with a password", "an old document", "a PDF cut off",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _folder(settings: pytest.FixtureRequest, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def sent(name: str = "職務経歴.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or pdf_bytes(), content_type="text/html")


def stored() -> list[str]:
    folder = Path(default_storage.path("attachments"))
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def names(application: Application) -> list[str]:
    return [file["name"] for file in drafts.of(application).attachments]


@pytest.mark.parametrize("name", ["履歴書.pdf", "職務経歴.docx", "a.xlsx", "a.png", "a.jpg"])
def test_each_kind_is_attached_and_listed(draft: Application, writer: Visitor, name: str) -> None:
    content = next(content for of, content, _kind in TAKEN if of == name)
    writer.open(part(draft, "attachments")).sees("まだありません。")
    writer.press(ATTACH, file=sent(name, content)).sees("添付しました。", name, "合計")
    assert writer.download(name) == content


@pytest.mark.parametrize("case", HOSTILE)
def test_each_hostile_file_gets_its_sentence_and_is_not_kept(
    draft: Application, writer: Visitor, case: str
) -> None:
    name, content, sentence = REFUSED[case]
    writer.open(part(draft, "attachments"))
    answer = writer.client.post(writer.address, {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 200
    page = answer.content.decode()
    # Django itself speaks of an empty file before we do.
    assert sentence in page or (case == "empty" and "空" in page)
    assert (names(draft), stored()) == ([], [])


def test_pressing_without_a_file_says_so(draft: Application, writer: Visitor) -> None:
    writer.open(part(draft, "attachments")).press(ATTACH).sees("直すところが1つあります")


def test_the_name_loses_the_senders_path_and_the_store_does_not_know_it(
    draft: Application, writer: Visitor
) -> None:
    writer.open(part(draft, "attachments"))
    writer.press(ATTACH, file=sent("C:\\Users\\山田\\履歴書.pdf"))
    assert names(draft) == ["履歴書.pdf"]
    [name] = stored()
    assert "履歴書" not in name
    assert name.endswith(".pdf")


def test_all_together_are_no_more_than_thirty_megabytes(
    draft: Application, applicant: User, writer: Visitor
) -> None:
    row = attached(draft, applicant)
    Attachment.objects.filter(pk=row.pk).update(size=Attachment.LARGEST)
    for number in (2, 3):
        other = attached(draft, applicant, f"{number}.pdf")
        size = Attachment.LARGEST if number == 2 else Attachment.LARGEST - len(pdf_bytes())
        Attachment.objects.filter(pk=other.pk).update(size=size)
    attached(draft, applicant, "ちょうど.pdf")
    writer.open(part(draft, "attachments")).press(ATTACH, file=sent("あふれる.pdf"))
    writer.sees("添付ファイルは、全部で30MB、20個までです。").misses("あふれる.pdf")
    assert len(names(draft)) == len(stored()) == 4


def test_there_is_an_end_to_files(draft: Application, applicant: User) -> None:
    for number in range(MOST_FILES):
        attached(draft, applicant, f"{number}.pdf")
    with pytest.raises(PermissionDenied, match="20個まで"):
        attached(draft, applicant)


@pytest.mark.django_db(transaction=True)
def test_what_was_taken_off_is_gone_from_the_store(draft: Application, writer: Visitor) -> None:
    writer.open(part(draft, "attachments")).press(ATTACH, file=sent()).press("外す")
    writer.sees("「職務経歴.pdf」を外しました。", "まだありません。")
    assert (names(draft), stored()) == ([], [])
    assert not Attachment.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_answer_to_a_file_question_is_replaced(
    open_round: Round, draft: Application, writer: Visitor
) -> None:
    asking(open_round, {"kind": "file", "is_required": True, "label": "作品", "help": "PDF"})
    writer.open(part(draft, "attachments")).sees("作品", "※必須")
    writer.press(ATTACH, file=sent("前.pdf")).sees("前.pdf")
    writer.press("差し替える", file=sent("後.pdf")).sees("後.pdf").misses("前.pdf")
    assert [file["question"] for file in drafts.of(draft).attachments] == [1]
    assert len(stored()) == 1


def test_a_required_file_is_missed_until_it_is_there(
    open_round: Round, draft: Application, writer: Visitor, applicant: User
) -> None:
    [question] = asking(open_round, {"kind": "file", "is_required": True, "label": "作品"})
    attached(draft, applicant)  # of one's own accord: no answer
    review = f"/applications/{draft.public_id}/review/"
    writer.open(review).follow("この質問に答えてください。").sees("作品")
    assert writer.address.startswith(part(draft, "attachments"))
    attached(draft, applicant, "作品.pdf", question=question)
    writer.open(review).sees("作品.pdf", "この内容で提出する")


def test_a_refused_replacement_leaves_the_answer_as_it_was(
    open_round: Round, draft: Application, applicant: User
) -> None:
    [question] = asking(open_round, {"kind": "file"})
    attached(draft, applicant, "前.pdf", question=question)
    rows = [attached(draft, applicant, f"{number}.pdf") for number in range(3)]
    sized = Attachment.objects.filter(pk__in=[row.pk for row in rows])
    sized.update(size=Attachment.LARGEST)
    with pytest.raises(PermissionDenied):
        attached(draft, applicant, "後.pdf", question=question)
    assert "前.pdf" in names(draft)
    assert "後.pdf" not in names(draft)


def test_a_submission_keeps_its_files_when_the_draft_drops_them(
    draft: Application, writer: Visitor, applicant: User
) -> None:
    row = attached(draft, applicant)
    application = actions.submit(draft, by=applicant, arrived_at=timezone.now())
    writer.open(part(draft, "attachments")).press("外す").sees("まだありません。")
    address = f"/applications/{draft.public_id}/attachments/{row.public_id}/"
    answer = writer.client.get(address)
    assert (answer.status_code, b"".join(answer)) == (200, pdf_bytes())
    first = application.latest
    said = {"name": row.name, "size": row.size, "digest": row.digest, "question": None}
    assert first.content["attachments"] == [said]
    assert list(first.attachments.all()) == [row]
    second = actions.submit(draft, by=applicant, arrived_at=timezone.now()).latest
    assert (second.content["attachments"], second.attachments.count()) == ([], 0)
    assert len(stored()) == 1


def test_receipt_and_letter_list_the_files_with_their_digests(
    draft: Application, writer: Visitor, applicant: User
) -> None:
    rows = [attached(draft, applicant), attached(draft, applicant, "別紙.pdf")]
    application = actions.submit(draft, by=applicant, arrived_at=timezone.now())
    writer.open(f"/applications/{draft.public_id}/").sees("職務経歴.pdf", "別紙.pdf")
    paper = "".join(pdf_text(writer.download("受付票(PDF)を取り出す")).split())
    for row in rows:
        assert row.name in paper
        assert row.digest in paper
    assert application.latest.digest in paper
    letter_to(applicant.email, "職務経歴.pdf", "別紙.pdf")


def test_a_receipt_without_files_says_none(draft: Application, writer: Visitor) -> None:
    writer.open(f"/applications/{draft.public_id}/review/").press("この内容で提出する")
    assert "添付ファイルなし" in "".join(pdf_text(writer.download("受付票(PDF)を取り出す")).split())


def test_a_file_is_handed_out_as_a_fenced_download(
    draft: Application, applicant: User, writer: Visitor
) -> None:
    row = attached(draft, applicant)
    answer = writer.client.get(f"/applications/{draft.public_id}/attachments/{row.public_id}/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
    assert b"".join(answer) == pdf_bytes()


def test_others_files_do_not_exist(
    open_round: Round, draft: Application, applicant: User, staff2: User
) -> None:
    """Nor under the address of one's own application."""
    row = attached(draft, applicant)
    mine = actions.start(open_round, by=staff2)
    stranger = at_work(staff2).client
    for public_id in (draft.public_id, mine.public_id):
        address = f"/applications/{public_id}/attachments/{row.public_id}/"
        assert stranger.get(address).status_code == 404
        assert stranger.post(f"{address}remove/").status_code == 404
    assert stranger.post(part(draft, "attachments"), {"file": sent()}).status_code == 404
    assert stranger.get(part(draft, "attachments")).status_code == 404
    assert names(draft) == ["職務経歴.pdf"]


def test_after_the_closing_no_file_comes_or_goes(
    draft: Application, applicant: User, writer: Visitor
) -> None:
    row = attached(draft, applicant)
    writer.open(part(draft, "attachments"))
    Round.objects.update(closes_at=timezone.now())
    answer = writer.client.post(part(draft, "attachments"), {"file": sent("後.pdf")})
    assert "に終了しました" in answer.content.decode()
    remove = f"/applications/{draft.public_id}/attachments/{row.public_id}/remove/"
    assert writer.client.post(remove).status_code == 403
    assert names(draft) == ["職務経歴.pdf"]
    assert len(stored()) == 1


def test_changing_a_file_changes_what_was_read_over(
    draft: Application, writer: Visitor, applicant: User
) -> None:
    writer.open(f"/applications/{draft.public_id}/review/")
    attached(draft, applicant)
    writer.press("この内容で提出する").sees("別の画面で内容が変わりました", "職務経歴.pdf")
