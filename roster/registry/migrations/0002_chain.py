"""Nobody is registered without a passed candidacy and a completed training for it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial"), ("training", "0002_one_programme")]

    operations = [
        migrations.RunSQL(
            """
                ALTER TABLE registry_registration ADD CONSTRAINT registration_has_its_categorys_code
                FOREIGN KEY (category_id, category_code) REFERENCES standards_category (id, code) DEFERRABLE INITIALLY DEFERRED
            """,
            """ALTER TABLE registry_registration DROP CONSTRAINT registration_has_its_categorys_code
            """,
        ),
        migrations.RunSQL(
            """
                ALTER TABLE registry_registration ADD CONSTRAINT registration_rests_on_training_for_its_candidacy
                FOREIGN KEY (enrolment_id, candidacy_id) REFERENCES training_enrolledcandidacy (enrolment_id, candidacy_id) DEFERRABLE INITIALLY DEFERRED
            """,
            """ALTER TABLE registry_registration DROP CONSTRAINT registration_rests_on_training_for_its_candidacy
            """,
        ),
        migrations.RunSQL(
            """
                CREATE FUNCTION registration_rests_on_the_chain() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF NOT EXISTS (
                        SELECT FROM training_enrolment enrolment
                        JOIN applications_candidacy candidacy ON candidacy.id = NEW.candidacy_id
                        JOIN registry_registrant registrant ON registrant.id = NEW.registrant_id
                        WHERE enrolment.id = NEW.enrolment_id AND enrolment.status = 'completed'
                        AND candidacy.status = 'passed' AND candidacy.category_id = NEW.category_id
                        AND registrant.person_id = enrolment.person_id
                        AND NEW.registered_on >= enrolment.completed_on) THEN
                        RAISE EXCEPTION 'registration_rests_on_the_chain' USING ERRCODE = 'check_violation', CONSTRAINT = 'registration_rests_on_the_chain';
                    END IF;
                    RETURN NEW;
                END $$;
                CREATE TRIGGER registration_rests_on_the_chain BEFORE INSERT OR UPDATE OF registrant_id, category_id, candidacy_id, enrolment_id, registered_on ON registry_registration FOR EACH ROW EXECUTE FUNCTION registration_rests_on_the_chain();
            """,
            """
                DROP TRIGGER registration_rests_on_the_chain ON registry_registration;
                DROP FUNCTION registration_rests_on_the_chain();
            """,
        ),
    ]
