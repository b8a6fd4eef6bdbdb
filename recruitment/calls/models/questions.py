"""What a round asks besides the usual: text, choice, number or file, of all or of one category."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.constraints import filled, known
from common.templatetags.ui import localized
from recruitment.calls.models.rounds import Round
from recruitment.standards.models import Category


class QuestionKind(models.TextChoices):
    TEXT = "text", _("文章")
    CHOICE = "choice", _("選択")
    NUMBER = "number", _("数")
    FILE = "file", _("ファイル")


class Question(models.Model):
    """One further question of a round. Its number is its place, and its name in a submission."""

    round = models.ForeignKey(
        Round, models.CASCADE, related_name="questions"
    )  # goes only with a round in draft
    number = models.PositiveSmallIntegerField(_("番号"))
    kind = models.CharField(_("種類"), max_length=10, choices=QuestionKind)
    label = models.CharField(_("質問"), max_length=200)
    label_en = models.CharField(_("質問(英語)"), max_length=200, blank=True)
    help = models.CharField(_("説明"), max_length=300, blank=True)
    help_en = models.CharField(_("説明(英語)"), max_length=300, blank=True)
    choices = models.TextField(
        _("選択肢"), blank=True, help_text=_("1行に1つ。選択の質問だけに使います。")
    )
    choices_en = models.TextField(
        _("選択肢(英語)"), blank=True, help_text=_("同じ順に、同じ数だけ書きます。")
    )
    is_required = models.BooleanField(_("必須"), default=False)
    # Null: asked of everybody.
    category = models.ForeignKey(
        Category,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("質問する人材類型"),
    )

    class Meta:
        verbose_name = _("追加の質問")
        verbose_name_plural = _("追加の質問")
        ordering = ["round", "number"]
        constraints = [
            known("question_kind_is_known", "kind", QuestionKind),
            filled("question_has_a_label", "label", _("質問を書いてください。")),
            models.UniqueConstraint(fields=["round", "number"], name="question_number_is_unique"),
            models.UniqueConstraint(fields=["id", "round"], name="question_with_its_round"),
            models.CheckConstraint(
                name="question_has_choices_only_to_choose_from",
                condition=Q(kind=QuestionKind.CHOICE) ^ Q(choices=""),
                violation_error_message=_("選択の質問には、選択肢を1行に1つ書いてください。"),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def options(self) -> list[str]:
        """What may be chosen, in order."""
        return lines(self.choices)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """What may be chosen with the words for it in the reader's language, for a form."""
        return list(zip(self.options, lines(localized(self, "choices")), strict=True))


def lines(text: str) -> list[str]:
    """What stands on the lines of a text, without the empty ones."""
    return [line.strip() for line in text.splitlines() if line.strip()]
