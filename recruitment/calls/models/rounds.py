"""A recruitment round and the categories it opens."""

import datetime as dt

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.constraints import known
from common.workflow import StatusChange, moves, status_field
from recruitment.standards.models import Category, SkillStandard


class RoundStatus(models.TextChoices):
    DRAFT = "draft", _("準備中")
    ANNOUNCED = "announced", _("公示済み")
    EVALUATING = "evaluating", _("評価中")
    DECIDED = "decided", _("決定済み")
    TRAINING = "training", _("研修中")
    CONCLUDED = "concluded", _("終了")
    CANCELLED = "cancelled", _("中止")


ANNOUNCED_OR_LATER = [
    RoundStatus.ANNOUNCED,
    RoundStatus.EVALUATING,
    RoundStatus.DECIDED,
    RoundStatus.TRAINING,
    RoundStatus.CONCLUDED,
]


class RoundQuerySet(models.QuerySet["Round"]):
    def public(self) -> "RoundQuerySet":
        """Those whose call anybody may read: announced once, cancelled ones included when they had
        been announced.
        """
        return self.filter(
            Q(status__in=ANNOUNCED_OR_LATER)
            | Q(status=RoundStatus.CANCELLED, announced_at__isnull=False)
        )

    def called(self) -> "RoundQuerySet":
        """Public ones that took applications through this system; past rounds that were recorded
        have no call page.
        """
        return self.public().filter(announced_at__isnull=False)

    def counted(self) -> "RoundQuerySet":
        """Those that the figures list: announced and not cancelled."""
        return self.filter(status__in=ANNOUNCED_OR_LATER)

    def concluded(self) -> "RoundQuerySet":
        return self.filter(status=RoundStatus.CONCLUDED)


MARKDOWN = _("Markdownで書けます(見出し、箇条書き、表、リンク)。")
LONGEST_GRACE = 600  # seconds: a grace is for what was slow on its way, not for who was late


