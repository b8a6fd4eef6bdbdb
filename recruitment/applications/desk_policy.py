"""Who may keep what beside the desk's list, and take the list out of the system."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.roles import is_staff
from common.verdict import YES, Verdict
from recruitment.applications.models import SavedView


def can_keep_views(user: Any) -> Verdict:
    return YES if is_staff(user) else Verdict(_("条件を保存できるのは、総務省職員だけです。"))


def can_drop_view(user: Any, view: SavedView) -> Verdict:
    if view.owner_id != user.pk:
        return Verdict(_("ほかの職員が保存した条件は消せません。"))
    return can_keep_views(user)


def can_export(user: Any) -> Verdict:
    return YES if is_staff(user) else Verdict(_("応募を書き出せるのは、総務省職員だけです。"))
