"""What was changed in a call's words after its announcement; the call page shows it."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.constraints import filled, known
from recruitment.calls.models.rounds import Round


class PublicText(models.TextChoices):
    """What may still change once a call is announced: each is a column of the round, but the files,
    which are told by their names.
    """

    DESCRIPTION = "description", _("公募の説明")
    DESCRIPTION_EN = "description_en", _("公募の説明(英語)")
    CONTACT = "contact", _("問い合わせ先")
    CONTACT_EN = "contact_en", _("問い合わせ先(英語)")
    FILES = "files", _("ファイル")


class TextChange(models.Model):
    """One text before and after. What was once announced stays readable."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="text_changes")
    field = models.CharField(_("変えた項目"), max_length=20, choices=PublicText)
    before = models.TextField(_("変更前"), blank=True)
    after = models.TextField(_("変更後"), blank=True)
    reason = models.TextField(_("理由"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("操作した人")
    )
    at = models.DateTimeField(_("日時"), default=timezone.now)

    class Meta:
        verbose_name = _("公示後の変更")
        verbose_name_plural = _("公示後の変更")
        ordering = ["at", "pk"]
        constraints = [
            known("textchange_field_is_known", "field", PublicText),
            filled("textchange_has_a_reason", "reason", _("理由を書いてください。")),
            models.CheckConstraint(
                name="textchange_changes_something", condition=~Q(before=F("after"))
            ),
        ]
        triggers = [pgtrigger.Protect(name="textchange_is_immutable", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.round} {self.field} {self.at:%Y-%m-%d}"
