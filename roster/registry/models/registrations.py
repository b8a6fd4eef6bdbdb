"""Registrants and their registrations, one per category."""

import datetime as dt

import pghistory
from django.apps import apps
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Industry, Person, Prefecture
from common.constraints import filled, known, known_or_blank
from common.identifiers import registrant_number
from common.workflow import StatusChange, moves, status_field
from recruitment.applications.models import Candidacy
from recruitment.standards.models import Category
from training.models import Enrolment


class Registrant(models.Model):
    """A person on the list, or once on it. The number is random and kept for life."""

    person = models.OneToOneField(
        Person, models.PROTECT, related_name="registrant", verbose_name=_("人物")
    )
    number = models.CharField(
        _("登録者番号"), max_length=12, unique=True, default=registrant_number, editable=False
    )
    prefecture = models.CharField(_("居住する都道府県"), max_length=2, choices=Prefecture)
    industry = models.CharField(_("業種"), max_length=1, choices=Industry, blank=True)
    employer = models.CharField(_("勤務先"), max_length=200, blank=True)
    # What an officer's words are looked for in, folded; kept by `registry.actions` and never wider
    # than the disclosure.
    search_key = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = _("登録者")
        verbose_name_plural = _("登録者")
        ordering = ["person__family_name_kana", "person__family_name_latin", "pk"]
        constraints = [
            known("registrant_prefecture_is_known", "prefecture", Prefecture),
            known_or_blank("registrant_industry_is_known", "industry", Industry),
        ]
        indexes = [
            GinIndex(fields=["search_key"], name="registrant_search", opclasses=["gin_trgm_ops"])
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.number})"

    def get_absolute_url(self) -> str:
        """The staff page."""
        return reverse("registry:registrant", args=[self.number])


class RegistrationStatus(models.TextChoices):
    ACTIVE = "active", _("登録中")
    SUSPENDED = "suspended", _("一時停止")
    DEREGISTERED = "deregistered", _("登録解除")


class WhyDeregistered(models.TextChoices):
    REQUEST = "request", _("本人の申出")
    INACTIVE = "inactive", _("一定期間の活動なし")
    ENGAGED = "engaged", _("常勤での任用")
    MISCONDUCT = "misconduct", _("登録の要件を満たさない")
    DECEASED = "deceased", _("死亡")


def in_force_between() -> Func:
    """The days of a registration: from `registered_on` to the day before it was deregistered, else
    to `valid_until`.
    """
    end = models.functions.Coalesce(
        F("deregistered_on"), F("valid_until") + 1, output_field=models.DateField()
    )
    return Func(F("registered_on"), end, function="daterange", output_field=DateRangeField())


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def in_force(self, on: dt.date) -> "RegistrationQuerySet":
        """Registered by this day, not deregistered by it, not past `valid_until`.

        Suspended ones count.
        """
        return self.filter(
            Q(registered_on__lte=on, valid_until__gte=on),
            Q(deregistered_on__isnull=True) | Q(deregistered_on__gt=on),
        )

    def active(self, on: dt.date) -> "RegistrationQuerySet":
        """In force on this day and not suspended now."""
        return self.in_force(on).filter(status=RegistrationStatus.ACTIVE)

    def listed(self, on: dt.date) -> "RegistrationQuerySet":
        """What an officer may read on this day: active, and contained in an edition."""
        entries = apps.get_model("registry", "EditionEntry").objects
        return self.active(on).filter(Exists(entries.filter(registration=OuterRef("pk"))))


