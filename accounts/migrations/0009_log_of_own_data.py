from django.db import migrations, models


class Migration(migrations.Migration):
    """The log of accounts knows of data taken out and of erasure."""

    dependencies = [("accounts", "0008_consent_texts")]

    operations = [
        migrations.RemoveConstraint(
            model_name="accountevent",
            name="accountevent_kind_is_known",
        ),
        migrations.AlterField(
            model_name="accountevent",
            name="kind",
            field=models.CharField(
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
                    ("data_taken", "自分のデータの取出し"),
                    ("draft_erased", "下書きの消去"),
                    ("erasure_asked", "消去の申出"),
                    ("erasure_withdrawn", "消去の申出の取りやめ"),
                    ("erasure_answered", "消去の申出への回答"),
                ],
                max_length=30,
                verbose_name="できごと",
            ),
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
                            "data_taken",
                            "draft_erased",
                            "erasure_asked",
                            "erasure_withdrawn",
                            "erasure_answered",
                        ],
                    )
                ),
                name="accountevent_kind_is_known",
                violation_error_message="選べない値です。",
            ),
        ),
    ]
