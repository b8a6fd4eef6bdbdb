"""Answers to a round's own questions, and attached files."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.constraints import filled
from common.identifiers import PublicIdField
from recruitment.applications.models.applications import Application
from recruitment.calls.models import Question


class Answer(models.Model):
    """What the working copy answers to one question; a number as it was typed."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="answers"
    )  # part of the working copy
    question = models.ForeignKey(
        Question, models.PROTECT, related_name="+", verbose_name=_("追加の質問")
    )
    text = models.TextField(_("回答"), blank=True)

    class Meta:
        verbose_name = _("追加の質問への回答")
        verbose_name_plural = _("追加の質問への回答")
        ordering = ["application", "question__number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "question"], name="answer_once_per_question"
            )
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.text}"


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def current(self) -> "AttachmentQuerySet":
        """Those of the working copy: not removed or replaced."""
        return self.filter(removed_at__isnull=True)


class Attachment(models.Model):
    """One file. What a submission holds stays in the store, also when the applicant removes it
    from the working copy afterwards.
    """

    LARGEST = 10 * 1024 * 1024  # bytes of one file
    ALL = 30 * 1024 * 1024  # bytes of all current ones together

    public_id = PublicIdField()
    application = models.ForeignKey(
        Application, models.PROTECT, related_name="attachments", verbose_name=_("応募")
    )
    # Null: attached of one's own accord, not as an answer.
    question = models.ForeignKey(
        Question,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("追加の質問"),
    )
    file = models.FileField(_("ファイル"))
    name = models.CharField(_("ファイル名"), max_length=100)
    content_type = models.CharField(_("種類"), max_length=100)
    size = models.PositiveIntegerField(_("大きさ(バイト)"))
    digest = models.CharField(_("要約値(SHA-256)"), max_length=64)
    added_at = models.DateTimeField(_("添付日時"), default=timezone.now)
    # Null while it belongs to the working copy.
    removed_at = models.DateTimeField(_("外した日時"), null=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("添付ファイル")
        verbose_name_plural = _("添付ファイル")
        ordering = ["application", "added_at", "pk"]
        constraints = [
            filled("attachment_has_a_name", "name", _("ファイル名が必要です。")),
            models.CheckConstraint(
                name="attachment_is_neither_empty_nor_too_large",
                condition=Q(size__gte=1) & Q(size__lte=10 * 1024 * 1024),
            ),
            models.UniqueConstraint(
                fields=["application", "question"],
                condition=Q(removed_at__isnull=True, question__isnull=False),
                name="attachment_one_per_question",
            ),
        ]

    def __str__(self) -> str:
        return self.name
