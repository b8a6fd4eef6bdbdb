"""What the ministry's screeners read about one application, and what an applicant reads of it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Q, QuerySet, When
from django.utils.translation import gettext_lazy as _

from accounts.actions import name_key
from accounts.models import Person, User
from accounts.queries import find_person
from recruitment.applications import returnable
from recruitment.applications.listing import email_of
from recruitment.applications.models import (
    Application,
    ApplicationStatus,
    ApplicationStatusChange,
    ChecklistItem,
    ChecklistMark,
    Marked,
    PossibleDuplicate,
    SavedView,
)
from recruitment.applications.queries import namesakes
from recruitment.calls import queries as calls
from recruitment.calls.models import Extension, Round

RETURN = "return_for_correction"
CHECKED = [ApplicationStatus.SUBMITTED, ApplicationStatus.RETURNED]  # as long as it is
LETTERS = {
    "submit": _("受付票"),
    "resubmit": _("受付票"),
    "correct": _("受付票"),
    RETURN: _("補正のお願い"),
    "accept": _("評価へ受理したお知らせ"),
    "refuse": _("要件を満たしていないお知らせ"),
    "withdraw": _("取下げの確認"),
}


def returned_fields(application: Application) -> list[tuple[str, str, str]]:
    """What the applicant is to put right now: name, label and why, in the order of the form.

    Empty while no correction is asked for, and when only a general reason was given.
    """
    if application.status != ApplicationStatus.RETURNED:
        return []
    change = application.history.filter(verb=RETURN).order_by("-at", "-pk").first()
    return fields_of(change) if change else []


def fields_of(change: ApplicationStatusChange) -> list[tuple[str, str, str]]:
    """What one return named."""
    order = list(returnable.FIELD_LABELS)
    rows = change.returned_fields.all()
    return [
        (row.name, returnable.label_of(row.name), row.reason)
        for row in sorted(rows, key=lambda row: order.index(row.name) if row.name in order else 99)
    ]


def all_returned(application: Application) -> list[tuple[ApplicationStatusChange, Any]]:
    """Every return that named fields, newest first."""
    changes = application.history.filter(verb=RETURN).prefetch_related("returned_fields")
    return [(each, fields_of(each)) for each in changes.order_by("-at", "-pk")]


def resubmittable(
    round: Round, applications: Iterable[Application], at: dt.datetime
) -> dict[int, dt.datetime]:
    """Which of these their applicants can still send in anew, and until when.

    To accept one of them takes that away.
    """
    rows = [row for row in applications if row.status == ApplicationStatus.SUBMITTED]
    own = {row.pk: row.person_id for row in rows if row.person.user_id is not None}
    until = calls.still_open(round, list(own.values()), at)
    return {key: until[person] for key, person in own.items() if person in until}


@dataclass(frozen=True)
class Letter:
    """A letter that followed from a line of the history."""

    change: ApplicationStatusChange
    name: Any
    to: str


def letters(application: Application, history: Iterable[ApplicationStatusChange]) -> list[Letter]:
    """Which letters went out, and where they would go today.

    A withdrawn draft was no news, and what came in from outside wrote none.
    """
    to = email_of(application)
    return [
        Letter(change, LETTERS[change.verb], to)
        for change in history
        if to and change.verb in LETTERS and change.before + change.verb != "draftwithdraw"
    ]


def extensions(application: Application) -> QuerySet[Extension]:
    """Later deadlines that this person was given."""
    rows = Extension.objects.filter(round=application.round_id, person=application.person_id)
    return rows.select_related("by").order_by("at", "pk")


def checklist_of(round: Round) -> list[ChecklistItem]:
    """What the round checks: its own items or, until it has any, the default ones (not stored)."""
    there = list(round.checklist.order_by("number"))
    if there:
        return [item for item in there if not item.is_retired]
    return default_items(round)


def default_items(round: Round) -> list[ChecklistItem]:
    return [
        ChecklistItem(round=round, number=number, label=label, label_en=label_en, field=name)
        for number, (label, label_en, name) in enumerate(returnable.DEFAULT_CHECKS, start=1)
    ]


@dataclass(frozen=True)
class Check:
    """An item with what was found, if somebody has looked; `stale`: about an earlier submission."""

    item: ChecklistItem
    mark: ChecklistMark | None
    stale: bool

    @property
    def tone(self) -> str:
        return ChecklistMark.TONES.get(Marked(self.mark.found), "") if self.mark else ""


def checks(application: Application) -> list[Check]:
    """The round's items in order, each with its mark."""
    marks = application.marks.select_related("item", "by", "submission")
    by_item = {mark.item.number: mark for mark in marks}
    latest = application.latest
    found = []
    for item in checklist_of(application.round):
        mark = by_item.get(item.number)
        stale = mark is not None and latest is not None and mark.submission_id != latest.pk
        found.append(Check(item, mark, stale))
    return found