@pghistory.track()
class Registration(models.Model):
    """登録, per category.

    Rests on a passed candidacy and a completed enrolment for it: a trigger (migration) refuses
    else.
    """

    MOVES = moves(
        suspend=([RegistrationStatus.ACTIVE], RegistrationStatus.SUSPENDED),
        resume=([RegistrationStatus.SUSPENDED], RegistrationStatus.ACTIVE),
        deregister=(
            [RegistrationStatus.ACTIVE, RegistrationStatus.SUSPENDED],
            RegistrationStatus.DEREGISTERED,
        ),
    )
    STATUS_TONES = {
        RegistrationStatus.ACTIVE: "good",
        RegistrationStatus.SUSPENDED: "wait",
        RegistrationStatus.DEREGISTERED: "bad",
    }

    registrant = models.ForeignKey(
        Registrant, models.PROTECT, related_name="registrations", verbose_name=_("登録者")
    )
    category = models.ForeignKey(
        Category, models.PROTECT, related_name="+", verbose_name=_("人材類型")
    )
    # The category's code, held by a composite foreign key (migration): one code over all versions
    # of the standard.
    category_code = models.SlugField(_("人材類型のコード"), max_length=30, editable=False)
    candidacy = models.OneToOneField(
        Candidacy, models.PROTECT, related_name="registration", verbose_name=_("合格した応募")
    )
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, related_name="+", verbose_name=_("修了した受講")
    )
    status = status_field(RegistrationStatus, RegistrationStatus.ACTIVE)
    registered_on = models.DateField(_("登録日"))
    valid_until = models.DateField(_("有効期限"))
    # Null while not deregistered.
    deregistered_on = models.DateField(_("登録解除日"), null=True, editable=False)
    why_deregistered = models.CharField(
        _("登録解除の理由"), max_length=20, choices=WhyDeregistered, blank=True, editable=False
    )

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("登録")
        verbose_name_plural = _("登録")
        ordering = ["registrant", "category__order", "registered_on", "pk"]
        constraints = [
            known("registration_status_is_known", "status", RegistrationStatus),
            models.CheckConstraint(
                name="registration_ends_after_it_begins",
                condition=Q(valid_until__gte=F("registered_on")),
            ),
            models.CheckConstraint(
                name="registration_deregistered_has_day_and_reason",
                condition=(
                    Q(status=RegistrationStatus.DEREGISTERED, deregistered_on__isnull=False)
                    & Q(why_deregistered__in=WhyDeregistered.values)
                    & Q(deregistered_on__gte=F("registered_on"))
                )
                | (
                    ~Q(status=RegistrationStatus.DEREGISTERED)
                    & Q(deregistered_on__isnull=True, why_deregistered="")
                ),
            ),
            ExclusionConstraint(
                name="registration_one_in_force_per_category",
                expressions=[
                    ("registrant", RangeOperators.EQUAL),
                    ("category_code", RangeOperators.EQUAL),
                    (in_force_between(), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("この人材類型では、すでに登録されています。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registrant} {self.category}"


class Renewal(models.Model):
    """更新: a dated row. Possible until the registration's end; after that only a new candidacy."""

    registration = models.ForeignKey(
        Registration, models.PROTECT, related_name="renewals", verbose_name=_("登録")
    )
    renewed_on = models.DateField(_("更新日"))
    valid_before = models.DateField(_("更新前の有効期限"))
    valid_until = models.DateField(_("更新後の有効期限"))
    reason = models.CharField(_("理由"), max_length=200)
    # Null unless a passed candidacy for a category in force renewed it.
    candidacy = models.OneToOneField(
        Candidacy,
        models.PROTECT,
        null=True,
        related_name="renewal",
        verbose_name=_("更新のもとになった応募"),
    )
    # Null when no person did it: `source` then names the import or the command.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("操作した人"),
    )
    source = models.CharField(_("出所"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("登録の更新")
        verbose_name_plural = _("登録の更新")
        ordering = ["registration", "renewed_on", "pk"]
        constraints = [
            filled("renewal_has_a_reason", "reason", _("理由を書いてください。")),
            models.CheckConstraint(
                name="renewal_before_the_end", condition=Q(renewed_on__lte=F("valid_before"))
            ),
            models.CheckConstraint(
                name="renewal_lengthens", condition=Q(valid_until__gt=F("valid_before"))
            ),
            models.CheckConstraint(
                name="renewal_has_an_author", condition=Q(by__isnull=False) | ~Q(source="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration} → {self.valid_until}"


class RegistrationStatusChange(StatusChange):
    row = models.ForeignKey(Registration, models.PROTECT, related_name="history")

    class Meta(StatusChange.Meta):
        verbose_name = _("登録の状態の履歴")
        verbose_name_plural = _("登録の状態の履歴")
