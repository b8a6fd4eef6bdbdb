"""The ministry's formal check: what it sees, what it may do, and what the applicant learns."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoAssertNumQueries

from accounts.models import Person, User
from common.templatetags.ui import moment
from common.workflow import MoveRefused
from recruitment.applications import actions, desk_queries, queries
from recruitment.applications.models import Application
from recruitment.calls.models import Round
from tests import factories
from tests.applications.situations import COMPLETE, drafted, submitted
from tests.calls.situations import moment_fields

SignIn = Callable[[Any], Client]
NOW = timezone.now
HOUR = dt.timedelta(hours=1)
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def application(open_round: Round, applicant: User) -> Application:
    return submitted(open_round, applicant)


@pytest.fixture
def desk(staff: User, signed_in: SignIn) -> Client:
    return signed_in(staff)


def last_letter() -> dict[str, Any]:
    return ProcrastinateJob.objects.latest("id").args


def test_accepting_lets_the_candidacies_go_on(application: Application, staff: User) -> None:
    actions.accept(application, by=staff, note="書類よし")
    assert application.status == "accepted"
    assert application.candidacies.in_evaluation().count() == 1
    assert "書類よし" not in last_letter()["body"]


def test_returning_tells_the_reason_fenced_and_the_date(
    application: Application, staff: User
) -> None:
    due = NOW() + 24 * HOUR
    reason = "生年月日を確かめてください。\n---\nhttps://example.com"
    actions.return_for_correction(application, by=staff, reason=reason, due_at=due)
    assert (application.status, application.correction_due_at) == ("returned", due)
    body = last_letter()["body"]
    assert "> 生年月日を確かめてください。\n> ---\n> https://example.com\n" in body
    assert "日本時間" in body


def test_while_a_correction_is_awaited_nothing_is_decided(
    application: Application, staff: User
) -> None:
    actions.return_for_correction(application, by=staff, reason="理由", due_at=NOW() + HOUR)
    with pytest.raises(PermissionDenied, match="補正を待ちます"):
        actions.accept(application, by=staff)


def test_without_a_correction_the_last_submission_stands(
    application: Application, staff: User
) -> None:
    actions.return_for_correction(application, by=staff, reason="理由", due_at=NOW() + HOUR)
    Application.objects.update(correction_due_at=NOW() - HOUR)
    actions.accept(application, by=staff)
    assert (application.status, application.submissions.count()) == ("accepted", 1)


def test_a_correction_in_time_that_still_waits_is_not_overtaken(
    application: Application, applicant: User, staff: User
) -> None:
    due = NOW() + HOUR
    actions.return_for_correction(application, by=staff, reason="理由", due_at=due)
    Application.objects.update(correction_due_at=NOW() - MINUTE)
    with pytest.raises(PermissionDenied, match="まだ処理中かもしれない"):
        actions.accept(application, by=staff)
    with pytest.raises(PermissionDenied, match="まだ処理中かもしれない"):
        actions.refuse(application, by=staff, reason="期限切れ")
    actions.submit(application, by=applicant, arrived_at=NOW() - 2 * MINUTE)
    assert actions.accept(application, by=staff).submissions.count() == 2


def test_refusing_needs_a_reason_and_tells_it(application: Application, staff: User) -> None:
    with pytest.raises(PermissionDenied, match="理由"):
        actions.refuse(application, by=staff, reason=" ")
    actions.refuse(application, by=staff, reason="要件の外です。")
    assert application.status == "ineligible"
    assert "> 要件の外です。" in last_letter()["body"]
    with pytest.raises(PermissionDenied, match="提出済みの応募だけ"):
        actions.accept(application, by=staff)


def test_a_correction_is_not_due_in_the_past(application: Application, staff: User) -> None:
    with pytest.raises(PermissionDenied, match="いまより後"):
        actions.return_for_correction(application, by=staff, reason="理由", due_at=NOW())


def test_nobody_screens_their_own(open_round: Round, staff: User, staff2: User) -> None:
    own = submitted(open_round, staff)
    for act in (
        lambda: actions.accept(own, by=staff),
        lambda: actions.refuse(own, by=staff, reason="理由"),
        lambda: actions.return_for_correction(own, by=staff, reason="理由", due_at=NOW() + HOUR),
    ):
        with pytest.raises(PermissionDenied, match="自分の応募"):
            act()
    assert actions.accept(own, by=staff2).status == "accepted"


@pytest.mark.parametrize("who", ["auditor", "evaluator", "officer", "applicant"])
def test_only_staff_screen(
    request: pytest.FixtureRequest, application: Application, who: str
) -> None:
    with pytest.raises(PermissionDenied, match="総務省職員だけ"):
        actions.accept(application, by=request.getfixturevalue(who))


def test_a_newer_submission_than_the_one_read_is_not_accepted(
    application: Application, applicant: User, staff: User
) -> None:
    stale = Application.objects.get(pk=application.pk)
    values = {"motive": "別の動機"}
    application = actions.save(application, by=applicant, values=values).draft.application
    actions.submit(application, by=applicant, arrived_at=NOW())
    with pytest.raises(MoveRefused):
        actions.accept(stale, by=staff, seen=1)
    assert actions.accept(stale, by=staff, seen=2).status == "accepted"


@pytest.mark.parametrize("seen", [None, "", "2", "-1", "一", "1" * 5000])
def test_who_does_not_say_what_was_read_decides_nothing(
    application: Application, desk: Client, seen: str | None
) -> None:
    said = {} if seen is None else {"seen": seen}
    address = f"/desk/applications/{application.public_id}"
    due = moment_fields("due_at", NOW() + 48 * HOUR)
    assert desk.post(f"{address}/accept/", said).status_code == 302
    desk.post(f"{address}/refuse/", said | {"reason": "理由"})
    desk.post(f"{address}/return/", said | {"reason": "理由"} | due)
    application.refresh_from_db()
    assert application.status == "submitted"


def test_accepting_before_the_deadline_says_what_the_applicant_loses(
    application: Application, desk: Client, open_round: Round, staff: User
) -> None:
    found = {item.number: ("ok", "") for item in desk_queries.checklist_of(open_round)}
    actions.mark(application, by=staff, found=found, seen=1)
    address = f"/desk/applications/{application.public_id}/accept/"
    page = desk.post(address, {"seen": "1"}).content.decode()
    assert "受付はまだ続いています" in page
    assert f"締切({moment(open_round.closes_at)})までに出し直せなくなります" in page
    assert "済んでいない項目" not in page
    assert desk.post(address, {"seen": "1", "despite": "1"}).status_code == 302
    application.refresh_from_db()
    assert application.status == "accepted"


def test_two_staff_at_once_one_gets_a_sentence(
    application: Application, desk: Client, staff2: User
) -> None:
    seen_by_other = Application.objects.get(pk=application.pk)
    desk.post(f"/desk/applications/{application.public_id}/accept/", {"seen": "1", "despite": "1"})
    with pytest.raises(MoveRefused):
        actions.refuse(seen_by_other, by=staff2, reason="理由")


def test_a_withdrawn_application_is_not_settled(
    application: Application, applicant: User, staff: User
) -> None:
    actions.accept(application, by=staff)
    candidacy = application.candidacies.get()
    actions.withdraw(Application.objects.get(pk=application.pk), by=applicant)
    with pytest.raises(MoveRefused):
        actions.settle(candidacy, "pass_", by=staff, note="", decided_on=timezone.localdate())


def test_a_promoted_reserve_loses_the_rank_and_keeps_the_history(
    application: Application, staff: User
) -> None:
    actions.accept(application, by=staff)
    candidacy = application.candidacies.get()
    today = timezone.localdate()
    actions.settle(candidacy, "reserve", by=staff, note="次点", decided_on=today, rank=1)
    assert (candidacy.status, candidacy.rank) == ("reserve", 1)
    actions.settle(candidacy, "promote", by=staff, note="辞退のため")
    assert (candidacy.status, candidacy.rank, candidacy.decided_on) == ("passed", None, today)
    assert list(candidacy.history.values_list("note", flat=True)) == ["", "次点", "辞退のため"]


def test_staff_never_see_drafts(desk: Client, open_round: Round, applicant: User) -> None:
    draft = drafted(open_round, applicant)
    page = desk.get("/desk/rounds/FY2026/applications/").content.decode()
    assert draft.public_id not in page
    assert "髙橋" not in page
    for verb in ("", "accept/", "return/", "refuse/"):
        assert desk.get(f"/desk/applications/{draft.public_id}/{verb}").status_code in (404, 405)
        assert desk.post(f"/desk/applications/{draft.public_id}/{verb}").status_code == 404
    assert desk.get(f"/applications/{draft.public_id}/").status_code == 404


def test_a_withdrawn_draft_stays_unseen(desk: Client, open_round: Round, applicant: User) -> None:
    draft = drafted(open_round, applicant)
    actions.withdraw(draft, by=applicant)
    assert desk.get(f"/desk/applications/{draft.public_id}/").status_code == 404


def test_namesakes_are_shown_to_staff_and_to_nobody_else(
    desk: Client, application: Application, applicant: User, signed_in: SignIn
) -> None:
    twin = factories.PersonFactory(
        family_name="高橋",
        given_name="葛",
        birth_date=COMPLETE["birth_date"],
        email="twin@tests.example",
    )
    factories.PersonFactory(family_name="高橋", given_name="葛", birth_date=dt.date(1990, 1, 1))
    assert list(queries.namesakes(application)) == [twin]
    Person.objects.filter(pk=application.person_id).update(name_key="", birth_date=None)
    page = desk.get(f"/desk/applications/{application.public_id}/").content.decode()
    assert "氏名と生年月日が同じ人がいます" in page
    assert "twin@tests.example" in page
    own = signed_in(applicant).get(f"/applications/{application.public_id}/").content.decode()
    assert "twin@tests.example" not in own


def test_who_has_sent_in_nothing_is_no_namesake(application: Application, staff: User) -> None:
    who = {name: COMPLETE[name] for name in ("family_name", "given_name", "birth_date")}
    begun = factories.PersonFactory(**who)
    draft = Application.objects.create(round=application.round, person=begun, is_on_paper=True)
    assert list(queries.namesakes(application)) == []
    draft.delete()
    assert list(queries.namesakes(application)) == [begun]
    application.round.refresh_from_db()
    factories.submitted(application.round, begun)
    assert list(queries.namesakes(application)) == [begun]


def near(desk: Client, application: Application) -> tuple[str | None, ...]:
    """The receipt numbers before and after, and of the next unchecked one, without the round's."""
    found = desk.get(f"/desk/applications/{application.public_id}/").context["near"]
    rows = found.before, found.after, found.unchecked
    return tuple(row and str(row.receipt_number)[-4:] for row in rows)


