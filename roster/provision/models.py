"""Local governments ask for the list; staff grant it until a date.

A grant stands apart from the request.
"""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import LocalGovernment, Officer, User
from common.constraints import known
from common.identifiers import PublicIdField
from common.workflow import StatusChange, moves, status_field


class RequestStatus(models.TextChoices):
    DRAFT = "draft", _("下書き")
    SUBMITTED = "submitted", _("審査中")
    GRANTED = "granted", _("提供中")
    DECLINED = "declined", _("見送り")
    WITHDRAWN = "withdrawn", _("取下げ")
    ENDED = "ended", _("早期終了")


class ProvisionRequestQuerySet(models.QuerySet["ProvisionRequest"]):
    def of_bodies_of(self, user: User, on: dt.date) -> "ProvisionRequestQuerySet":
        """Those of the local governments that the account acts for on this day, colleagues'
        included.
        """
        bodies = Officer.objects.serving(on).filter(user=user).values("local_government")
        return self.filter(local_government__in=bodies)

    def left_behind(self, on: dt.date) -> "ProvisionRequestQuerySet":
        """Those whose officer does not act for the body any more on this day."""
        asker = Officer.objects.serving(on).filter(
            user=OuterRef("officer"), local_government=OuterRef("local_government")
        )
        return self.filter(~Exists(asker))

    def received(self) -> "ProvisionRequestQuerySet":
        return self.filter(submitted_at__isnull=False)


class ProvisionRequest(models.Model):
    """情報提供依頼, in the guidebook's four steps: problem, person, selection, receiving."""

    MOVES = moves(
        submit=([RequestStatus.DRAFT], RequestStatus.SUBMITTED),
        grant=([RequestStatus.SUBMITTED], RequestStatus.GRANTED),
        decline=([RequestStatus.SUBMITTED], RequestStatus.DECLINED),
        withdraw=([RequestStatus.DRAFT, RequestStatus.SUBMITTED], RequestStatus.WITHDRAWN),
        end=([RequestStatus.GRANTED], RequestStatus.ENDED),
    )
    STATUS_TONES = {
        RequestStatus.SUBMITTED: "wait",
        RequestStatus.GRANTED: "good",
        RequestStatus.DECLINED: "bad",
        RequestStatus.ENDED: "bad",
    }

    public_id = PublicIdField()
    local_government = models.ForeignKey(
        LocalGovernment, models.PROTECT, related_name="+", verbose_name=_("地方公共団体")
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("依頼した担当者")
    )
    status = status_field(RequestStatus, RequestStatus.DRAFT)
    problem = models.TextField(_("1 困っていること"))
    person_wanted = models.TextField(_("2 求める人"))
    selection = models.TextField(_("3 選び方"), blank=True)
    receiving = models.TextField(_("4 受入れの体制"), blank=True)
    created_at = models.DateTimeField(_("作成日時"), default=timezone.now, editable=False)
    # Null until submitted.
    submitted_at = models.DateTimeField(_("依頼日時"), null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ProvisionRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("情報提供依頼")
        verbose_name_plural = _("情報提供依頼")
        ordering = ["-created_at", "-pk"]
        constraints = [
            known("provisionrequest_status_is_known", "status", RequestStatus),
            models.CheckConstraint(
                name="provisionrequest_past_draft_has_its_time",
                condition=Q(status__in=[RequestStatus.DRAFT, RequestStatus.WITHDRAWN])
                | Q(submitted_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.local_government} {self.created_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        """The officer's page."""
        return reverse("provision:request", args=[self.public_id])

    @property
    def provided(self) -> "Grant | None":
        """The grant that answered it, if one did."""
        return getattr(self, "grant", None)


class GrantQuerySet(models.QuerySet["Grant"]):
    def valid(self, on: dt.date) -> "GrantQuerySet":
        """Those that open the list on this day: begun, not past their date, not ended early."""
        return self.filter(Q(granted_on__lte=on, until__gte=on), ended_on__isnull=True)

    def for_user(self, user: User, on: dt.date) -> "GrantQuerySet":
        """The valid ones that name a body for which the account acts on this day."""
        bodies = Officer.objects.serving(on).filter(user=user).values("local_government")
        return self.valid(on).filter(bodies__local_government__in=bodies).distinct()


class Grant(models.Model):
    """The list is open to the named bodies until a date: the clock ends it, or staff do earlier
    with a reason.
    """

    request = models.OneToOneField(
        ProvisionRequest, models.PROTECT, related_name="grant", verbose_name=_("依頼")
    )
    granted_on = models.DateField(_("提供開始日"))
    until = models.DateField(_("提供期限"))
    # Null unless ended early.
    ended_on = models.DateField(_("早期終了日"), null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("grant", "情報提供")
        verbose_name_plural = pgettext_lazy("grant", "情報提供")
        ordering = ["-granted_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="grant_ends_after_it_begins", condition=Q(until__gte=F("granted_on"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request.local_government} – {self.until}"


class GrantBody(models.Model):
    """A local government for which a grant is. A prefecture may ask for named municipalities."""

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="bodies")
    local_government = models.ForeignKey(
        LocalGovernment, models.PROTECT, related_name="+", verbose_name=_("地方公共団体")
    )

    class Meta:
        verbose_name = _("情報提供の対象団体")
        verbose_name_plural = _("情報提供の対象団体")
        ordering = ["grant", "local_government__code"]
        constraints = [
            models.UniqueConstraint(fields=["grant", "local_government"], name="grantbody_once")
        ]

    def __str__(self) -> str:
        return str(self.local_government)


class ProvisionRequestStatusChange(StatusChange):
    row = models.ForeignKey(ProvisionRequest, models.PROTECT, related_name="history")

    class Meta(StatusChange.Meta):
        verbose_name = _("情報提供依頼の状態の履歴")
        verbose_name_plural = _("情報提供依頼の状態の履歴")
