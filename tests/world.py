"""A small world with a row in every state and a canary in every secret field, for the access and
the leak tests.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts import actions as accounts
from accounts.models import User
from accounts.roles import Role
from common import uploads
from common.workflow import begin, move
from recruitment.applications import actions as applications
from recruitment.applications import listing
from recruitment.applications.models import Application, Attachment
from recruitment.calls import actions as calls
from recruitment.calls.models import CommitteeSeat, Round
from recruitment.evaluation.models import (
    ConflictOfInterest,
    ConflictVerdict,
    Criterion,
    Declaration,
    Evaluation,
    Letter,
    LetterPart,
    Pledge,
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
from tests.applications import situations
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
    world.rounds["draft"] = factories.round_with(
        standard, fiscal_year=2028, description=text("draft_call")
    )
    factories.question(world.rounds["draft"], label="公示前の質問")
    world.rounds["open"] = factories.announced_round(
        standard,
        fiscal_year=2026,
        opens_at=now - dt.timedelta(days=1),
        closes_at=now + dt.timedelta(days=9),
        description="**自治体**のDXを進める人を募ります。",
        rubric_url=text("guide_address"),
    )
    _questions_of_the_public(world)
    for name, year in (("evaluating", 2025), ("training", 2024), ("concluded", 2023)):
        world.rounds[name] = factories.announced_round(standard, fiscal_year=year, **past)


def _questions_of_the_public(world: World) -> None:
    """One in each status, with what the public must not read; and a file of the call."""
    row, staff = world.rounds["open"], world.people["staff"]
    assert staff is not None
    world.rows["file"] = factories.file_of(row)
    for status in ("waiting", "answered", "published", "declined"):
        asked = calls.ask(row, asked=f"{text('asked')} {status}", email=text("asker_address"))
        world.rows[f"question {status}"] = asked
    wording = {"version": 1, "wording": "年齢の上限はありますか。"}
    secret, told = text("unpublished_answer"), "**ありません。**"
    calls.answer(world.rows["question answered"], by=staff, answer=secret, **wording)
    calls.publish(world.rows["question published"], by=staff, answer=told, **wording)
    calls.decline(world.rows["question declined"], by=staff, reason=text("declined_reason"))


def _person(world: World, name: str, family: str = "髙橋") -> Any:
    user = world.people[name]
    assert user is not None
    return factories.PersonFactory(user=user, email=user.email, family_name=family, given_name=name)


@contextmanager
def _open_again(round: Round) -> Iterator[Round]:
    """The round while it still took applications: in it people really apply."""
    row = Round.objects.filter(pk=round.pk)
    row.update(closes_at=timezone.now() + dt.timedelta(hours=1))
    yield row.get()
    row.update(closes_at=round.closes_at)
    round.refresh_from_db()


def _draft(world: World) -> Application:
    """Half of an application, with a file and a track record, that nobody has submitted."""
    drafter = world.people["drafter"]
    assert drafter is not None
    _person(world, "drafter")
    draft = applications.start(world.rounds["open"], by=drafter)
    values = {
        "motive": text("draft_motive"),
        "phone": text("draft_phone"),
        "categories": ["producer"],
        "record-1-title": text("draft_motive"),
    }
    applications.save(draft, by=drafter, values=values)
    name = f"{text('draft_file')}.pdf"
    world.rows["draft's file"] = situations.attached(draft, drafter, name)
    return draft


def _applications(world: World) -> None:
    world.rows["draft"] = _draft(world)
    world.rows["submitted"] = factories.submitted(world.rounds["open"], _person(world, "trainee"))
    applicant = world.people["applicant"]
    assert applicant is not None
    _person(world, "applicant")
    facts = {"motive": text("motive"), "phone": text("phone")}
    codes = ("producer", "project_manager")
    with _open_again(world.rounds["evaluating"]) as row:
        accepted = situations.drafted(row, applicant, codes, **facts)
        situations.attached(accepted, applicant, f"{text('file')}.pdf")
        applications.submit(accepted, by=applicant, arrived_at=timezone.now())
    _screening(world, accepted)
    move(accepted, "accept", by=world.people["staff"], note=text("screening_note"))
    world.rows["accepted"] = accepted


def _on_paper(world: World, staff: User) -> None:
    """An application that staff are entering; its scan is the ministry's alone."""
    facts = {"family_name": "紙野", "given_name": "届", "family_name_kana": "カミノ"}
    world.rows["on paper"] = applications.enter(
        world.rounds["open"],
        by=staff,
        person=None,
        facts=facts | {"given_name_kana": "トドク", "birth_date": dt.date(1970, 1, 1)},
        email="",
        received_at=timezone.now() - dt.timedelta(hours=1),
        scan=SimpleUploadedFile("scan.png", text("paper_scan").encode()),
        kind=uploads.PNG,
    )


def _screening(world: World, application: Application) -> None:
    """What the desk keeps about it: a note, a mark, a file, somebody who may be the same person."""
    staff = world.people["staff"]
    assert staff is not None
    applications.add_note(application, by=staff, text=text("internal_note"))
    marks = {1: ("not_ok", text("check_remark"))}
    applications.mark(application, by=staff, found=marks, seen=1)
    file = Attachment(application=application, name="a.png", content_type="image/png")
    data = ContentFile(text("attached_file").encode())
    file.file.save("a.png", data, save=False)
    file.size, file.digest = data.size, "0" * 64
    file.save()
    submission = application.latest
    assert submission is not None
    submission.attachments.add(file)
    same = {name: situations.COMPLETE[name] for name in ("family_name", "given_name", "birth_date")}
    namesake = factories.PersonFactory(**same)
    world.rows["twin"] = factories.submitted(
        world.rounds["evaluating"], namesake, employer=text("twin_employer")
    )
    listing.refresh(application)
    _on_paper(world, staff)
    world.rows["view"] = applications.save_view(by=staff, name=text("saved_view"), query="")
    world.rows["attached"] = file


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
        seat = CommitteeSeat.objects.create(
            round=row, user=world.people[name], affiliation=text("affiliation")
        )
        Pledge.objects.create(seat=seat, version="2026-1-ja", text="誓約")
        Declaration.objects.create(seat=seat, listed=[])
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
    world.rows["conflict"] = ConflictOfInterest.objects.create(
        seat=world.rows["seat of evaluator"],
        person=stranger.person,
        reason=text("conflict_reason"),
        verdict=ConflictVerdict.CONFIRMED,
        verdict_reason=text("verdict_reason"),
        judged_by=world.people["staff"],
        judged_at=timezone.now(),
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
    world.rows["told"], world.rows["letter"] = passed, _letter(passed)


def _letter(application: Application) -> Letter:
    """What the applicant of the round in training was told."""
    decision = application.candidacies.get().decisions.latest("version")
    letter = Letter.objects.create(
        application=application,
        kind="result",
        to=application.person.email,
        subject="選考結果のお知らせ",
        text=text("letter"),
        text_en="You have passed.",
    )
    LetterPart.objects.create(letter=letter, decision=decision)
    begin(letter, by=None, source=SOURCE)
    return letter


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
