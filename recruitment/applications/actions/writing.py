"""Writing the working copy: one door for every named value, for track records and for files.

What is submitted stands as it is until it is submitted again.
"""

from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F, Max, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import actions as accounts
from accounts.models import User
from common import uploads
from common.verdict import require
from common.workflow import begin
from recruitment.applications import draft as drafts
from recruitment.applications import policy, storing
from recruitment.applications.actions.locking import hold
from recruitment.applications.checks import tidy
from recruitment.applications.draft import IDENTITY, Draft
from recruitment.applications.merging import Conflict, Marks, merge
from recruitment.applications.models import Application, Attachment, Submission, TrackRecord
from recruitment.calls import queries as calls
from recruitment.calls.models import Question, Round

LEFT_BEHIND = ("answer-", "consent-")  # another round asks otherwise, and asks again
MOST_RECORDS = 30
MOST_FILES = 20
MOST_KEPT = 4 * Attachment.ALL  # with those that earlier submissions hold


@dataclass(frozen=True)
class Saved:
    """The draft as it now stands, and what was not written because another page changed it."""

    draft: Draft
    conflicts: dict[str, Conflict] = field(default_factory=dict)


@transaction.atomic
def start(round: Round, *, by: User) -> Application:
    """A draft in this round, with the names known from earlier.

    The live application where there is one already.
    """
    person = accounts.person_of(by)
    live = Application.objects.live()
    there = live.filter(round=round, person=person).first()
    if there is not None:
        return there
    require(policy.can_start(by, round, person, calls.database_now()))
    known = {name: getattr(person, name) for name in accounts.IDENTITY}
    application, created = live.get_or_create(round=round, person=person, defaults=known)
    if created:
        begin(application, by=by)
        _carry_over(application)
    return application


def _carry_over(application: Application) -> None:
    """Begin with what the person wrote last, in any round: all but answers, consents and files.

    Of skill items and categories, those that this round asks for too.
    """
    before = Application.objects.filter(person=application.person).exclude(pk=application.pk)
    last = before.order_by("-pk").first()
    if last is None:
        return
    draft, said = drafts.of(application), drafts.of(last).values
    values = {
        name: value
        for name, value in said.items()
        if value not in (None, "", []) and (name in draft.values or name.startswith("record-"))
    }
    values = {name: value for name, value in values.items() if not name.startswith(LEFT_BEHIND)}
    offered = [row["code"] for row in draft.asked.categories]
    values["categories"] = [code for code in said["categories"] if code in offered]
    known = {name: value for name, value in draft.values.items() if value}
    storing.write(draft, values | {name: known[name] for name in IDENTITY if name in known})
    application.refresh_from_db()


@transaction.atomic
def save(
    application: Application, *, by: User, values: dict[str, Any], seen: Marks | None = None
) -> Saved:
    """Store these named values (`draft.py`); what is missing is asked for at submission.

    `seen` are the marks of the page on which they were typed: a value that somebody changed since
    is left alone and comes back as a conflict. None overwrites, for programs.
    """
    before = _held(application, by)
    merged = merge(before.values, tidy(values), seen)
    for name in storing.impossible(before, merged.changes):
        merged.conflicts[name] = Conflict(before.values[name], merged.changes.pop(name))
    if not merged.changes:
        return Saved(before, merged.conflicts)
    storing.write(before, merged.changes)
    return Saved(replace(before, changed=merged.changes), merged.conflicts)


def _held(application: Application, by: User) -> Draft:
    """The draft as it is, held until the end of the transaction, if this account may write it."""
    hold(application)
    draft = drafts.of(application)
    require(policy.can_write(by, draft))
    return draft


@transaction.atomic
def add_record(application: Application, *, by: User) -> int:
    """The number of an empty track record: a new one, or the one that is still empty."""
    before = _held(application, by)
    for record in before.records:
        if not any(record[name] for name in drafts.RECORD):
            return int(record["number"])
    if len(before.records) >= MOST_RECORDS:
        raise PermissionDenied(_("活動実績は%(most)s件までです。") % {"most": MOST_RECORDS})
    last = application.track_records.aggregate(last=Max("number"))["last"] or 0
    TrackRecord.objects.create(application=application, number=last + 1)
    return last + 1


@transaction.atomic
def remove_record(application: Application, number: int, *, by: User) -> None:
    """Take a track record off the draft, and off the skill items that it showed."""
    _held(application, by)
    application.track_records.filter(number=number).delete()
    _count_up(application)


@transaction.atomic
def ask_for_result(application: Application, number: int, *, by: User) -> None:
    """Note that a vague result was asked for once more; it is not asked for again."""
    _held(application, by)
    application.track_records.filter(number=number).update(is_result_asked=True)


@transaction.atomic
def attach(
    application: Application,
    file: UploadedFile,
    kind: uploads.Kind,
    *,
    by: User,
    question: Question | None = None,
) -> Attachment:
    """Add a file whose content was checked; as an answer it replaces the one before."""
    _held(application, by)
    current = application.attachments.current()
    if question is not None:
        _take_off(current.filter(question=question))
    total = current.aggregate(total=Sum("size"))["total"] or 0
    if total + (file.size or 0) > Attachment.ALL or current.count() >= MOST_FILES:
        raise PermissionDenied(_("添付ファイルは、全部で30MB、20個までです。"))
    kept = application.attachments.aggregate(total=Sum("size"))["total"] or 0
    if kept + (file.size or 0) > MOST_KEPT:
        raise PermissionDenied(
            _("提出した後に外したファイルが多すぎるため、これ以上は添付できません。")
        )
    stored = default_storage.save(uploads.stored_name("attachments", kind), file)
    row = Attachment.objects.create(
        application=application,
        question=question,
        file=stored,
        name=uploads.clean_name(file.name or ""),
        content_type=kind.content_type,
        size=file.size or 0,
        digest=uploads.digest_of(file),
    )
    _count_up(application)
    return row


@transaction.atomic
def detach(attachment: Attachment, *, by: User) -> None:
    """Take a file off the draft. One that was submitted stays with its submission."""
    application = attachment.application
    _held(application, by)
    _take_off(application.attachments.current().filter(pk=attachment.pk))
    _count_up(application)


def _take_off(rows: "QuerySet[Attachment]") -> None:
    """What was submitted is kept with its submission; of the rest nothing stays."""
    for row in rows:
        if Submission.objects.filter(attachments=row).exists():
            Attachment.objects.filter(pk=row.pk).update(removed_at=timezone.now())
        else:
            row.delete()
            transaction.on_commit(partial(default_storage.delete, str(row.file.name)))


def _count_up(application: Application) -> None:
    Application.objects.filter(pk=application.pk).update(version=F("version") + 1)
