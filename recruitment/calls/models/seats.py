"""Seats of a round's committee.

They stand here so that applications can refuse an evaluator of the round.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Prefecture
from common.constraints import known_or_blank
from recruitment.calls.models.rounds import Round
from recruitment.standards.models import Category


class CommitteeSeatQuerySet(models.QuerySet["CommitteeSeat"]):
    def taken(self) -> "CommitteeSeatQuerySet":
        """Seats that their evaluator has not left."""
        return self.filter(left_at__isnull=True)


class CommitteeSeat(models.Model):
    """One evaluator in one round's committee.

    Keyed by person through the account; conflicts belong to the seat.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="seats", verbose_name=_("公募"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="seats", verbose_name=_("評価委員")
    )
    is_chair = models.BooleanField(_("委員長"), default=False)
    family_name = models.CharField(_("氏"), max_length=100, blank=True)
    given_name = models.CharField(_("名"), max_length=100, blank=True)
    affiliation = models.CharField(
        _("所属"), max_length=200, blank=True, help_text=_("いまの勤務先や大学など。")
    )
    former_affiliations = models.TextField(
        _("以前の所属"),
        blank=True,
        help_text=_("1行に1つ、終わった年を後ろに付けます。例: 架空大学 2021"),
    )
    prefecture = models.CharField(_("住所の都道府県"), max_length=2, choices=Prefecture, blank=True)
    municipality = models.CharField(_("住所の市区町村"), max_length=100, blank=True)
    expertise = models.ManyToManyField(
        Category, related_name="+", blank=True, verbose_name=_("専門とする人材類型")
    )
    # Null: as many as come.
    cap = models.PositiveSmallIntegerField(
        _("担当できる応募者数"),
        null=True,
        blank=True,
        help_text=_("空欄なら、上限はありません。"),
    )
    # Null: not limited.
    term_starts_on = models.DateField(_("任期の初日"), null=True, blank=True)
    term_ends_on = models.DateField(_("任期の末日"), null=True, blank=True)
    appointed_at = models.DateTimeField(_("委嘱日時"), default=timezone.now)
    # Null: still seated.
    left_at = models.DateTimeField(_("退任日時"), null=True, blank=True)

    objects = CommitteeSeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("評価委員の席")
        verbose_name_plural = _("評価委員の席")
        ordering = ["round", "-is_chair", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "user"],
                name="committeeseat_once_per_round",
                violation_error_message=_("この方は、すでにこの公募の評価委員です。"),
            ),
            models.UniqueConstraint(
                fields=["round"],
                condition=Q(is_chair=True, left_at__isnull=True),
                name="committeeseat_one_chair",
                violation_error_message=_("委員長は1人です。"),
            ),
            known_or_blank("committeeseat_prefecture_is_known", "prefecture", Prefecture),
            models.CheckConstraint(
                name="committeeseat_cap_is_one_or_more",
                condition=Q(cap__isnull=True) | Q(cap__gte=1),
                violation_error_message=_("上限は、1以上にしてください。"),
            ),
            models.CheckConstraint(
                name="committeeseat_term_ends_after_it_starts",
                condition=Q(term_starts_on__isnull=True)
                | Q(term_ends_on__isnull=True)
                | Q(term_ends_on__gte=F("term_starts_on")),
                violation_error_message=_("任期の末日は、初日より後にしてください。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.user.label}"
