"""Completions stay in one programme; only passed candidacies of the person are trained for."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("training", "0001_initial"), ("applications", "0002_one_round")]

    operations = [
        migrations.RunSQL(
            """
                ALTER TABLE training_modulecompletion ADD CONSTRAINT modulecompletion_module_of_its_programme
                FOREIGN KEY (module_id, programme_id) REFERENCES training_module (id, programme_id) DEFERRABLE INITIALLY DEFERRED
            """,
            """ALTER TABLE training_modulecompletion DROP CONSTRAINT modulecompletion_module_of_its_programme
            """,
        ),
        migrations.RunSQL(
            """
                ALTER TABLE training_modulecompletion ADD CONSTRAINT modulecompletion_enrolment_of_its_programme
                FOREIGN KEY (enrolment_id, programme_id) REFERENCES training_enrolment (id, programme_id) DEFERRABLE INITIALLY DEFERRED
            """,
            """ALTER TABLE training_modulecompletion DROP CONSTRAINT modulecompletion_enrolment_of_its_programme
            """,
        ),
        migrations.RunSQL(
            """
                CREATE FUNCTION enrolledcandidacy_is_passed() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF NOT EXISTS (
                        SELECT FROM training_enrolment enrolment
                        JOIN applications_application application ON application.person_id = enrolment.person_id
                        JOIN applications_candidacy candidacy ON candidacy.application_id = application.id
                        WHERE enrolment.id = NEW.enrolment_id AND candidacy.id = NEW.candidacy_id
                        AND candidacy.status = 'passed') THEN
                        RAISE EXCEPTION 'enrolledcandidacy_is_passed' USING ERRCODE = 'check_violation', CONSTRAINT = 'enrolledcandidacy_is_passed';
                    END IF;
                    RETURN NEW;
                END $$;
                CREATE TRIGGER enrolledcandidacy_is_passed BEFORE INSERT OR UPDATE ON training_enrolledcandidacy FOR EACH ROW EXECUTE FUNCTION enrolledcandidacy_is_passed();
            """,
            """
                DROP TRIGGER enrolledcandidacy_is_passed ON training_enrolledcandidacy;
                DROP FUNCTION enrolledcandidacy_is_passed();
            """,
        ),
    ]
