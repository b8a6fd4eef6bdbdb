"""What people agree to: one text a purpose and version, which stays as it was agreed to."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.constraints import known


class ConsentPurpose(models.TextChoices):
    USE = "use", _("個人情報の利用")
    PROVISION = "provision", _("地方公共団体への提供")
    PUBLICATION = "publication", _("結果の公表")


class ConsentTextQuerySet(models.QuerySet["ConsentText"]):
    def in_force(self) -> "ConsentTextQuerySet":
        """The newest version for each purpose."""
        newest = self.order_by("purpose", "-version").distinct("purpose")
        return self.filter(pk__in=newest.values("pk")).order_by("order", "pk")


class ConsentText(models.Model):
    """The exact words for one purpose. A change of words is a new version."""

    purpose = models.CharField(_("目的"), max_length=20, choices=ConsentPurpose)
    version = models.PositiveSmallIntegerField(_("版"))
    order = models.PositiveSmallIntegerField(_("並び順"))
    text = models.TextField(_("同意文"))
    text_en = models.TextField(_("同意文(英語)"))

    objects = ConsentTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("同意文")
        verbose_name_plural = _("同意文")
        ordering = ["order", "-version", "pk"]
        constraints = [
            known("consenttext_purpose_is_known", "purpose", ConsentPurpose),
            models.UniqueConstraint(
                fields=["purpose", "version"], name="consenttext_version_is_unique"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="consenttext_is_immutable", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} v{self.version}"
