"""Accounts: the e-mail address is the name; roles are groups that only one action changes."""

from typing import Any

import pgtrigger
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from common.identifiers import PublicIdField


class UserManager(BaseUserManager["User"]):
    """Makes accounts.

    There is no `create_superuser`: nobody is one (product.md, "Web security").
    """

    def create_user(self, email: str, password: str | None = None, **columns: Any) -> "User":
        """An account with this address, in lower case.

        Without a password it can be signed in to only after a reset.
        """
        user = self.model(email=email.lower(), **columns)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """One account. What it may do follows from its roles and from the rows that name it."""

    public_id = PublicIdField()
    email = models.EmailField(_("メールアドレス"), max_length=254, unique=True)
    display_name = models.CharField(
        _("表示名"), max_length=100, blank=True, help_text=_("職員・評価委員の氏名や所属。")
    )
    is_active = models.BooleanField(_("有効"), default=True)
    date_joined = models.DateTimeField(_("作成日時"), default=timezone.now, editable=False)

    objects = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"

    class Meta:
        verbose_name = _("アカウント")
        verbose_name_plural = _("アカウント")
        ordering = ["email", "pk"]
        constraints = [
            models.CheckConstraint(
                name="user_email_is_lower_case", condition=Q(email=Lower("email"))
            ),
            models.CheckConstraint(name="user_is_no_superuser", condition=Q(is_superuser=False)),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def label(self) -> str:
        """How the account is named to its owner and to staff."""
        return self.display_name or self.email

    @cached_property
    def given_roles(self) -> frozenset[str]:
        """The names of the account's groups, also while it is stopped."""
        return frozenset(self.groups.values_list("name", flat=True))

    @cached_property
    def roles(self) -> frozenset[str]:
        """The names of the account's groups; see `accounts.roles`."""
        return self.given_roles if self.is_active else frozenset()

    @property
    def role_labels(self) -> list[str]:
        """What its roles are called, for lists that have fetched the groups."""
        return [str(Role(group.name).label) for group in self.groups.all()]

    @property
    def is_staff(self) -> bool:
        """Whether Django's admin lets the account in: ministry staff, and auditors who only read
        there.
        """
        return bool(self.roles & {"staff", "auditor"})


class RoleChange(models.Model):
    """Who gave or took which role, when and why. Written by `accounts.actions` alone."""

    user = models.ForeignKey(
        User, models.PROTECT, related_name="role_changes", verbose_name=_("アカウント")
    )
    role = models.CharField(_("役割"), max_length=30)
    granted = models.BooleanField(_("付与"))
    # Null when a command did it, on the machine itself.
    by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("操作した人")
    )
    source = models.CharField(_("出所"), max_length=200, blank=True)
    note = models.TextField(_("理由・メモ"), blank=True)
    at = models.DateTimeField(_("日時"), default=timezone.now)

    class Meta:
        verbose_name = _("役割の変更")
        verbose_name_plural = _("役割の変更")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="rolechange_has_an_author", condition=Q(by__isnull=False) | ~Q(source="")
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="rolechange_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} {'+' if self.granted else '-'}{self.role}"

    @property
    def role_label(self) -> str:
        """What the role is called."""
        return str(Role(self.role).label)
