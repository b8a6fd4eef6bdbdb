"""The release of a round's results, held for a while, and the letters that tell them."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.constraints import filled, known
from common.identifiers import PublicIdField
from common.workflow import StatusChange, moves, status_field
from recruitment.applications.models import Application
from recruitment.calls.models import Round
from recruitment.evaluation.models.decisions import Decision


class Release(models.Model):
    """Staff's yes to the letters. Until `held_until` it can be stopped; then the results are out.

    What applicants see hangs on `Round.released_at` alone, which is written when this opens.
    """

    round = models.ForeignKey(
        Round, models.PROTECT, related_name="releases", verbose_name=_("公募")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("操作した人")
    )
    held_at = models.DateTimeField(_("決めた日時"), default=timezone.now)
    held_until = models.DateTimeField(_("知らせる日時"))
    opened_at = models.DateTimeField(_("知らせた日時"), null=True)
    stopped_at = models.DateTimeField(_("止めた日時"), null=True)
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("止めた人"),
    )

    class Meta:
        verbose_name = _("結果の通知")
        verbose_name_plural = _("結果の通知")
        ordering = ["-held_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round"],
                condition=Q(stopped_at__isnull=True),
                name="release_once_unless_stopped",
                violation_error_message=_("この公募の通知は、もう予約されています。"),
            ),
            models.CheckConstraint(
                name="release_is_stopped_by_somebody",
                condition=Q(stopped_at__isnull=True, stopped_by__isnull=True)
                | Q(stopped_at__isnull=False, stopped_by__isnull=False),
            ),
            models.CheckConstraint(
                name="release_is_opened_or_stopped",
                condition=Q(opened_at__isnull=True) | Q(stopped_at__isnull=True),
            ),
            models.CheckConstraint(
                name="release_is_not_held_backwards", condition=Q(held_until__gte=F("held_at"))
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="release_ends_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__opened_at__isnull=False)
                | pgtrigger.Q(old__stopped_at__isnull=False),
            ),
            pgtrigger.Protect(name="release_stays", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.held_until:%Y-%m-%d %H:%M}"


class LetterKind(models.TextChoices):
    RESULT = "result", _("選考結果")
    PROMOTED = "promoted", _("繰上げ")
    CORRECTED = "corrected", _("訂正")
    GIVEN_UP = "given_up", _("辞退")


class LetterStatus(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("letter", "送信前")
    VOIDED = "voided", pgettext_lazy("letter", "無効")
    QUEUED = "queued", pgettext_lazy("letter", "送信待ち")
    SENT = "sent", pgettext_lazy("letter", "送信済み")
    FAILED = "failed", pgettext_lazy("letter", "送れなかった")


class Letter(models.Model):
    """One letter to one applicant, as rendered. Its text never changes; once sent, nothing does.

    `handed_at` is written before the mail server is spoken to, so that whoever dies in between
    leaves a letter of which nobody can say whether it went out: that one is never sent by itself
    again, but shown to staff.
    """

    MOVES = moves(
        void=(
            [LetterStatus.WAITING, LetterStatus.QUEUED, LetterStatus.FAILED],
            LetterStatus.VOIDED,
        ),
        queue=([LetterStatus.WAITING], LetterStatus.QUEUED),
        deliver=([LetterStatus.QUEUED], LetterStatus.SENT),
        fail=([LetterStatus.WAITING, LetterStatus.QUEUED], LetterStatus.FAILED),
        resend=([LetterStatus.FAILED], LetterStatus.QUEUED),
        repeat=([LetterStatus.SENT], LetterStatus.SENT),
    )
    STATUS_TONES = {
        LetterStatus.WAITING: "wait",
        LetterStatus.QUEUED: "act",
        LetterStatus.SENT: "good",
        LetterStatus.FAILED: "bad",
    }

    public_id = PublicIdField()
    application = models.ForeignKey(
        Application, models.PROTECT, related_name="letters", verbose_name=_("応募")
    )
    kind = models.CharField(_("種類"), max_length=20, choices=LetterKind)
    status = status_field(LetterStatus, LetterStatus.WAITING)
    # Says again that the status is voided, so that the parts can follow it by a foreign key.
    is_void = models.BooleanField(default=False, editable=False)
    # Blank when the applicant has none: the letter goes out on paper.
    to = models.EmailField(_("宛先"), blank=True)
    subject = models.CharField(_("件名"), max_length=200)
    text = models.TextField(_("本文"))
    text_en = models.TextField(_("本文(英語)"))
    made_at = models.DateTimeField(_("作った日時"), default=timezone.now)
    # Null until it happens.
    handed_at = models.DateTimeField(_("メールサーバーに渡した日時"), null=True)
    sent_at = models.DateTimeField(_("送った日時"), null=True)
    failure = models.CharField(_("送れなかった理由"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("通知書")
        verbose_name_plural = _("通知書")
        ordering = ["application__receipt_number", "pk"]
        constraints = [
            known("letter_status_is_known", "status", LetterStatus),
            known("letter_kind_is_known", "kind", LetterKind),
            models.UniqueConstraint(fields=["id", "is_void"], name="letter_with_its_voidness"),
            models.CheckConstraint(
                name="letter_is_void_when_voided",
                condition=Q(status=LetterStatus.VOIDED, is_void=True)
                | (~Q(status=LetterStatus.VOIDED) & Q(is_void=False)),
            ),
            models.CheckConstraint(
                name="letter_sent_has_its_instant",
                condition=Q(status=LetterStatus.SENT, sent_at__isnull=False)
                | (~Q(status=LetterStatus.SENT) & Q(sent_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="letter_failed_says_why",
                condition=~Q(status=LetterStatus.FAILED) | ~Q(failure=""),
            ),
            filled("letter_has_a_subject", "subject", _("件名が必要です。")),
            filled("letter_has_a_text", "text", _("本文が必要です。")),
            filled("letter_has_an_english_text", "text_en", _("英語の本文が必要です。")),
        ]
        indexes = [models.Index(fields=["status"], name="letter_by_status")]
        triggers = [
            pgtrigger.Protect(
                name="letter_is_append_only_once_sent",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.status = 'sent' AND OLD.* IS DISTINCT FROM NEW.*"
                ),
            ),
            pgtrigger.Protect(
                name="letter_keeps_its_text",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("application", "kind", "subject", "text", "text_en"),
            ),
            pgtrigger.Protect(name="letter_stays", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.get_kind_display()}"

    @property
    def mail_body(self) -> str:
        """Japanese with the English below it, as every mail of ours."""
        return f"{self.text}\n\n{'-' * 60}\n{self.text_en}\n"


class LetterStatusChange(StatusChange):
    row = models.ForeignKey(Letter, models.PROTECT, related_name="history")

    class Meta(StatusChange.Meta):
        verbose_name = _("通知書の状態の履歴")
        verbose_name_plural = _("通知書の状態の履歴")


class LetterPart(models.Model):
    """A letter tells one version of one decision, and no other letter that holds tells it again."""

    letter = models.ForeignKey(
        Letter, models.PROTECT, related_name="parts", verbose_name=_("通知書")
    )
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="+", verbose_name=_("決定"))
    # Follows the letter's by a composite foreign key (migration).
    is_void = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("通知書が知らせる決定")
        verbose_name_plural = _("通知書が知らせる決定")
        ordering = ["letter", "decision__candidacy__category__order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision"],
                condition=Q(is_void=False),
                name="letterpart_tells_a_decision_once",
                violation_error_message=_("この決定を知らせる通知書は、もうあります。"),
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="letterpart_keeps_its_decision",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("letter", "decision"),
            ),
            pgtrigger.Protect(name="letterpart_stays", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.letter} {self.decision}"
