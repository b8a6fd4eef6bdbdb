"""Asking that what is kept about oneself be erased, and the ministry's answer."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.users import User
from common.constraints import known_or_blank
from common.identifiers import PublicIdField

# In how many days the ministry answers.
ANSWER_DAYS, ANSWER_DAYS_DEFAULT = "erasure_answer_days", 30


class ErasureOutcome(models.TextChoices):
    ERASED = "erased", _("消去した")
    PARTLY = "partly", _("一部を消去した")
    REFUSED = "refused", _("消去しない")


class ErasureRequestQuerySet(models.QuerySet["ErasureRequest"]):
    def open(self) -> "ErasureRequestQuerySet":
        """Those that wait: neither answered nor taken back."""
        return self.filter(answered_at__isnull=True, withdrawn_at__isnull=True)


class ErasureRequest(models.Model):
    """消去の申出. The answer says what was done and what is kept, for which reason.

    The erasing itself is done by the stages that keep the rows; here stands what was asked and what
    the person was told.
    """

    public_id = PublicIdField()
    user = models.ForeignKey(
        User, models.PROTECT, related_name="erasure_requests", verbose_name=_("申し出た人")
    )
    reason = models.TextField(_("消去してほしいもの・理由"), blank=True)
    asked_at = models.DateTimeField(_("申出の日時"), default=timezone.now)
    # Kept, because the person was told this day: a change of the assumption does not move it.
    due_on = models.DateField(_("回答の期限"))
    # Null unless taken back.
    withdrawn_at = models.DateTimeField(_("取りやめた日時"), null=True)
    # Null until answered.
    answered_at = models.DateTimeField(_("回答の日時"), null=True)
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("回答した人")
    )
    outcome = models.CharField(_("結果"), max_length=20, choices=ErasureOutcome, blank=True)
    answer = models.TextField(_("本人への説明"), blank=True)

    objects = ErasureRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("消去の申出")
        verbose_name_plural = _("消去の申出")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            known_or_blank("erasurerequest_outcome_is_known", "outcome", ErasureOutcome),
            models.CheckConstraint(
                name="erasurerequest_answer_is_whole",
                condition=Q(
                    answered_at__isnull=True, answered_by__isnull=True, outcome="", answer=""
                )
                | (
                    Q(answered_at__isnull=False, answered_by__isnull=False)
                    & ~Q(outcome="")
                    & ~Q(answer="")
                ),
                violation_error_message=_("回答には、結果と説明が必要です。"),
            ),
            models.CheckConstraint(
                name="erasurerequest_is_answered_or_taken_back",
                condition=Q(answered_at__isnull=True) | Q(withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                name="erasurerequest_is_answered_by_another",
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=F("user")),
            ),
            models.UniqueConstraint(
                name="erasurerequest_one_open_per_account",
                fields=["user"],
                condition=Q(answered_at__isnull=True, withdrawn_at__isnull=True),
                violation_error_message=_("消去の申出は、もう受け付けています。"),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="erasurerequest_stays_when_it_has_ended",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__answered_at__isnull=False)
                | pgtrigger.Q(old__withdrawn_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.asked_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        return self.answered_at is None and self.withdrawn_at is None
