"""A small world with a row in every state and a canary in every secret field, for the access and
the leak tests.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from accounts import actions as accounts
from accounts.models import User
from accounts.roles import Role
from common.workflow import begin, move
from recruitment.applications.models import Application
from recruitment.calls.models import CommitteeSeat, Round
from recruitment.evaluation.models import (
    ConflictOfInterest,
    Criterion,
    Evaluation,
    Recommendation,
    Score,
)
from recruitment.standards.models import Category, SkillStandard
from roster.provision.models import Grant, GrantBody, ProvisionRequest
from roster.registry import actions as registry
from roster.registry.models import (
    ProfileSheet,
    Registration,
    TrackRecord,
    WorkConditions,
)
from tests import factories
from tests.canaries import CANARIES
from tests.factories import SOURCE
from tests.factors import with_factor


@dataclass
class World:
    """The people by name, and the rows that addresses speak of."""

    people: dict[str, User | None] = field(default_factory=dict)
    rounds: dict[str, Round] = field(default_factory=dict)
    rows: dict[str, Any] = field(default_factory=dict)

    def person(self, name: str) -> User:
        """Somebody who has an account."""
        user = self.people[name]
        assert user is not None
        return user


def text(name: str) -> str:
    return CANARIES[name].text


def build() -> World:
    """Everything, in the order of the chain."""
    accounts.sync_roles()
    world = World(people={"stranger": None})
    _people(world)
    standard = factories.standard()
    _rounds(world, standard)
    _applications(world)
    _evaluation(world, standard)
    _training(world)
    _list(world)
    _provision(world)
    return world


def _people(world: World) -> None:
    for name, role, label in (
        ("staff", Role.STAFF, "職員"),
        ("auditor", Role.AUDITOR, "監査"),
        ("evaluator", Role.EVALUATOR, text("evaluator_name")),
        ("evaluator2", Role.EVALUATOR, text("other_evaluator_name")),
    ):
        user = factories.UserFactory(email=f"{name}@tests.example", display_name=label)
        accounts.grant_role(user, role, by=None, source=SOURCE)
        world.people[name] = user
    for name, code, town, prefecture in (
        ("officer", "223026", "河津町", "22"),
        ("officer2", "392014", "高知市", "39"),
    ):
        user = factories.UserFactory(email=f"{name}@tests.example")
        body = factories.LocalGovernmentFactory(
            code=code, name=town, prefecture=prefecture, county=""
        )
        office = accounts.appoint_officer(
            user, body, since=dt.date(2022, 4, 1), by=None, responsible=True, source=SOURCE
        )
        world.people[name], world.rows[f"body of {name}"] = user, body
        world.rows[f"office of {name}"] = office
    for name, address in (
        ("applicant", text("applicant_address")),
        ("drafter", text("drafter_address")),
        ("trainee", "trainee@tests.example"),
        ("registrant", text("registrant_address")),
        ("registrant2", "registrant2@tests.example"),
    ):
        world.people[name] = factories.UserFactory(email=address)
    with_factor(world.person("trainee"))
    _invitation(world)
    world.rows["erasure"] = accounts.ask_for_erasure(
        by=world.person("applicant"), reason=text("erasure_reason")
    )


def _invitation(world: World) -> None:
    """To a colleague of the officer, who has not answered yet."""

    def link(token: str) -> str:
        world.rows["token"] = token
        return f"https://testserver/accounts/invitations/{token}/"

    world.rows["invitation"] = accounts.invite(
        text("invited_address"),
        Role.OFFICER,
        by=world.person("officer"),
        link=link,
        government=world.rows["body of officer"],
        department="企画課",
    )


def _rounds(world: World, standard: SkillStandard) -> None:
    now = timezone.now()
    past = {"opens_at": now - dt.timedelta(days=90), "closes_at": now - dt.timedelta(days=60)}
    world.rounds["draft"] = factories.round_with(standard, fiscal_year=2028)
    world.rounds["open"] = factories.announced_round(
        standard,
        fiscal_year=2026,
        opens_at=now - dt.timedelta(days=1),
        closes_at=now + dt.timedelta(days=9),
    )
    for name, year in (("evaluating", 2025), ("training", 2024), ("concluded", 2023)):
        world.rounds[name] = factories.announced_round(standard, fiscal_year=year, **past)


def _person(world: World, name: str, family: str = "髙橋") -> Any:
    user = world.people[name]
    assert user is not None
    return factories.PersonFactory(user=user, email=user.email, family_name=family, given_name=name)


def _applications(world: World) -> None:
    drafter = _person(world, "drafter")
    identity = {name: getattr(drafter, name) for name in accounts.IDENTITY}
    draft = Application.objects.create(
        round=world.rounds["open"], person=drafter, motive=text("draft_motive"), **identity
    )
    begin(draft, by=world.people["drafter"])
    world.rows["draft"] = draft
    world.rows["submitted"] = factories.submitted(world.rounds["open"], _person(world, "trainee"))
    applicant = _person(world, "applicant")
    accepted = factories.submitted(
        world.rounds["evaluating"],
        applicant,
        ("producer", "project_manager"),
        motive=text("motive"),
    )
    move(accepted, "accept", by=world.people["staff"], note=text("screening_note"))
    world.rows["accepted"] = accepted


def _evaluation(world: World, standard: SkillStandard) -> None:
    row, application = world.rounds["evaluating"], world.rows["accepted"]
    factories.advance(row, "start_evaluation")
    for category in Category.objects.filter(standard=standard, is_open=True):
        for item in category.items.all():
            anchors = {f"anchor_{point}": f"{item} {point}" for point in range(1, 6)}
            Criterion.objects.create(
                round=row,
                category=category,
                skill_item=item,
                order=item.number,
                name=item.name,
                weight=50,
                **anchors,
            )
    candidacy = application.candidacies.first()
    world.rows["candidacy"] = candidacy
    for name, comment in (("evaluator", "score_comment"), ("evaluator2", "other_score_comment")):
        seat = CommitteeSeat.objects.create(round=row, user=world.people[name])
        evaluation = Evaluation.objects.create(
            seat=seat, candidacy=candidacy, submission=application.latest
        )
        begin(evaluation, by=world.people["staff"])
        move(
            evaluation,
            "start",
            by=world.people[name],
            comment=text(comment),
            recommendation=Recommendation.PASS,
        )
        for criterion in Criterion.objects.filter(round=row, category=candidacy.category):
            Score.objects.create(
                evaluation=evaluation, criterion=criterion, points=5, comment=text(comment)
            )
        world.rows[f"evaluation of {name}"], world.rows[f"seat of {name}"] = evaluation, seat
    stranger = factories.accepted(row, factories.PersonFactory(given_name="相反"))
    ConflictOfInterest.objects.create(
        seat=world.rows["seat of evaluator"], person=stranger.person, reason=text("conflict_reason")
    )
    world.rows["undecided"] = stranger.candidacies.first()


def _training(world: World) -> None:
    row = world.rounds["training"]
    passed = factories.passed(row, world.rows["submitted"].person)
    passed.candidacies.first().decisions.create(
        version=2, outcome="pass", reason=text("decision_reason"), decided_on=timezone.localdate()
    )
    factories.advance(row, "start_evaluation", "decide", "release_results", "start_training")
    world.rows["enrolment"] = factories.enrolled(passed)


def _list(world: World) -> None:
    row = world.rounds["concluded"]
    factories.advance(row, "start_evaluation", "decide", "release_results", "start_training")
    known = _registered(world, "registrant", text("registrant_name"))
    hidden = _registered(world, "registrant2", "渡邉", employer=text("hidden_employer"))
    move(row, "conclude", by=None, source=SOURCE, result_on=timezone.localdate())
    _sheet(world, known, "approve", summary="窓口改革を推進しました。")
    _sheet(world, hidden, "", summary=text("unapproved_sheet"))
    conditions = {"confirmed_on": timezone.localdate(), "prefectures": ["22"]}
    WorkConditions.objects.create(registrant=known.registrant, **conditions)
    for registration in (known, hidden):
        registry.refresh_search(registration.registrant)
    today = timezone.localdate()
    edition = registry.publish_edition(by=None, as_of=today, round=row, source=SOURCE)
    world.rows |= {
        "registrant": known.registrant,
        "registrant2": hidden.registrant,
        "edition": edition,
    }


def _registered(world: World, name: str, family: str, **facts: Any) -> Registration:
    person = _person(world, name, family)
    return factories.registered(factories.passed(world.rounds["concluded"], person, **facts))[0]


def _sheet(world: World, registration: Registration, verb: str, **facts: Any) -> None:
    sheet = ProfileSheet.objects.create(registrant=registration.registrant, number=1, **facts)
    begin(sheet, by=world.people["staff"])
    TrackRecord.objects.create(
        sheet=sheet, started_on=dt.date(2023, 4, 1), body_kind="city", title="窓口予約",
        field="窓口", role="責任者",
        action="予約を統合した。", result=text("shown_result") if verb else "待ち時間を半分に。",
    )  # fmt: skip
    if verb:
        staff = world.people["staff"]
        move(sheet, verb, by=staff, approved_at=timezone.now(), approved_by=staff)


def _provision(world: World) -> None:
    for name, problem, verb in (("officer", "problem", "grant"), ("officer2", "other_problem", "")):
        body = world.rows[f"body of {name}"]
        asked = ProvisionRequest.objects.create(
            local_government=body,
            officer=world.people[name],
            problem=text(problem),
            person_wanted="推進できる人",
        )
        begin(asked, by=world.people[name])
        move(asked, "submit", by=world.people[name], submitted_at=timezone.now())
        if verb:
            move(asked, verb, by=world.people["staff"])
            today = timezone.localdate()
            grant = Grant.objects.create(
                request=asked, granted_on=today, until=today + dt.timedelta(days=90)
            )
            GrantBody.objects.create(grant=grant, local_government=body)
        world.rows[f"request of {name}"] = asked
