"""How a round is evaluated, where it differs from the usual."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from recruitment.calls.models import Round


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

    class Meta:
        verbose_name = _("評価の進め方")
        verbose_name_plural = _("評価の進め方")
        constraints = [
            models.CheckConstraint(
                name="evaluationrules_look_back_is_plausible",
                condition=Q(look_back_years__range=(0, 50)),
                violation_error_message=_("0から50までの年数にしてください。"),
            )
        ]

    def __str__(self) -> str:
        return str(self.round)