class Round(models.Model):
    """公募. Its fiscal year is its own attribute and never follows from a date (domain.md)."""

    MOVES = moves(
        schedule=([RoundStatus.DRAFT], RoundStatus.DRAFT),
        unschedule=([RoundStatus.DRAFT], RoundStatus.DRAFT),
        miss=([RoundStatus.DRAFT], RoundStatus.DRAFT),
        announce=([RoundStatus.DRAFT], RoundStatus.ANNOUNCED),
        start_evaluation=([RoundStatus.ANNOUNCED], RoundStatus.EVALUATING),
        decide=([RoundStatus.EVALUATING], RoundStatus.DECIDED),
        release_results=([RoundStatus.DECIDED], RoundStatus.DECIDED),
        start_training=([RoundStatus.DECIDED], RoundStatus.TRAINING),
        conclude=([RoundStatus.TRAINING], RoundStatus.CONCLUDED),
        cancel=(
            [RoundStatus.DRAFT, RoundStatus.ANNOUNCED, RoundStatus.EVALUATING],
            RoundStatus.CANCELLED,
        ),
        record=([RoundStatus.DRAFT], RoundStatus.CONCLUDED),
    )
    STATUS_TONES = {
        RoundStatus.ANNOUNCED: "act",
        RoundStatus.EVALUATING: "act",
        RoundStatus.DECIDED: "act",
        RoundStatus.TRAINING: "act",
        RoundStatus.CONCLUDED: "good",
        RoundStatus.CANCELLED: "bad",
    }

    fiscal_year = models.PositiveSmallIntegerField(_("年度"))
    number = models.PositiveSmallIntegerField(_("回"), default=1)
    code = models.GeneratedField(
        expression=models.Case(
            models.When(
                number=1, then=Concat(Value("FY"), Cast("fiscal_year", models.CharField()))
            ),
            default=Concat(
                Value("FY"),
                Cast("fiscal_year", models.CharField()),
                Value("-"),
                Cast("number", models.CharField()),
            ),
        ),
        output_field=models.CharField(max_length=12),
        db_persist=True,
        verbose_name=_("記号"),
    )
    status = status_field(RoundStatus, RoundStatus.DRAFT)
    standard = models.ForeignKey(
        SkillStandard, models.PROTECT, related_name="+", verbose_name=_("スキル標準")
    )
    plan_version = models.CharField(
        _("推進計画の版"),
        max_length=20,
        blank=True,
        help_text=_("引用する自治体DX推進計画の版。例: 4.0"),
    )
    description = models.TextField(_("公募の説明"), blank=True, help_text=MARKDOWN)
    description_en = models.TextField(_("公募の説明(英語)"), blank=True, help_text=MARKDOWN)
    contact = models.TextField(
        _("問い合わせ先"),
        blank=True,
        help_text=_("担当部署、電話、メールアドレスなど。公募のページにこのまま載ります。"),
    )
    contact_en = models.TextField(_("問い合わせ先(英語)"), blank=True)
    rubric_url = models.URLField(
        _("評価の手引きの場所"),
        blank=True,
        help_text=_("https:// で始まるアドレス。職員と評価委員だけに見えます。"),
    )
    # Null while in draft, and for past rounds whose dates are not known.
    opens_at = models.DateTimeField(_("受付開始"), null=True, blank=True)
    closes_at = models.DateTimeField(_("受付終了"), null=True, blank=True)
    # Null until it happens; `announced_at` stays null for past rounds that were recorded.
    announced_at = models.DateTimeField(_("公示日時"), null=True, editable=False)
    # Null: nobody has set a time, and once it has passed.
    announce_at = models.DateTimeField(_("公示の予約"), null=True, editable=False)
    released_at = models.DateTimeField(_("選考結果の通知日時"), null=True, editable=False)
    # Null before the result is public, or when the day is not known (FY2022).
    result_on = models.DateField(_("結果公表日"), null=True, editable=False)
    grace_seconds = models.PositiveSmallIntegerField(
        _("締切の猶予(秒)"),
        default=0,
        help_text=_(
            "前提(仮定値)です。締切の後、この秒数までに届いた応募も受け付けます。ふつうは0、長くて600です。"
        ),
    )
    panel_size = models.PositiveSmallIntegerField(
        _("応募者あたりの評価委員数"),
        default=3,
        help_text=_("前提(仮定値)です。公募ごとに変えられます。"),
    )
    evaluation_due_on = models.DateField(
        _("採点の期限"), null=True, blank=True
    )  # null: no date set yet
    applications_known = models.BooleanField(
        _("応募の全件が記録されている"), default=True, editable=False
    )
    last_receipt = models.PositiveIntegerField(_("最後の受付番号"), default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("公募")
        verbose_name_plural = _("公募")
        ordering = ["-fiscal_year", "-number"]
        constraints = [
            known("round_status_is_known", "status", RoundStatus),
            models.UniqueConstraint(
                fields=["fiscal_year", "number"],
                name="round_number_is_unique_in_its_year",
                violation_error_message=_("この年度のこの回の公募は、すでにあります。"),
            ),
            models.UniqueConstraint(fields=["id", "standard"], name="round_with_its_standard"),
            models.CheckConstraint(name="round_number_from_one", condition=Q(number__gte=1)),
            models.CheckConstraint(
                name="round_fiscal_year_is_plausible", condition=Q(fiscal_year__range=(2022, 2100))
            ),
            models.CheckConstraint(
                name="round_panel_has_one_or_more", condition=Q(panel_size__gte=1)
            ),
            models.CheckConstraint(
                name="round_closes_after_opening",
                condition=Q(opens_at__isnull=True)
                | Q(closes_at__isnull=True)
                | Q(closes_at__gt=F("opens_at")),
                violation_error_message=_("受付終了は、受付開始より後にしてください。"),
            ),
            models.CheckConstraint(
                name="round_announced_has_its_dates",
                condition=Q(status__in=[RoundStatus.DRAFT, RoundStatus.CANCELLED])
                | Q(status=RoundStatus.CONCLUDED, announced_at__isnull=True)
                | Q(announced_at__isnull=False, opens_at__isnull=False, closes_at__isnull=False),
                violation_error_message=_("公示するには、受付開始と受付終了が必要です。"),
            ),
            models.CheckConstraint(
                name="round_is_scheduled_only_in_draft",
                condition=Q(announce_at__isnull=True) | Q(status=RoundStatus.DRAFT),
            ),
            models.CheckConstraint(
                name="round_grace_is_short",
                condition=Q(grace_seconds__lte=LONGEST_GRACE),
                violation_error_message=_("締切の猶予は、長くて600秒です。"),
            ),
            models.CheckConstraint(
                name="round_rubric_is_on_the_secure_web",
                condition=Q(rubric_url="") | Q(rubric_url__startswith="https://"),
                violation_error_message=_("https:// で始まるアドレスを入れてください。"),
            ),
            models.CheckConstraint(
                name="round_results_released_only_after_decision",
                condition=Q(released_at__isnull=True)
                | Q(status__in=[RoundStatus.DECIDED, RoundStatus.TRAINING, RoundStatus.CONCLUDED]),
            ),
            models.CheckConstraint(
                name="round_training_only_after_release",
                condition=~Q(status=RoundStatus.TRAINING) | Q(released_at__isnull=False),
            ),
            models.CheckConstraint(
                name="round_result_day_only_when_concluded",
                condition=Q(result_on__isnull=True) | Q(status=RoundStatus.CONCLUDED),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        """The public call page."""
        return reverse("calls:detail", args=[self.code])

    def is_open(self, at: dt.datetime | None = None) -> bool:
        """Whether applications are taken at this instant, extensions for single persons apart."""
        at = at or timezone.now()
        return bool(
            self.status == RoundStatus.ANNOUNCED
            and self.opens_at
            and self.closes_at
            and self.opens_at <= at < self.closes_at
        )

    def opens_later(self, at: dt.datetime | None = None) -> bool:
        return bool(
            self.status == RoundStatus.ANNOUNCED
            and self.opens_at
            and (at or timezone.now()) < self.opens_at
        )


class RoundCategory(models.Model):
    """A category that the round opens.

    Composite foreign keys (migration) hold that both share one standard.
    """

    round = models.ForeignKey(
        Round, models.CASCADE, related_name="offers"
    )  # goes only with a round in draft
    category = models.ForeignKey(
        Category, models.PROTECT, related_name="+", verbose_name=_("人材類型")
    )
    standard = models.ForeignKey(SkillStandard, models.PROTECT, related_name="+", editable=False)

    class Meta:
        verbose_name = _("募集する人材類型")
        verbose_name_plural = _("募集する人材類型")
        ordering = ["round", "category__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "category"], name="roundcategory_once")
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.category}"


class RoundStatusChange(StatusChange):
    row = models.ForeignKey(
        Round, models.CASCADE, related_name="history"
    )  # a draft that is deleted takes its line along

    class Meta(StatusChange.Meta):
        verbose_name = _("公募の状態の履歴")
        verbose_name_plural = _("公募の状態の履歴")
