"""The checklist: what a round checks, and what was found for one application."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common.verdict import require
from common.workflow import MoveRefused
from recruitment.applications import desk_queries, listing, policy, returnable
from recruitment.applications.actions.locking import hold
from recruitment.applications.models import Application, ChecklistItem, ChecklistMark, Marked
from recruitment.calls.models import Round


@transaction.atomic
def mark(
    application: Application, *, by: User, found: dict[int, tuple[str, str]], seen: int | None
) -> None:
    """Note what was found: item's number → result and remark. What stays the same keeps its author.

    `seen` is the number of the submission that was read: a newer one refuses.
    """
    hold(application)
    require(policy.can_check(by, application))
    latest = application.latest
    if latest is None or latest.number != seen:
        raise MoveRefused(application, "check")
    items = {item.number: item for item in _stored(application.round)}
    before = {row.item_id: row for row in application.marks.all()}
    for number, (word, remark) in found.items():
        if number not in items or word not in Marked.values:
            raise PermissionDenied(_("形式審査の項目が変わりました。開き直してください。"))
        facts = {"found": word, "remark": remark, "submission": latest}
        there = before.get(items[number].pk)
        if there and all(getattr(there, name) == value for name, value in facts.items()):
            continue
        ChecklistMark.objects.update_or_create(
            application=application,
            item=items[number],
            defaults=facts | {"by": by, "at": timezone.now()},
        )
    listing.recount(application)


def _stored(round: Round) -> list[ChecklistItem]:
    """The round's items; the default ones are written down when first used."""
    Round.objects.select_for_update(no_key=True).get(pk=round.pk)  # two at once write them once
    if not round.checklist.exists():
        ChecklistItem.objects.bulk_create(desk_queries.default_items(round))
    return list(round.checklist.filter(is_retired=False))


@transaction.atomic
def add_item(
    round: Round, *, by: User, label: str, label_en: str = "", field: str = ""
) -> ChecklistItem:
    """A further point for the whole round."""
    require(policy.can_set_checklist(by, round))
    if not label.strip():
        raise PermissionDenied(_("確かめることを書いてください。"))
    if field and returnable.unknown([field]):
        raise PermissionDenied(_("補正する項目を選び直してください。"))
    _stored(round)
    last = round.checklist.aggregate(last=Max("number"))["last"] or 0
    return ChecklistItem.objects.create(
        round=round, number=last + 1, label=label.strip(), label_en=label_en.strip(), field=field
    )


@transaction.atomic
def retire_item(round: Round, number: int, *, by: User) -> None:
    """Ask it no more. What was found stays on file and counts no more."""
    require(policy.can_set_checklist(by, round))
    _stored(round)
    round.checklist.filter(number=number).update(is_retired=True)
    marked = Application.objects.filter(marks__item__round=round, marks__item__number=number)
    for application in marked:
        listing.recount(application)
