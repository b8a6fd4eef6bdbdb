"""Information sheets: versioned, approved by staff.

What a municipality reads is always an approved version.
"""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common.constraints import filled, known, known_or_blank
from common.workflow import StatusChange, moves, status_field
from recruitment.applications.models import BodyKind, BodySize, Submission
from recruitment.standards.models import SkillItem
from roster.registry.models.registrations import Registrant


class SheetStatus(models.TextChoices):
    DRAFT = "draft", _("作成中")
    AWAITING = "awaiting", _("承認待ち")
    APPROVED = "approved", _("承認済み")
    SUPERSEDED = "superseded", _("旧版")


class ProfileSheetQuerySet(models.QuerySet["ProfileSheet"]):
    def approved(self) -> "ProfileSheetQuerySet":
        return self.filter(status=SheetStatus.APPROVED)

    def in_preparation(self) -> "ProfileSheetQuerySet":
        return self.filter(status__in=[SheetStatus.DRAFT, SheetStatus.AWAITING])


@pghistory.track()
class ProfileSheet(models.Model):
    """登録者情報シート.

    Track records and skills belong to the version, so that an old one stays as it was read.
    """

    MOVES = moves(
        submit=([SheetStatus.DRAFT], SheetStatus.AWAITING),
        return_=([SheetStatus.AWAITING], SheetStatus.DRAFT),
        approve=([SheetStatus.DRAFT, SheetStatus.AWAITING], SheetStatus.APPROVED),
        supersede=([SheetStatus.APPROVED], SheetStatus.SUPERSEDED),
    )
    STATUS_TONES = {SheetStatus.AWAITING: "wait", SheetStatus.APPROVED: "good"}

    registrant = models.ForeignKey(
        Registrant, models.PROTECT, related_name="sheets", verbose_name=_("登録者")
    )
    number = models.PositiveSmallIntegerField(_("版"))
    status = status_field(SheetStatus, SheetStatus.DRAFT)
    # Null for people who came in with a past round: there was no application in this system.
    submission = models.ForeignKey(
        Submission,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("もとにした提出内容"),
    )
    summary = models.TextField(_("紹介文"), blank=True)
    qualifications = models.TextField(_("資格"), blank=True)
    # Null until approved.
    approved_at = models.DateTimeField(_("承認日時"), null=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("承認した人"),
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ProfileSheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("登録者情報シート")
        verbose_name_plural = _("登録者情報シート")
        ordering = ["registrant", "number"]
        constraints = [
            known("profilesheet_status_is_known", "status", SheetStatus),
            models.UniqueConstraint(
                fields=["registrant", "number"], name="profilesheet_number_is_unique"
            ),
            models.UniqueConstraint(
                fields=["registrant"],
                condition=Q(status=SheetStatus.APPROVED),
                name="profilesheet_one_approved",
            ),
            models.UniqueConstraint(
                fields=["registrant"],
                condition=Q(status__in=[SheetStatus.DRAFT, SheetStatus.AWAITING]),
                name="profilesheet_one_in_preparation",
            ),
            models.CheckConstraint(
                name="profilesheet_approved_has_its_time",
                condition=Q(status__in=[SheetStatus.DRAFT, SheetStatus.AWAITING])
                | Q(approved_at__isnull=False),
            ),
            models.CheckConstraint(
                name="profilesheet_approved_has_a_summary",
                condition=Q(status__in=[SheetStatus.DRAFT, SheetStatus.AWAITING]) | ~Q(summary=""),
                violation_error_message=_("承認するには、紹介文が必要です。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registrant} v{self.number}"


class TrackRecord(models.Model):
    """活動実績: what the person *drove*, where, and with which result (domain.md, complaints 1 and
    4).
    """

    sheet = models.ForeignKey(
        ProfileSheet, models.CASCADE, related_name="track_records"
    )  # part of its version
    order = models.PositiveSmallIntegerField(_("並び順"), default=1)
    started_on = models.DateField(_("開始"))
    # Null: still going on.
    ended_on = models.DateField(_("終了"), null=True, blank=True)
    body_kind = models.CharField(_("団体の種別"), max_length=20, choices=BodyKind)
    body_size = models.CharField(
        _("団体の規模(人口・従業員)"), max_length=20, choices=BodySize, blank=True
    )
    title = models.CharField(_("件名"), max_length=100)
    field = models.CharField(_("分野"), max_length=100)
    role = models.CharField(_("役割"), max_length=100)
    action = models.TextField(_("推進したこと"))
    result = models.TextField(
        _("成果"), help_text=_("数字、または変わったことの名前で書いてください。")
    )
    reference = models.CharField(_("確認できるもの"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("活動実績")
        verbose_name_plural = _("活動実績")
        ordering = ["sheet", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "order"], name="trackrecord_order_is_unique"),
            known("trackrecord_body_kind_is_known", "body_kind", BodyKind),
            known_or_blank("trackrecord_body_size_is_known", "body_size", BodySize),
            filled("trackrecord_has_a_result", "result", _("成果を書いてください。")),
            models.CheckConstraint(
                name="trackrecord_ends_after_it_starts",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                violation_error_message=_("終了は、開始以後にしてください。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class SheetSkill(models.Model):
    """A skill item that the sheet claims, with its level."""

    sheet = models.ForeignKey(
        ProfileSheet, models.CASCADE, related_name="skills"
    )  # part of its version
    item = models.ForeignKey(
        SkillItem, models.PROTECT, related_name="+", verbose_name=_("スキル項目")
    )
    level = models.PositiveSmallIntegerField(_("水準"))

    class Meta:
        verbose_name = _("シートのスキル")
        verbose_name_plural = _("シートのスキル")
        ordering = ["sheet", "item__category__order", "item__number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "item"], name="sheetskill_once_per_item"),
            models.CheckConstraint(
                name="sheetskill_level_is_one_to_five", condition=Q(level__range=(1, 5))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.level}"


class ProfileSheetStatusChange(StatusChange):
    row = models.ForeignKey(ProfileSheet, models.PROTECT, related_name="history")

    class Meta(StatusChange.Meta):
        verbose_name = _("情報シートの状態の履歴")
        verbose_name_plural = _("情報シートの状態の履歴")
