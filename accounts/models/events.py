"""What happened with an account: signing in, factors, invitations. Written by hooks and actions,
changed by nobody.
"""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models.users import User
from common.constraints import known

LONGEST_AGENT = 200  # enough to tell a browser from another; what is longer only identifies


class AccountEventKind(models.TextChoices):
    SIGNED_IN = "signed_in", _("サインイン")
    SIGN_IN_FAILED = "sign_in_failed", _("サインインの失敗")
    SECOND_FACTOR_FAILED = "second_factor_failed", _("第2要素の失敗")
    SIGNED_OUT = "signed_out", _("サインアウト")
    SESSION_ENDED = "session_ended", _("ほかの端末のサインアウト")
    PASSWORD_CHANGED = "password_changed", _("パスワードの変更")
    PASSWORD_RESET = "password_reset", _("パスワードの決めなおし")
    EMAIL_CHANGED = "email_changed", _("メールアドレスの変更")
    FACTOR_ADDED = "factor_added", _("第2要素の追加")
    FACTOR_REMOVED = "factor_removed", _("第2要素の削除")
    FACTORS_RESET = "factors_reset", _("第2要素の取消し(職員による)")
    RECOVERY_CODES_MADE = "recovery_codes_made", _("回復コードの作成")
    INVITED = "invited", _("招待")
    INVITATION_REVOKED = "invitation_revoked", _("招待の取消し")
    INVITATION_ACCEPTED = "invitation_accepted", _("招待の受入れ")
    APPOINTED = "appointed", _("自治体担当者の任命")
    RESPONSIBLE = "responsible", _("責任者の指定")
    OFFICE_CONFIRMED = "office_confirmed", _("担当の継続の確認")
    OFFICE_ENDED = "office_ended", _("担当の終了")
    DEACTIVATED = "deactivated", _("アカウントの停止")
    REACTIVATED = "reactivated", _("アカウントの再開")
    DATA_TAKEN = "data_taken", _("自分のデータの取出し")
    DRAFT_ERASED = "draft_erased", _("下書きの消去")
    ERASURE_ASKED = "erasure_asked", _("消去の申出")
    ERASURE_WITHDRAWN = "erasure_withdrawn", _("消去の申出の取りやめ")
    ERASURE_ANSWERED = "erasure_answered", _("消去の申出への回答")


class Way(models.TextChoices):
    """How somebody signed in, or what a factor is; the words of django-allauth."""

    PASSWORD = "password", _("パスワード")
    TOTP = "totp", _("認証アプリ")
    WEBAUTHN = "webauthn", _("パスキー")
    RECOVERY_CODES = "recovery_codes", _("回復コード")


class AccountEvent(models.Model):
    """One line. Who failed to sign in is kept as a digest of what was typed, never as text."""

    # Null: nobody has this address, or nobody had it then.
    user = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="events", verbose_name=_("アカウント")
    )
    # Of the folded address, keyed with the secret key; empty where the account is known.
    address_digest = models.CharField(max_length=64, blank=True, editable=False)
    kind = models.CharField(_("できごと"), max_length=30, choices=AccountEventKind)
    detail = models.CharField(_("内容"), max_length=300, blank=True)
    # Null: the owner did it.
    by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("操作した人")
    )
    # Null: no browser did it.
    ip = models.GenericIPAddressField(_("IPアドレス"), null=True)
    user_agent = models.CharField(_("ブラウザ"), max_length=LONGEST_AGENT, blank=True)
    at = models.DateTimeField(_("日時"), default=timezone.now)

    class Meta:
        verbose_name = _("アカウントの記録")
        verbose_name_plural = _("アカウントの記録")
        ordering = ["-at", "-pk"]
        constraints = [
            known("accountevent_kind_is_known", "kind", AccountEventKind),
            models.CheckConstraint(
                name="accountevent_is_about_somebody",
                condition=Q(user__isnull=False) | ~Q(address_digest=""),
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-at"], name="accountevent_by_user"),
            models.Index(fields=["address_digest"], name="accountevent_by_address"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="accountevent_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.get_kind_display()}"

    @property
    def shown_detail(self) -> str:
        """The detail in the reader's language where it names ways of signing in."""
        ways = dict(Way.choices)
        words = self.detail.split()
        if words and all(word in ways for word in words):
            return gettext("、").join(str(ways[word]) for word in words)
        return self.detail