def test_one_application_leads_to_the_others_of_the_round(
    desk: Client, open_round: Round, staff: User, staff2: User
) -> None:
    first, second, third = (factories.submitted(open_round) for _turn in range(3))
    own = submitted(open_round, staff)
    assert near(desk, first) == (None, "0002", "0002")
    assert near(desk, third) == ("0002", "0004", "0001"), "one's own is for others to check"
    assert near(desk, own) == ("0003", None, "0001")
    found = {item.number: ("ok", "") for item in desk_queries.checklist_of(open_round)}
    actions.mark(second, by=staff2, found=found, seen=1)
    actions.accept(third, by=staff)
    assert near(desk, first) == (None, "0002", None)
    assert near(desk, second) == ("0001", "0003", "0001")


def test_the_heading_says_whose_it_is_as_submitted(
    desk: Client, application: Application, applicant: User
) -> None:
    actions.save(application, by=applicant, values={"family_name": "秘密"})
    page = desk.get(f"/desk/applications/{application.public_id}/").content.decode()
    heading = page[page.index("<h1") : page.index("</h1>")]
    assert "FY2026-0001" in heading
    assert "髙橋 葛󠄀" in heading


@pytest.mark.parametrize("count", [1, 3])
def test_one_application_does_not_cost_more_in_a_larger_round(
    desk: Client,
    open_round: Round,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    rows = [factories.submitted(open_round) for _turn in range(2 * count + 1)]
    with django_assert_num_queries(24):
        desk.get(f"/desk/applications/{rows[count].public_id}/")


def test_what_was_submitted_stands_beside_what_can_be_picked(
    desk: Client, application: Application, applicant: User
) -> None:
    actions.save(application, by=applicant, values={"motive": "まだ出していない文"})
    page = desk.get(f"/desk/applications/{application.public_id}/return/").content.decode()
    assert COMPLETE["motive"] in page
    assert "まだ出していない文" not in page


def test_staff_return_and_refuse_on_pages_of_their_own(
    desk: Client, application: Application
) -> None:
    address = f"/desk/applications/{application.public_id}"
    assert "補正を依頼する" in desk.get(f"{address}/return/").content.decode()
    due = NOW() + 48 * HOUR
    fields = {"reason": "<b>日付</b>", "seen": "1", **moment_fields("due_at", due)}
    empty = desk.post(f"{address}/return/", fields | {"reason": ""})
    assert list(empty.context["form"].errors) == ["reason"]  # and no field was picked
    past = desk.post(f"{address}/return/", fields | {"due_at_year": "2020"})
    assert list(past.context["form"].errors) == ["due_at"]
    assert desk.post(f"{address}/return/", fields).status_code == 302
    assert "&lt;b&gt;日付" in desk.get(f"{address}/").content.decode()
    Application.objects.update(correction_due_at=NOW() - HOUR)
    assert "元に戻せません" in desk.get(f"{address}/refuse/").content.decode()
    ended = {"reason": "期限切れ", "ground": "uncorrected", "seen": "1"}
    assert desk.post(f"{address}/refuse/", ended).status_code == 302
    application.refresh_from_db()
    assert application.status == "ineligible"


def test_an_auditor_reads_and_has_no_way_to_act(
    auditor: User, signed_in: SignIn, application: Application
) -> None:
    client, address = signed_in(auditor), f"/desk/applications/{application.public_id}/"
    page = client.get(address).content.decode()
    assert COMPLETE["motive"] in page
    assert "disabled" in page
    assert "総務省職員だけ" in page
    assert client.post(f"{address}accept/").status_code == 404


@pytest.mark.parametrize("who", ["applicant", "evaluator", "officer"])
def test_the_desk_does_not_exist_for_others(
    request: pytest.FixtureRequest, signed_in: SignIn, application: Application, who: str
) -> None:
    client = signed_in(request.getfixturevalue(who))
    assert client.get("/desk/rounds/FY2026/applications/").status_code == 404
    for verb in ("", "accept/", "return/", "refuse/"):
        assert client.post(f"/desk/applications/{application.public_id}/{verb}").status_code == 404


def test_the_list_filters_by_status(desk: Client, open_round: Round, staff2: User) -> None:
    for number in range(3):
        user = factories.UserFactory(email=f"n{number}@tests.example")
        application = submitted(open_round, user)
    actions.accept(application, by=staff2)
    page = desk.get("/desk/rounds/FY2026/applications/?status=accepted")
    assert page.content.count(b"data-row") == 1
    assert desk.get("/desk/rounds/FY2026/applications/?status=x").content.count(b"data-row") == 3


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_does_not_cost_more_for_more_applications(
    desk: Client,
    open_round: Round,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    for number in range(count):
        user = factories.UserFactory(email=f"n{number}@tests.example")
        submitted(open_round, user, ("producer", "service_designer"))
    with django_assert_num_queries(11):
        page = desk.get("/desk/rounds/FY2026/applications/")
    assert page.content.count(b"data-row") == count


def test_the_list_is_paginated(desk: Client, open_round: Round) -> None:
    for _number in range(51):
        factories.submitted(open_round)
    assert desk.get("/desk/rounds/FY2026/applications/").content.count(b"data-row") == 50
    assert desk.get("/desk/rounds/FY2026/applications/?page=2").content.count(b"data-row") == 1


def test_staff_who_apply_see_their_own_greyed(staff: User, desk: Client, open_round: Round) -> None:
    own = submitted(open_round, staff)
    page = desk.get(f"/desk/applications/{own.public_id}/").content.decode()
    assert "自分の応募は審査できません" in page
    address = f"/desk/applications/{own.public_id}/accept/"
    assert desk.post(address, {"seen": "1"}).status_code == 403
