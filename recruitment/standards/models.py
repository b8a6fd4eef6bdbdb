"""Skill standards: version → category → item → level.

Published texts; a round chooses from its standard's categories.
"""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.constraints import known
from common.templatetags.ui import localized


class ItemKind(models.TextChoices):
    """The standard sets skills and experience apart."""

    SKILL = "skill", _("スキル")
    EXPERIENCE = "experience", _("経験")


class SkillStandardQuerySet(models.QuerySet["SkillStandard"]):
    def in_force(self, on: dt.date) -> "SkillStandardQuerySet":
        """The newest that was in effect on this day first."""
        return self.filter(effective_on__lte=on).order_by("-effective_on", "-pk")


class SkillStandard(models.Model):
    version = models.CharField(_("版"), max_length=20, unique=True, help_text=_("例: 2022-09"))
    title = models.CharField(_("名称"), max_length=200)
    title_en = models.CharField(_("名称(英語)"), max_length=200)
    effective_on = models.DateField(_("適用日"))
    note = models.TextField(_("注記"), blank=True)
    note_en = models.TextField(_("注記(英語)"), blank=True)

    objects = SkillStandardQuerySet.as_manager()

    class Meta:
        verbose_name = _("スキル標準")
        verbose_name_plural = _("スキル標準")
        ordering = ["-effective_on", "-pk"]

    def __str__(self) -> str:
        return self.title


class CategoryQuerySet(models.QuerySet["Category"]):
    def offered(self) -> "CategoryQuerySet":
        """Those that a round may open; a draft category is not among them."""
        return self.filter(is_open=True)


class Category(models.Model):
    """人材類型.

    The code (`producer`) is the same over all versions of the standard; the row belongs to one
    version.
    """

    standard = models.ForeignKey(
        SkillStandard, models.PROTECT, related_name="categories", verbose_name=_("スキル標準")
    )
    code = models.SlugField(_("コード"), max_length=30)
    name = models.CharField(_("名称"), max_length=50)
    name_en = models.CharField(_("名称(英語)"), max_length=50)
    description = models.TextField(_("説明"), blank=True)
    description_en = models.TextField(_("説明(英語)"), blank=True)
    order = models.PositiveSmallIntegerField(_("並び順"))
    is_open = models.BooleanField(_("公募で選べる"), default=True)
    note = models.CharField(_("注記"), max_length=200, blank=True)
    note_en = models.CharField(_("注記(英語)"), max_length=200, blank=True)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("人材類型")
        verbose_name_plural = _("人材類型")
        ordering = ["standard", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["standard", "code"], name="category_code_is_unique_in_its_standard"
            ),
            # The targets of composite foreign keys: rounds and registrations hold facts of their
            # category.
            models.UniqueConstraint(fields=["id", "standard"], name="category_with_its_standard"),
            models.UniqueConstraint(fields=["id", "code"], name="category_with_its_code"),
        ]

    def __str__(self) -> str:
        return self.name


class SkillItem(models.Model):
    category = models.ForeignKey(
        Category, models.PROTECT, related_name="items", verbose_name=_("人材類型")
    )
    number = models.PositiveSmallIntegerField(_("番号"))
    kind = models.CharField(_("区分"), max_length=20, choices=ItemKind)
    name = models.CharField(_("名称"), max_length=100)
    name_en = models.CharField(_("名称(英語)"), max_length=100)
    description = models.TextField(_("説明"), blank=True)
    description_en = models.TextField(_("説明(英語)"), blank=True)

    class Meta:
        verbose_name = _("スキル項目")
        verbose_name_plural = _("スキル項目")
        ordering = ["category", "number", "pk"]
        constraints = [
            known("skillitem_kind_is_known", "kind", ItemKind),
            models.UniqueConstraint(
                fields=["category", "number"], name="skillitem_number_is_unique"
            ),
            models.UniqueConstraint(fields=["id", "category"], name="skillitem_with_its_category"),
        ]

    def __str__(self) -> str:
        return self.name


class SkillLevel(models.Model):
    """What each of the five levels means for one item."""

    item = models.ForeignKey(
        SkillItem, models.PROTECT, related_name="levels", verbose_name=_("スキル項目")
    )
    level = models.PositiveSmallIntegerField(_("水準"))
    text = models.CharField(_("説明"), max_length=300)
    text_en = models.CharField(_("説明(英語)"), max_length=300)

    class Meta:
        verbose_name = _("水準")
        verbose_name_plural = _("水準")
        ordering = ["item", "level"]
        constraints = [
            models.UniqueConstraint(fields=["item", "level"], name="skilllevel_once_per_item"),
            models.CheckConstraint(
                name="skilllevel_is_one_to_five", condition=Q(level__range=(1, 5))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.level} {self.text}"


class Anchored(models.Model):
    """What a scale of five points needs: a name, a weight, and what each point means."""

    ANCHORS = [f"anchor_{point}{language}" for language in ("", "_en") for point in range(1, 6)]
    COPIED = ["name", "name_en", "weight", *ANCHORS]

    name = models.CharField(_("名称"), max_length=100)
    name_en = models.CharField(_("名称(英語)"), max_length=100, blank=True)
    weight = models.PositiveSmallIntegerField(_("重み(%)"))
    anchor_1 = models.CharField(_("1の基準"), max_length=300)
    anchor_2 = models.CharField(_("2の基準"), max_length=300)
    anchor_3 = models.CharField(_("3の基準"), max_length=300)
    anchor_4 = models.CharField(_("4の基準"), max_length=300)
    anchor_5 = models.CharField(_("5の基準"), max_length=300)
    anchor_1_en = models.CharField(_("1の基準(英語)"), max_length=300, blank=True)
    anchor_2_en = models.CharField(_("2の基準(英語)"), max_length=300, blank=True)
    anchor_3_en = models.CharField(_("3の基準(英語)"), max_length=300, blank=True)
    anchor_4_en = models.CharField(_("4の基準(英語)"), max_length=300, blank=True)
    anchor_5_en = models.CharField(_("5の基準(英語)"), max_length=300, blank=True)

    class Meta:
        abstract = True

    @property
    def anchors(self) -> list[tuple[int, str]]:
        """Points and their anchors in the reader's language, the best first, as a scale is read."""
        return [(point, localized(self, f"anchor_{point}")) for point in (5, 4, 3, 2, 1)]


class DefaultCriterion(Anchored):
    """The criterion that a new round proposes for an item: weight and five anchors.

    Staff change it for each round.
    """

    item = models.OneToOneField(
        SkillItem, models.PROTECT, related_name="default_criterion", verbose_name=_("スキル項目")
    )

    class Meta:
        verbose_name = _("評価基準の既定")
        verbose_name_plural = _("評価基準の既定")
        ordering = ["item", "pk"]

    def __str__(self) -> str:
        return self.name
