"""A part of a letter is void when its letter is, and tells a decision on its letter's application."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0009_letters")]

    operations = [
        migrations.RunSQL(
            """
                ALTER TABLE evaluation_letterpart ADD CONSTRAINT letterpart_is_void_with_its_letter
                FOREIGN KEY (letter_id, is_void) REFERENCES evaluation_letter (id, is_void) ON UPDATE CASCADE
            """,
            """ALTER TABLE evaluation_letterpart DROP CONSTRAINT letterpart_is_void_with_its_letter
            """,
        ),
        migrations.RunSQL(
            """
                CREATE FUNCTION letterpart_is_of_its_application() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF NOT EXISTS (
                        SELECT FROM evaluation_letter letter
                        JOIN applications_candidacy candidacy ON candidacy.application_id = letter.application_id
                        JOIN evaluation_decision decision ON decision.candidacy_id = candidacy.id
                        WHERE letter.id = NEW.letter_id AND decision.id = NEW.decision_id) THEN
                        RAISE EXCEPTION 'letterpart_is_of_its_application' USING ERRCODE = 'check_violation', CONSTRAINT = 'letterpart_is_of_its_application';
                    END IF;
                    RETURN NEW;
                END $$;
                CREATE TRIGGER letterpart_is_of_its_application BEFORE INSERT ON evaluation_letterpart FOR EACH ROW EXECUTE FUNCTION letterpart_is_of_its_application();
            """,
            """
                DROP TRIGGER letterpart_is_of_its_application ON evaluation_letterpart;
                DROP FUNCTION letterpart_is_of_its_application();
            """,
        ),
    ]
