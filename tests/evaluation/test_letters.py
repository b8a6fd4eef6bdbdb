"""Letters: written once from checked fields, held, stopped, sent as a block, and never twice."""

import datetime as dt
from typing import Any

import pytest
from django.core import mail as outbox
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import User
from common import mail
from recruitment.applications.models import Candidacy
from recruitment.calls.models import Round
from recruitment.evaluation import actions, queries
from recruitment.evaluation import letter_words as lw
from recruitment.evaluation.actions import posting
from recruitment.evaluation.models import (
    Letter,
    LetterKind,
    LetterPart,
    LetterStatus,
    Outcome,
    Release,
)
from tests.evaluation import situations

LATER = dt.timedelta(minutes=31)


@pytest.fixture
def decided(evaluating: Round, staff: User) -> Round:
    """One passed, one reserve; the decisions closed, nothing released."""
    first, second = situations.judged(evaluating, staff)
    situations.decide(first, staff)
    situations.decide(second, staff, Outcome.RESERVE, rank=1)
    return actions.close_decisions(evaluating, by=staff)


@pytest.fixture
def held(decided: Round, staff: User) -> Release:
    """Released, held for half an hour."""
    return actions.release_results(decided, by=staff)


@pytest.fixture
def released(decided: Round, staff: User) -> Round:
    """Out at once; every letter waits to be queued."""
    actions.release_results(decided, by=staff, minutes=0)
    return decided


def work() -> None:
    """What the worker does with every letter's job that waits."""
    for job in ProcrastinateJob.objects.filter(task_name=queries.SEND_LETTER).order_by("pk"):
        actions.hand_over(job.args["letter"])


def sent(row: Round) -> Round:
    actions.queue_waiting()
    work()
    return row


def statuses() -> list[str]:
    return list(Letter.objects.order_by("pk").values_list("status", flat=True))


def promote(row: Round, staff: User) -> Candidacy:
    reserve = row.candidacies.get(status="reserve")
    day = timezone.localdate()
    actions.promote(reserve, by=staff, reason="辞退者が出たため", decided_on=day)
    return reserve


def correct(candidacy: Candidacy, staff: User, staff2: User) -> None:
    day = timezone.localdate()
    actions.record_correction(candidacy, by=staff, reason="集計の誤り", decided_on=day)
    actions.approve_correction(candidacy, by=staff2)


def test_each_applicant_gets_one_letter_with_the_outcome_in_both_languages(held: Release) -> None:
    first, second = Letter.objects.order_by("application__receipt_number")
    assert "合格" in first.text
    assert "successful" in first.text_en
    assert "補欠(1位)" in second.text
    assert "reserve list" in second.text_en
    for letter in (first, second):
        assert letter.application.receipt_number in letter.subject
        assert letter.application.person.shown_name in letter.text
        assert "審議の結果" not in letter.mail_body  # the reason
        assert "{{" not in letter.mail_body


def test_several_categories_stand_in_one_letter() -> None:
    told = [
        lw.Told("プロデューサー", "Producer", Outcome.PASS),
        lw.Told("エンジニア", "Engineer", Outcome.RESERVE, 2),
    ]
    given = lw.fields(
        name="髙橋",
        name_en="Takahashi",
        number="FY2026-0001",
        code="FY2026",
        fiscal_year=2026,
        told=told,
    )
    words = lw.compose(lw.template_for(LetterKind.RESULT, told), given)
    assert "プロデューサー: 合格\n  エンジニア: 補欠(2位)" in words.text
    assert "Engineer" in words.text_en


@pytest.mark.parametrize("template", [lw.SEVERAL, *lw.BY_OUTCOME.values(), *lw.BY_KIND.values()])
def test_every_template_merges_fields_that_there_are(template: str) -> None:
    told = [lw.Told("プロデューサー", "Producer", Outcome.PASS)]
    given = lw.fields(
        name="髙橋", name_en="Takahashi", number="N", code="FY2026", fiscal_year=2026, told=told
    )
    assert lw.faults(template, given) == []
    assert lw.faults(template, given | {"name": " "}) == [lw.Fault("name", True)]
    del given["results_en"]
    assert lw.faults(template, given) == [lw.Fault("results_en", False)]


def test_an_empty_field_stops_the_whole_batch_and_is_named(decided: Round, staff: User) -> None:
    category = decided.candidacies.first().category  # type: ignore[union-attr]
    type(category).objects.filter(pk=category.pk).update(name_en="")
    with pytest.raises(PermissionDenied, match="FY2026-0001: 差込み項目「results_en」が空"):
        actions.release_results(decided, by=staff)
    assert not Letter.objects.exists()
    assert not Release.objects.exists()


def test_nothing_is_out_before_the_hold_ends(held: Release) -> None:
    assert actions.release_due(timezone.now()) == 0
    assert actions.queue_waiting() == 0
    held.round.refresh_from_db()
    assert held.round.released_at is None
    assert statuses() == ["waiting", "waiting"]


