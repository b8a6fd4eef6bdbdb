"""Settings for what domain.md calls assumed: staff see them, change them, and know that they are
assumptions.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AssumptionQuerySet(models.QuerySet["Assumption"]):
    def number(self, key: str, default: int) -> int:
        """The value under this key, or the code's default where staff have not set one."""
        return self.filter(key=key).values_list("value", flat=True).first() or default


class Assumption(models.Model):
    """One number that the scheme's public record does not fix, such as the years a registration is
    valid.
    """

    key = models.CharField(_("項目"), max_length=60, unique=True)
    value = models.PositiveIntegerField(_("値"))
    unit = models.CharField(_("単位"), max_length=20)
    note = models.TextField(
        _("説明"), help_text=_("公表資料にない前提です。決まりしだい置き換えてください。")
    )

    objects = AssumptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("前提(仮定値)")
        verbose_name_plural = _("前提(仮定値)")
        ordering = ["key"]

    def __str__(self) -> str:
        return f"{self.key} = {self.value} {self.unit}"
