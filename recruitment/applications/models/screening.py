"""The formal check: its list of points, what was to be put right, why it ended, and what staff
note among themselves.
"""

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.constraints import filled, known
from recruitment.applications.models.applications import (
    Application,
    ApplicationStatusChange,
    Submission,
)
from recruitment.applications.models.parts import Attachment
from recruitment.calls.models import Round


class ChecklistItem(models.Model):
    """One point of a round's formal check. Retired ones keep their marks and are asked no more."""

    round = models.ForeignKey(
        Round, models.CASCADE, related_name="checklist"
    )  # goes only with a round in draft
    number = models.PositiveSmallIntegerField(_("番号"))
    label = models.CharField(_("確かめること"), max_length=200)
    label_en = models.CharField(_("確かめること(英語)"), max_length=200, blank=True)
    # The field to be put right when it is not fulfilled, by its name in `returnable`.
    field = models.CharField(_("補正する項目"), max_length=40, blank=True)
    is_retired = models.BooleanField(_("使わない"), default=False)

    class Meta:
        verbose_name = _("形式審査の項目")
        verbose_name_plural = _("形式審査の項目")
        ordering = ["round", "number"]
        constraints = [
            filled("checklistitem_has_a_label", "label", _("確かめることを書いてください。")),
            models.UniqueConstraint(
                fields=["round", "number"], name="checklistitem_number_is_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Marked(models.TextChoices):
    OK = "ok", _("適")
    NOT_OK = "not_ok", _("不備")
    NOT_APPLICABLE = "na", _("該当なし")


@pghistory.track()  # who said what before
class ChecklistMark(models.Model):
    """What was found for one item, by whom, about which submission."""

    TONES = {Marked.OK: "good", Marked.NOT_OK: "bad"}

    application = models.ForeignKey(Application, models.PROTECT, related_name="marks")
    item = models.ForeignKey(
        ChecklistItem, models.PROTECT, related_name="marks", verbose_name=_("形式審査の項目")
    )
    submission = models.ForeignKey(
        Submission, models.PROTECT, related_name="+", verbose_name=_("確かめた提出")
    )
    found = models.CharField(_("結果"), max_length=10, choices=Marked)
    remark = models.CharField(_("備考"), max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("確かめた人")
    )
    at = models.DateTimeField(_("日時"), default=timezone.now)

    class Meta:
        verbose_name = _("形式審査の結果")
        verbose_name_plural = _("形式審査の結果")
        ordering = ["application", "item__number", "pk"]
        constraints = [
            known("checklistmark_found_is_known", "found", Marked),
            models.UniqueConstraint(
                fields=["application", "item"], name="checklistmark_once_per_item"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.get_found_display()}"


class ReturnedField(models.Model):
    """One thing that a return for correction names, and why. The letter and the applicant's page
    follow from these.
    """

    change = models.ForeignKey(
        ApplicationStatusChange, models.PROTECT, related_name="returned_fields"
    )
    name = models.CharField(_("項目"), max_length=40)
    reason = models.CharField(_("理由"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("補正を依頼した項目")
        verbose_name_plural = _("補正を依頼した項目")
        ordering = ["change", "pk"]
        constraints = [
            filled("returnedfield_has_a_name", "name", _("項目を選んでください。")),
            models.UniqueConstraint(fields=["change", "name"], name="returnedfield_once"),
        ]
        triggers = [
            pgtrigger.Protect(name="returnedfield_is_immutable", operation=pgtrigger.Update)
        ]

    def __str__(self) -> str:
        return self.name


class Ground(models.TextChoices):
    """Why an application is ineligible: our own list, an assumption."""

    AGE = "age", _("年齢などの応募資格を満たしていない")
    MISSING = "missing", _("必要な記載や書類がない")
    UNCORRECTED = "uncorrected", _("補正の依頼に応じていない")
    DUPLICATE = "duplicate", _("同じ人の応募が重複している")
    FALSE = "false", _("事実と異なる記載がある")
    OTHER = "other", _("その他")


class Refusal(models.Model):
    """The ground on which an application was found ineligible; the words stand in its history."""

    change = models.OneToOneField(
        ApplicationStatusChange, models.PROTECT, related_name="refusal", primary_key=True
    )
    ground = models.CharField(_("不適格の理由"), max_length=20, choices=Ground)

    class Meta:
        verbose_name = _("不適格の理由")
        verbose_name_plural = _("不適格の理由")
        ordering = ["change"]
        constraints = [known("refusal_ground_is_known", "ground", Ground)]

    def __str__(self) -> str:
        return self.get_ground_display()


class ScreeningNote(models.Model):
    """What staff note about an application for each other.

    Never for the applicant, an evaluator or an officer; never changed, so that it can be relied on.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="notes")
    text = models.TextField(_("内部メモ"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("書いた人")
    )
    at = models.DateTimeField(_("日時"), default=timezone.now)

    class Meta:
        verbose_name = _("内部メモ")
        verbose_name_plural = _("内部メモ")
        ordering = ["application", "at", "pk"]
        constraints = [filled("screeningnote_has_text", "text", _("メモを書いてください。"))]
        triggers = [
            pgtrigger.Protect(
                name="screeningnote_is_immutable", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.at:%Y-%m-%d %H:%M}"


class PaperArrival(models.Model):
    """Something that came on paper: when it arrived, and its scan. A correction on paper is a
    further row; the latest counts.

    The scan is never part of the working copy, so it goes with no submission to the committee.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="arrivals")
    received_at = models.DateTimeField(_("紙の到達日時"))
    scan = models.OneToOneField(
        Attachment, models.PROTECT, related_name="arrival", verbose_name=_("読み取った原本")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("入力した人")
    )
    at = models.DateTimeField(_("入力した日時"), default=timezone.now)

    class Meta:
        verbose_name = _("紙で届いたものの記録")
        verbose_name_plural = _("紙で届いたものの記録")
        ordering = ["application", "at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="paperarrival_not_in_the_future", condition=Q(received_at__lte=F("at"))
            )
        ]
        triggers = [pgtrigger.Protect(name="paperarrival_is_immutable", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.application_id} {self.received_at:%Y-%m-%d %H:%M}"


class ScreeningExport(models.Model):
    """Who took which columns of how many applications out of the system, and when."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="+", verbose_name=_("公募"))
    columns = ArrayField(models.CharField(max_length=40), verbose_name=_("列"))
    rows = models.PositiveIntegerField(_("件数"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("書き出した人")
    )
    at = models.DateTimeField(_("日時"), default=timezone.now)

    class Meta:
        verbose_name = _("応募の書き出しの記録")
        verbose_name_plural = _("応募の書き出しの記録")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(name="screeningexport_has_columns", condition=~Q(columns=[]))
        ]
        triggers = [
            pgtrigger.Protect(
                name="screeningexport_is_immutable", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.at:%Y-%m-%d %H:%M}"