def test_when_the_hold_ends_the_results_are_out_and_the_letters_leave(held: Release) -> None:
    assert actions.release_due(timezone.now() + LATER) == 1
    assert actions.release_due(timezone.now() + LATER) == 0
    held.refresh_from_db()
    held.round.refresh_from_db()
    assert held.opened_at == held.round.released_at is not None
    sent(held.round)
    assert statuses() == ["sent", "sent"]
    assert len(outbox.outbox) == 2


def test_a_hold_can_be_stopped_and_begun_again(held: Release, staff: User, staff2: User) -> None:
    actions.stop_release(held, by=staff2)
    assert actions.release_due(timezone.now() + LATER) == 0
    assert statuses() == ["voided", "voided"]
    with pytest.raises(PermissionDenied, match="もう止めて"):
        actions.stop_release(held, by=staff)
    actions.release_results(held.round, by=staff, minutes=0)
    assert statuses() == ["voided", "voided", "waiting", "waiting"]


def test_what_is_out_cannot_be_stopped(released: Round, staff: User) -> None:
    with pytest.raises(PermissionDenied, match="もう知らせました"):
        actions.stop_release(released.releases.get(), by=staff)


def test_there_is_one_release_at_a_time(held: Release, staff: User) -> None:
    with pytest.raises(PermissionDenied, match="時刻を待っています"):
        actions.release_results(held.round, by=staff)
    with pytest.raises(DatabaseError, match="release_once_unless_stopped"), transaction.atomic():
        Release.objects.create(round=held.round, by=staff, held_until=timezone.now() + LATER)


def test_a_correction_that_waits_keeps_the_results_in(held: Release, staff: User) -> None:
    passed = held.round.candidacies.get(status="passed")
    day = timezone.localdate()
    actions.record_correction(passed, by=staff, reason="誤り", decided_on=day)
    assert actions.release_due(timezone.now() + LATER) == 0
    actions.turn_down_correction(passed, by=staff, reason="正しい")
    assert actions.release_due(timezone.now() + LATER) == 1


def test_a_changed_decision_voids_the_letter_that_waits(
    held: Release, staff: User, staff2: User
) -> None:
    correct(held.round.candidacies.get(status="passed"), staff, staff2)
    letters = Letter.objects.order_by("pk")
    assert [row.status for row in letters] == ["voided", "waiting", "waiting"]
    assert letters[2].kind == LetterKind.RESULT
    assert "不合格" in letters[2].text
    assert [part.decision.version for part in letters[2].parts.all()] == [2]


def test_each_change_after_the_release_has_a_letter_of_its_own(
    released: Round, staff: User, staff2: User
) -> None:
    passed = released.candidacies.get(status="passed")
    sent(released)
    promoted = promote(released, staff)
    correct(passed, staff, staff2)
    day = timezone.localdate()
    actions.give_up(promoted, by=staff, reason="都合により", decided_on=day)
    kinds = list(Letter.objects.order_by("pk").values_list("kind", "status"))
    assert kinds == [
        ("result", "sent"),
        ("result", "sent"),
        ("promoted", "voided"),  # never left: the person hears the newest alone
        ("corrected", "waiting"),
        ("result", "waiting"),
    ]


def test_a_pass_is_given_up_once_told_and_never_in_training(
    decided: Round, staff: User, evaluating: Round
) -> None:
    passed = decided.candidacies.get(status="passed")
    facts: dict[str, Any] = {"reason": "都合により", "decided_on": timezone.localdate()}
    with pytest.raises(PermissionDenied, match="結果を知らせるまで"):
        actions.give_up(passed, by=staff, **facts)
    actions.release_results(decided, by=staff, minutes=0)
    sent(decided)
    decision = actions.give_up(passed, by=staff, **facts)
    assert decision.outcome == Outcome.GIVEN_UP
    assert Letter.objects.get(kind="given_up").subject.startswith("辞退を承りました")
    with pytest.raises(PermissionDenied, match="合格だけ"):
        actions.give_up(passed, by=staff, **facts)


def test_no_letter_is_made_for_a_change_before_any_release(decided: Round, staff: User) -> None:
    promote(decided, staff)
    assert not Letter.objects.exists()


def test_the_database_lets_one_letter_tell_a_version(released: Round) -> None:
    first, second = Letter.objects.order_by("pk")
    part = first.parts.get()
    again = Letter.objects.create(
        application=first.application, kind="result", subject="件", text="文", text_en="text"
    )
    with (
        pytest.raises(DatabaseError, match="letterpart_tells_a_decision_once"),
        transaction.atomic(),
    ):
        LetterPart.objects.create(letter=again, decision=part.decision)
    with (
        pytest.raises(DatabaseError, match="letterpart_is_of_its_application"),
        transaction.atomic(),
    ):
        LetterPart.objects.create(letter=second, decision=part.decision)
    with pytest.raises(DatabaseError, match="void_with_its_letter"), transaction.atomic():
        LetterPart.objects.filter(pk=part.pk).update(is_void=True)


