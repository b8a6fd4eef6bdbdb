from django.db import migrations

import common.identifiers

# The alphabet and the length of common.identifiers, as they were when this was written.
FILL = """
UPDATE {table} SET public_id = made.id FROM (
    SELECT pk, string_agg(
        substr('23456789abcdefghjkmnpqrstuvwxyz', 1 + floor(random() * 31)::int, 1), '') AS id
    FROM (SELECT id AS pk FROM {table}) AS rows, generate_series(1, 12) GROUP BY pk
) AS made WHERE made.pk = {table}.id
"""


class Migration(migrations.Migration):
    """Accounts and offices get their names for addresses: pages of the desk speak of them."""

    dependencies = [("accounts", "0001_initial")]

    operations = [
        operation
        for model in ("user", "officer")
        for operation in (
            migrations.AddField(
                model_name=model,
                name="public_id",
                field=common.identifiers.PublicIdField(unique=False),
            ),
            migrations.RunSQL(FILL.format(table=f"accounts_{model}"), migrations.RunSQL.noop),
            migrations.AlterField(
                model_name=model,
                name="public_id",
                field=common.identifiers.PublicIdField(),
            ),
        )
    ]
