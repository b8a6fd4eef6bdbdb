"""A candidacy: one person's application in one category. Decisions live here."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.constraints import known
from common.identifiers import PublicIdField
from common.workflow import StatusChange, moves, status_field
from recruitment.applications.models.applications import Application, ApplicationStatus
from recruitment.calls.models import Round
from recruitment.standards.models import Category


class CandidacyStatus(models.TextChoices):
    APPLIED = "applied", pgettext_lazy("status", "応募")
    PASSED = "passed", _("合格")
    FAILED = "failed", _("不合格")
    RESERVE = "reserve", _("補欠")
    GIVEN_UP = "given_up", _("辞退")


class CandidacyQuerySet(models.QuerySet["Candidacy"]):
    def in_evaluation(self) -> "CandidacyQuerySet":
        """Those of accepted applications: withdrawn and ineligible ones have left every queue."""
        return self.filter(application__status=ApplicationStatus.ACCEPTED)

    def undecided(self) -> "CandidacyQuerySet":
        return self.in_evaluation().filter(status=CandidacyStatus.APPLIED)


class Candidacy(models.Model):
    """Composite foreign keys (migration) hold that the round is the application's and offers the
    category.
    """

    MOVES = moves(
        pass_=([CandidacyStatus.APPLIED], CandidacyStatus.PASSED),
        fail=([CandidacyStatus.APPLIED], CandidacyStatus.FAILED),
        reserve=([CandidacyStatus.APPLIED], CandidacyStatus.RESERVE),
        promote=([CandidacyStatus.RESERVE], CandidacyStatus.PASSED),
        give_up=([CandidacyStatus.PASSED], CandidacyStatus.GIVEN_UP),
        correct_to_failed=([CandidacyStatus.PASSED], CandidacyStatus.FAILED),
        correct_to_passed=([CandidacyStatus.FAILED], CandidacyStatus.PASSED),
    )
    STATUS_TONES = {
        CandidacyStatus.PASSED: "good",
        CandidacyStatus.RESERVE: "wait",
        CandidacyStatus.FAILED: "bad",
    }

    public_id = PublicIdField()
    application = models.ForeignKey(
        Application, models.PROTECT, related_name="candidacies", verbose_name=_("応募")
    )
    round = models.ForeignKey(
        Round, models.PROTECT, related_name="candidacies", verbose_name=_("公募")
    )
    category = models.ForeignKey(
        Category, models.PROTECT, related_name="+", verbose_name=_("人材類型")
    )
    status = status_field(CandidacyStatus, CandidacyStatus.APPLIED)
    # Null except for reserves.
    rank = models.PositiveSmallIntegerField(_("補欠の順位"), null=True, editable=False)
    # Null until decided; and for past rounds whose day of decision is not known.
    decided_on = models.DateField(_("決定日"), null=True, editable=False)

    objects = CandidacyQuerySet.as_manager()

    class Meta:
        verbose_name = _("応募(人材類型ごと)")
        verbose_name_plural = _("応募(人材類型ごと)")
        ordering = ["round", "application__receipt_number", "category__order", "pk"]
        constraints = [
            known("candidacy_status_is_known", "status", CandidacyStatus),
            models.UniqueConstraint(
                fields=["application", "category"], name="candidacy_once_per_category"
            ),
            models.UniqueConstraint(
                fields=["id", "application"], name="candidacy_with_its_application"
            ),
            models.UniqueConstraint(
                fields=["id", "round", "category"], name="candidacy_with_round_and_category"
            ),
            models.CheckConstraint(
                name="candidacy_reserve_is_ranked",
                condition=~Q(status=CandidacyStatus.RESERVE) | Q(rank__isnull=False),
                violation_error_message=_("補欠には順位が必要です。"),
            ),
            models.UniqueConstraint(
                fields=["round", "category", "rank"],
                condition=Q(status=CandidacyStatus.RESERVE),
                name="candidacy_reserve_rank_is_unique",
                violation_error_message=_("この順位の補欠は、すでにいます。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.category}"


class CandidacyStatusChange(StatusChange):
    row = models.ForeignKey(
        Candidacy, models.CASCADE, related_name="history"
    )  # goes with a category taken off before screening

    class Meta(StatusChange.Meta):
        verbose_name = _("応募(人材類型ごと)の状態の履歴")
        verbose_name_plural = _("応募(人材類型ごと)の状態の履歴")
