import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    """Who gave or took which role stays as it was written."""

    dependencies = [("accounts", "0006_shared_cache")]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="rolechange",
            trigger=pgtrigger.compiler.Trigger(
                name="rolechange_is_append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="272378ee79c69c0744afd4b69cab1a4e451aca66",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_rolechange_is_append_only_00de8",
                    table="accounts_rolechange",
                    when="BEFORE",
                ),
            ),
        ),
    ]
