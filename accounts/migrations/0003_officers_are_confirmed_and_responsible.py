import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    """Officers are confirmed each April, and one or two of a body are responsible.

    Those in office now count as confirmed on the day of this migration."""

    dependencies = [("accounts", "0002_public_ids")]

    operations = [
        migrations.AddField(
            model_name="officer",
            name="confirmed_on",
            field=models.DateField(
                default=django.utils.timezone.localdate, editable=False, verbose_name="継続の確認日"
            ),
        ),
        migrations.AddField(
            model_name="officer",
            name="responsible_slot",
            field=models.PositiveSmallIntegerField(
                blank=True, editable=False, null=True, verbose_name="責任者"
            ),
        ),
        migrations.AddField(
            model_name="officer",
            name="successor",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="predecessors",
                to="accounts.officer",
                verbose_name="後任",
            ),
        ),
        migrations.AddConstraint(
            model_name="officer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("responsible_slot__isnull", True),
                    ("responsible_slot__in", (1, 2)),
                    _connector="OR",
                ),
                name="officer_responsible_slot_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="officer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("successor__isnull", True), ("until__isnull", False), _connector="OR"
                ),
                name="officer_successor_only_after_an_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="officer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("responsible_slot__isnull", True), ("until__isnull", True), _connector="OR"
                ),
                name="officer_responsible_while_no_end_is_set",
            ),
        ),
        migrations.AddConstraint(
            model_name="officer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("responsible_slot__isnull", False)),
                fields=("local_government", "responsible_slot"),
                name="officer_two_responsible_per_government",
                violation_error_message="責任者は、1つの団体に2人までです。",
            ),
        ),
    ]
