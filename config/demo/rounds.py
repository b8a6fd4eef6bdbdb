"""Three rounds of FY2026 in different stages, made by the actions that people use.

Actions read the clock. So a closed round is opened until an hour from now, filled with applications
that arrived earlier, and its dates are then put where the demonstration wants them: the only
columns written past the actions.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts import actions as accounts
from accounts.models import User
from config.demo import call, drafts, people, screening
from config.demo.accounts import EVALUATORS, account, silent
from config.demo.backdating import Milestones, backdate
from recruitment.applications import actions as applications
from recruitment.applications import draft
from recruitment.applications.models import Application
from recruitment.calls import actions as calls
from recruitment.calls.models import Round
from recruitment.evaluation import actions as evaluation
from recruitment.evaluation import queries
from recruitment.evaluation.models import (
    ConflictVerdict,
    Evaluation,
    Outcome,
    Recommendation,
)
from recruitment.standards.models import Category, SkillStandard
from training import actions as training
from training.models import Enrolment

DESCRIPTION = (
    "自治体の中に入り、窓口・業務・情報システムの改革を最後まで推進できる方を募ります。"
    "応募は人材類型ごとに評価し、合格した方には研修を受けていただきます。"
)
DESCRIPTION_EN = (
    "We are looking for people who will work inside a municipality and see the reform of its "
    "counters, processes and systems through. Applications are evaluated by category; successful "
    "candidates take part in a training."
)
MIX = [
    ["producer"],
    ["project_manager"],
    ["service_designer"],
    ["producer", "project_manager"],
    ["project_manager"],
]
PASSES = "評価基準を満たし、推進の実績が確かめられた。"
FAILS = "推進の実績が、提出された書類からは確かめられなかった。"
COMMENT = "取り組みの過程と成果が具体的に示されている。"
HALF = 4  # of seven modules


@transaction.atomic
def in_training() -> None:
    """First round of FY2026: 19 applied, 12 are in training, 5 of them (`trainee@` among them) half
    way.
    """
    row = _open(1, opened=150)
    received = [
        _submit(row, 120 + turn, silent(people.address(120 + turn)), 140 - turn)
        for turn in range(18)
    ]
    received.append(_submit(row, 138, account("trainee"), 121))
    _close(row, opened=150, closed=120)
    given = _start_evaluation(row, received, due=60)
    for written in given:
        _score(written, hand_in=True)
    for turn, application in enumerate(received):
        _decide(application, passes=turn < 11 or turn == 18)
    evaluation.close_decisions(row, by=account("staff"))
    evaluation.release_results(row, by=account("staff"), minutes=0)
    start, end = _at(30, hour=0).date(), _at(-30, hour=0).date()
    training.start(row, by=account("staff"), starts_on=start, ends_on=end)
    _study(row, start)
    milestones = Milestones(
        announced=_at(164, hour=14),
        screened=_at(110, hour=15),
        evaluating=_at(100, hour=10),
        scored=_at(62, hour=16),
        decided=_at(50, hour=11),
        released=_at(45, hour=14),
        training=_at(30, hour=9),
    )
    backdate(row, milestones)


@transaction.atomic
def in_evaluation() -> None:
    """Second round: 30 applications, 6 evaluators, half the scores in."""
    row = _open(2, opened=83)
    received = [
        _submit(row, 140 + turn, silent(people.address(140 + turn)), 80 - turn)
        for turn in range(30)
    ]
    _close(row, opened=83, closed=53)
    given = _start_evaluation(row, received, due=-7)
    half = len(given) // 2
    for written in given[:half]:
        _score(written, hand_in=True)
    for written in given[half : half + 4]:
        _score(written, hand_in=False)
    milestones = Milestones(
        announced=_at(97, hour=14),
        screened=_at(45, hour=15),
        evaluating=_at(38, hour=10),
        scored=_at(9, hour=16),
    )
    backdate(row, milestones)


@transaction.atomic
def open_now() -> None:
    """Third round: open for four weeks more; 12 applications, 3 drafts, one `applicant@`'s."""
    row = _open(3, opened=20, closes=25, full=True)
    received = [
        _submit(row, 170 + turn, silent(people.address(170 + turn)), 18 - turn)
        for turn in range(12)
    ]
    screening.begin(received)
    for turn, user in enumerate(
        [account("applicant"), *(silent(people.address(182 + n)) for n in (0, 1))]
    ):
        _draft(row, 184 + turn, user)
    call.talk(row, timezone.now())
    backdate(row, Milestones(announced=_at(34, hour=14)))


