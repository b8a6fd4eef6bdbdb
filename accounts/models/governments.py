"""Local governments and the officers who act for them."""

import datetime as dt

from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Left, Right
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from accounts.models.places import Prefecture
from common.constraints import known


class GovernmentKind(models.TextChoices):
    PREFECTURE = "prefecture", _("都道府県")
    DESIGNATED_CITY = "designated_city", _("指定都市")
    CITY = "city", _("市")
    SPECIAL_WARD = "special_ward", _("特別区")
    TOWN = "town", _("町")
    VILLAGE = "village", _("村")


class CheckDigit(Func):
    """The sixth digit for five: weights 6,5,4,3,2; last digit of 11 − (sum mod 11)."""

    template = (
        "mod(11 - mod(substr(%(expressions)s, 1, 1)::int * 6"
        " + substr(%(expressions)s, 2, 1)::int * 5"
        " + substr(%(expressions)s, 3, 1)::int * 4 + substr(%(expressions)s, 4, 1)::int * 3"
        " + substr(%(expressions)s, 5, 1)::int * 2, 11), 10)::text"
    )
    output_field = models.CharField()


class LocalGovernmentQuerySet(models.QuerySet["LocalGovernment"]):
    def valid(self, on: dt.date) -> "LocalGovernmentQuerySet":
        """Those that exist on this day."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=on),
            Q(valid_to__isnull=True) | Q(valid_to__gte=on),
        )


class LocalGovernment(models.Model):
    """A prefecture or municipality. 25 municipality names are shared:

    `str()` always says the prefecture too.
    """

    code = models.CharField(_("全国地方公共団体コード"), max_length=6, unique=True)
    kind = models.CharField(_("種別"), max_length=20, choices=GovernmentKind)
    prefecture = models.CharField(_("都道府県"), max_length=2, choices=Prefecture)
    name = models.CharField(_("名称"), max_length=50)
    kana = models.CharField(_("名称(カナ)"), max_length=100)
    county = models.CharField(_("郡"), max_length=50, blank=True)
    county_kana = models.CharField(_("郡(カナ)"), max_length=100, blank=True)
    # Null: before our record begins, or still existing.
    valid_from = models.DateField(_("設置日"), null=True, blank=True)
    valid_to = models.DateField(_("廃止前日"), null=True, blank=True)
    # Null: not merged into another one.
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("承継団体"),
    )

    objects = LocalGovernmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("地方公共団体")
        verbose_name_plural = _("地方公共団体")
        ordering = ["code"]
        constraints = [
            known("localgovernment_kind_is_known", "kind", GovernmentKind),
            known("localgovernment_prefecture_is_known", "prefecture", Prefecture),
            models.CheckConstraint(
                name="localgovernment_code_is_six_digits",
                condition=Q(code__regex=r"^\d{6}$"),
                violation_error_message=_("団体コードは6桁の数字です。"),
            ),
            models.CheckConstraint(
                name="localgovernment_check_digit_is_right",
                condition=Exact(Right("code", 1), CheckDigit("code")),
                violation_error_message=_("団体コードの検査数字が合いません。"),
            ),
            models.CheckConstraint(
                name="localgovernment_code_begins_with_its_prefecture",
                condition=Exact(Left("code", 2), F("prefecture")),
            ),
            models.CheckConstraint(
                name="localgovernment_ends_after_it_begins",
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="localgovernment_successor_only_after_its_end",
                condition=Q(successor__isnull=True) | Q(valid_to__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        if self.kind == GovernmentKind.PREFECTURE:
            return self.name
        return f"{self.get_prefecture_display()} {self.name}"
