"""How a round is evaluated, where it differs from the usual; its assignments and reminders."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.constraints import known
from recruitment.calls.models import CommitteeSeat, Round


def usual_reminders() -> list[int]:
    """Days before the scores are due."""
    return [7, 3, 1]


class Feedback(models.TextChoices):
    NONE = "none", _("結果だけ")
    REASON = "reason", _("結果と、決定の理由")


class EvaluationRules(models.Model):
    """A round without a row is evaluated by the defaults; `queries.rules_of` gives either."""

    round = models.OneToOneField(
        Round, models.PROTECT, related_name="evaluation_rules", verbose_name=_("公募")
    )
    is_blind = models.BooleanField(
        _("氏名を伏せて評価する"),
        default=False,
        help_text=_("氏名、勤務先、連絡先、年齢、添付ファイルの名前を、評価委員に見せません。"),
    )
    look_back_years = models.PositiveSmallIntegerField(
        _("利益相反をさかのぼる年数"),
        default=5,
        help_text=_("前提(仮定値)です。これより前に終わった所属や実績は、照合しません。"),
    )

    panel_per_candidacy = models.BooleanField(
        _("人材類型ごとに評価委員を決める"),
        default=False,
        help_text=_("ふつうは、1人の応募者のすべての人材類型を、同じ委員が評価します。"),
    )
    reminder_days = ArrayField(
        models.PositiveSmallIntegerField(validators=[MaxValueValidator(60)]),
        default=usual_reminders,
        blank=True,
        verbose_name=_("催促の日"),
        help_text=_("採点の期限の何日前に、終わっていない委員へメールするか。コンマで区切ります。"),
    )
    # Decided before anybody scores: a reason that the applicant will read is written for them.
    feedback = models.CharField(
        _("応募者に知らせること"),
        max_length=20,
        choices=Feedback,
        default=Feedback.NONE,
        help_text=_(
            "結果を知らせた後、応募者の画面に出します。決定の理由は、そのままの文章で出ます。"
        ),
    )

    class Meta:
        verbose_name = _("評価の進め方")
        verbose_name_plural = _("評価の進め方")
        ordering = ["round"]
        constraints = [
            known("evaluationrules_feedback_is_known", "feedback", Feedback),
            models.CheckConstraint(
                name="evaluationrules_look_back_is_plausible",
                condition=Q(look_back_years__range=(0, 50)),
                violation_error_message=_("0から50までの年数にしてください。"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.round)


class Reminder(models.Model):
    """A letter that an evaluator was sent before the scores were due. Its row keeps it single."""

    seat = models.ForeignKey(
        CommitteeSeat, models.PROTECT, related_name="reminders", verbose_name=_("評価委員")
    )
    due_on = models.DateField(_("採点の期限"))
    days = models.PositiveSmallIntegerField(_("期限までの日数"))
    at = models.DateTimeField(_("日時"), default=timezone.now)

    class Meta:
        verbose_name = _("採点の催促")
        verbose_name_plural = _("採点の催促")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "due_on", "days"], name="reminder_once_per_seat_and_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.seat} {self.due_on} -{self.days}"


class AssignmentRun(models.Model):
    """One proposal that staff carried out: what it cost and changed. It was proven before."""

    round = models.ForeignKey(
        Round, models.PROTECT, related_name="assignment_runs", verbose_name=_("公募")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("操作した人")
    )
    at = models.DateTimeField(_("日時"), default=timezone.now)
    # How the cost is made up: name → [count, price] (`assignment.problem.Bill`).
    bill = models.JSONField(_("費用の内訳"))
    cost = models.DecimalField(_("費用"), max_digits=20, decimal_places=0)
    pairs = models.PositiveIntegerField(_("組合せ"))
    added = models.PositiveIntegerField(_("加えた組合せ"))
    removed = models.PositiveIntegerField(_("外した組合せ"))
    # Of the pairs and the potentials that prove them best.
    digest = models.CharField(_("要約値"), max_length=64)

    class Meta:
        verbose_name = _("割当ての記録")
        verbose_name_plural = _("割当ての記録")
        ordering = ["-at", "-pk"]
        triggers = [
            pgtrigger.Protect(
                name="assignmentrun_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.at:%Y-%m-%d %H:%M}"
