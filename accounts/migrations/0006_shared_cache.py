from django.db import migrations

# What `manage.py createcachetable` makes for the table that config.settings.CACHES names.
MAKE = """
CREATE TABLE IF NOT EXISTS roster_cache (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX IF NOT EXISTS roster_cache_expires ON roster_cache (expires);
"""


class Migration(migrations.Migration):
    """Limits on signing in are counted for all web processes together."""

    dependencies = [("accounts", "0005_invitations")]

    operations = [migrations.RunSQL(MAKE, "DROP TABLE roster_cache")]
