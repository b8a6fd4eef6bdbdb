"""A round opens only categories of its own standard: held by composite foreign keys."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("calls", "0001_initial"), ("standards", "0001_initial")]

    operations = [
        migrations.RunSQL(
            """
                ALTER TABLE calls_roundcategory ADD CONSTRAINT roundcategory_has_its_rounds_standard
                FOREIGN KEY (round_id, standard_id) REFERENCES calls_round (id, standard_id) DEFERRABLE INITIALLY DEFERRED
            """,
            """ALTER TABLE calls_roundcategory DROP CONSTRAINT roundcategory_has_its_rounds_standard
            """,
        ),
        migrations.RunSQL(
            """
                ALTER TABLE calls_roundcategory ADD CONSTRAINT roundcategory_has_its_categorys_standard
                FOREIGN KEY (category_id, standard_id) REFERENCES standards_category (id, standard_id) DEFERRABLE INITIALLY DEFERRED
            """,
            """ALTER TABLE calls_roundcategory DROP CONSTRAINT roundcategory_has_its_categorys_standard
            """,
        ),
    ]
