"""What the working copy tells of a person's experience: track records, and the level claimed for
each skill item with the records that show it.

Rows change while the applicant writes; a submission holds its own copy of what they said.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common.constraints import known_or_blank
from recruitment.applications.models.applications import Application
from recruitment.applications.models.terms import BodyKind, BodySize, WorkField
from recruitment.standards.models import SkillItem


class TrackRecord(models.Model):
    """活動実績: what the person *drove*, where, and with which result (domain.md, complaints 1 and
    4). Everything may be empty while it is written.
    """

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="track_records"
    )  # part of the working copy
    number = models.PositiveSmallIntegerField(_("番号"))
    title = models.CharField(_("件名"), max_length=100, blank=True)
    # Months, stored as their first day. Null: not filled in yet; an open end is still going on.
    started_on = models.DateField(_("開始"), null=True, blank=True)
    ended_on = models.DateField(_("終了"), null=True, blank=True)
    body_kind = models.CharField(_("団体の種別"), max_length=20, choices=BodyKind, blank=True)
    body_size = models.CharField(
        _("団体の規模(人口・従業員)"), max_length=20, choices=BodySize, blank=True
    )
    field = models.CharField(_("分野"), max_length=20, choices=WorkField, blank=True)
    role = models.CharField(_("役割"), max_length=100, blank=True)
    action = models.TextField(_("推進したこと"), blank=True)
    result = models.TextField(_("成果"), blank=True)
    reference = models.CharField(_("確認できるもの(URL・照会先)"), max_length=300, blank=True)
    # A vague result is asked for once more, and then left as it is.
    is_result_asked = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("応募の活動実績")
        verbose_name_plural = _("応募の活動実績")
        ordering = ["application", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "number"], name="trackrecord_number_is_unique"
            ),
            known_or_blank("trackrecord_kind_of_body_is_known", "body_kind", BodyKind),
            known_or_blank("trackrecord_size_of_body_is_known", "body_size", BodySize),
            known_or_blank("trackrecord_field_is_known", "field", WorkField),
            models.CheckConstraint(
                name="trackrecord_goes_forward_in_time",
                condition=Q(ended_on__isnull=True)
                | Q(started_on__isnull=True)
                | Q(ended_on__gte=F("started_on")),
                violation_error_message=_("終了は、開始以後にしてください。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(_("実績%(number)s") % {"number": self.number})


class SelfAssessment(models.Model):
    """The level claimed for one skill item, and what shows it."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="self_assessments"
    )  # part of the working copy
    item = models.ForeignKey(
        SkillItem, models.PROTECT, related_name="+", verbose_name=_("スキル項目")
    )
    # Null: not chosen yet, while evidence may stand already.
    level = models.PositiveSmallIntegerField(_("水準"), null=True, blank=True)
    note = models.TextField(_("補足"), blank=True)
    records = models.ManyToManyField(
        TrackRecord, related_name="+", blank=True, verbose_name=_("これを示す実績")
    )

    class Meta:
        verbose_name = _("自己評価")
        verbose_name_plural = _("自己評価")
        ordering = ["application", "item__category__order", "item__number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "item"], name="selfassessment_once_per_item"
            ),
            models.CheckConstraint(
                name="selfassessment_level_is_one_to_five",
                condition=Q(level__isnull=True) | Q(level__range=(1, 5)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.level}"
