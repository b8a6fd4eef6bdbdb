"""Officers: who acts for a local government, from when until when, confirmed each April."""

import datetime as dt

from django.contrib import admin
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Exists, F, Func, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.assumptions import Assumption
from accounts.models.governments import LocalGovernment
from accounts.models.users import User
from common.dates import fiscal_year
from common.identifiers import PublicIdField

# Until which day of the fiscal year the officers of the year before may act unconfirmed: 30 April.
CONFIRMATION_DAYS, CONFIRMATION_DAYS_DEFAULT = "officer_confirmation_days", 30
SLOTS = (1, 2)  # a local government has one or two responsible officers


def year_begins(day: dt.date) -> dt.date:
    """The first day, 1 April, of the fiscal year of a day."""
    return dt.date(fiscal_year(day), 4, 1)


def confirmed(on: dt.date) -> Q:
    """The condition that an officer's confirmation still holds on this day.

    One of this fiscal year does; one of the year before does for the first days of April, as many
    as the assumption says. The days are asked for within the same query.
    """
    begins = year_begins(on)
    before = dt.date(begins.year - 1, 4, 1)
    day = (on - begins).days + 1
    rows = Assumption.objects.filter(key=CONFIRMATION_DAYS)
    if day > CONFIRMATION_DAYS_DEFAULT:
        in_time = Q(Exists(rows.filter(value__gte=day)))
    else:
        in_time = ~Q(Exists(rows.filter(value__lt=day)))
    return Q(confirmed_on__gte=begins) | (Q(confirmed_on__gte=before) & in_time)


class OfficerQuerySet(models.QuerySet["Officer"]):
    def serving(self, on: dt.date) -> "OfficerQuerySet":
        """Those who act for their local government on this day: in office and not locked."""
        return self.in_office(on).filter(confirmed(on))

    def locked(self, on: dt.date) -> "OfficerQuerySet":
        """Those in office whom nobody has confirmed in time. A question to the clock, no status."""
        return self.in_office(on).exclude(confirmed(on))

    def in_office(self, on: dt.date) -> "OfficerQuerySet":
        """Those whose term runs on this day, locked or not."""
        return self.filter(Q(since__lte=on)).serving_from(on)

    def serving_from(self, on: dt.date) -> "OfficerQuerySet":
        """Those who act for it on this day or will on a later one."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=on))

    def unconfirmed(self, on: dt.date) -> "OfficerQuerySet":
        """Those in office whom nobody has confirmed for the fiscal year of this day."""
        return self.in_office(on).filter(confirmed_on__lt=year_begins(on))

    def responsible(self) -> "OfficerQuerySet":
        """Those who invite and end their colleagues' accounts."""
        return self.filter(responsible_slot__isnull=False)


def term() -> Func:
    """The days of an office, the last one included."""
    return Func(
        "since",
        "until",
        RangeBoundary(inclusive_upper=True),
        function="daterange",
        output_field=DateRangeField(),
    )


class Officer(models.Model):
    """An account that acts for a local government, from a day and until a day."""

    public_id = PublicIdField()
    user = models.ForeignKey(
        User, models.PROTECT, related_name="offices", verbose_name=_("アカウント")
    )
    local_government = models.ForeignKey(
        LocalGovernment, models.PROTECT, related_name="officers", verbose_name=_("地方公共団体")
    )
    department = models.CharField(_("所属"), max_length=100, blank=True)
    since = models.DateField(_("開始日"))
    # Null: still in office.
    until = models.DateField(_("終了日"), null=True, blank=True)
    # Null: not responsible. 1 or 2: so that the database counts to two.
    responsible_slot = models.PositiveSmallIntegerField(
        _("責任者"), null=True, blank=True, editable=False
    )
    # Being appointed counts as being confirmed.
    confirmed_on = models.DateField(_("継続の確認日"), default=timezone.localdate, editable=False)
    # Null: still in office, or nobody followed.
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="predecessors",
        verbose_name=_("後任"),
    )

    objects = OfficerQuerySet.as_manager()

    class Meta:
        verbose_name = _("自治体担当者")
        verbose_name_plural = _("自治体担当者")
        ordering = ["local_government__code", "since", "pk"]
        constraints = [
            models.CheckConstraint(
                name="officer_ends_after_beginning",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
            models.CheckConstraint(
                name="officer_responsible_slot_is_known",
                condition=Q(responsible_slot__isnull=True) | Q(responsible_slot__in=SLOTS),
            ),
            models.CheckConstraint(
                name="officer_successor_only_after_an_end",
                condition=Q(successor__isnull=True) | Q(until__isnull=False),
            ),
            models.CheckConstraint(
                name="officer_responsible_while_no_end_is_set",
                condition=Q(responsible_slot__isnull=True) | Q(until__isnull=True),
            ),
            models.UniqueConstraint(
                name="officer_two_responsible_per_government",
                fields=["local_government", "responsible_slot"],
                condition=Q(responsible_slot__isnull=False),
                violation_error_message=_("責任者は、1つの団体に2人までです。"),
            ),
            ExclusionConstraint(
                name="officer_once_at_a_time_per_government",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("local_government", RangeOperators.EQUAL),
                    (term(), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.local_government} {self.department} {self.user.label}".replace("  ", " ")

    @property
    @admin.display(boolean=True, description=_("責任者"))
    def is_responsible(self) -> bool:
        """Whether the officer invites and ends the accounts of colleagues."""
        return self.responsible_slot is not None
