"""What anybody asks about a call, and what the ministry answers for all to read."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.constraints import filled, known
from common.identifiers import PublicIdField
from common.workflow import StatusChange, moves, status_field
from recruitment.calls.models.rounds import Round

LONGEST = 2000  # characters of a question; an answer may have more


class PublicQuestionStatus(models.TextChoices):
    WAITING = "waiting", _("回答待ち")
    ANSWERED = "answered", _("回答済み(非公開)")
    PUBLISHED = "published", _("公開")
    DECLINED = "declined", _("回答しない")


class PublicQuestionQuerySet(models.QuerySet["PublicQuestion"]):
    def published(self) -> "PublicQuestionQuerySet":
        """Those that everybody reads, newest first."""
        return self.filter(status=PublicQuestionStatus.PUBLISHED).order_by("-published_at", "-pk")


class PublicQuestion(models.Model):
    """質問. `asked` and `email` are for the ministry alone; the public reads `wording`.

    Nobody is asked for a name and no account is kept: who is not stored cannot be told.
    """

    MOVES = moves(
        answer=(
            [PublicQuestionStatus.WAITING, PublicQuestionStatus.ANSWERED],
            PublicQuestionStatus.ANSWERED,
        ),
        publish=(
            [
                PublicQuestionStatus.WAITING,
                PublicQuestionStatus.ANSWERED,
                PublicQuestionStatus.PUBLISHED,
            ],
            PublicQuestionStatus.PUBLISHED,
        ),
        unpublish=([PublicQuestionStatus.PUBLISHED], PublicQuestionStatus.ANSWERED),
        decline=([PublicQuestionStatus.WAITING], PublicQuestionStatus.DECLINED),
        reconsider=([PublicQuestionStatus.DECLINED], PublicQuestionStatus.WAITING),
    )
    STATUS_TONES = {
        PublicQuestionStatus.WAITING: "wait",
        PublicQuestionStatus.PUBLISHED: "good",
    }

    round = models.ForeignKey(Round, models.PROTECT, related_name="public_questions")
    public_id = PublicIdField()
    status = status_field(PublicQuestionStatus, PublicQuestionStatus.WAITING)
    asked = models.TextField(_("届いた質問"), max_length=LONGEST)
    email = models.EmailField(_("お知らせ先"), blank=True)
    asked_at = models.DateTimeField(_("届いた日時"), default=timezone.now)
    wording = models.TextField(_("公開する質問"), blank=True)
    wording_en = models.TextField(_("公開する質問(英語)"), blank=True)
    answer = models.TextField(_("回答"), blank=True)
    answer_en = models.TextField(_("回答(英語)"), blank=True)
    # Null until it is published for the first time, and until that text is changed.
    published_at = models.DateTimeField(_("公開日時"), null=True, editable=False)
    revised_at = models.DateTimeField(_("改めた日時"), null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PublicQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("公募への質問")
        verbose_name_plural = _("公募への質問")
        ordering = ["round", "asked_at", "pk"]
        constraints = [
            known("publicquestion_status_is_known", "status", PublicQuestionStatus),
            filled("publicquestion_asks_something", "asked", _("質問を書いてください。")),
            models.CheckConstraint(
                name="publicquestion_answered_has_its_answer",
                condition=~Q(
                    status__in=[PublicQuestionStatus.ANSWERED, PublicQuestionStatus.PUBLISHED]
                )
                | ~Q(answer=""),
                violation_error_message=_("回答を書いてください。"),
            ),
            models.CheckConstraint(
                name="publicquestion_published_has_wording_and_date",
                condition=~Q(status=PublicQuestionStatus.PUBLISHED)
                | (~Q(wording="") & Q(published_at__isnull=False)),
                violation_error_message=_("公開する質問の文面を書いてください。"),
            ),
        ]
        indexes = [
            models.Index(fields=["round", "status"], name="publicquestion_by_status"),
        ]

    def __str__(self) -> str:
        return self.wording or self.asked[:40]


class PublicQuestionStatusChange(StatusChange):
    row = models.ForeignKey(PublicQuestion, models.PROTECT, related_name="history")

    class Meta(StatusChange.Meta):
        verbose_name = _("公募への質問の状態の履歴")
        verbose_name_plural = _("公募への質問の状態の履歴")
