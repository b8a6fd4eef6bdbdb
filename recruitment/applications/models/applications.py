"""Applications: a working copy that its applicant edits, and the immutable submissions made from
it.
"""

from typing import Any

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import ConsentText, Industry, Person, Prefecture, User
from common.constraints import filled, known, known_or_blank
from common.identifiers import PublicIdField
from common.workflow import StatusChange, moves, status_field
from recruitment.applications.models.terms import PayBand, RemoteShare, WorkField
from recruitment.calls.models import Round
from recruitment.standards.models import Category


class ApplicationStatus(models.TextChoices):
    DRAFT = "draft", _("下書き")
    SUBMITTED = "submitted", _("提出済み")
    RETURNED = "returned", _("補正依頼中")
    ACCEPTED = "accepted", _("評価へ受理")
    INELIGIBLE = "ineligible", _("不適格")
    WITHDRAWN = "withdrawn", _("取下げ")


class ApplicationQuerySet(models.QuerySet["Application"]):
    def owned_by(self, user: User) -> "ApplicationQuerySet":
        """The applicant's own, whatever their status."""
        return self.filter(person__user=user)

    def not_of(self, user: User) -> "ApplicationQuerySet":
        """Everybody else's: nobody steers or reads what becomes of their own."""
        return self.exclude(person__user=user)

    def received(self) -> "ApplicationQuerySet":
        """Submitted at least once, whatever followed. The ministry never sees drafts."""
        return self.filter(receipt_number__isnull=False)

    def live(self) -> "ApplicationQuerySet":
        return self.exclude(status=ApplicationStatus.WITHDRAWN)


