"""Seats of a round's committee.

They stand here so that applications can refuse an evaluator of the round.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from recruitment.calls.models.rounds import Round


class CommitteeSeatQuerySet(models.QuerySet["CommitteeSeat"]):
    def taken(self) -> "CommitteeSeatQuerySet":
        """Seats that their evaluator has not left."""
        return self.filter(left_at__isnull=True)


class CommitteeSeat(models.Model):
    """One evaluator in one round's committee.

    Keyed by person through the account; conflicts belong to the seat.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="seats", verbose_name=_("公募"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="seats", verbose_name=_("評価委員")
    )
    is_chair = models.BooleanField(_("委員長"), default=False)
    appointed_at = models.DateTimeField(_("委嘱日時"), default=timezone.now)
    # Null: still seated.
    left_at = models.DateTimeField(_("退任日時"), null=True, blank=True)

    objects = CommitteeSeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("評価委員の席")
        verbose_name_plural = _("評価委員の席")
        ordering = ["round", "-is_chair", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "user"],
                name="committeeseat_once_per_round",
                violation_error_message=_("この方は、すでにこの公募の評価委員です。"),
            ),
            models.UniqueConstraint(
                fields=["round"],
                condition=Q(is_chair=True, left_at__isnull=True),
                name="committeeseat_one_chair",
                violation_error_message=_("委員長は1人です。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.user.label}"
