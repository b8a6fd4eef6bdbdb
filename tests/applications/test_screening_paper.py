"""Applications on paper: the same checks, the day of their arrival, somebody who may be known."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Person, User
from common import uploads
from recruitment.applications import actions
from recruitment.applications import draft as drafts
from recruitment.applications.actions import Incomplete
from recruitment.applications.models import Application
from recruitment.calls.models import CommitteeSeat, Round
from tests import factories
from tests.applications.situations import PAGES, complete
from tests.calls.situations import moment_fields

SignIn = Callable[[Any], Client]
HOUR = dt.timedelta(hours=1)
LIST = "/desk/rounds/FY2026/applications/"
WHO = {
    "family_name": "紙野",
    "given_name": "届",
    "family_name_kana": "カミノ",
    "given_name_kana": "トドク",
    "birth_date": dt.date(1970, 1, 2),
}


@pytest.fixture
def desk(staff: User, signed_in: SignIn) -> Client:
    return signed_in(staff)


def scan() -> SimpleUploadedFile:
    file = SimpleUploadedFile("原本.png", b"", content_type="image/png")
    Image.new("RGB", (20, 20), "white").save(file, "PNG")
    file.size = file.tell()
    file.seek(0)
    return file


def entered(round: Round, by: User, **more: Any) -> Application:
    given: dict[str, Any] = {
        "person": None,
        "facts": WHO,
        "email": "",
        "received_at": timezone.now() - HOUR,
        "scan": scan(),
        "kind": uploads.PNG,
    }
    return actions.enter(round, by=by, **given | more)


def filled_in(application: Application, by: User) -> Application:
    """With everything that the paper says."""
    values = complete(drafts.of(application).asked, ("producer",)) | WHO
    return actions.save(application, by=by, values=values).draft.application


def fields(**more: Any) -> dict[str, Any]:
    """Who it is and when it arrived, as a person fills it in."""
    day = WHO["birth_date"]
    assert isinstance(day, dt.date)
    parts = {f"birth_date_{unit}": str(getattr(day, unit)) for unit in ("year", "month", "day")}
    names = {name: value for name, value in WHO.items() if name != "birth_date"}
    said = names | parts | moment_fields("received_at", timezone.now() - HOUR)
    return said | {"email": ""} | more


def with_scan(**more: Any) -> dict[str, Any]:
    """The same, once more, with the scan that was asked for last."""
    return fields(with_scan="1", **{"scan": scan()} | more)


def test_paper_is_entered_on_the_applicants_pages_and_received_as_of_its_arrival(
    desk: Client, open_round: Round, staff: User
) -> None:
    asked = desk.post(f"{LIST}paper/", fields())
    assert asked.context["scan"].errors == {}
    answer = desk.post(f"{LIST}paper/", asked.context["form"].typed() | with_scan())
    assert answer.status_code == 302
    application = Application.objects.get()
    assert (application.is_on_paper, application.person.user) == (True, None)
    page = desk.get(answer.url).content.decode()
    assert "提出までに、あと" in page
    own_page = f"/applications/{application.public_id}/edit/work/"
    assert desk.post(own_page, {"employer": "架空製紙株式会社"}).status_code == 302
    application.refresh_from_db()
    assert application.employer == "架空製紙株式会社"
    application = filled_in(application, staff)
    assert "この内容で受け付ける" in desk.get(answer.url).content.decode()
    sent = desk.post(f"{answer.url}submit/", {"version": str(application.version)})
    assert sent.status_code == 302
    application.refresh_from_db()
    arrived = application.arrivals.get().received_at
    assert (application.status, application.receipt_number) == ("submitted", "FY2026-0001")
    latest = application.latest
    assert latest is not None
    assert (application.submitted_at, latest.arrived_at) == (arrived, arrived)
    assert not ProcrastinateJob.objects.filter(task_name="accounts.send_mail").exists()
    listed = desk.get(f"{LIST}?flag=paper&q=かみの").content.decode()
    assert listed.count("data-row") == 1


def test_the_same_checks_hold_for_paper(open_round: Round, staff: User) -> None:
    application = entered(open_round, staff)
    with pytest.raises(Incomplete) as refusal:
        actions.submit_paper(application, by=staff)
    assert {"motive", "categories", "consent-use"} <= set(refusal.value.faults)


def test_paper_in_time_is_taken_after_the_close_and_late_paper_is_not(
    open_round: Round, staff: User
) -> None:
    application = filled_in(entered(open_round, staff), staff)
    closing = timezone.now() - HOUR / 2
    Round.objects.filter(pk=open_round.pk).update(closes_at=closing)
    application = Application.objects.get(pk=application.pk)
    assert actions.submit_paper(application, by=staff).status == "submitted"
    open_round.refresh_from_db()
    with pytest.raises(PermissionDenied, match="に終了しました"):
        entered(open_round, staff, received_at=closing, facts=WHO | {"given_name": "遅"})
    with pytest.raises(PermissionDenied, match="未来"):
        entered(open_round, staff, received_at=timezone.now() + HOUR)


def test_the_deadline_that_moved_meanwhile_decides_at_submission(
    open_round: Round, staff: User
) -> None:
    application = filled_in(entered(open_round, staff), staff)
    Round.objects.filter(pk=open_round.pk).update(closes_at=timezone.now() - 2 * HOUR)
    with pytest.raises(PermissionDenied, match="に終了しました"):
        actions.submit_paper(Application.objects.get(pk=application.pk), by=staff)


def test_somebody_who_may_be_known_is_shown_before_anybody_is_made(
    desk: Client, open_round: Round
) -> None:
    known = factories.PersonFactory(**WHO, email="kami@tests.example")
    asked = desk.post(f"{LIST}paper/", fields())
    assert "もう登録されています" in asked.content.decode()
    assert not Application.objects.exists()
    assert desk.post(f"{LIST}paper/", with_scan(person="known")).status_code == 302
    assert Application.objects.get().person == known
    again = desk.post(f"{LIST}paper/", fields(person="known"))
    assert "この公募の応募(または下書き)がもうあります" in again.content.decode()
    assert desk.post(f"{LIST}paper/", with_scan(person="new")).status_code == 302
    assert Person.objects.filter(family_name="紙野").count() == 2


def test_the_scan_is_chosen_last_and_once(desk: Client, open_round: Round) -> None:
    factories.PersonFactory(**WHO, email="kami@tests.example")
    question = desk.post(f"{LIST}paper/", fields()).content.decode()
    assert "もう登録されています" in question
    assert 'type="file"' not in question
    settled = desk.post(f"{LIST}paper/", fields(person="new"))
    page = settled.content.decode()
    assert 'type="file"' in page
    assert "新しい人の応募とします" in page
    assert (Person.objects.count(), Application.objects.count()) == (1, 0)
    typed = settled.context["form"].typed()
    back = desk.post(f"{LIST}paper/", typed | {"again": "1"})
    assert back.context["form"]["given_name"].value() == "届"
    assert 'type="file"' not in back.content.decode()
    sent = typed | {"with_scan": "1", "scan": scan()}
    assert desk.post(f"{LIST}paper/", sent).status_code == 302
    assert Application.objects.get().arrivals.count() == 1


def test_an_address_is_one_persons(desk: Client, open_round: Round, applicant: User) -> None:
    factories.PersonFactory(user=applicant, email=applicant.email)
    asked = desk.post(f"{LIST}paper/", fields(email="APPLICANT@tests.example"))
    assert "もう登録されています" in asked.content.decode()
    new = desk.post(f"{LIST}paper/", fields(email=applicant.email, person="new"))
    assert list(new.context["form"].errors) == ["email"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"family_name_kana": ""}, "family_name"),
        ({"received_at_year": "2020"}, "received_at"),
        ({"received_at_year": "2090"}, "received_at"),
        ({"birth_date_month": "13"}, "birth_date"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    desk: Client, open_round: Round, change: dict[str, Any], field: str
) -> None:
    answer = desk.post(f"{LIST}paper/", with_scan(**change))
    assert list(answer.context["form"].errors) == [field]
    assert not Application.objects.exists()


@pytest.mark.parametrize("file", ["", SimpleUploadedFile("a.png", b"MZ")])
def test_without_a_good_scan_nothing_is_stored_and_what_was_typed_stays(
    desk: Client, open_round: Round, file: Any
) -> None:
    answer = desk.post(f"{LIST}paper/", with_scan(scan=file))
    assert list(answer.context["scan"].errors) == ["scan"]
    assert 'name="family_name" value="紙野"' in answer.content.decode()
    assert not Person.objects.exists()


APPLICANTS = [
    "あなた",
    "評価委員は",
    "登録後は、いつでも",
    "自治体からの見え方",
    "data-clock",
    "自分で",
]


def test_staff_read_nothing_that_speaks_to_the_applicant(
    desk: Client, open_round: Round, staff: User
) -> None:
    application = filled_in(entered(open_round, staff), staff)
    pages = [*PAGES, "records", "records/1", "attachments"]
    for key in pages:
        page = desk.get(f"/applications/{application.public_id}/edit/{key}/").content.decode()
        main = page[page.index("<main") : page.index("</main>")]
        assert [text for text in APPLICANTS if text in main] == [], key


def test_what_paper_says_vaguely_is_copied_without_asking(
    desk: Client, open_round: Round, staff: User
) -> None:
    application = filled_in(entered(open_round, staff), staff)
    address = f"/applications/{application.public_id}/edit/records/1/"
    seen = {"seen": desk.get(address).context["form"].marks}
    answer = desk.post(address, seen | {"record-1-result": "よくなった。"})
    assert answer["Location"].endswith("/edit/records/")


def test_an_evaluator_of_the_round_does_not_apply_on_paper_either(
    open_round: Round, staff: User, evaluator: User
) -> None:
    person = factories.PersonFactory(user=evaluator)
    CommitteeSeat.objects.create(round=open_round, user=evaluator)
    with pytest.raises(PermissionDenied, match="評価委員"):
        entered(open_round, staff, person=person)


def test_nobody_enters_their_own(open_round: Round, staff: User, desk: Client) -> None:
    person = factories.PersonFactory(user=staff)
    with pytest.raises(PermissionDenied, match="ほかの職員だけ"):
        entered(open_round, staff, person=person)


def test_the_person_sees_the_entry_and_cannot_change_it(
    open_round: Round, staff: User, applicant: User, signed_in: SignIn
) -> None:
    person = factories.PersonFactory(user=applicant)
    application = entered(open_round, staff, person=person)
    with pytest.raises(PermissionDenied, match="職員が入力している"):
        actions.save(application, by=applicant, values={"motive": "x"})
    page = f"/applications/{application.public_id}/edit/work/"
    assert signed_in(applicant).get(page).status_code == 403


@pytest.mark.parametrize("who", ["auditor", "evaluator", "officer", "applicant"])
def test_paper_is_entered_by_staff_alone(
    request: pytest.FixtureRequest, signed_in: SignIn, open_round: Round, staff: User, who: str
) -> None:
    application = entered(open_round, staff)
    client = signed_in(request.getfixturevalue(who))
    for address in (
        f"{LIST}paper/",
        f"/desk/applications/{application.public_id}/paper/",
        f"/applications/{application.public_id}/edit/work/",
    ):
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404


def test_staff_write_no_draft_that_an_applicant_began(
    desk: Client, open_round: Round, applicant: User
) -> None:
    application = actions.start(open_round, by=applicant)
    for page in ("edit/", "edit/work/", "preview/"):
        assert desk.get(f"/applications/{application.public_id}/{page}").status_code == 404


def test_a_correction_on_paper_has_its_own_arrival(
    desk: Client, open_round: Round, staff: User
) -> None:
    application = actions.submit_paper(filled_in(entered(open_round, staff), staff), by=staff)
    due = timezone.now() + HOUR
    actions.return_for_correction(
        application, by=staff, reason="", due_at=due, fields={"motive": "短い"}
    )
    base = f"/desk/applications/{application.public_id}/paper/"
    assert "補正の到達日時と原本を入れる" in desk.get(base).content.decode()
    with pytest.raises(PermissionDenied, match="先に入れてください"):
        actions.submit_paper(Application.objects.get(pk=application.pk), by=staff)
    said = moment_fields("received_at", timezone.now()) | {"scan": scan()}
    assert desk.post(f"{base}arrival/", said).status_code == 302
    changed = actions.save(application, by=staff, values={"motive": "長く書き直した動機です。"})
    actions.submit_paper(changed.draft.application, by=staff)
    application.refresh_from_db()
    assert (application.status, application.submissions.count()) == ("submitted", 2)


def test_an_entry_can_be_given_up_and_is_then_no_application(
    desk: Client, open_round: Round, staff: User
) -> None:
    application = entered(open_round, staff)
    assert (
        desk.post(f"/desk/applications/{application.public_id}/paper/discard/").status_code == 302
    )
    application.refresh_from_db()
    assert (application.status, application.receipt_number) == ("withdrawn", None)
    assert desk.get(LIST).context["counts"].total == 0
    assert entered(open_round, staff, person=application.person).pk


def test_the_scan_is_read_at_the_desk_and_goes_with_no_submission(
    desk: Client, open_round: Round, staff: User
) -> None:
    application = actions.submit_paper(filled_in(entered(open_round, staff), staff), by=staff)
    latest = application.latest
    assert latest is not None
    assert not latest.attachments.exists()
    assert latest.content["attachments"] == []
    row = application.arrivals.get().scan
    answer = desk.get(f"/desk/applications/{application.public_id}/files/{row.public_id}/")
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")