@pytest.mark.parametrize(
    "columns", [{"subject": "別"}, {"to": "x@tests.example"}, {"sent_at": None}, {"failure": "x"}]
)
def test_a_sent_letter_never_changes(released: Round, columns: dict[str, Any]) -> None:
    sent(released)
    with pytest.raises(DatabaseError), transaction.atomic():
        Letter.objects.update(**columns)


def test_a_letter_keeps_its_text_and_is_not_deleted(held: Release) -> None:
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        Letter.objects.update(text="別の文")
    with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
        LetterPart.objects.all().delete()


def test_a_worker_killed_while_queueing_leaves_nobody_out(
    released: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second letter's statement is never reached: the whole batch is as before."""
    monkeypatch.setattr(posting, "BATCH", 2)
    calls: list[int] = []

    def die(task: str, **arguments: Any) -> None:
        calls.append(arguments["letter"])
        if len(calls) == 2:
            raise SystemExit(9)

    with monkeypatch.context() as killed:
        killed.setattr(posting.queue, "later", die)
        with pytest.raises(SystemExit):
            actions.queue_waiting()
    assert statuses() == ["waiting", "waiting"]
    sent(released)
    assert sorted(message.to[0] for message in outbox.outbox) == sorted(
        Letter.objects.values_list("to", flat=True)
    )


def test_a_job_that_runs_twice_sends_once(released: Round) -> None:
    sent(released)
    work()
    assert len(outbox.outbox) == 2


def stalled(letter: Letter, status: str = "doing") -> None:
    """The letter's job is in the hands of a worker that is dead."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = %s::procrastinate_job_status"
            " WHERE task_name = %s AND args->>'letter' = %s",
            [status, queries.SEND_LETTER, str(letter.pk)],
        )


def jobs(letter: Letter) -> int:
    rows = ProcrastinateJob.objects.filter(task_name=queries.SEND_LETTER)
    return rows.filter(args__letter=letter.pk).count()


def test_a_worker_killed_before_it_spoke_to_the_server_is_made_good(released: Round) -> None:
    actions.queue_waiting()
    letter = Letter.objects.earliest("pk")
    stalled(letter)
    assert actions.recover(timezone.now()) == 1
    assert jobs(letter) == 2
    work()
    assert statuses() == ["sent", "sent"]
    assert len(outbox.outbox) == 2


def test_a_worker_killed_while_it_spoke_leaves_the_question_to_staff(
    released: Round, staff: User
) -> None:
    actions.queue_waiting()
    letter = Letter.objects.earliest("pk")
    stalled(letter)
    Letter.objects.filter(pk=letter.pk).update(handed_at=timezone.now())
    actions.recover(timezone.now())
    work()
    letter.refresh_from_db()
    assert (letter.status, letter.failure) == (
        LetterStatus.FAILED,
        "送っている途中でワーカーが止まりました。届いたかどうか分かりません。",
    )
    assert len(outbox.outbox) == 1
    actions.resend(letter, by=staff)
    work()
    assert statuses() == ["sent", "sent"]


def test_a_letter_whose_job_waits_or_works_is_left_alone(released: Round) -> None:
    actions.queue_waiting()
    assert actions.recover(timezone.now()) == 0


def test_a_refusal_is_tried_again_and_shown_in_the_end(
    released: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*message: str) -> None:
        raise OSError("550")

    actions.queue_waiting()
    letter = Letter.objects.earliest("pk")
    with monkeypatch.context() as down:
        down.setattr(mail, "send", refuse)
        with pytest.raises(OSError, match="550"):
            actions.hand_over(letter.pk)
    letter.refresh_from_db()
    assert (letter.status, letter.handed_at) == (LetterStatus.QUEUED, None)
    stalled(letter, "failed")
    actions.recover(timezone.now())
    letter.refresh_from_db()
    assert letter.failure == "メールサーバーが受け取りませんでした。"


def test_a_sent_letter_is_sent_again_and_logged(
    released: Round, staff: User, auditor: User, letters: Any
) -> None:
    sent(released)
    letter = Letter.objects.earliest("pk")
    with pytest.raises(PermissionDenied):
        actions.resend(letter, by=auditor)
    actions.resend(letter, by=staff)
    assert [row["to"] for row in letters() if row["subject"] == letter.subject] == [letter.to]
    change = letter.history.latest("pk")
    assert (change.verb, change.by, change.note) == ("repeat", staff, letter.to)


def test_whoever_has_no_address_is_shown_as_not_sent(decided: Round, staff: User) -> None:
    person = decided.candidacies.first().application.person  # type: ignore[union-attr]
    type(person).objects.filter(pk=person.pk).update(email="", user=None)
    actions.release_results(decided, by=staff, minutes=0)
    sent(decided)
    letter = Letter.objects.get(to="")
    assert letter.status == LetterStatus.FAILED
    with pytest.raises(PermissionDenied, match="郵送"):
        actions.resend(letter, by=staff)


def test_letters_of_many_cost_no_more_queries(
    decided: Round, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(4):
        assert len(queries.drafts(queries.released_to(decided))) == 2