def _open(number: int, *, opened: int, closes: int = 0, full: bool = False) -> Round:
    """An announced round that takes applications now; `opened` days ago, for `closes` days more (or
    an hour). A `full` one says and asks all that a call can.
    """
    texts = {"description": DESCRIPTION, "description_en": DESCRIPTION_EN}
    now = timezone.localtime()
    standard = SkillStandard.objects.in_force(now.date())[0]
    closing = now + dt.timedelta(hours=1)
    row = calls.create_round(
        by=account("staff"),
        categories=Category.objects.filter(standard=standard).offered(),
        fiscal_year=2026,
        number=number,
        standard=standard,
        plan_version="4.0",
        **call.TEXTS if full else texts,
        opens_at=_at(opened, hour=10),
        closes_at=_friday(closes) if closes else closing,
    )
    if full:
        call.ask_further(row)
        call.offer_guideline(row)
    calls.announce(row, by=account("staff"))
    return row


def _close(row: Round, *, opened: int, closed: int) -> None:
    Round.objects.filter(pk=row.pk).update(closes_at=_at(closed, hour=17))
    row.refresh_from_db()


def _at(days_ago: int, *, hour: int) -> dt.datetime:
    """An hour sharp in Tokyo, so many days ago (negative: to come), or the Friday before."""
    day = timezone.localtime() - dt.timedelta(days=days_ago)
    day -= dt.timedelta(days=max(0, day.weekday() - 4))
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)


def _friday(days: int) -> dt.datetime:
    """17:00 on the first Friday after so many days."""
    day = _at(-days, hour=17)
    return day + dt.timedelta(days=(4 - day.weekday()) % 7)


def _draft(row: Round, number: int, user: User) -> Application:
    """A draft that is half written: no motive, no consent, and a level that nothing shows."""
    application = applications.start(row, by=user)
    said = drafts.values(number, ["producer"], draft.of(application).asked)
    missing = ("motive", "consent", "note", "answer", "pay_band", "record-2")
    half = {name: value for name, value in said.items() if not name.startswith(missing)}
    applications.save(application, by=user, values=half)
    return application


def _submit(row: Round, number: int, user: User, days_ago: int) -> Application:
    application = applications.start(row, by=user)
    said = drafts.values(number, MIX[number % len(MIX)], draft.of(application).asked)
    applications.save(application, by=user, values=said)
    arrived = _at(days_ago, hour=11) + dt.timedelta(minutes=number % 60)
    return applications.submit(application, by=user, arrived_at=arrived)


def _start_evaluation(row: Round, received: Iterable[Application], *, due: int) -> list[Evaluation]:
    """Screen, seat, start and assign; `due` days ago the scores were due."""
    staff = account("staff")
    for application in received:
        applications.accept(application, by=staff, note="形式の確認を終えました。")
    for turn, name in enumerate(EVALUATORS):
        seat = evaluation.seat(row, account(name), by=staff, is_chair=turn == 0)
        evaluation.describe_seat(seat, by=staff, **MEMBERS[name], expertise=[])
    evaluation.prepare_criteria(row, by=staff)
    Round.objects.filter(pk=row.pk).update(evaluation_due_on=_at(due, hour=0).date())
    evaluation.start(row, by=staff)
    _prepare_committee(row)
    evaluation.search_conflicts(row, by=staff)
    for found in queries.conflicts_of(row):
        reason = "いまの勤務先が同じため、評価から外れていただきます。"
        evaluation.judge_conflict(found, by=staff, verdict=CONFIRMED, reason=reason)
    evaluation.carry_out(row, by=staff, seen=evaluation.propose(row, by=staff).seen)
    return list(Evaluation.objects.filter(seat__round=row).order_by("pk"))


