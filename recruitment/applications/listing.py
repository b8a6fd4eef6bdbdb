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

MOST_TWINS = 20  # pairs with one application: who shares a number with more is no namesake
CHUNK = 500  # lines an UPDATE
KEYS = ["search_key", "person_key", "email_key", "phone_key"]
BY_KEY = {"person_key": WhySame.NAME, "email_key": WhySame.EMAIL, "phone_key": WhySame.PHONE}
RETURN = "return_for_correction"


def refresh(application: Application) -> None:
    """After a submission: the keys of its line, and the pairs that they make."""
    line = _with_said(ReceivedLine.objects.filter(pk=application.pk)).get()
    _fill(line).save(update_fields=KEYS)
    _find_twins(application, line)


def index(applications: Iterable[Application]) -> None:
    """Write the folded keys of many lines at once; no pairs are looked for."""
    lines = ReceivedLine.objects.filter(application__in=[row.pk for row in applications])
    filled = [_fill(line) for line in _with_said(lines)]
    ReceivedLine.objects.bulk_update(filled, KEYS, batch_size=CHUNK)


def _with_said(lines: QuerySet[ReceivedLine]) -> QuerySet[Any]:
    """The lines with `said`, the content of their latest submissions."""
    latest = Submission.objects.filter(application=OuterRef("pk")).order_by("-number")
    said = lines.annotate(said=Subquery(latest.values("content")[:1]))
    return said.select_related("application__person__user")


def _fill(line: Any) -> ReceivedLine:
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
    """The counts of one line, after something was noted, checked, returned or judged."""
    own: dict[str, Any] = {"application": OuterRef("pk")}
    asked = ChecklistMark.objects.filter(item__is_retired=False, **own)
    ReceivedLine.objects.filter(pk=application.pk).update(
        notes=_count(ScreeningNote.objects.filter(**own)),
        marked=_count(asked),
        not_ok=_count(asked.filter(found=Marked.NOT_OK)),
        returns=application.history.filter(verb=RETURN).count(),
    )


def _count(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.order_by().values("application").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def _find_twins(application: Application, line: ReceivedLine) -> None:
    """Pairs with other people's applications of every round; those that ceased to be one go.

    Nobody else's line is written, so that submissions at one instant never wait for each other.
    """
    found = _reasons(application, line)
    there = {
        pair.second_id if pair.first_id == application.pk else pair.first_id: pair
        for pair in PossibleDuplicate.objects.of(application.pk)
    }
    gone = [pair.pk for other, pair in there.items() if other not in found and not pair.verdict]
    if gone:
        PossibleDuplicate.objects.filter(pk__in=gone).delete()
    pairs = [_pair(application.pk, other, reasons) for other, reasons in found.items()]
    PossibleDuplicate.objects.bulk_create(
        sorted(pairs, key=_place),  # in one order for everybody, so that none waits in a circle
        update_conflicts=True,
        unique_fields=["first", "second"],
        update_fields=["reasons"],
    )


def _place(pair: PossibleDuplicate) -> tuple[int, int]:
    return pair.first_id, pair.second_id


def _pair(one: int, other: int, reasons: set[str]) -> PossibleDuplicate:
    first, second = sorted([one, other])
    return PossibleDuplicate(first_id=first, second_id=second, reasons=sorted(reasons))


def _reasons(application: Application, line: ReceivedLine) -> dict[int, set[str]]:
    """Other people's received applications → what they share with this one."""
    values = {column: getattr(line, column) for column in BY_KEY if getattr(line, column)}
    alike = Q(pk__in=[])
    for column, value in values.items():
        alike |= Q(**{column: value})
    others = ReceivedLine.objects.exclude(application__person=application.person_id).filter(alike)
    others = others.order_by("-pk")[:MOST_TWINS]
    found: dict[int, set[str]] = defaultdict(set)
    for other in others.only("pk", *BY_KEY):
        found[other.pk] |= {
            BY_KEY[column] for column, value in values.items() if getattr(other, column) == value
        }
    for pk in _with_the_same_file(application):
        found[pk].add(WhySame.FILE)
    return found


def _with_the_same_file(application: Application) -> QuerySet[Attachment, int]:
    """Other people's applications with a file that was submitted with this one, at any time."""
    submitted = Attachment.objects.filter(submissions__isnull=False)
    own = submitted.filter(application=application)
    shared = submitted.filter(digest__in=own.values("digest"))
    others = shared.exclude(application__person=application.person_id)
    return others.values_list("application", flat=True).distinct()
