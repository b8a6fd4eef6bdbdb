import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import common.identifiers


class Migration(migrations.Migration):
    """Staff, evaluators and officers come by invitation."""

    dependencies = [("accounts", "0004_log_of_accounts")]

    operations = [
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    common.identifiers.PublicIdField(
                        default=common.identifiers.public_id,
                        editable=False,
                        max_length=12,
                        unique=True,
                    ),
                ),
                ("token_digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("email", models.EmailField(max_length=254, verbose_name="メールアドレス")),
                ("name", models.CharField(blank=True, max_length=100, verbose_name="表示名")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("staff", "総務省職員"),
                            ("auditor", "監査担当"),
                            ("evaluator", "評価委員"),
                            ("officer", "自治体担当者"),
                        ],
                        max_length=20,
                        verbose_name="役割",
                    ),
                ),
                ("department", models.CharField(blank=True, max_length=100, verbose_name="所属")),
                ("responsible", models.BooleanField(default=False, verbose_name="責任者")),
                (
                    "invited_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="招待日時"
                    ),
                ),
                ("expires_at", models.DateTimeField(verbose_name="期限")),
                ("accepted_at", models.DateTimeField(null=True, verbose_name="受入れ日時")),
                ("revoked_at", models.DateTimeField(null=True, verbose_name="取消し日時")),
            ],
            options={
                "verbose_name": "招待",
                "verbose_name_plural": "招待",
                "ordering": ["-invited_at", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="invitation",
            name="accepted_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="受け入れた人",
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="invited_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="招待した人",
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="local_government",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.localgovernment",
                verbose_name="地方公共団体",
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="revoked_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="取り消した人",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["staff", "auditor", "evaluator", "officer"])),
                name="invitation_role_is_known",
                violation_error_message="選べない値です。",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                name="invitation_email_is_lower_case",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("local_government__isnull", False), ("role", "officer")),
                    models.Q(
                        models.Q(("role", "officer"), _negated=True),
                        ("local_government__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="invitation_of_an_officer_names_a_local_government",
                violation_error_message="地方公共団体は、自治体担当者の招待にだけ必要です。",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("role", "officer"),
                    models.Q(("department", ""), ("responsible", False)),
                    _connector="OR",
                ),
                name="invitation_only_officers_have_a_department",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("invited_at"))),
                name="invitation_expires_after_it_is_made",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("accepted_at__isnull", True), ("accepted_by__isnull", True)),
                    models.Q(("accepted_at__isnull", False), ("accepted_by__isnull", False)),
                    _connector="OR",
                ),
                name="invitation_acceptance_has_time_and_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("revoked_at__isnull", True), ("revoked_by__isnull", True)),
                    models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                    _connector="OR",
                ),
                name="invitation_revocation_has_time_and_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("accepted_at__isnull", True), ("revoked_at__isnull", True), _connector="OR"
                ),
                name="invitation_is_accepted_or_revoked",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("accepted_at__isnull", True), ("revoked_at__isnull", True)),
                fields=("email", "role", "local_government"),
                name="invitation_one_pending_per_address_and_role",
                nulls_distinct=False,
            ),
        ),
    ]
