"""Reads about applications.

A person's own, the ministry's, and people who may be one and the same.
"""

import datetime as dt
import json
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.actions import name_key
from accounts.models import Person, User
from accounts.roles import is_staff
from common import dates
from common.compiled import columns, compiled, instance
from common.templatetags.ui import localized
from recruitment.applications import checks
from recruitment.applications.content import identity
from recruitment.applications.draft import Draft, parts
from recruitment.applications.models import (
    Application,
    ApplicationStatus,
    Attachment,
    Candidacy,
    Refusal,
)
from recruitment.calls import queries as calls
from recruitment.calls.models import Round, RoundStatus
from recruitment.standards.models import Category, SkillLevel


def person_behind(user: User) -> Person | None:
    """The person behind an account, where there is one already. Reading makes none."""
    return Person.objects.filter(user=user).first()


def own(user: User) -> "QuerySet[Application]":
    """The account's applications, newest round first."""
    rows = Application.objects.owned_by(user).select_related("round", "person__user")
    return rows.order_by("-round__fiscal_year", "-round__number", "-pk")


def writable(user: User) -> "QuerySet[Application]":
    """What the account may write: its own and, for staff, what came on paper and is not in yet.

    A correction is written by the applicant who has an account, and by nobody else.
    """
    return _writable(user.pk, is_staff(user))


def _writable(user_id: int, is_staff: bool) -> "QuerySet[Application]":
    mine = Q(person__user=user_id)
    if is_staff:
        entered = Q(status=ApplicationStatus.DRAFT)
        entered |= Q(status=ApplicationStatus.RETURNED, person__user__isnull=True)
        mine |= Q(is_on_paper=True) & entered
    return Application.objects.filter(mine)


def draft(user: User, public_id: str) -> Draft | None:
    """The working copy that the account may write, with its round and its person."""
    for row in _draft(user.pk, is_staff(user), public_id):
        values = iter(row)
        application = instance(Application, values)
        application.round = instance(Round, values)
        application.person = instance(Person, values)
        return Draft(application, json.loads(next(values)))
    return None


@compiled
def _draft(user_id: int, is_staff: bool, public_id: str) -> "QuerySet[Application, Any]":
    rows = _writable(user_id, is_staff).filter(public_id=public_id).order_by()
    return rows.values_list(
        *columns(Application), *columns(Round, "round__"), *columns(Person, "person__"), parts()
    )


def own_files(user: User) -> "QuerySet[Attachment]":
    """The files of what the account may write: current ones, and those of its submissions."""
    rows = Attachment.objects.filter(application__in=writable(user), arrival__isnull=True)
    return rows.select_related("application__round", "application__person")


def still_open(user: User, at: dt.datetime) -> "QuerySet[Round]":
    """The rounds in which this account may begin an application now."""
    person = person_behind(user)
    live = Application.objects.owned_by(user).live().values("round")
    return calls.takes_from(person, at).exclude(pk__in=live).order_by("closes_at", "pk")


def offered(round: Round) -> "QuerySet[Category]":
    """The categories that the round opens, in their order."""
    opened = round.offers.values("category")
    return Category.objects.filter(pk__in=opened).order_by("order", "pk")


def category_names(standard_id: int) -> dict[str, str]:
    """Code → name, in the reader's language, of every category of a standard."""
    rows = Category.objects.filter(standard_id=standard_id).order_by("order", "pk")
    return {row.code: localized(row, "name") for row in rows}


def offered_names(round: Round) -> dict[str, str]:
    """The same of what the round offers: nothing else can be applied for in it."""
    return {row.code: localized(row, "name") for row in offered(round)}


def received(round: Round) -> "QuerySet[Application]":
    """What the ministry has received in a round, by receipt number.

    Withdrawn and ineligible ones too.
    """
    rows = Application.objects.received().filter(round=round).select_related("person", "round")
    return rows.prefetch_related("candidacies__category").order_by("receipt_number", "pk")