class Application(models.Model):
    """One person's application in one round.

    Status changes go through `common.workflow.move` alone.
    """

    MOVES = moves(
        submit=([ApplicationStatus.DRAFT], ApplicationStatus.SUBMITTED),
        resubmit=([ApplicationStatus.SUBMITTED], ApplicationStatus.SUBMITTED),
        correct=([ApplicationStatus.RETURNED], ApplicationStatus.SUBMITTED),
        return_for_correction=([ApplicationStatus.SUBMITTED], ApplicationStatus.RETURNED),
        accept=(
            [ApplicationStatus.SUBMITTED, ApplicationStatus.RETURNED],
            ApplicationStatus.ACCEPTED,
        ),
        refuse=(
            [ApplicationStatus.SUBMITTED, ApplicationStatus.RETURNED],
            ApplicationStatus.INELIGIBLE,
        ),
        withdraw=(
            [
                ApplicationStatus.DRAFT,
                ApplicationStatus.SUBMITTED,
                ApplicationStatus.RETURNED,
                ApplicationStatus.ACCEPTED,
            ],
            ApplicationStatus.WITHDRAWN,
        ),
        record=([ApplicationStatus.DRAFT], ApplicationStatus.ACCEPTED),
        record_withdrawn=([ApplicationStatus.DRAFT], ApplicationStatus.WITHDRAWN),
    )
    STATUS_TONES = {
        ApplicationStatus.SUBMITTED: "act",
        ApplicationStatus.RETURNED: "wait",
        ApplicationStatus.ACCEPTED: "good",
        ApplicationStatus.INELIGIBLE: "bad",
    }

    public_id = PublicIdField()
    round = models.ForeignKey(
        Round, models.PROTECT, related_name="applications", verbose_name=_("公募")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="applications", verbose_name=_("応募者")
    )
    status = status_field(ApplicationStatus, ApplicationStatus.DRAFT)
    # Null until the first submission, so that numbers are unique. An imported application has one
    # and no known time.
    receipt_number = models.CharField(  # noqa: DJ001 – unique, and empty for many drafts
        _("受付番号"), max_length=20, null=True, editable=False
    )
    submitted_at = models.DateTimeField(_("提出日時"), null=True, editable=False)
    # Null unless returned for correction.
    correction_due_at = models.DateTimeField(_("補正の期限"), null=True, editable=False)

    family_name = models.CharField(_("氏"), max_length=100, blank=True)
    given_name = models.CharField(_("名"), max_length=100, blank=True)
    family_name_kana = models.CharField(_("氏(フリガナ)"), max_length=100, blank=True)
    given_name_kana = models.CharField(_("名(フリガナ)"), max_length=100, blank=True)
    family_name_latin = models.CharField(_("氏(英字)"), max_length=100, blank=True)
    given_name_latin = models.CharField(_("名(英字)"), max_length=100, blank=True)
    shown_family_name = models.CharField(_("表示する氏(旧姓・通称)"), max_length=100, blank=True)
    shown_given_name = models.CharField(_("表示する名(旧姓・通称)"), max_length=100, blank=True)
    # Null while the draft leaves it open.
    birth_date = models.DateField(_("生年月日"), null=True, blank=True)
    prefecture = models.CharField(
        _("居住する都道府県"), max_length=2, choices=Prefecture, blank=True
    )
    industry = models.CharField(_("勤務先の業種"), max_length=1, choices=Industry, blank=True)
    postal_code = models.CharField(_("郵便番号"), max_length=7, blank=True)
    municipality = models.CharField(_("居住する市区町村"), max_length=60, blank=True)
    phone = models.CharField(_("電話番号"), max_length=20, blank=True)
    employer = models.CharField(_("勤務先"), max_length=200, blank=True)
    position = models.CharField(_("役職"), max_length=100, blank=True)
    qualifications = models.TextField(_("資格"), blank=True)
    motive = models.TextField(_("応募の動機"), blank=True)
    # Work conditions. Null while the draft leaves them open; no earliest start means at once.
    fields_driven = ArrayField(
        models.CharField(max_length=20, choices=WorkField),
        default=list,
        blank=True,
        verbose_name=_("推進できる分野"),
    )
    is_full_time = models.BooleanField(_("常勤できる"), null=True, blank=True)
    days_per_week = models.PositiveSmallIntegerField(_("週あたりの日数"), null=True, blank=True)
    remote_share = models.CharField(
        _("リモートの割合"), max_length=20, choices=RemoteShare, blank=True
    )
    prefectures = ArrayField(
        models.CharField(max_length=2, choices=Prefecture),
        default=list,
        blank=True,
        verbose_name=_("対面できる都道府県"),
    )
    earliest_start = models.DateField(_("最も早い開始日"), null=True, blank=True)
    employer_consents = models.BooleanField(_("勤務先が副業を認めている"), null=True, blank=True)
    pay_band = models.CharField(_("希望する報酬"), max_length=20, choices=PayBand, blank=True)
    categories = models.ManyToManyField(
        Category, related_name="+", blank=True, verbose_name=_("応募する人材類型")
    )
    consents = models.ManyToManyField(
        ConsentText, related_name="+", blank=True, verbose_name=_("同意")
    )
    is_on_paper = models.BooleanField(_("紙で届いた"), default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("応募")
        verbose_name_plural = _("応募")
        ordering = ["round", "receipt_number", "pk"]
        constraints = [
            known("application_status_is_known", "status", ApplicationStatus),
            known_or_blank("application_prefecture_is_known", "prefecture", Prefecture),
            known_or_blank("application_industry_is_known", "industry", Industry),
            known_or_blank("application_remote_share_is_known", "remote_share", RemoteShare),
            known_or_blank("application_pay_band_is_known", "pay_band", PayBand),
            models.CheckConstraint(
                name="application_fields_driven_are_known",
                condition=Q(fields_driven__contained_by=WorkField.values),
            ),
            models.CheckConstraint(
                name="application_prefectures_are_known",
                condition=Q(prefectures__contained_by=Prefecture.values),
            ),
            models.CheckConstraint(
                name="application_days_are_one_to_five",
                condition=Q(days_per_week__isnull=True) | Q(days_per_week__range=(1, 5)),
                violation_error_message=_("週あたりの日数は1〜5です。"),
            ),
            models.CheckConstraint(
                name="application_postal_code_is_seven_digits",
                condition=Q(postal_code="") | Q(postal_code__regex=r"^[0-9]{7}$"),
                violation_error_message=_("郵便番号は7桁の数字です。"),
            ),
            models.CheckConstraint(
                name="application_past_draft_has_a_receipt",
                condition=Q(status__in=[ApplicationStatus.DRAFT, ApplicationStatus.WITHDRAWN])
                | Q(receipt_number__isnull=False),
                violation_error_message=_("提出された応募には受付番号が必要です。"),
            ),
            models.CheckConstraint(
                name="application_draft_has_no_receipt",
                condition=~Q(status=ApplicationStatus.DRAFT) | Q(receipt_number__isnull=True),
            ),
            models.CheckConstraint(
                name="application_submitted_has_its_receipt",
                condition=Q(submitted_at__isnull=True) | Q(receipt_number__isnull=False),
            ),
            models.CheckConstraint(
                name="application_returned_has_a_due_date",
                condition=~Q(status=ApplicationStatus.RETURNED)
                | Q(correction_due_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["round", "person"],
                condition=~Q(status=ApplicationStatus.WITHDRAWN),
                name="application_one_live_per_person_and_round",
                violation_error_message=_("この公募には、すでに応募(または下書き)があります。"),
            ),
            models.UniqueConstraint(
                fields=["receipt_number"], name="application_receipt_number_is_unique"
            ),
            models.UniqueConstraint(fields=["id", "round"], name="application_with_its_round"),
        ]
        indexes = [
            models.Index(fields=["round", "status"], name="application_by_round_status"),
            models.Index(fields=["round", "receipt_number"], name="application_by_receipt"),
        ]

    def __str__(self) -> str:
        return self.receipt_number or f"{self.round_id} {self.public_id}"

    def get_absolute_url(self) -> str:
        """The applicant's own page."""
        return reverse("applications:detail", args=[self.public_id])

    @property
    def latest(self) -> "Submission | None":
        """What counts: the newest submission, or None for a draft."""
        return self.submissions.order_by("-number").first()


class Submission(models.Model):
    """The immutable content of one submission.

    Evaluations and information sheets point to it, never to the draft.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField(_("提出の回"))
    content = models.JSONField(_("内容"))
    digest = models.CharField(_("要約値(SHA-256)"), max_length=64)
    attachments: "models.ManyToManyField[Any, Any]" = models.ManyToManyField(
        "Attachment", related_name="submissions", blank=True, verbose_name=_("添付ファイル")
    )
    # Null for past rounds, whose instants are not known.
    arrived_at = models.DateTimeField(_("到達日時"), null=True)

    class Meta:
        verbose_name = _("提出内容")
        verbose_name_plural = _("提出内容")
        ordering = ["application", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "number"], name="submission_number_is_unique"
            ),
            models.UniqueConstraint(
                fields=["id", "application"], name="submission_with_its_application"
            ),
            filled("submission_has_a_digest", "digest", _("要約値が必要です。")),
        ]
        triggers = [pgtrigger.Protect(name="submission_is_immutable", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.application} #{self.number}"


class ApplicationStatusChange(StatusChange):
    row = models.ForeignKey(Application, models.PROTECT, related_name="history")

    class Meta(StatusChange.Meta):
        verbose_name = _("応募の状態の履歴")
        verbose_name_plural = _("応募の状態の履歴")
