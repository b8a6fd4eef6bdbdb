"""Editions: what was published when.

Rows are never changed; only a payload can be erased, and its digest stays.
"""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Industry, Prefecture
from common.constraints import known, known_or_blank
from common.identifiers import salt
from recruitment.calls.models import Round
from roster.registry.models.registrations import Registration


class Edition(models.Model):
    number = models.PositiveIntegerField(_("版"), unique=True)
    as_of = models.DateField(_("現在日"))
    # Null for an edition outside any round's result.
    round = models.ForeignKey(
        Round,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("きっかけの公募"),
    )
    note = models.CharField(_("メモ"), max_length=200, blank=True)
    published_at = models.DateTimeField(_("公表日時"), default=timezone.now)
    # Null when a command published it.
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("公表した人"),
    )

    class Meta:
        verbose_name = _("リストの版")
        verbose_name_plural = _("リストの版")
        ordering = ["-number"]
        get_latest_by = "number"

    def __str__(self) -> str:
        return str(self.number)


class EditionEntry(models.Model):
    """One registration in an edition.

    Public figures are counted from the attributes; names stand in the payload.
    """

    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="entries", verbose_name=_("版")
    )
    registration = models.ForeignKey(
        Registration, models.PROTECT, related_name="edition_entries", verbose_name=_("登録")
    )
    registrant_number = models.CharField(_("登録者番号"), max_length=12)
    category_code = models.SlugField(_("人材類型のコード"), max_length=30)
    prefecture = models.CharField(_("都道府県"), max_length=2, choices=Prefecture)
    industry = models.CharField(_("業種"), max_length=1, choices=Industry, blank=True)
    salt = models.CharField(max_length=32, default=salt, editable=False)
    digest = models.CharField(_("要約値(SHA-256)"), max_length=64, editable=False)
    # Null once erased.
    payload = models.JSONField(_("内容"), null=True, editable=False)

    class Meta:
        verbose_name = _("版の記載")
        verbose_name_plural = _("版の記載")
        ordering = ["edition", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "registration"], name="editionentry_once_per_edition"
            ),
            known("editionentry_prefecture_is_known", "prefecture", Prefecture),
            known_or_blank("editionentry_industry_is_known", "industry", Industry),
            models.CheckConstraint(name="editionentry_has_a_digest", condition=~Q(digest="")),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="editionentry_is_immutable", exclude=["payload"]),
            pgtrigger.Protect(name="editionentry_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.edition} {self.registrant_number}"
