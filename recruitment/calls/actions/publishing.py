"""Words and files of a call: changed freely in draft, with a reason that all read afterwards."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.models import User
from common import uploads, versions
from common.verdict import require
from recruitment.calls import policy
from recruitment.calls.actions.holding import hold
from recruitment.calls.models import OFFERED, PublicText, Round, RoundFile, RoundStatus, TextChange

COLUMNS = [name for name in PublicText.values if name != PublicText.FILES]


@transaction.atomic
def change_texts(
    round: Round, *, by: User, version: int, reason: str, **facts: str
) -> list[TextChange]:
    """Change the words of a public call; what stood there before stays readable, with the reason.

    Raises StaleVersion when it was saved since the form with this `version` was opened.
    """
    hold(round)
    require(policy.can_change_texts(by, round))
    before = {name: getattr(round, name) for name in facts}
    changed = [name for name in facts if name in COLUMNS and facts[name] != before[name]]
    if changed:
        require(policy.has_reason(reason))
    versions.update(round, version, **facts)
    return [
        _record(round, name, before[name], facts[name], by=by, reason=reason) for name in changed
    ]


@transaction.atomic
def add_file(
    round: Round, *, by: User, file: UploadedFile, reason: str = "", **facts: Any
) -> RoundFile:
    """Offer a file. Once the call is public, it says since when and why."""
    hold(round)
    require(policy.can_manage_files(by, round))
    kind = uploads.check(file, OFFERED)
    row = RoundFile(
        round=round,
        extension=kind.extension,
        content_type=kind.content_type,
        size=file.size or 0,
        **facts,
    )
    row.file.save(file.name or "", file, save=False)
    row.save()
    if round.status != RoundStatus.DRAFT:
        require(policy.has_reason(reason))
        _record(round, PublicText.FILES, "", row.name, by=by, reason=reason)
    return row


@transaction.atomic
def remove_file(row: RoundFile, *, by: User, reason: str = "") -> None:
    """Offer it no more. The stored file goes once that is certain."""
    round = row.round
    hold(round)
    require(policy.can_manage_files(by, round))
    if round.status != RoundStatus.DRAFT:
        require(policy.has_reason(reason))
        _record(round, PublicText.FILES, row.name, "", by=by, reason=reason)
    storage, name = row.file.storage, row.file.name or ""
    row.delete()
    transaction.on_commit(lambda: storage.delete(name))


def _record(
    round: Round, field: str, before: str, after: str, *, by: User, reason: str
) -> TextChange:
    return TextChange.objects.create(
        round=round, field=field, before=before, after=after, reason=reason, by=by
    )
