"""The committee's decisions: versioned rows; the newest of a candidacy holds."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.constraints import filled, known
from recruitment.applications.models import Candidacy


class Outcome(models.TextChoices):
    PASS = "pass", _("合格")
    FAIL = "fail", _("不合格")
    RESERVE = "reserve", _("補欠")
    GIVEN_UP = "given_up", _("辞退")  # the person's own word after a pass, never the committee's


@pghistory.track()
class Decision(models.Model):
    """What the committee decided on one candidacy, when and why; a later version is a promotion, a
    correction, or that the person gave up.
    """

    candidacy = models.ForeignKey(
        Candidacy, models.PROTECT, related_name="decisions", verbose_name=_("応募")
    )
    version = models.PositiveSmallIntegerField(_("版"))
    outcome = models.CharField(_("結果"), max_length=20, choices=Outcome)
    # Null except for reserves.
    rank = models.PositiveSmallIntegerField(_("補欠の順位"), null=True, blank=True)
    reason = models.TextField(_("理由"))
    # Null only for past rounds recorded from the published outcome, whose day is not known.
    decided_on = models.DateField(_("決定日"), null=True)
    # Null for past rounds: no account recorded them.
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("記録した人"),
    )
    # Null unless a second person approved: needed for a correction.
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("承認した人"),
    )
    recorded_at = models.DateTimeField(_("記録日時"), default=timezone.now)

    class Meta:
        verbose_name = _("決定")
        verbose_name_plural = _("決定")
        ordering = ["candidacy", "version"]
        constraints = [
            known("decision_outcome_is_known", "outcome", Outcome),
            models.UniqueConstraint(
                fields=["candidacy", "version"], name="decision_version_is_unique"
            ),
            filled("decision_has_a_reason", "reason", _("決定には理由が必要です。")),
            models.CheckConstraint(
                name="decision_reserve_is_ranked",
                condition=~Q(outcome=Outcome.RESERVE) | Q(rank__isnull=False),
            ),
            models.CheckConstraint(
                name="decision_by_a_person_is_dated",
                condition=Q(recorded_by__isnull=True) | Q(decided_on__isnull=False),
            ),
            models.CheckConstraint(
                name="decision_approved_by_another",
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("recorded_by")),
                violation_error_message=_("記録した人とは別の人が承認してください。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.candidacy} {self.get_outcome_display()}"
