"""CHECKs that every model writes in the same words.

Names are given in full, so that a grep finds them.
"""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


def known(name: str, field: str, choices: type[models.TextChoices]) -> models.CheckConstraint:
    """The column holds one of the enumeration's values."""
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{field}__in": choices.values}),
        violation_error_message=_("選べない値です。"),
    )


def known_or_blank(
    name: str, field: str, choices: type[models.TextChoices]
) -> models.CheckConstraint:
    """The column is empty, or holds one of the enumeration's values."""
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{field}__in": ["", *choices.values]}),
        violation_error_message=_("選べない値です。"),
    )


def filled(name: str, field: str, message: Any) -> models.CheckConstraint:
    """The text is not empty."""
    return models.CheckConstraint(
        name=name, condition=~Q(**{field: ""}), violation_error_message=message
    )
