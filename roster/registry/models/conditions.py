"""Availability and conditions: facts of the registrant, changed at once and without approval."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Prefecture
from common.constraints import known, known_or_blank
from recruitment.applications.models import PayBand, RemoteShare
from roster.registry.models.registrations import Registrant


class WorkConditions(models.Model):
    registrant = models.OneToOneField(
        Registrant, models.PROTECT, related_name="conditions", verbose_name=_("登録者")
    )
    fields_driven = models.TextField(_("推進できる分野"), blank=True)
    is_full_time = models.BooleanField(_("常勤できる"), default=False)
    days_per_week = models.PositiveSmallIntegerField(_("週あたりの日数"), default=1)
    remote_share = models.CharField(
        _("リモートの割合"), max_length=20, choices=RemoteShare, default=RemoteShare.HALF
    )
    prefectures = ArrayField(
        models.CharField(max_length=2, choices=Prefecture),
        default=list,
        blank=True,
        verbose_name=_("対面できる都道府県"),
    )
    # Null: at once.
    earliest_start = models.DateField(_("最も早い開始日"), null=True, blank=True)
    employer_consents = models.BooleanField(_("勤務先が副業を認めている"), default=False)
    pay_band = models.CharField(_("希望する報酬"), max_length=20, choices=PayBand, blank=True)
    confirmed_on = models.DateField(_("本人が確認した日"))
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("働き方の条件")
        verbose_name_plural = _("働き方の条件")
        ordering = ["registrant", "pk"]
        constraints = [
            known("workconditions_remote_share_is_known", "remote_share", RemoteShare),
            known_or_blank("workconditions_pay_band_is_known", "pay_band", PayBand),
            models.CheckConstraint(
                name="workconditions_days_are_one_to_five",
                condition=Q(days_per_week__range=(1, 5)),
                violation_error_message=_("週あたりの日数は1〜5です。"),
            ),
            models.CheckConstraint(
                name="workconditions_prefectures_are_known",
                condition=Q(prefectures__contained_by=Prefecture.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registrant} {self.confirmed_on}"
