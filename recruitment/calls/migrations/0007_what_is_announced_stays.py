"""What people apply under does not change once it is announced: questions, categories, standard."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("calls", "0006_no_column_for_the_guideline")]

    operations = [
        migrations.RunSQL(
            """
                CREATE FUNCTION calls_only_of_a_draft() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF EXISTS (
                        SELECT FROM calls_round
                        WHERE status <> 'draft'
                        AND (TG_OP <> 'INSERT' AND id = OLD.round_id OR TG_OP <> 'DELETE' AND id = NEW.round_id)
                    ) THEN
                        RAISE EXCEPTION 'announced_round_keeps_what_it_asks: % of an announced round', TG_TABLE_NAME
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'announced_round_keeps_what_it_asks';
                    END IF;
                    RETURN COALESCE(NEW, OLD);
                END $$
            """,
            "DROP FUNCTION calls_only_of_a_draft()",
        ),
        migrations.RunSQL(
            """
                CREATE TRIGGER question_only_of_a_draft BEFORE INSERT OR UPDATE OR DELETE ON calls_question
                FOR EACH ROW EXECUTE FUNCTION calls_only_of_a_draft()
            """,
            "DROP TRIGGER question_only_of_a_draft ON calls_question",
        ),
        migrations.RunSQL(
            """
                CREATE TRIGGER roundcategory_only_of_a_draft BEFORE INSERT OR UPDATE OR DELETE ON calls_roundcategory
                FOR EACH ROW EXECUTE FUNCTION calls_only_of_a_draft()
            """,
            "DROP TRIGGER roundcategory_only_of_a_draft ON calls_roundcategory",
        ),
        migrations.RunSQL(
            """
                CREATE FUNCTION calls_keep_standard() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE EXCEPTION 'announced_round_keeps_its_standard'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'announced_round_keeps_its_standard';
                END $$
            """,
            "DROP FUNCTION calls_keep_standard()",
        ),
        migrations.RunSQL(
            """
                CREATE TRIGGER round_keeps_its_standard BEFORE UPDATE ON calls_round
                FOR EACH ROW WHEN (OLD.status <> 'draft' AND NEW.standard_id <> OLD.standard_id)
                EXECUTE FUNCTION calls_keep_standard()
            """,
            "DROP TRIGGER round_keeps_its_standard ON calls_round",
        ),
    ]
