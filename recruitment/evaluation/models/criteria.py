"""What the committee of a round scores: criteria per category, each with five anchors and the item
it assesses.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from recruitment.calls.models import Round
from recruitment.standards.models import Anchored, Category, SkillItem


class Criterion(Anchored):
    """Composite foreign keys (migration) hold that the round offers the category and the item
    belongs to it.
    """

    round = models.ForeignKey(
        Round, models.PROTECT, related_name="criteria", verbose_name=_("公募")
    )
    category = models.ForeignKey(
        Category, models.PROTECT, related_name="+", verbose_name=_("人材類型")
    )
    # Null for a criterion that no single item carries, such as an overall impression.
    skill_item = models.ForeignKey(
        SkillItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("スキル項目"),
    )
    order = models.PositiveSmallIntegerField(_("並び順"))
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("評価基準")
        verbose_name_plural = _("評価基準")
        ordering = ["round", "category__order", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "category", "order"], name="criterion_order_is_unique"
            ),
            models.CheckConstraint(
                name="criterion_weight_is_a_percentage", condition=Q(weight__range=(1, 100))
            ),
        ]

    def __str__(self) -> str:
        return self.name
