"""What staff keep for themselves: notes about an application, views of the list."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common.verdict import require
from recruitment.applications import desk_policy, listing, policy
from recruitment.applications.actions.locking import hold
from recruitment.applications.models import Application, SavedView, ScreeningExport, ScreeningNote
from recruitment.calls.models import Round


@transaction.atomic
def add_note(application: Application, *, by: User, text: str) -> ScreeningNote:
    """Note something for colleagues. It is never changed and never leaves the desk."""
    hold(application)
    require(policy.can_note(by, application))
    if not text.strip():
        raise PermissionDenied(_("メモを書いてください。"))
    note = ScreeningNote.objects.create(application=application, by=by, text=text.strip())
    listing.recount(application)
    return note


def save_view(*, by: User, name: str, query: str) -> SavedView:
    """Keep a filter and order under a name of one's own."""
    require(desk_policy.can_keep_views(by))
    view, _made = SavedView.objects.update_or_create(owner=by, name=name, defaults={"query": query})
    return view


def delete_view(view: SavedView, *, by: User) -> None:
    require(desk_policy.can_drop_view(by, view))
    view.delete()


def record_export(round: Round, *, by: User, columns: list[str], rows: int) -> ScreeningExport:
    """Write down who took what; call it before the file leaves."""
    require(desk_policy.can_export(by))
    return ScreeningExport.objects.create(round=round, by=by, columns=columns, rows=rows)
