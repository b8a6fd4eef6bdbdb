"""Meetings of a round's committee: the day on which decisions are taken, and who was there."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from recruitment.calls.models import CommitteeSeat, Round


class Meeting(models.Model):
    """A sitting. Decisions of its day were taken in it."""

    round = models.ForeignKey(
        Round, models.PROTECT, related_name="meetings", verbose_name=_("公募")
    )
    held_on = models.DateField(_("開催日"))
    place = models.CharField(
        _("場所"), max_length=200, blank=True, help_text=_("会議室、またはオンライン。")
    )
    attendees = models.ManyToManyField(
        CommitteeSeat, related_name="meetings", verbose_name=_("出席した委員")
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("記録した人")
    )
    recorded_at = models.DateTimeField(_("記録日時"), default=timezone.now)

    class Meta:
        verbose_name = _("委員会の会議")
        verbose_name_plural = _("委員会の会議")
        ordering = ["held_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "held_on"],
                name="meeting_once_a_day",
                violation_error_message=_("この日の会議は、すでに記録されています。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.held_on}"