def open_points(application: Application) -> list[tuple[str, Check]]:
    """What speaks for waiting before it is accepted: kind (open, not_ok, stale) and item."""
    found = []
    for check in checks(application):
        if check.mark is None:
            found.append(("open", check))
        elif check.mark.found == Marked.NOT_OK:
            found.append(("not_ok", check))
        elif check.stale:
            found.append(("stale", check))
    return found


def pairs(application: Application) -> list[tuple[PossibleDuplicate, Application]]:
    """Those that may be the same person's, open ones first, each with the other application."""
    rows = PossibleDuplicate.objects.of(application.pk).select_related(
        "by", "first__person__user", "first__round", "second__person__user", "second__round"
    )
    found = [
        (pair, pair.second if pair.first_id == application.pk else pair.first) for pair in rows
    ]
    return sorted(found, key=lambda two: (bool(two[0].verdict), -two[1].pk))


def namesakes_without_pair(application: Application) -> list[Person]:
    """Known people with the name and birth date who have sent in nothing that could be compared."""
    paired = {other.person_id for _pair, other in pairs(application)}
    return [person for person in namesakes(application) if person.pk not in paired]


def others_of_person(application: Application) -> QuerySet[Application]:
    """What the same person has sent in otherwise, newest first."""
    rows = Application.objects.received().filter(person=application.person_id)
    return rows.exclude(pk=application.pk).select_related("round").order_by("-pk")


@dataclass(frozen=True)
class Neighbours:
    """The applications of the round before and after one, by receipt number, and the next one with
    points that nobody has checked: after it, else from the beginning.
    """

    before: Application | None
    after: Application | None
    unchecked: Application | None


def neighbours(application: Application, items: int, by: User) -> Neighbours:
    """In a round with so many items to check. Nobody checks their own."""
    number = application.receipt_number
    rows = Application.objects.received().filter(round=application.round_id)
    rows = rows.only("public_id", "receipt_number").order_by("receipt_number", "pk")
    open_ones = rows.not_of(by).filter(status__in=CHECKED, line__marked__lt=items)
    turn = Case(When(receipt_number__gt=number, then=0), default=1)
    return Neighbours(
        rows.filter(receipt_number__lt=number).last(),
        rows.filter(receipt_number__gt=number).first(),
        open_ones.exclude(pk=application.pk).order_by(turn, "receipt_number", "pk").first(),
    )


def views_of(user: User) -> QuerySet[SavedView]:
    """The views that this member of staff keeps."""
    return SavedView.objects.filter(owner=user).order_by("name", "pk")


def is_own(user: User, application: Application) -> bool:
    """Whether it is the reader's own: what is noted about it is not for them."""
    return application.person.user_id == user.pk


def between(application: Application, other: Application) -> Q:
    """The pair of the two, whichever came first."""
    first, second = sorted([application.pk, other.pk])
    return Q(first=first, second=second)


def known_person(facts: dict[str, Any], email: str) -> Person | None:
    """Who this may be: by the address, also an account's, else by name and birth date."""
    if email:
        signed_up = Person.objects.filter(user__email__iexact=email).first()
        if signed_up is not None:
            return signed_up
    name = name_key(facts)
    return find_person(email=email, name=name, birth_date=facts["birth_date"])


def address_taken(email: str) -> bool:
    """Whether somebody signs in with this address, or is known by it."""
    taken = Q(email__iexact=email) | Q(user__email__iexact=email)
    return Person.objects.filter(taken).exists()


def paper_drafts(round: Round) -> QuerySet[Application]:
    """What came on paper and is being entered."""
    rows = Application.objects.filter(round=round, is_on_paper=True, status=ApplicationStatus.DRAFT)
    return rows.select_related("person", "round").order_by("pk")
