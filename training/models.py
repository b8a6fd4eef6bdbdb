"""Training: a programme per round, its modules, who is enrolled for which candidacies, and what was
completed when.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Person, User
from common.constraints import known
from common.identifiers import PublicIdField
from common.workflow import StatusChange, moves, status_field
from recruitment.applications.models import Candidacy
from recruitment.calls.models import Round


class Programme(models.Model):
    round = models.OneToOneField(
        Round, models.PROTECT, related_name="programme", verbose_name=_("公募")
    )
    # Null for past rounds, whose training dates are not known.
    starts_on = models.DateField(_("開始日"), null=True, blank=True)
    ends_on = models.DateField(_("終了日"), null=True, blank=True)

    class Meta:
        verbose_name = _("研修")
        verbose_name_plural = _("研修")
        ordering = ["-round__fiscal_year", "-round__number"]
        constraints = [
            models.CheckConstraint(
                name="programme_ends_after_it_starts",
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("終了日は、開始日以後にしてください。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.round} {self._meta.verbose_name}"


class Module(models.Model):
    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="modules", verbose_name=_("研修")
    )
    order = models.PositiveSmallIntegerField(_("並び順"))
    title = models.CharField(_("科目"), max_length=100)
    title_en = models.CharField(_("科目(英語)"), max_length=100, blank=True)
    is_mandatory = models.BooleanField(_("必修"), default=True)

    class Meta:
        verbose_name = _("科目")
        verbose_name_plural = _("科目")
        ordering = ["programme", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "order"], name="module_order_is_unique"),
            models.UniqueConstraint(fields=["id", "programme"], name="module_with_its_programme"),
        ]

    def __str__(self) -> str:
        return self.title


class EnrolmentStatus(models.TextChoices):
    ENROLLED = "enrolled", _("受講前")
    IN_PROGRESS = "in_progress", _("受講中")
    COMPLETED = "completed", _("修了")
    NOT_COMPLETED = "not_completed", _("未修了")
    WITHDRAWN = "withdrawn", _("辞退")


STUDYING = [EnrolmentStatus.ENROLLED, EnrolmentStatus.IN_PROGRESS]


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def owned_by(self, user: User) -> "EnrolmentQuerySet":
        return self.filter(person__user=user)

    def studying(self) -> "EnrolmentQuerySet":
        return self.filter(status__in=STUDYING)


class Enrolment(models.Model):
    """受講: a person in a programme, for all categories passed.

    `basis` keeps what the completion rested on.
    """

    MOVES = moves(
        start=([EnrolmentStatus.ENROLLED], EnrolmentStatus.IN_PROGRESS),
        complete=(STUDYING, EnrolmentStatus.COMPLETED),
        fail=(STUDYING, EnrolmentStatus.NOT_COMPLETED),
        withdraw=(STUDYING, EnrolmentStatus.WITHDRAWN),
        record=([EnrolmentStatus.ENROLLED], EnrolmentStatus.COMPLETED),
        record_not_completed=([EnrolmentStatus.ENROLLED], EnrolmentStatus.NOT_COMPLETED),
    )
    STATUS_TONES = {
        EnrolmentStatus.IN_PROGRESS: "act",
        EnrolmentStatus.COMPLETED: "good",
        EnrolmentStatus.NOT_COMPLETED: "bad",
    }

    public_id = PublicIdField()
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="enrolments", verbose_name=_("受講者")
    )
    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="enrolments", verbose_name=_("研修")
    )
    status = status_field(EnrolmentStatus, EnrolmentStatus.ENROLLED)
    # Null until completed.
    completed_on = models.DateField(_("修了日"), null=True, editable=False)
    basis = models.JSONField(_("修了の根拠"), null=True, editable=False)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("受講")
        verbose_name_plural = _("受講")
        ordering = ["programme", "person__family_name_kana", "person__family_name_latin", "pk"]
        constraints = [
            known("enrolment_status_is_known", "status", EnrolmentStatus),
            models.UniqueConstraint(
                fields=["person", "programme"], name="enrolment_once_per_person_and_programme"
            ),
            models.UniqueConstraint(
                fields=["id", "programme"], name="enrolment_with_its_programme"
            ),
            models.CheckConstraint(
                name="enrolment_completed_has_day_and_basis",
                condition=Q(
                    status=EnrolmentStatus.COMPLETED,
                    completed_on__isnull=False,
                    basis__isnull=False,
                )
                | (
                    ~Q(status=EnrolmentStatus.COMPLETED)
                    & Q(completed_on__isnull=True, basis__isnull=True)
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.programme}"


class EnrolledCandidacy(models.Model):
    """For which passed candidacies a person is trained.

    A registration rests on one of these rows.
    """

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="enrolled_candidacies")
    candidacy = models.OneToOneField(Candidacy, models.PROTECT, related_name="training")

    class Meta:
        verbose_name = _("受講の対象")
        verbose_name_plural = _("受講の対象")
        ordering = ["enrolment", "candidacy__category__order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "candidacy"], name="enrolledcandidacy_pair"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment} {self.candidacy.category}"


class ModuleCompletion(models.Model):
    """科目の修了.

    Composite foreign keys (migration) hold that module and enrolment share one programme.
    """

    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, related_name="completions", verbose_name=_("受講")
    )
    module = models.ForeignKey(
        Module, models.PROTECT, related_name="completions", verbose_name=_("科目")
    )
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", editable=False)
    completed_on = models.DateField(_("修了日"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("記録した人")
    )
    recorded_at = models.DateTimeField(_("記録日時"), default=timezone.now)

    class Meta:
        verbose_name = _("科目の修了")
        verbose_name_plural = _("科目の修了")
        ordering = ["enrolment", "module__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "module"], name="modulecompletion_once"),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment} {self.module}"


class EnrolmentStatusChange(StatusChange):
    row = models.ForeignKey(Enrolment, models.PROTECT, related_name="history")

    class Meta(StatusChange.Meta):
        verbose_name = _("受講の状態の履歴")
        verbose_name_plural = _("受講の状態の履歴")
