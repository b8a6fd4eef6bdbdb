"""The roles an account can be given, and what each may do in the admin.

`sync_roles` writes them as groups.

Applicants, trainees and registrants hold no role: what they may do follows from the rows that name
them.
"""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    STAFF = "staff", _("総務省職員")
    AUDITOR = "auditor", _("監査担当")
    EVALUATOR = "evaluator", _("評価委員")
    OFFICER = "officer", _("自治体担当者")


# Models whose rows staff may add and change in the admin: reference data, which no action guards.
STAFF_EDITS = [
    "accounts.assumption",
    "accounts.localgovernment",
    "standards.skillstandard",
    "standards.category",
    "standards.skillitem",
    "standards.skilllevel",
    "standards.defaultcriterion",
    "training.module",  # until something is recorded in its programme (training/admin.py)
]


def has_role(user: Any, *roles: Role) -> bool:
    """Whether the account holds one of the roles; a stranger holds none."""
    return not isinstance(user, AnonymousUser) and bool(user.roles & set(roles))


def is_staff(user: Any) -> bool:
    return has_role(user, Role.STAFF)


def may_read_desk(user: Any) -> bool:
    """Ministry staff, and auditors who read everything and change nothing."""
    return has_role(user, Role.STAFF, Role.AUDITOR)
