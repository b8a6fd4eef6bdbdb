"""Evaluations: one evaluator's independent judgement of one candidacy, criterion by criterion."""

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.constraints import known, known_or_blank
from common.identifiers import PublicIdField
from common.workflow import StatusChange, moves, status_field
from recruitment.applications.content import registered_name
from recruitment.applications.models import Candidacy, Submission
from recruitment.calls.models import CommitteeSeat
from recruitment.evaluation.models.conflicts import ConflictOfInterest
from recruitment.evaluation.models.criteria import Criterion


class EvaluationStatus(models.TextChoices):
    ASSIGNED = "assigned", _("未着手")
    DRAFT = "draft", _("採点中")
    SUBMITTED = "submitted", _("採点済み")
    REOPENED = "reopened", _("再開")
    DECLINED = "declined", _("利益相反により辞退")
    TAKEN_BACK = "taken_back", _("割当て取消し")
    ABSTAINED = "abstained", _("棄権")


class Recommendation(models.TextChoices):
    PASS = "pass", _("合格を推す")
    RESERVE = "reserve", _("どちらともいえない")
    FAIL = "fail", _("合格を推さない")


# What no longer belongs to its evaluator.
ENDED = [EvaluationStatus.DECLINED, EvaluationStatus.TAKEN_BACK, EvaluationStatus.ABSTAINED]
OPEN = [EvaluationStatus.ASSIGNED, EvaluationStatus.DRAFT, EvaluationStatus.REOPENED]


class EvaluationQuerySet(models.QuerySet["Evaluation"]):
    def in_force(self) -> "EvaluationQuerySet":
        """Those that still belong to their evaluator."""
        return self.exclude(status__in=ENDED)

    def open(self) -> "EvaluationQuerySet":
        return self.filter(status__in=OPEN)

    def submitted(self) -> "EvaluationQuerySet":
        """What counts: handed in, by an evaluator without a conflict."""
        return self.without_conflict().filter(status=EvaluationStatus.SUBMITTED)

    def without_conflict(self) -> "EvaluationQuerySet":
        """By evaluators who have no conflict in force with the applicant."""
        theirs = ConflictOfInterest.objects.in_force().filter(
            seat=models.OuterRef("seat"), person=models.OuterRef("candidacy__application__person")
        )
        return self.exclude(models.Exists(theirs))


class Evaluation(models.Model):
    """Unique per seat and candidacy; judges one submission.

    A trigger (migration) refuses a conflicted pair.
    """

    MOVES = moves(
        start=([EvaluationStatus.ASSIGNED], EvaluationStatus.DRAFT),
        submit=(OPEN, EvaluationStatus.SUBMITTED),
        reopen=([EvaluationStatus.SUBMITTED], EvaluationStatus.REOPENED),
        decline=(OPEN, EvaluationStatus.DECLINED),
        take_back=(
            [EvaluationStatus.ASSIGNED, EvaluationStatus.DRAFT],
            EvaluationStatus.TAKEN_BACK,
        ),
        abstain=(OPEN, EvaluationStatus.ABSTAINED),
        assign_again=(ENDED, EvaluationStatus.ASSIGNED),
    )
    STATUS_TONES = {
        EvaluationStatus.DRAFT: "act",
        EvaluationStatus.SUBMITTED: "good",
        EvaluationStatus.REOPENED: "wait",
        EvaluationStatus.DECLINED: "bad",
        EvaluationStatus.ABSTAINED: "bad",
    }

    public_id = PublicIdField()
    seat = models.ForeignKey(
        CommitteeSeat, models.PROTECT, related_name="evaluations", verbose_name=_("評価委員")
    )
    candidacy = models.ForeignKey(
        Candidacy, models.PROTECT, related_name="evaluations", verbose_name=_("応募")
    )
    submission = models.ForeignKey(
        Submission, models.PROTECT, related_name="+", verbose_name=_("評価した提出内容")
    )
    status = status_field(EvaluationStatus, EvaluationStatus.ASSIGNED)
    recommendation = models.CharField(
        _("総合の推薦"), max_length=20, choices=Recommendation, blank=True
    )
    comment = models.TextField(_("総合所見"), blank=True)
    # Staff's hand: no proposal takes it away.
    is_pinned = models.BooleanField(_("固定"), default=False, editable=False)
    # Null until submitted.
    submitted_at = models.DateTimeField(_("採点日時"), null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        verbose_name = _("評価")
        verbose_name_plural = _("評価")
        ordering = ["candidacy__round", "candidacy__application__receipt_number", "pk"]
        constraints = [
            known("evaluation_status_is_known", "status", EvaluationStatus),
            known_or_blank("evaluation_recommendation_is_known", "recommendation", Recommendation),
            models.UniqueConstraint(
                fields=["seat", "candidacy"], name="evaluation_once_per_seat_and_candidacy"
            ),
            models.CheckConstraint(
                name="evaluation_submitted_is_complete",
                condition=~Q(status=EvaluationStatus.SUBMITTED)
                | (Q(submitted_at__isnull=False) & ~Q(recommendation="")),
                violation_error_message=_("採点を終えるには、総合の推薦が必要です。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat} {self.candidacy}"

    def get_absolute_url(self) -> str:
        """The evaluator's own page."""
        return reverse("evaluation:score", args=[self.public_id])

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def applicant(self) -> str:
        """The name in the submission that is judged, whatever the person is called now."""
        return registered_name(self.submission.content)

    @property
    def is_blind(self) -> bool:
        """Whether its evaluator is not shown who the applicant is."""
        rules = getattr(self.candidacy.round, "evaluation_rules", None)
        return rules is not None and rules.is_blind

    @property
    def called(self) -> str:
        """What its evaluator reads for the applicant: the name, or a mark in a round without names.

        The mark is the same for every evaluator, so that a committee can speak of the applicant. It
        cannot be worked out from the list on which conflicts are named, which carries the names.
        """
        if self.is_blind:
            public_id = self.candidacy.application.public_id
            mark = salted_hmac("evaluation.mark", public_id).hexdigest()[:6].upper()
            return gettext("応募 %(mark)s") % {"mark": mark}
        return gettext("%(name)sさん") % {"name": self.applicant}


@pghistory.track()  # every version of a score is kept, also of a direct UPDATE
class Score(models.Model):
    evaluation = models.ForeignKey(
        Evaluation, models.PROTECT, related_name="scores", verbose_name=_("評価")
    )
    criterion = models.ForeignKey(
        Criterion, models.PROTECT, related_name="+", verbose_name=_("評価基準")
    )
    points = models.PositiveSmallIntegerField(_("点"))
    comment = models.TextField(_("理由・所見"), blank=True)

    class Meta:
        verbose_name = _("採点")
        verbose_name_plural = _("採点")
        ordering = ["evaluation", "criterion__order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "criterion"], name="score_once_per_criterion"
            ),
            models.CheckConstraint(name="score_is_one_to_five", condition=Q(points__range=(1, 5))),
            models.CheckConstraint(
                name="score_extremes_have_a_comment",
                condition=Q(points__range=(2, 4)) | ~Q(comment=""),
                violation_error_message=_("5と1には理由が必要です。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.points}"


class EvaluationStatusChange(StatusChange):
    row = models.ForeignKey(Evaluation, models.PROTECT, related_name="history")

    class Meta(StatusChange.Meta):
        verbose_name = _("評価の状態の履歴")
        verbose_name_plural = _("評価の状態の履歴")
