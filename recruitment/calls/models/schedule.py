"""What moves a round's dates: changes of the period, shown in public, and extensions for single
persons.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from common.constraints import filled
from recruitment.calls.models.rounds import Round


class PeriodChange(models.Model):
    """A change of the period after announcement. The call page shows it with its reason."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="period_changes")
    opens_before = models.DateTimeField(_("前の受付開始"))
    closes_before = models.DateTimeField(_("前の受付終了"))
    opens_after = models.DateTimeField(_("新しい受付開始"))
    closes_after = models.DateTimeField(_("新しい受付終了"))
    reason = models.TextField(_("理由"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("操作した人")
    )
    at = models.DateTimeField(_("日時"), default=timezone.now)

    class Meta:
        verbose_name = _("受付期間の変更")
        verbose_name_plural = _("受付期間の変更")
        ordering = ["at", "pk"]
        constraints = [
            filled("periodchange_has_a_reason", "reason", _("理由を書いてください。")),
            models.CheckConstraint(
                name="periodchange_closes_after_opening",
                condition=Q(closes_after__gt=F("opens_after")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.closes_before:%Y-%m-%d} → {self.closes_after:%Y-%m-%d}"


class Extension(models.Model):
    """One named person may submit until this instant, on record."""

    round = models.ForeignKey(
        Round, models.PROTECT, related_name="extensions", verbose_name=_("公募")
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("人物"))
    until = models.DateTimeField(_("この方の受付終了"))
    reason = models.TextField(_("理由"))
    # Empty: granted to this person alone.
    cohort = models.CharField(_("まとめて延長した対象"), max_length=100, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("認めた人")
    )
    at = models.DateTimeField(_("日時"), default=timezone.now)

    class Meta:
        verbose_name = _("受付の個別延長")
        verbose_name_plural = _("受付の個別延長")
        ordering = ["at", "pk"]
        constraints = [filled("extension_has_a_reason", "reason", _("理由を書いてください。"))]

    def __str__(self) -> str:
        return f"{self.round} {self.until:%Y-%m-%d %H:%M}"
