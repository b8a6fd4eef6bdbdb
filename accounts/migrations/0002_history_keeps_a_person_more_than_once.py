"""The history of a person repeats its public id: the copy of a unique column is not unique."""

from django.db import migrations

import common.identifiers


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="personevent",
            name="public_id",
            field=common.identifiers.PublicIdField(
                default=common.identifiers.public_id, editable=False, max_length=12, unique=False
            ),
        ),
    ]
