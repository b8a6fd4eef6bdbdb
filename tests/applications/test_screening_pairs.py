"""Documents side by side: earlier submissions, applications that may be one person's, files."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from accounts.models import User
from recruitment.applications import actions, comparing, desk_queries, listing
from recruitment.applications.content import Shown
from recruitment.applications.models import Application, Attachment, PossibleDuplicate
from recruitment.calls import actions as calls
from recruitment.calls.models import Round
from recruitment.standards.models import SkillStandard
from tests import factories
from tests.applications.situations import submitted

SignIn = Callable[[Any], Client]


@pytest.fixture
def desk(staff: User, signed_in: SignIn) -> Client:
    return signed_in(staff)


@pytest.fixture
def pair(open_round: Round) -> tuple[Application, Application]:
    """Two applications of people with one folded name and birth date."""
    first = factories.submitted(open_round, factories.PersonFactory(given_name="陽"))
    second = factories.submitted(
        open_round,
        factories.PersonFactory(family_name="高橋", given_name="陽"),
        employer="別の会社",
    )
    return first, second


def twins(application: Application) -> int:
    return PossibleDuplicate.objects.of(application.pk).unjudged().count()


def address(one: Application, other: Application) -> str:
    return f"/desk/applications/{one.public_id}/duplicates/{other.public_id}/"


def attached(application: Application, digest: str) -> Attachment:
    row = Attachment(
        application=application, name="職歴.pdf", content_type="application/pdf", digest=digest
    )
    row.file.save("x.pdf", ContentFile(b"%PDF-"), save=False)
    row.size = 5
    row.save()
    latest = application.latest
    assert latest is not None
    latest.attachments.add(row)
    return row


def test_name_and_birth_date_make_a_pair_also_with_an_earlier_round(
    pair: tuple[Application, Application], standard: SkillStandard
) -> None:
    first, second = pair
    assert (twins(first), twins(second)) == (1, 1)
    now = timezone.now()
    year = timezone.timedelta(days=365)
    earlier = factories.announced_round(
        standard, fiscal_year=2025, opens_at=now - year, closes_at=now - year / 2
    )
    third = factories.submitted(earlier, factories.PersonFactory(given_name="陽"))
    assert [other for _pair, other in desk_queries.pairs(third)] == [second, first]


@pytest.mark.parametrize("reason", ["email", "phone", "file"])
def test_address_phone_and_file_make_a_pair_too(open_round: Round, reason: str) -> None:
    facts = {"phone": "090-1234-5678"} if reason == "phone" else {}
    first = factories.submitted(open_round, factories.PersonFactory(email="a@x.example"), **facts)
    facts = {"phone": "(090)12345678"} if reason == "phone" else {}
    second = factories.submitted(open_round, factories.PersonFactory(given_name="別"), **facts)
    if reason == "email":
        user = factories.UserFactory(email="a@x.example")
        second.person.user = user
        second.person.save(update_fields=["user"])
    if reason == "file":
        attached(first, "a" * 64)
        attached(second, "a" * 64)
    listing.refresh(Application.objects.get(pk=second.pk))
    assert PossibleDuplicate.objects.get().reasons == [reason]


def test_the_same_person_is_no_duplicate_but_is_shown(
    desk: Client, standard: SkillStandard, open_round: Round
) -> None:
    person = factories.PersonFactory()
    now = timezone.now()
    year = timezone.timedelta(days=365)
    earlier = factories.announced_round(
        standard, fiscal_year=2025, opens_at=now - year, closes_at=now - year / 2
    )
    factories.submitted(earlier, person)
    now_application = factories.submitted(open_round, person)
    assert twins(now_application) == 0
    page = desk.get(f"/desk/applications/{now_application.public_id}/").content.decode()
    assert "FY2025-0001" in page


def test_a_pair_that_ceased_to_be_one_goes_and_a_judged_one_stays(
    pair: tuple[Application, Application], staff: User
) -> None:
    first, second = pair
    line = second.line
    type(line).objects.filter(pk=line.pk).update(person_key="")
    listing.refresh(first)
    assert (twins(first), twins(second)) == (0, 0)
    listing.refresh(second)
    assert (twins(first), twins(second)) == (1, 1)
    actions.judge_pair(first, second, by=staff, verdict="different")
    listing.refresh(first)
    assert (twins(first), twins(second)) == (0, 0)
    assert PossibleDuplicate.objects.get().verdict == "different"


def test_both_stand_side_by_side_and_the_verdict_is_remembered(
    desk: Client, pair: tuple[Application, Application], staff: User
) -> None:
    first, second = pair
    page = desk.get(address(first, second)).content.decode()
    assert "別の会社" in page
    assert "違う" in page
    assert "記録は結びつきません" in page
    assert desk.post(address(first, second) + "judge/", {"verdict": "twins"}).status_code == 302
    assert PossibleDuplicate.objects.get().verdict == ""
    assert desk.post(address(second, first) + "judge/", {"verdict": "same"}).status_code == 302
    row = PossibleDuplicate.objects.get()
    assert (row.verdict, row.by) == ("same", staff)
    assert first.person_id != second.person_id
    assert "同じ人" in desk.get(f"/desk/applications/{first.public_id}/").content.decode()


def test_what_the_enter_key_presses_judges_nothing(
    desk: Client, pair: tuple[Application, Application]
) -> None:
    page = desk.get(address(*pair)).content.decode()
    form = page[page.index("/judge/") :]
    first = re.search(r"<button[^>]*>", form)
    assert first is not None
    assert "verdict" not in first.group()
    main = page[page.index("<main") : page.index("</main>")]
    assert "btn main" not in main, "neither verdict is proposed"
    answer = desk.post(address(*pair) + "judge/", follow=True)
    assert "「別の人」か「同じ人」を選んでください" in answer.content.decode()
    assert PossibleDuplicate.objects.get().verdict == ""


def test_two_that_share_nothing_have_no_page(desk: Client, open_round: Round, staff: User) -> None:
    one = factories.submitted(open_round, factories.PersonFactory(given_name="一"))
    two = factories.submitted(open_round, factories.PersonFactory(given_name="二"))
    assert desk.get(address(one, two)).status_code == 404
    with pytest.raises(PermissionDenied, match="重複の疑いはありません"):
        actions.judge_pair(one, two, by=staff, verdict="same")


def test_nobody_judges_a_pair_with_their_own(desk: Client, open_round: Round, staff: User) -> None:
    own = submitted(open_round, staff)
    open_round.refresh_from_db()
    facts = {name: getattr(own, name) for name in ("family_name", "given_name", "birth_date")}
    other = factories.submitted(open_round, factories.PersonFactory(**facts))
    listing.refresh(own)
    assert desk.get(address(own, other)).status_code == 403
    assert desk.post(address(other, own) + "judge/", {"verdict": "same"}).status_code == 403


def test_auditors_see_pairs_and_judge_none(
    auditor: User, signed_in: SignIn, pair: tuple[Application, Application]
) -> None:
    client = signed_in(auditor)
    page = client.get(address(*pair))
    assert page.status_code == 200
    assert "別の人と記録する" not in page.content.decode()
    assert client.post(address(*pair) + "judge/", {"verdict": "same"}).status_code == 404


def test_an_earlier_submission_can_be_opened_and_says_what_changed(
    desk: Client, open_round: Round, applicant: User
) -> None:
    application = submitted(open_round, applicant)
    changed = actions.save(application, by=applicant, values={"motive": "別の動機です。"})
    actions.submit(changed.draft.application, by=applicant, arrived_at=timezone.now())
    base = f"/desk/applications/{application.public_id}/submissions/"
    first, second = desk.get(f"{base}1/"), desk.get(f"{base}2/")
    assert "以前の提出" in first.content.decode()
    differing = [line.label for line in second.context["lines"] if line.differs]
    assert differing == ["応募の動機"]
    page = second.content.decode()
    assert "窓口の待ち時間を短くしたい。" in page
    assert "別の動機です。" in page
    assert desk.get(f"{base}3/").status_code == 404


def test_an_extension_is_on_record(
    desk: Client, open_round: Round, applicant: User, staff: User
) -> None:
    application = submitted(open_round, applicant)
    until = timezone.now() + timezone.timedelta(days=20)
    calls.extend(open_round, application.person, by=staff, until=until, reason="停電のため")
    page = desk.get(f"/desk/applications/{application.public_id}/").content.decode()
    assert "個別の延長" in page
    assert "停電のため" in page


def test_repeated_labels_meet_in_their_order() -> None:
    def line(label: str, value: str) -> Shown:
        return Shown(label, value, ("x",))

    before = [line("実績", "1"), line("実績", "2"), line("昔", "a")]
    after = [line("新", "n"), line("実績", "1"), line("実績", "3")]
    found = [(each.label, each.before, each.after) for each in comparing.compared(before, after)]
    assert found == [("新", "", "n"), ("実績", "1", "1"), ("実績", "2", "3"), ("昔", "a", "")]


def test_a_file_is_given_out_as_a_download_and_only_once_submitted(
    desk: Client, open_round: Round, applicant: User, signed_in: SignIn
) -> None:
    application = submitted(open_round, applicant)
    row = attached(application, "b" * 64)
    base = f"/desk/applications/{application.public_id}/files/"
    answer = desk.get(f"{base}{row.public_id}/")
    assert b"".join(answer.streaming_content) == b"%PDF-"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    draft = Attachment.objects.create(
        application=application, file=row.file, name="下書き.pdf", size=5, digest="c" * 64,
        content_type="application/pdf",
    )  # fmt: skip
    assert desk.get(f"{base}{draft.public_id}/").status_code == 404
    other = factories.submitted(open_round_again(open_round))
    crossed = f"/desk/applications/{other.public_id}/files/{row.public_id}/"
    assert desk.get(crossed).status_code == 404
    assert signed_in(applicant).get(f"{base}{row.public_id}/").status_code == 404


def open_round_again(round: Round) -> Round:
    round.refresh_from_db()
    return round
