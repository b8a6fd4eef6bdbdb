"""The desk's list has a line for every received application, from its latest submission."""

from django.db import migrations

LINE = """
    coalesce(said ->> 'prefecture', ''),
    coalesce(said ->> 'industry', ''),
    CASE jsonb_typeof(said -> 'categories') WHEN 'array'
        THEN ARRAY(SELECT jsonb_array_elements_text(said -> 'categories')) ELSE '{}' END,
    coalesce(
        nullif(trim(concat_ws(' ', said ->> 'family_name_kana', said ->> 'given_name_kana')), ''),
        upper(trim(concat_ws(' ', said ->> 'family_name_latin', said ->> 'given_name_latin'))))
"""


class Migration(migrations.Migration):
    dependencies = [("applications", "0005_screening")]

    operations = [
        migrations.RunSQL(
            """
                ALTER TABLE applications_receivedline ADD CONSTRAINT receivedline_has_its_applications_round
                FOREIGN KEY (application_id, round_id) REFERENCES applications_application (id, round_id) DEFERRABLE INITIALLY DEFERRED
            """,
            "ALTER TABLE applications_receivedline DROP CONSTRAINT receivedline_has_its_applications_round",
        ),
        migrations.RunSQL(
            f"""
                CREATE FUNCTION receivedline_of_submission() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    INSERT INTO applications_receivedline AS line (application_id, round_id, prefecture, industry, categories, sort_key)
                    SELECT NEW.application_id, application.round_id, {LINE}
                    FROM (SELECT NEW.content AS said) content, applications_application application
                    WHERE application.id = NEW.application_id
                    ON CONFLICT (application_id) DO UPDATE SET
                        prefecture = excluded.prefecture, industry = excluded.industry,
                        categories = excluded.categories, sort_key = excluded.sort_key;
                    RETURN NULL;
                END $$;
                CREATE TRIGGER receivedline_of_submission AFTER INSERT ON applications_submission
                FOR EACH ROW EXECUTE FUNCTION receivedline_of_submission();
            """,
            """
                DROP TRIGGER receivedline_of_submission ON applications_submission;
                DROP FUNCTION receivedline_of_submission();
            """,
        ),
        migrations.RunSQL(
            f"""
                INSERT INTO applications_receivedline (application_id, round_id, prefecture, industry, categories, sort_key)
                SELECT latest.application_id, application.round_id, {LINE}
                FROM (SELECT DISTINCT ON (application_id) application_id, content AS said
                      FROM applications_submission ORDER BY application_id, number DESC) latest
                JOIN applications_application application ON application.id = latest.application_id
            """,
            migrations.RunSQL.noop,
        ),
    ]
