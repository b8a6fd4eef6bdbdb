"""利益相反: what evaluators declare and what the product finds, with the verdict on each."""

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from common.constraints import known, known_or_blank
from common.identifiers import PublicIdField
from recruitment.calls.models import CommitteeSeat, Round

APPEND_ONLY = pgtrigger.Update | pgtrigger.Delete


class ConflictRule(models.TextChoices):
    DECLARED = "declared", _("委員の申告")
    EMPLOYER = "employer", _("同じ勤務先")
    DOMAIN = "domain", _("同じメールのドメイン")
    FAMILY = "family", _("同じ氏と市区町村")
    REFEREE = "referee", _("実績の照会先")


# What met what; see `recruitment.evaluation.conflicts`.
EXPLANATIONS = {
    ConflictRule.EMPLOYER: _(
        "応募の%(place)sにある「%(applicant)s」が、委員の所属「%(evaluator)s」と同じです。"
    ),
    ConflictRule.DOMAIN: _("応募の%(place)sと委員のメールアドレスが、同じ「%(evaluator)s」です。"),
    ConflictRule.FAMILY: _("氏「%(applicant)s」と市区町村「%(where)s」が同じです。"),
    ConflictRule.REFEREE: _("応募の%(place)sに、委員の氏名「%(evaluator)s」があります。"),
}
PLACES = {"employer": _("勤務先"), "contact": _("連絡先")}


class ConflictVerdict(models.TextChoices):
    CONFIRMED = "confirmed", _("認めた")
    DISMISSED = "dismissed", _("退けた")


class ConflictSearch(models.Model):
    """One search of a round for conflicts: by which rules, over how many, what came of it."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="+", verbose_name=_("公募"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("探した人")
    )
    at = models.DateTimeField(_("日時"), default=timezone.now)
    rules = models.CharField(_("規則の版"), max_length=20)
    look_back_years = models.PositiveSmallIntegerField(_("さかのぼる年数"))
    seats = models.PositiveIntegerField(_("委員"))
    applicants = models.PositiveIntegerField(_("応募者"))
    found = models.PositiveIntegerField(_("新しく見つかった数"))

    class Meta:
        verbose_name = _("利益相反の照合")
        verbose_name_plural = _("利益相反の照合")
        ordering = ["-at", "-pk"]
        triggers = [pgtrigger.Protect(name="conflictsearch_is_append_only", operation=APPEND_ONLY)]

    def __str__(self) -> str:
        return f"{self.round} {self.at:%Y-%m-%d %H:%M}"


class ConflictQuerySet(models.QuerySet["ConflictOfInterest"]):
    def in_force(self) -> "ConflictQuerySet":
        """What bars: everything but what staff dismissed. What nobody has judged yet bars too."""
        return self.exclude(verdict=ConflictVerdict.DISMISSED)

    def waiting(self) -> "ConflictQuerySet":
        return self.filter(verdict="")


@pghistory.track()  # what was said and judged before stays on record
class ConflictOfInterest(models.Model):
    """One reason why a seat must not judge a person, in any of the person's candidacies."""

    public_id = PublicIdField()
    seat = models.ForeignKey(
        CommitteeSeat, models.PROTECT, related_name="conflicts", verbose_name=_("評価委員")
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("応募者"))
    rule = models.CharField(
        _("見つけた規則"), max_length=20, choices=ConflictRule, default=ConflictRule.DECLARED
    )
    # The evaluator's words; empty for what was found.
    reason = models.TextField(_("理由"), blank=True)
    # What met what, for what was found: `where`, `applicant`, `evaluator`.
    matched = models.JSONField(_("一致したもの"), default=dict, blank=True)
    search = models.ForeignKey(
        ConflictSearch, models.PROTECT, null=True, blank=True, related_name="hits"
    )
    at = models.DateTimeField(_("日時"), default=timezone.now)
    # Empty until staff have judged it.
    verdict = models.CharField(_("判断"), max_length=20, choices=ConflictVerdict, blank=True)
    verdict_reason = models.TextField(_("判断の理由"), blank=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    judged_at = models.DateTimeField(_("判断の日時"), null=True, blank=True)

    objects = ConflictQuerySet.as_manager()

    class Meta:
        verbose_name = _("利益相反")
        verbose_name_plural = _("利益相反")
        ordering = ["at", "pk"]
        constraints = [
            known("conflict_rule_is_known", "rule", ConflictRule),
            known_or_blank("conflict_verdict_is_known", "verdict", ConflictVerdict),
            models.UniqueConstraint(
                fields=["seat", "person", "rule"], name="conflict_once_per_seat_person_and_rule"
            ),
            models.CheckConstraint(
                name="conflict_has_a_reason",
                condition=Q(rule=ConflictRule.DECLARED, search__isnull=True) & ~Q(reason="")
                | ~Q(rule=ConflictRule.DECLARED) & Q(search__isnull=False),
                violation_error_message=_("理由を書いてください。"),
            ),
            models.CheckConstraint(
                name="conflict_verdict_has_a_reason",
                condition=Q(verdict="", verdict_reason="", judged_by=None, judged_at=None)
                | ~Q(verdict="")
                & ~Q(verdict_reason="")
                & Q(judged_by__isnull=False, judged_at__isnull=False),
                violation_error_message=_("判断の理由を書いてください。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat} – {self.person}"

    @property
    def explanation(self) -> str:
        """Why, in the evaluator's words or as the rule says it in the reader's language."""
        if self.rule == ConflictRule.DECLARED:
            return self.reason
        where = self.matched["where"]
        number = where.rpartition("-")[2]
        place = PLACES.get(where) or _gettext("活動実績%(number)s") % {"number": number}
        return str(EXPLANATIONS[ConflictRule(self.rule)] % (self.matched | {"place": place}))


class Pledge(models.Model):
    """守秘の誓約: what an evaluator agreed to, word for word, before anything was shown."""

    seat = models.ForeignKey(
        CommitteeSeat, models.PROTECT, related_name="pledges", verbose_name=_("評価委員")
    )
    version = models.CharField(_("版"), max_length=20)
    text = models.TextField(_("本文"))
    at = models.DateTimeField(_("日時"), default=timezone.now)

    class Meta:
        verbose_name = _("守秘の誓約")
        verbose_name_plural = _("守秘の誓約")
        ordering = ["at", "pk"]
        triggers = [pgtrigger.Protect(name="pledge_is_append_only", operation=APPEND_ONLY)]

    def __str__(self) -> str:
        return f"{self.seat} {self.version}"


class Declaration(models.Model):
    """An evaluator went through a list of applicants and named every conflict."""

    seat = models.ForeignKey(
        CommitteeSeat, models.PROTECT, related_name="declarations", verbose_name=_("評価委員")
    )
    # The public ids of the applications that stood on it.
    listed = ArrayField(models.CharField(max_length=12), verbose_name=_("示した応募者"))
    at = models.DateTimeField(_("日時"), default=timezone.now)

    class Meta:
        verbose_name = _("利益相反の申告書")
        verbose_name_plural = _("利益相反の申告書")
        ordering = ["at", "pk"]
        triggers = [pgtrigger.Protect(name="declaration_is_append_only", operation=APPEND_ONLY)]

    def __str__(self) -> str:
        return f"{self.seat} {self.at:%Y-%m-%d}"