def all_received() -> "QuerySet[Application]":
    """Every application that the ministry may open."""
    return Application.objects.received().select_related("person__user", "round")


def reason_for_applicant(application: Application) -> str:
    """The reason for which it was returned or refused, while it is; other notes are internal."""
    telling = {
        ApplicationStatus.RETURNED: "return_for_correction",
        ApplicationStatus.INELIGIBLE: "refuse",
    }
    verb = telling.get(ApplicationStatus(application.status))
    change = application.history.filter(verb=verb).order_by("-at", "-pk").first() if verb else None
    if change is None:
        return ""
    ground = Refusal.objects.filter(change=change).first()
    return "\n".join(filter(None, [str(ground) if ground else "", change.note]))


def released_results(application: Application) -> list[Candidacy]:
    """The results that the applicant may know: none before the round releases them."""
    if application.round.released_at is None or application.status != ApplicationStatus.ACCEPTED:
        return []
    return list(application.candidacies.select_related("category").order_by("category__order"))


def counts(round: Round) -> dict[str, int]:
    """How many received applications stand in each status."""
    rows = Application.objects.received().filter(round=round).order_by()
    return dict(rows.values_list("status").annotate(Count("pk")))


def with_unscreened(user: User) -> "QuerySet[Any]":
    """Rounds with applications that somebody has yet to accept, return or refuse.

    `waiting`: how many, without the reader's own, which are for others.
    """
    screening = [RoundStatus.ANNOUNCED, RoundStatus.EVALUATING]
    submitted = Q(applications__status=ApplicationStatus.SUBMITTED)
    return _with(submitted, user).filter(status__in=screening)


def with_unfinished_paper(user: User) -> "QuerySet[Any]":
    """Rounds for which an application on paper is being entered, as long as it can be."""
    draft = Q(applications__status=ApplicationStatus.DRAFT, applications__is_on_paper=True)
    return _with(draft, user).filter(status=RoundStatus.ANNOUNCED)


def _with(met: Q, user: User) -> "QuerySet[Any]":
    own = Q(applications__person__user=user)
    waiting = Count("applications", filter=met & ~own)
    return Round.objects.annotate(waiting=waiting).filter(waiting__gt=0)


def namesakes(application: Application) -> "QuerySet[Person]":
    """Others with the folded name and birth date that were submitted: perhaps the same person.

    A hint for the ministry alone. Who has only begun something, or whose paper is still being
    entered, has sent in nothing and is nobody yet.
    """
    latest = application.latest
    said = identity(latest.content if latest else {})
    same = Person.objects.filter(name_key=name_key(said), birth_date=said["birth_date"])
    begun = Application.objects.filter(person=OuterRef("pk"))
    same = same.filter(Exists(begun.received()) | ~Exists(begun))
    return same.exclude(pk=application.person_id).exclude(name_key="").order_by("pk")


def is_decided(application: Application) -> bool:
    """Whether the committee has decided one of the application's candidacies."""
    return application.candidacies.exclude(
        status=Candidacy._meta.get_field("status").default
    ).exists()


def level_texts(items: list[int]) -> dict[int, list[tuple[int, str]]]:
    """Item → what each of its levels means, in the reader's language."""
    texts: dict[int, list[tuple[int, str]]] = {item: [] for item in items}
    for row in SkillLevel.objects.filter(item__in=items).order_by("item", "level"):
        texts[row.item_id].append((row.level, localized(row, "text")))
    return texts


def given_back(round: Round, person: Person) -> int:
    """How many applications with a receipt the person has withdrawn in the round."""
    rows = Application.objects.received().filter(round=round, person=person)
    return rows.filter(status=ApplicationStatus.WITHDRAWN).count()


def faults(draft: Draft, at: dt.datetime) -> checks.Faults:
    """What submission would refuse of the draft at this instant."""
    files = {file["question"] for file in draft.attachments}
    return checks.faults(draft.values, draft.asked, today(at), files)


def today(at: dt.datetime) -> dt.date:
    """The day in Japan at this instant."""
    return dates.in_tokyo(at).date()
