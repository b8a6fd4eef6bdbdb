"""A candidacy is in its application's round, for a category that the round opens; an evaluator of the round does not apply."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("applications", "0001_initial"), ("calls", "0002_one_standard")]

    operations = [
        migrations.RunSQL(
            """
                ALTER TABLE applications_candidacy ADD CONSTRAINT candidacy_has_its_applications_round
                FOREIGN KEY (application_id, round_id) REFERENCES applications_application (id, round_id) DEFERRABLE INITIALLY DEFERRED
            """,
            """ALTER TABLE applications_candidacy DROP CONSTRAINT candidacy_has_its_applications_round
            """,
        ),
        migrations.RunSQL(
            """
                ALTER TABLE applications_candidacy ADD CONSTRAINT candidacy_is_for_an_offered_category
                FOREIGN KEY (round_id, category_id) REFERENCES calls_roundcategory (round_id, category_id) DEFERRABLE INITIALLY DEFERRED
            """,
            """ALTER TABLE applications_candidacy DROP CONSTRAINT candidacy_is_for_an_offered_category
            """,
        ),
        migrations.RunSQL(
            """
                CREATE FUNCTION application_not_by_an_evaluator() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF NEW.status <> 'withdrawn' AND EXISTS (
                        SELECT FROM calls_committeeseat seat JOIN accounts_person person ON person.user_id = seat.user_id
                        WHERE seat.round_id = NEW.round_id AND person.id = NEW.person_id AND seat.left_at IS NULL) THEN
                        RAISE EXCEPTION 'application_not_by_an_evaluator' USING ERRCODE = 'check_violation', CONSTRAINT = 'application_not_by_an_evaluator';
                    END IF;
                    RETURN NEW;
                END $$;
                CREATE TRIGGER application_not_by_an_evaluator BEFORE INSERT OR UPDATE OF round_id, person_id, status ON applications_application FOR EACH ROW EXECUTE FUNCTION application_not_by_an_evaluator();
            """,
            """
                DROP TRIGGER application_not_by_an_evaluator ON applications_application;
                DROP FUNCTION application_not_by_an_evaluator();
            """,
        ),
        migrations.RunSQL(
            """
                CREATE FUNCTION committeeseat_not_for_an_applicant() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF NEW.left_at IS NULL AND EXISTS (
                        SELECT FROM applications_application application
                        JOIN accounts_person person ON person.id = application.person_id
                        WHERE application.round_id = NEW.round_id AND person.user_id = NEW.user_id
                        AND application.status <> 'withdrawn') THEN
                        RAISE EXCEPTION 'committeeseat_not_for_an_applicant' USING ERRCODE = 'check_violation', CONSTRAINT = 'committeeseat_not_for_an_applicant';
                    END IF;
                    RETURN NEW;
                END $$;
                CREATE TRIGGER committeeseat_not_for_an_applicant BEFORE INSERT OR UPDATE ON calls_committeeseat FOR EACH ROW EXECUTE FUNCTION committeeseat_not_for_an_applicant();
            """,
            """
                DROP TRIGGER committeeseat_not_for_an_applicant ON calls_committeeseat;
                DROP FUNCTION committeeseat_not_for_an_applicant();
            """,
        ),
    ]
