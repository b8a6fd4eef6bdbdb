"""Submitting: the snapshot, the number, the letter, and what a second submission changes."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import Error, IntegrityError, connection, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Person, User
from common.digest import digest
from common.mail import SEND
from common.versions import StaleVersion
from recruitment.applications import actions
from recruitment.applications import draft as drafts
from recruitment.applications.actions.screening import REFRESH_SEARCH
from recruitment.applications.models import Application, Submission
from recruitment.calls import actions as calls
from recruitment.calls.models import CommitteeSeat, Round
from tests import factories
from tests.applications.situations import (
    COMPLETE,
    asking,
    attached,
    complete,
    drafted,
    submitted,
)

NOW = timezone.now
HOUR = dt.timedelta(hours=1)


def letters() -> list[dict[str, Any]]:
    return [job.args for job in ProcrastinateJob.objects.filter(task_name=SEND).order_by("id")]


def again(application: Application, by: User, **facts: Any) -> Application:
    """Change the working copy and submit it once more."""
    actions.save(application, by=by, values=facts)
    return actions.submit(application, by=by, arrived_at=NOW())


def test_a_submission_keeps_what_was_said_and_when(open_round: Round, applicant: User) -> None:
    arrived = NOW()
    application = drafted(open_round, applicant, ("service_designer", "producer"))
    actions.submit(application, by=applicant, arrived_at=arrived)
    submission = application.latest
    assert (application.status, application.receipt_number) == ("submitted", "FY2026-0001")
    assert submission.arrived_at == application.submitted_at == arrived
    assert submission.digest == digest(submission.content)
    assert submission.content["family_name"] + submission.content["given_name"] == "髙橋葛󠄀"
    assert submission.content["categories"] == ["producer", "service_designer"]
    assert submission.content["receipt_number"] == "FY2026-0001"
    assert dt.datetime.fromisoformat(submission.content["arrived_at"]) == arrived
    codes = [row.category.code for row in application.candidacies.all()]
    assert codes == ["producer", "service_designer"]


def test_a_submission_says_everything_that_the_draft_says(
    open_round: Round, applicant: User
) -> None:
    asking(open_round, {"label": "志望する自治体"}, {"kind": "file", "label": "作品"})
    application = drafted(
        open_round, applicant, **{"answer-1": "河津町", "note-producer-2": "補足"}
    )
    file = attached(application, applicant)
    actions.submit(application, by=applicant, arrived_at=NOW())
    said, values = application.latest.content, drafts.of(application).values
    plain = {name: values[name] for name in drafts.COLUMNS if name != "birth_date"}
    assert {name: said[name] for name in plain} == plain
    assert said["birth_date"] == "1985-06-01"
    [record] = said["records"]
    assert {f"record-1-{name}" for name in record if name != "number"} == {
        name for name in values if name.startswith("record-1-")
    }
    assert (record["number"], record["started_on"]) == (1, "2023-04-01")
    assert [
        (row["number"], row["level"], row["records"], row["note"]) for row in said["skills"]
    ] == [
        (1, 4, ["1"], ""),
        (2, 4, ["1"], "補足"),
    ]
    assert said["skills"][0]["name"] == "プロデューサーの項目1"
    assert [(row["label"], row["text"]) for row in said["answers"]] == [
        ("志望する自治体", "河津町"),
        ("作品", ""),
    ]
    assert [row["purpose"] for row in said["consents"]] == ["use", "provision", "publication"]
    assert [row["digest"] for row in said["attachments"]] == [file.digest]


def test_a_submission_is_not_moved_by_what_is_written_afterwards(
    open_round: Round, applicant: User
) -> None:
    application = submitted(open_round, applicant)
    before = application.latest
    actions.save(application, by=applicant, values={"record-1-result": "", "consent-use": False})
    actions.remove_record(application, 1, by=applicant)
    after = Submission.objects.get(pk=before.pk)
    assert (after.content, after.digest) == (before.content, digest(after.content))


def test_a_draft_has_neither_number_nor_candidacies(open_round: Round, applicant: User) -> None:
    application = drafted(open_round, applicant)
    assert application.receipt_number is None
    assert not application.candidacies.exists()
    assert letters() == []


def test_the_person_takes_names_and_birth_date_from_the_submission(
    open_round: Round, applicant: User
) -> None:
    submitted(open_round, applicant, shown_family_name="高橋")
    person = Person.objects.get(user=applicant)
    assert person.registered_name == "髙橋 葛󠄀"
    assert person.shown_name == "高橋 葛󠄀"
    assert person.birth_date == COMPLETE["birth_date"]
    assert list(Person.objects.named("高橋葛")) == [person]


def test_the_receipt_is_mailed_with_number_time_and_digest(
    open_round: Round, applicant: User
) -> None:
    application = submitted(open_round, applicant)
    [letter] = letters()
    assert letter["to"] == applicant.email
    assert "FY2026-0001" in letter["subject"]
    assert application.latest.digest in letter["body"]
    assert "日本時間" in letter["body"]
    assert "Japan time" in letter["body"]
    assert "プロデューサー" in letter["body"]


def test_submitting_again_keeps_the_number_and_makes_a_new_snapshot(
    open_round: Round, applicant: User
) -> None:
    application = submitted(open_round, applicant)
    first = application.latest
    again(application, applicant, motive="書き直した動機。")
    assert application.receipt_number == "FY2026-0001"
    assert [row.number for row in application.submissions.all()] == [1, 2]
    assert application.latest.content["motive"] == "書き直した動機。"
    first.refresh_from_db()
    assert first.content["motive"] == COMPLETE["motive"]
    verbs = list(application.history.values_list("verb", flat=True))
    assert verbs == ["begin", "submit", "resubmit"]


def test_dropped_categories_take_their_candidacy_along_and_new_ones_get_one(
    open_round: Round, applicant: User
) -> None:
    application = submitted(open_round, applicant, ("producer", "project_manager"))
    kept = application.candidacies.get(category__code="producer")
    asked = drafts.of(application).asked
    again(application, applicant, **complete(asked, ("producer", "service_designer")))
    codes = [row.category.code for row in application.candidacies.all()]
    assert codes == ["producer", "service_designer"]
    assert application.candidacies.get(category__code="producer") == kept


def test_pressing_the_button_twice_stores_one(open_round: Round, applicant: User) -> None:
    application = submitted(open_round, applicant)
    actions.submit(application, by=applicant, arrived_at=NOW())
    late = open_round.closes_at + HOUR
    actions.submit(application, by=applicant, arrived_at=late)
    assert application.submissions.count() == 1
    assert len(letters()) == 1


def test_a_change_after_submission_waits_until_it_is_submitted(
    open_round: Round, applicant: User
) -> None:
    application = submitted(open_round, applicant)
    actions.save(application, by=applicant, values={"categories": [], "motive": ""})
    assert application.latest.content["motive"] == COMPLETE["motive"]
    assert application.candidacies.count() == 1


def test_what_was_not_read_over_is_not_submitted(open_round: Round, applicant: User) -> None:
    application = drafted(open_round, applicant)
    seen = application.version
    actions.save(application, by=applicant, values={"categories": [], "motive": ""})
    with pytest.raises(StaleVersion):
        actions.submit(application, by=applicant, arrived_at=NOW(), version=seen)


def test_an_incomplete_application_is_not_submitted_and_uses_no_number(
    open_round: Round, applicant: User
) -> None:
    application = drafted(open_round, applicant, codes=(), motive="", prefecture="")
    with pytest.raises(actions.Incomplete) as refused:
        actions.submit(application, by=applicant, arrived_at=NOW())
    assert set(refused.value.faults) == {"categories", "motive", "prefecture"}
    application.refresh_from_db()
    open_round.refresh_from_db()
    assert (application.status, open_round.last_receipt) == ("draft", 0)


def test_a_second_start_goes_on_with_the_first(open_round: Round, applicant: User) -> None:
    first = actions.start(open_round, by=applicant)
    assert actions.start(open_round, by=applicant) == first
    assert Application.objects.count() == 1


def test_the_database_refuses_a_second_live_application(open_round: Round, applicant: User) -> None:
    first = drafted(open_round, applicant)
    with (
        pytest.raises(IntegrityError, match="application_one_live_per_person_and_round"),
        transaction.atomic(),
    ):
        Application.objects.create(round=open_round, person=first.person)


def test_the_database_keeps_a_submission_as_it_is(open_round: Round, applicant: User) -> None:
    submission = submitted(open_round, applicant).latest
    with pytest.raises(Error, match="submission_is_immutable"), transaction.atomic():
        Submission.objects.filter(pk=submission.pk).update(content={})
    with (
        pytest.raises(Error, match="submission_is_immutable"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE applications_submission SET digest = 'x'")


def test_after_a_withdrawal_one_applies_anew_with_a_new_number(
    open_round: Round, applicant: User
) -> None:
    first = submitted(open_round, applicant)
    actions.withdraw(first, by=applicant, reason="都合により")
    second = submitted(open_round, applicant)
    assert (first.receipt_number, second.receipt_number) == ("FY2026-0001", "FY2026-0002")
    assert first.status == "withdrawn"
    assert first.candidacies.count() == 1


def test_a_new_draft_knows_the_names_from_earlier(open_round: Round, applicant: User) -> None:
    actions.withdraw(submitted(open_round, applicant), by=applicant)
    draft = actions.start(open_round, by=applicant)
    assert (draft.family_name, draft.birth_date) == ("髙橋", COMPLETE["birth_date"])
    assert draft.motive == COMPLETE["motive"]


def test_the_second_round_of_a_year_counts_its_own_receipts(
    open_round: Round, applicant: User
) -> None:
    submitted(open_round, applicant)
    second = factories.announced_round(
        open_round.standard, opens_at=NOW() - HOUR, closes_at=NOW() + HOUR, number=2
    )
    assert submitted(second, applicant).receipt_number == "FY2026-2-0001"


def test_an_evaluator_of_the_round_does_not_apply(open_round: Round, applicant: User) -> None:
    draft = drafted(open_round, applicant)
    actions.withdraw(draft, by=applicant)
    CommitteeSeat.objects.create(round=open_round, user=applicant)
    with pytest.raises(PermissionDenied, match="評価委員は、この公募に応募できません"):
        actions.start(open_round, by=applicant)
    with pytest.raises(IntegrityError, match="application_not_by_an_evaluator"):
        Application.objects.create(round=open_round, person=draft.person)


def test_nobody_writes_or_submits_for_another(
    open_round: Round, applicant: User, staff: User
) -> None:
    application = drafted(open_round, applicant)
    with pytest.raises(PermissionDenied, match="本人だけ"):
        actions.submit(application, by=staff, arrived_at=NOW())
    with pytest.raises(PermissionDenied, match="本人だけ"):
        actions.save(application, by=staff, values={"categories": []})
    with pytest.raises(PermissionDenied, match="本人だけ"):
        actions.withdraw(application, by=staff)


def test_a_cancelled_round_takes_nothing_more(
    open_round: Round, applicant: User, staff: User
) -> None:
    application = drafted(open_round, applicant)
    calls.cancel(open_round, by=staff, reason="理由")
    with pytest.raises(PermissionDenied, match="中止されました"):
        actions.submit(application, by=applicant, arrived_at=NOW())
    with pytest.raises(PermissionDenied, match="中止されました"):
        actions.withdraw(application, by=applicant)


@pytest.mark.parametrize("codes", [("producer",), ("producer", "service_designer")])
def test_withdrawing_leaves_every_queue_until_the_decision(
    open_round: Round, applicant: User, staff: User, codes: tuple[str, ...]
) -> None:
    application = submitted(open_round, applicant, codes)
    actions.accept(application, by=staff)
    queue = application.candidacies.in_evaluation()
    assert queue.count() == len(codes)
    actions.withdraw(application, by=applicant)
    assert queue.count() == 0


def test_after_the_decision_nothing_is_withdrawn(
    open_round: Round, applicant: User, staff: User
) -> None:
    application = submitted(open_round, applicant)
    actions.accept(application, by=staff)
    candidacy = application.candidacies.get()
    today = timezone.localdate()
    actions.settle(candidacy, "pass_", by=staff, note="合格相当", decided_on=today)
    assert (candidacy.status, candidacy.decided_on) == ("passed", today)
    with pytest.raises(PermissionDenied, match="決定後"):
        actions.withdraw(application, by=applicant)


def test_a_known_person_is_called_as_before_until_the_ministry_accepts(
    open_round: Round, applicant: User, staff: User
) -> None:
    actions.accept(submitted(open_round, applicant), by=staff)
    later = factories.announced_round(
        open_round.standard, opens_at=NOW() - HOUR, closes_at=NOW() + HOUR, number=2
    )
    boast = submitted(later, applicant, shown_family_name="総務省公認", shown_given_name="最優秀")
    person = Person.objects.get(user=applicant)
    assert person.shown_name == "髙橋 葛󠄀"
    actions.withdraw(boast, by=applicant)
    married = submitted(later, applicant, family_name="山本", family_name_latin="Yamamoto")
    actions.accept(married, by=staff)
    person.refresh_from_db()
    assert person.shown_name == "山本 葛󠄀"
    assert person.birth_date == COMPLETE["birth_date"]
    assert list(Person.objects.named("山本葛")) == [person]
    refreshed = ProcrastinateJob.objects.filter(task_name=REFRESH_SEARCH).latest("id")
    assert refreshed.args == {"person": person.pk}
