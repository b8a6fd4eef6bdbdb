import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """What happens with accounts is written down, and stays as it was written."""

    dependencies = [("accounts", "0003_officers_are_confirmed_and_responsible")]

    operations = [
        migrations.CreateModel(
            name="AccountEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("signed_in", "サインイン"),
                            ("sign_in_failed", "サインインの失敗"),
                            ("second_factor_failed", "第2要素の失敗"),
                            ("signed_out", "サインアウト"),
                            ("session_ended", "ほかの端末のサインアウト"),
                            ("password_changed", "パスワードの変更"),
                            ("password_reset", "パスワードの決めなおし"),
                            ("email_changed", "メールアドレスの変更"),
                            ("factor_added", "第2要素の追加"),
                            ("factor_removed", "第2要素の削除"),
                            ("factors_reset", "第2要素の取消し(職員による)"),
                            ("recovery_codes_made", "回復コードの作成"),
                            ("invited", "招待"),
                            ("invitation_revoked", "招待の取消し"),
                            ("invitation_accepted", "招待の受入れ"),
                            ("appointed", "自治体担当者の任命"),
                            ("responsible", "責任者の指定"),
                            ("office_confirmed", "担当の継続の確認"),
                            ("office_ended", "担当の終了"),
                            ("deactivated", "アカウントの停止"),
                            ("reactivated", "アカウントの再開"),
                        ],
                        max_length=30,
                        verbose_name="できごと",
                    ),
                ),
                ("detail", models.CharField(blank=True, max_length=300, verbose_name="内容")),
                ("ip", models.GenericIPAddressField(null=True, verbose_name="IPアドレス")),
                (
                    "user_agent",
                    models.CharField(blank=True, max_length=200, verbose_name="ブラウザ"),
                ),
                (
                    "at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="日時"),
                ),
            ],
            options={
                "verbose_name": "アカウントの記録",
                "verbose_name_plural": "アカウントの記録",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="accountevent",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="操作した人",
            ),
        ),
        migrations.AddField(
            model_name="accountevent",
            name="user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to=settings.AUTH_USER_MODEL,
                verbose_name="アカウント",
            ),
        ),
        migrations.AddIndex(
            model_name="accountevent",
            index=models.Index(fields=["user", "-at"], name="accountevent_by_user"),
        ),
        migrations.AddIndex(
            model_name="accountevent",
            index=models.Index(fields=["address_digest"], name="accountevent_by_address"),
        ),
        migrations.AddConstraint(
            model_name="accountevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "signed_in",
                            "sign_in_failed",
                            "second_factor_failed",
                            "signed_out",
                            "session_ended",
                            "password_changed",
                            "password_reset",
                            "email_changed",
                            "factor_added",
                            "factor_removed",
                            "factors_reset",
                            "recovery_codes_made",
                            "invited",
                            "invitation_revoked",
                            "invitation_accepted",
                            "appointed",
                            "responsible",
                            "office_confirmed",
                            "office_ended",
                            "deactivated",
                            "reactivated",
                        ],
                    )
                ),
                name="accountevent_kind_is_known",
                violation_error_message="選べない値です。",
            ),
        ),
        migrations.AddConstraint(
            model_name="accountevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("user__isnull", False),
                    models.Q(("address_digest", ""), _negated=True),
                    _connector="OR",
                ),
                name="accountevent_is_about_somebody",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="accountevent",
            trigger=pgtrigger.compiler.Trigger(
                name="accountevent_is_append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6cb9b1d4ef2ade7d1f3320d8d160b901c0cdc825",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_accountevent_is_append_only_3b0b7",
                    table="accounts_accountevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