CONFIRMED = ConflictVerdict.CONFIRMED
MEMBERS: dict[str, dict[str, Any]] = {
    "evaluator1": {"family_name": "早川", "given_name": "環", "affiliation": "架空大学"},
    "evaluator2": {"family_name": "森下", "given_name": "透", "affiliation": "架空大学院大学"},
    "evaluator3": {"family_name": "二宮", "given_name": "灯", "affiliation": "架空市役所"},
    "evaluator4": {"family_name": "白石", "given_name": "渉", "affiliation": "架空経済研究会"},
    "evaluator5": {"family_name": "岡部", "given_name": "澪", "affiliation": "架空法律事務所"},
    "evaluator6": {"family_name": "辻", "given_name": "航", "affiliation": "学校法人架空学園"},
}


def _prepare_committee(row: Round) -> None:
    """Everybody pledges, goes through the list of applicants, and names nobody."""
    for seat in row.seats.taken():
        evaluation.pledge(seat, by=seat.user)
    for seat in queries.with_progress(row.seats.taken()):
        evaluation.declare(seat, by=seat.user, reasons={})


def _score(written: Evaluation, *, hand_in: bool) -> None:
    criteria = list(written.candidacy.round.criteria.filter(category=written.candidacy.category))
    answered = criteria if hand_in else criteria[:3]
    points = [_points(written, turn) for turn in range(len(answered))]
    scores = {
        criterion: (point, COMMENT if point in (1, 5) else "")
        for criterion, point in zip(answered, points, strict=True)
    }
    evaluator = written.seat.user
    evaluation.save_scores(
        written,
        by=evaluator,
        version=written.version,
        scores=scores,
        recommendation=_recommendation(points) if hand_in else "",
        comment=COMMENT if hand_in else "",
    )
    if hand_in:
        evaluation.submit(written, by=evaluator)


def _points(written: Evaluation, turn: int) -> int:
    """Good and weak applicants, strict and mild evaluators, and a little of both in each item."""
    applicant = written.candidacy.application_id * 7 % 4
    mood = written.seat_id * 5 % 3 - 1
    item = (written.candidacy.application_id + turn * 3) % 3 - 1
    return min(5, max(1, 2 + applicant + (mood + item) // 2 + (turn % 2)))


def _recommendation(points: list[int]) -> Recommendation:
    mean = sum(points) / len(points)
    if mean >= 3.5:
        return Recommendation.PASS
    return Recommendation.RESERVE if mean >= 2.5 else Recommendation.FAIL


def _decide(application: Application, *, passes: bool) -> None:
    for candidacy in application.candidacies.all():
        evaluation.decide(
            candidacy,
            by=account("staff"),
            outcome=Outcome.PASS if passes else Outcome.FAIL,
            reason=PASSES if passes else FAILS,
            decided_on=timezone.localdate(),
        )


def _study(row: Round, start: dt.date) -> None:
    trainee = accounts.person_of(account("trainee"))
    enrolled = list(Enrolment.objects.filter(programme__round=row).order_by("pk"))
    half_way = [each for each in enrolled if each.person_id != trainee.pk][:4]
    half_way += [each for each in enrolled if each.person_id == trainee.pk]
    modules = list(row.programme.modules.all())
    for enrolment in half_way:
        for week, module in enumerate(modules[:HALF]):
            day = start + dt.timedelta(days=7 * week)
            training.record_module(enrolment, module, by=account("staff"), completed_on=day)
