"""Invitations: how staff, evaluators and officers come to their role."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.governments import LocalGovernment
from accounts.models.users import User
from accounts.roles import Role
from common.constraints import known
from common.identifiers import PublicIdField


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def pending(self) -> "InvitationQuerySet":
        """Neither accepted nor revoked; they may have expired."""
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True)

    def open(self, at: dt.datetime) -> "InvitationQuerySet":
        """Those that can be accepted at this instant."""
        return self.pending().filter(expires_at__gt=at)


class Invitation(models.Model):
    """One role for whoever reads one mailbox. Its link works once, and until a day.

    The link's token is known to the mailbox alone: the row keeps a digest of it.
    """

    public_id = PublicIdField()
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    email = models.EmailField(_("メールアドレス"), max_length=254)
    # Becomes the account's display name when it has none.
    name = models.CharField(_("表示名"), max_length=100, blank=True)
    role = models.CharField(_("役割"), max_length=20, choices=Role)
    # Null for every role but the officer's.
    local_government = models.ForeignKey(
        LocalGovernment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("地方公共団体"),
    )
    department = models.CharField(_("所属"), max_length=100, blank=True)
    responsible = models.BooleanField(_("責任者"), default=False)
    invited_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("招待した人")
    )
    invited_at = models.DateTimeField(_("招待日時"), default=timezone.now)
    expires_at = models.DateTimeField(_("期限"))
    # Null until accepted, and for ever when it is not.
    accepted_at = models.DateTimeField(_("受入れ日時"), null=True)
    accepted_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("受け入れた人")
    )
    # Null unless revoked.
    revoked_at = models.DateTimeField(_("取消し日時"), null=True)
    revoked_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("取り消した人")
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("招待")
        verbose_name_plural = _("招待")
        ordering = ["-invited_at", "-pk"]
        constraints = [
            known("invitation_role_is_known", "role", Role),
            models.CheckConstraint(
                name="invitation_email_is_lower_case", condition=Q(email=Lower("email"))
            ),
            models.CheckConstraint(
                name="invitation_of_an_officer_names_a_local_government",
                condition=Q(role=Role.OFFICER, local_government__isnull=False)
                | (~Q(role=Role.OFFICER) & Q(local_government__isnull=True)),
                violation_error_message=_("地方公共団体は、自治体担当者の招待にだけ必要です。"),
            ),
            models.CheckConstraint(
                name="invitation_only_officers_have_a_department",
                condition=Q(role=Role.OFFICER) | Q(department="", responsible=False),
            ),
            models.CheckConstraint(
                name="invitation_expires_after_it_is_made",
                condition=Q(expires_at__gt=F("invited_at")),
            ),
            models.CheckConstraint(
                name="invitation_acceptance_has_time_and_person",
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
            ),
            models.CheckConstraint(
                name="invitation_revocation_has_time_and_person",
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
            ),
            models.CheckConstraint(
                name="invitation_is_accepted_or_revoked",
                condition=Q(accepted_at__isnull=True) | Q(revoked_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="invitation_one_pending_per_address_and_role",
                fields=["email", "role", "local_government"],
                condition=Q(accepted_at__isnull=True, revoked_at__isnull=True),
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} {self.get_role_display()}"

    def expired(self, at: dt.datetime) -> bool:
        return self.expires_at <= at
