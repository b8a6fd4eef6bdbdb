"""Keeping the desk's list in step: folded keys, counts, and the pairs that may be one person.

The lines themselves are the database's (models.ReceivedLine). Call `refresh` after whatever changes
what was submitted, `recount` after whatever is noted about it.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.actions import name_key
from common.folding import fold
from recruitment.applications.content import identity
from recruitment.applications.models import (
    Application,
    Attachment,
    ChecklistMark,
    Marked,
    PossibleDuplicate,
    ReceivedLine,
    ScreeningNote,
    Submission,
    WhySame,
)

CHUNK = 500  # lines an UPDATE
KEYS = ["search_key", "person_key", "email_key", "phone_key"]
BY_KEY = {"person_key": WhySame.NAME, "email_key": WhySame.EMAIL, "phone_key": WhySame.PHONE}
RETURN = "return_for_correction"


def refresh(application: Application) -> None:
    """After a submission, or what the ministry did with it: keys, pairs and counts."""
    index([application])
    _find_twins(application)
    recount(application)


def index(applications: Iterable[Application]) -> None:
    """Write the folded keys of many lines at once; no pairs are looked for."""
    lines = ReceivedLine.objects.filter(application__in=[row.pk for row in applications])
    latest = Submission.objects.filter(application=OuterRef("pk")).order_by("-number")
    said = lines.annotate(said=Subquery(latest.values("content")[:1]))
    filled = [_with_keys(line) for line in said.select_related("application__person__user")]
    ReceivedLine.objects.bulk_update(filled, KEYS, batch_size=CHUNK)


def _with_keys(line: Any) -> ReceivedLine:
    """What words are looked for in, a line each, so that no word spans two; and who it may be."""
    application, said = line.application, line.said or {}
    who = identity(said)
    email = email_of(application)
    texts = [
        f"{who['family_name']}{who['given_name']}",
        f"{who['family_name_kana']}{who['given_name_kana']}",
        f"{who['family_name_latin']}{who['given_name_latin']}",
        f"{who['shown_family_name']}{who['shown_given_name']}",
        application.receipt_number or "",
        email,
    ]
    line.search_key = "\n".join(filter(None, map(fold, texts)))
    name, born = name_key(who), said.get("birth_date") or ""
    line.person_key = f"{name}|{born}" if name and born else ""
    line.email_key = email
    line.phone_key = "".join(filter(str.isdecimal, said.get("phone") or ""))[:20]
    return line


def email_of(application: Application) -> str:
    """Where letters about the application go."""
    person = application.person
    return (person.user.email if person.user else person.email).lower()


def recount(application: Application) -> None:
    """The counts of one line."""
    own: dict[str, Any] = {"application": OuterRef("pk")}
    line = ReceivedLine.objects.filter(pk=application.pk)
    line.update(
        notes=_count(ScreeningNote.objects.filter(**own)),
        marked=_count(ChecklistMark.objects.filter(item__is_retired=False, **own)),
        not_ok=_count(
            ChecklistMark.objects.filter(item__is_retired=False, found=Marked.NOT_OK, **own)
        ),
        returns=application.history.filter(verb=RETURN).count(),
    )
    _count_twins([application.pk])


def _count(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.order_by().values("application").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def _count_twins(pks: Iterable[int]) -> None:
    for pk in pks:
        open_pairs = pairs_of(pk).filter(verdict="").count()
        ReceivedLine.objects.filter(pk=pk).update(twins=open_pairs)


def pairs_of(pk: int) -> QuerySet[PossibleDuplicate]:
    return PossibleDuplicate.objects.filter(Q(first=pk) | Q(second=pk))


def _find_twins(application: Application) -> None:
    """Pairs with other people's applications of every round; those that ceased to be one go."""
    found = _reasons(application)
    there = {
        pair.second_id if pair.first_id == application.pk else pair.first_id: pair
        for pair in pairs_of(application.pk)
    }
    gone = [pair.pk for other, pair in there.items() if other not in found and not pair.verdict]
    PossibleDuplicate.objects.filter(pk__in=gone).delete()
    for other, reasons in found.items():
        if other in there:
            PossibleDuplicate.objects.filter(pk=there[other].pk).update(reasons=sorted(reasons))
        else:
            first, second = sorted([application.pk, other])
            PossibleDuplicate.objects.get_or_create(
                first_id=first, second_id=second, defaults={"reasons": sorted(reasons)}
            )
    _count_twins(found.keys() | there.keys())


def _reasons(application: Application) -> dict[int, set[str]]:
    """Other people's received applications → what they share with this one."""
    line = ReceivedLine.objects.get(pk=application.pk)
    others = ReceivedLine.objects.exclude(application__person=application.person_id)
    found: dict[int, set[str]] = defaultdict(set)
    for column, reason in BY_KEY.items():
        value = getattr(line, column)
        if value:
            for pk in others.filter(**{column: value}).values_list("pk", flat=True):
                found[pk].add(reason)
    shared = Attachment.objects.filter(
        digest__in=_files(application).values("digest"), submissions__isnull=False
    ).exclude(application__person=application.person_id)
    for pk in shared.values_list("application", flat=True):
        found[pk].add(WhySame.FILE)
    return found


def _files(application: Application) -> QuerySet[Attachment]:
    """What was submitted with it at any time."""
    return Attachment.objects.filter(application=application, submissions__isnull=False)
