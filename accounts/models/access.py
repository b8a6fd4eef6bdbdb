"""The access log: who of which body saw or took what of whom.

Later stages write it, the person reads it.
"""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.governments import LocalGovernment
from accounts.models.people import Person
from accounts.models.users import User
from common.constraints import known


class AccessKind(models.TextChoices):
    SHEET = "sheet", _("情報シートの閲覧")
    API = "api", _("APIでの取得")
    PDF = "pdf", _("PDFの取得")


class Access(models.Model):
    """One look. Names no values, so that it need not be erased with them."""

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="accesses", verbose_name=_("見られた人")
    )
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("見た人"))
    # Null: staff look without a local government.
    local_government = models.ForeignKey(
        LocalGovernment, models.PROTECT, null=True, related_name="+", verbose_name=_("地方公共団体")
    )
    kind = models.CharField(_("種類"), max_length=20, choices=AccessKind)
    detail = models.CharField(_("対象"), max_length=100, blank=True)
    at = models.DateTimeField(_("日時"), default=timezone.now)

    class Meta:
        verbose_name = _("閲覧記録")
        verbose_name_plural = _("閲覧記録")
        ordering = ["-at", "-pk"]
        constraints = [known("access_kind_is_known", "kind", AccessKind)]
        indexes = [models.Index(fields=["person", "-at"], name="access_by_person")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.user}"
