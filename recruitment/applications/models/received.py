"""What the desk's list of a round reads: a line for each received application, the pairs that may
be one person, and the views that staff keep.
"""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.constraints import filled, known_or_blank
from common.identifiers import PublicIdField
from recruitment.applications.models.applications import Application
from recruitment.calls.models import Round


class ReceivedLine(models.Model):
    """One application as the list finds, filters and sorts it: by what was submitted last, never by
    the working copy, and without its long texts.

    The database writes the line with each submission (migration), so that nothing received is
    missing from the list, whoever stored it. `listing` adds the folded keys and the counts.
    """

    application = models.OneToOneField(
        Application,
        models.CASCADE,  # says again what the application says, and goes with it
        primary_key=True,
        related_name="line",
        verbose_name=_("応募"),
    )
    round = models.ForeignKey(Round, models.PROTECT, related_name="+", verbose_name=_("公募"))
    prefecture = models.CharField(max_length=2, blank=True, db_default="")
    industry = models.CharField(max_length=1, blank=True, db_default="")
    categories = ArrayField(
        models.CharField(max_length=40), blank=True, default=list, db_default=[]
    )
    sort_key = models.TextField(blank=True, db_default="", db_collation="C")
    search_key = models.TextField(blank=True, db_default="")
    # What tells that two applications may be one person's; empty matches nothing.
    person_key = models.CharField(max_length=270, blank=True, db_default="")
    email_key = models.CharField(max_length=254, blank=True, db_default="")
    phone_key = models.CharField(max_length=20, blank=True, db_default="")
    notes = models.PositiveIntegerField(_("内部メモの数"), default=0, db_default=0)
    marked = models.PositiveIntegerField(_("確かめた項目の数"), default=0, db_default=0)
    not_ok = models.PositiveIntegerField(_("不備のある項目の数"), default=0, db_default=0)
    returns = models.PositiveIntegerField(_("補正依頼の回数"), default=0, db_default=0)

    class Meta:
        verbose_name = _("受け付けた応募の一覧の行")
        verbose_name_plural = _("受け付けた応募の一覧の行")
        ordering = ["application"]
        indexes = [
            models.Index(fields=["round", "sort_key"], name="receivedline_by_name"),
            models.Index(
                fields=["person_key"], name="receivedline_by_person", condition=~Q(person_key="")
            ),
            models.Index(
                fields=["email_key"], name="receivedline_by_email", condition=~Q(email_key="")
            ),
            models.Index(
                fields=["phone_key"], name="receivedline_by_phone", condition=~Q(phone_key="")
            ),
        ]

    def __str__(self) -> str:
        return str(self.application_id)


class WhySame(models.TextChoices):
    NAME = "name", _("氏名と生年月日")
    EMAIL = "email", _("メールアドレス")
    PHONE = "phone", _("電話番号")
    FILE = "file", _("同じ添付ファイル")


class DuplicateVerdict(models.TextChoices):
    DIFFERENT = "different", _("別の人")
    SAME = "same", _("同じ人")


class PossibleDuplicateQuerySet(models.QuerySet["PossibleDuplicate"]):
    def unjudged(self) -> "PossibleDuplicateQuerySet":
        return self.filter(verdict="")

    def of(self, pk: int) -> "PossibleDuplicateQuerySet":
        """Those with this application on either side."""
        return self.filter(Q(first=pk) | Q(second=pk))


class PossibleDuplicate(models.Model):
    """Two applications that may be one person's, and what staff have said about it.

    Found by `listing`. A pair that was judged stays, also when nothing speaks for it any more.
    """

    first = models.ForeignKey(Application, models.PROTECT, related_name="+")
    second = models.ForeignKey(Application, models.PROTECT, related_name="+")
    reasons = ArrayField(
        models.CharField(max_length=10, choices=WhySame), verbose_name=_("重なっていること")
    )
    verdict = models.CharField(_("判断"), max_length=10, choices=DuplicateVerdict, blank=True)
    # Null until somebody has judged.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("判断した人"),
    )
    at = models.DateTimeField(_("判断した日時"), null=True)

    objects = PossibleDuplicateQuerySet.as_manager()

    class Meta:
        verbose_name = _("重複の疑い")
        verbose_name_plural = _("重複の疑い")
        ordering = ["first", "second"]
        constraints = [
            known_or_blank("possibleduplicate_verdict_is_known", "verdict", DuplicateVerdict),
            models.CheckConstraint(
                name="possibleduplicate_in_one_order", condition=Q(first__lt=F("second"))
            ),
            models.UniqueConstraint(fields=["first", "second"], name="possibleduplicate_once"),
            models.CheckConstraint(
                name="possibleduplicate_judged_by_somebody",
                condition=Q(verdict="", by__isnull=True, at__isnull=True)
                | (~Q(verdict="") & Q(by__isnull=False, at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} = {self.second_id}"

    @property
    def why(self) -> list[str]:
        return [str(WhySame(reason).label) for reason in self.reasons]


class SavedView(models.Model):
    """A filter and order of the list that one member of staff has named. It fits every round."""

    public_id = PublicIdField()
    owner: "models.ForeignKey[Any, Any]" = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,  # nobody else's
        related_name="saved_views",
        verbose_name=_("持ち主"),
    )
    name = models.CharField(_("名前"), max_length=50)
    query = models.CharField(_("条件"), max_length=1000, blank=True)
    at = models.DateTimeField(_("保存した日時"), default=timezone.now)

    class Meta:
        verbose_name = _("保存した条件")
        verbose_name_plural = _("保存した条件")
        ordering = ["owner", "name"]
        constraints = [
            filled("savedview_has_a_name", "name", _("名前を入れてください。")),
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="savedview_name_is_unique",
                violation_error_message=_("同じ名前の条件が、もうあります。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name
