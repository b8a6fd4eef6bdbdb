"""What staff do with rounds, and what the database keeps of it."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from common.versions import StaleVersion
from common.workflow import MoveRefused
from recruitment.calls import actions, queries
from recruitment.calls.forms import ExtensionForm
from recruitment.calls.models import Round, RoundCategory
from recruitment.standards.models import Category, SkillStandard
from tests import factories

NOW = timezone.now
HOUR = dt.timedelta(hours=1)


def test_a_round_begins_as_a_draft_with_its_history(staff: User, standard: SkillStandard) -> None:
    offered = standard.categories.offered()
    round = actions.create_round(by=staff, categories=offered, fiscal_year=2026, standard=standard)
    assert (round.code, round.status) == ("FY2026", "draft")
    assert [offer.category for offer in round.offers.all()] == list(offered)
    assert [(line.after, line.by) for line in round.history.all()] == [("draft", staff)]


def test_the_second_round_of_a_year_carries_its_number(
    staff: User, standard: SkillStandard
) -> None:
    facts = {"fiscal_year": 2026, "standard": standard}
    actions.create_round(by=staff, categories=[], **facts)
    assert actions.create_round(by=staff, categories=[], number=2, **facts).code == "FY2026-2"


@pytest.mark.parametrize("who", ["applicant", "auditor", "evaluator", "officer"])
def test_only_staff_make_rounds(
    request: pytest.FixtureRequest, standard: SkillStandard, who: str
) -> None:
    with pytest.raises(PermissionDenied, match="総務省職員だけ"):
        actions.create_round(
            by=request.getfixturevalue(who), categories=[], fiscal_year=2026, standard=standard
        )


def test_a_category_that_is_not_open_is_refused(staff: User, standard: SkillStandard) -> None:
    engineer = standard.categories.filter(code="engineer")
    with pytest.raises(PermissionDenied, match="公募できる人材類型だけ"):
        actions.create_round(by=staff, categories=engineer, fiscal_year=2026, standard=standard)
    assert not Round.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_database_refuses_a_category_of_another_standard(draft_round: Round) -> None:
    other = SkillStandard.objects.create(
        version="x", title="x", title_en="x", effective_on="2026-01-01"
    )
    foreign = Category.objects.create(
        standard=other, code="producer", name="x", name_en="x", order=1
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        RoundCategory.objects.create(round=draft_round, category=foreign, standard=other)


def test_a_later_save_from_an_older_page_is_refused(staff: User, draft_round: Round) -> None:
    offered = draft_round.standard.categories.offered()
    actions.edit_round(draft_round, by=staff, version=1, categories=offered, plan_version="5.0")
    with pytest.raises(StaleVersion):
        actions.edit_round(draft_round, by=staff, version=1, categories=[], plan_version="6.0")
    draft_round.refresh_from_db()
    assert (draft_round.plan_version, draft_round.offers.count()) == ("5.0", 3)


def test_a_draft_can_move_to_another_standard(staff: User, draft_round: Round) -> None:
    other = SkillStandard.objects.create(
        version="x", title="x", title_en="x", effective_on="2026-01-01"
    )
    chosen = Category.objects.create(
        standard=other, code="producer", name="x", name_en="x", order=1
    )
    actions.edit_round(draft_round, by=staff, version=1, categories=[chosen], standard=other)
    assert [offer.category for offer in draft_round.offers.all()] == [chosen]


def test_announcing_publishes_the_call_and_it_opens_by_the_clock(
    staff: User, standard: SkillStandard
) -> None:
    opens, closes = NOW() + HOUR, NOW() + 2 * HOUR
    round = factories.round_with(standard, opens_at=opens, closes_at=closes)
    assert list(Round.objects.called()) == []
    actions.announce(round, by=staff)
    assert list(Round.objects.called()) == [round]
    assert [round.is_open(at) for at in (opens - HOUR, opens, closes)] == [False, True, False]
    assert [queries.call(round, at).phase for at in (opens - HOUR, opens, closes)] == [
        "coming",
        "open",
        "closed",
    ]


@pytest.mark.parametrize(
    ("dates", "sentence"),
    [
        ({}, "受付開始と受付終了の日時を入れて"),
        ({"opens_at": NOW() - 2 * HOUR, "closes_at": NOW() - HOUR}, "受付終了の日時が過ぎています"),
    ],
)
def test_a_round_without_a_future_is_not_announced(
    staff: User, standard: SkillStandard, dates: dict, sentence: str
) -> None:
    round = factories.round_with(standard, **dates)
    with pytest.raises(PermissionDenied, match=sentence):
        actions.announce(round, by=staff)


def test_a_round_without_categories_is_not_announced(staff: User, standard: SkillStandard) -> None:
    round = factories.round_with(standard, opens_at=NOW(), closes_at=NOW() + HOUR)
    round.offers.all().delete()
    with pytest.raises(PermissionDenied, match="人材類型を1つ以上"):
        actions.announce(round, by=staff)


def test_of_two_staff_who_announce_one_gets_a_sentence(
    staff: User, staff2: User, standard: SkillStandard
) -> None:
    round = factories.round_with(standard, opens_at=NOW(), closes_at=NOW() + HOUR)
    seen_by_other = Round.objects.get(pk=round.pk)
    actions.announce(round, by=staff)
    with pytest.raises(MoveRefused):
        actions.announce(seen_by_other, by=staff2)
    assert round.history.filter(verb="announce").count() == 1


def test_an_announced_round_is_not_edited(staff: User, open_round: Round) -> None:
    with pytest.raises(PermissionDenied, match="公示した後は"):
        actions.edit_round(open_round, by=staff, version=1, categories=[])


def test_a_changed_period_is_kept_with_its_reason(staff: User, open_round: Round) -> None:
    before, later = open_round.closes_at, open_round.closes_at + HOUR
    actions.change_period(
        open_round, by=staff, opens_at=open_round.opens_at, closes_at=later, reason="停電のため"
    )
    change = open_round.period_changes.get()
    assert (change.closes_before, change.closes_after, change.reason) == (
        before,
        later,
        "停電のため",
    )
    assert (open_round.closes_at, open_round.version) == (later, 2)


def test_closing_moves_later_also_after_it_has_passed(staff: User, standard: SkillStandard) -> None:
    round = factories.announced_round(standard, opens_at=NOW() - 2 * HOUR, closes_at=NOW() - HOUR)
    assert not round.is_open()
    actions.change_period(
        round, by=staff, opens_at=round.opens_at, closes_at=NOW() + HOUR, reason="障害のため"
    )
    assert round.is_open()


@pytest.mark.parametrize(
    ("opens", "closes", "sentence"),
    [
        (0, -24, "いまより前にすることはできません"),
        (0, -48, "受付開始より後"),
        (1, 48, "受付開始は変えられません"),
    ],
)
def test_a_period_that_would_wrong_somebody_is_refused(
    staff: User, open_round: Round, opens: int, closes: int, sentence: str
) -> None:
    shifted = open_round.opens_at + opens * HOUR
    closing = NOW() - HOUR if closes == -24 else open_round.opens_at + closes * HOUR
    with pytest.raises(PermissionDenied, match=sentence):
        actions.change_period(
            open_round, by=staff, opens_at=shifted, closes_at=closing, reason="理由"
        )
    assert not open_round.period_changes.exists()


def test_the_period_is_not_changed_once_evaluation_runs(staff: User, open_round: Round) -> None:
    factories.advance(open_round, "start_evaluation")
    with pytest.raises(PermissionDenied, match="評価を始めた後"):
        actions.change_period(
            open_round,
            by=staff,
            opens_at=open_round.opens_at,
            closes_at=NOW() + HOUR,
            reason="理由",
        )


def test_the_database_refuses_a_period_change_without_a_reason(
    staff: User, open_round: Round
) -> None:
    with pytest.raises(IntegrityError, match="periodchange_has_a_reason"):
        actions.change_period(
            open_round, by=staff, opens_at=open_round.opens_at, closes_at=NOW() + HOUR, reason=""
        )


def test_an_extension_is_one_persons_deadline(staff: User, open_round: Round) -> None:
    person, other = factories.PersonFactory.create_batch(2)
    until = open_round.closes_at + HOUR
    actions.extend(open_round, person, by=staff, until=until, reason="災害のため")
    actions.extend(open_round, person, by=staff, until=until - HOUR / 2, reason="取り違え")
    assert queries.deadline(open_round, person) == until
    assert (
        queries.deadline(open_round, other)
        == queries.deadline(open_round, None)
        == open_round.closes_at
    )


def test_an_extension_before_the_closing_is_refused(staff: User, open_round: Round) -> None:
    with pytest.raises(PermissionDenied, match="公募の受付終了より後"):
        actions.extend(
            open_round, factories.PersonFactory(), by=staff, until=NOW() + HOUR, reason="理由"
        )


def test_a_cancelled_round_keeps_its_reason_and_ends(staff: User, open_round: Round) -> None:
    actions.cancel(open_round, by=staff, reason="予算の変更のため")
    assert (open_round.status, queries.cancellation(open_round)) == (
        "cancelled",
        "予算の変更のため",
    )
    assert list(Round.objects.counted()) == []
    assert list(Round.objects.called()) == [open_round]


def test_cancelling_needs_a_reason(staff: User, open_round: Round) -> None:
    with pytest.raises(PermissionDenied, match="理由"):
        actions.cancel(open_round, by=staff, reason=" ")


def test_a_decided_round_is_not_cancelled(staff: User, open_round: Round) -> None:
    factories.advance(open_round, "start_evaluation", "decide")
    with pytest.raises(PermissionDenied, match="決定した後"):
        actions.cancel(open_round, by=staff, reason="理由")


def test_the_later_arrows_run_to_the_end(staff: User, open_round: Round) -> None:
    actions.start_evaluation(open_round, by=staff)
    actions.decide(open_round, by=staff)
    actions.release_results(open_round, by=staff)
    actions.start_training(open_round, by=staff)
    actions.conclude(open_round, by=staff, on=dt.date(2027, 5, 31))
    open_round.refresh_from_db()
    assert (open_round.status, open_round.result_on) == ("concluded", dt.date(2027, 5, 31))
    assert open_round.released_at is not None


@pytest.mark.parametrize(
    ("closes", "left"),
    [("2026-12-18T17:00+09:00", 8), ("2026-12-11T00:00+09:00", 0), ("2026-12-10T23:00+09:00", 0)],
)
def test_days_left_count_to_the_last_day_in_japan(
    standard: SkillStandard, closes: str, left: int
) -> None:
    now = dt.datetime.fromisoformat("2026-12-10T08:00+09:00")
    round = factories.announced_round(
        standard, opens_at=now - HOUR, closes_at=dt.datetime.fromisoformat(closes)
    )
    assert queries.call(round, now).days_left == left


def test_nobody_extends_their_own(open_round: Round, staff: User, staff2: User) -> None:
    own = factories.PersonFactory(user=staff, email=staff.email)
    until = open_round.closes_at + HOUR
    with pytest.raises(PermissionDenied, match="自分の受付"):
        actions.extend(open_round, own, by=staff, until=until, reason="間に合わない")
    typed = {"whom": "addresses", "addresses": staff.email}
    assert ExtensionForm(open_round, staff, lambda place: [], typed).errors["addresses"]
    actions.extend(open_round, own, by=staff2, until=until, reason="災害のため")
    assert queries.deadline(open_round, own) == until


def test_an_address_means_who_signs_in_with_it(db: None) -> None:
    former = factories.PersonFactory(user=factories.UserFactory(), email="shared@tests.example")
    assert queries.people_by_addresses(["shared@tests.example"]) == {}
    owner = factories.PersonFactory(user=factories.UserFactory(email="shared@tests.example"))
    found = queries.people_by_addresses(["Shared@tests.example"])
    assert found == {"Shared@tests.example": owner} != {"Shared@tests.example": former}
    known = factories.PersonFactory(email="known@past.example")
    assert queries.people_by_addresses(["KNOWN@past.example"]) == {"KNOWN@past.example": known}
