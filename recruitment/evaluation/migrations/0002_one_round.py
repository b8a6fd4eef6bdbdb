"""Evaluations and scores stay in one round; a conflicted evaluator has no evaluation in force."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0001_initial"), ("applications", "0002_one_round")]

    operations = [
        migrations.RunSQL(
            """
                ALTER TABLE evaluation_criterion ADD CONSTRAINT criterion_is_for_an_offered_category
                FOREIGN KEY (round_id, category_id) REFERENCES calls_roundcategory (round_id, category_id) DEFERRABLE INITIALLY DEFERRED
            """,
            """ALTER TABLE evaluation_criterion DROP CONSTRAINT criterion_is_for_an_offered_category
            """,
        ),
        migrations.RunSQL(
            """
                ALTER TABLE evaluation_criterion ADD CONSTRAINT criterion_item_is_of_its_category
                FOREIGN KEY (skill_item_id, category_id) REFERENCES standards_skillitem (id, category_id) DEFERRABLE INITIALLY DEFERRED
            """,
            """ALTER TABLE evaluation_criterion DROP CONSTRAINT criterion_item_is_of_its_category
            """,
        ),
        migrations.RunSQL(
            """
                CREATE FUNCTION evaluation_is_consistent() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF NOT EXISTS (
                        SELECT FROM calls_committeeseat seat JOIN applications_candidacy candidacy ON candidacy.round_id = seat.round_id
                        JOIN applications_submission submission ON submission.application_id = candidacy.application_id
                        WHERE seat.id = NEW.seat_id AND candidacy.id = NEW.candidacy_id AND submission.id = NEW.submission_id) THEN
                        RAISE EXCEPTION 'evaluation_is_in_one_round' USING ERRCODE = 'check_violation', CONSTRAINT = 'evaluation_is_in_one_round';
                    END IF;
                    IF NEW.status NOT IN ('declined', 'taken_back') AND EXISTS (
                        SELECT FROM evaluation_conflictofinterest conflict
                        JOIN applications_application application ON application.person_id = conflict.person_id
                        JOIN applications_candidacy candidacy ON candidacy.application_id = application.id
                        WHERE conflict.seat_id = NEW.seat_id AND candidacy.id = NEW.candidacy_id) THEN
                        RAISE EXCEPTION 'evaluation_has_no_conflict' USING ERRCODE = 'check_violation', CONSTRAINT = 'evaluation_has_no_conflict';
                    END IF;
                    RETURN NEW;
                END $$;
                CREATE TRIGGER evaluation_is_consistent BEFORE INSERT OR UPDATE ON evaluation_evaluation FOR EACH ROW EXECUTE FUNCTION evaluation_is_consistent();
            """,
            """
                DROP TRIGGER evaluation_is_consistent ON evaluation_evaluation;
                DROP FUNCTION evaluation_is_consistent();
            """,
        ),
        migrations.RunSQL(
            """
                CREATE FUNCTION conflict_leaves_no_evaluation() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF EXISTS (
                        SELECT FROM evaluation_evaluation evaluation
                        JOIN applications_candidacy candidacy ON candidacy.id = evaluation.candidacy_id
                        JOIN applications_application application ON application.id = candidacy.application_id
                        WHERE evaluation.seat_id = NEW.seat_id AND application.person_id = NEW.person_id
                        AND evaluation.status IN ('assigned', 'draft', 'reopened')) THEN
                        RAISE EXCEPTION 'conflict_leaves_no_evaluation' USING ERRCODE = 'check_violation', CONSTRAINT = 'conflict_leaves_no_evaluation';
                    END IF;
                    RETURN NEW;
                END $$;
                CREATE CONSTRAINT TRIGGER conflict_leaves_no_evaluation AFTER INSERT OR UPDATE ON evaluation_conflictofinterest
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION conflict_leaves_no_evaluation();
            """,
            """
                DROP TRIGGER conflict_leaves_no_evaluation ON evaluation_conflictofinterest;
                DROP FUNCTION conflict_leaves_no_evaluation();
            """,
        ),
        migrations.RunSQL(
            """
                CREATE FUNCTION score_is_for_its_criterion() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF NOT EXISTS (
                        SELECT FROM evaluation_evaluation evaluation
                        JOIN applications_candidacy candidacy ON candidacy.id = evaluation.candidacy_id
                        JOIN evaluation_criterion criterion
                            ON criterion.round_id = candidacy.round_id AND criterion.category_id = candidacy.category_id
                        WHERE evaluation.id = NEW.evaluation_id AND criterion.id = NEW.criterion_id) THEN
                        RAISE EXCEPTION 'score_is_for_its_criterion' USING ERRCODE = 'check_violation', CONSTRAINT = 'score_is_for_its_criterion';
                    END IF;
                    IF EXISTS (
                        SELECT FROM evaluation_evaluation evaluation
                        WHERE evaluation.id = NEW.evaluation_id AND evaluation.status = 'submitted') THEN
                        RAISE EXCEPTION 'score_is_immutable_once_submitted' USING ERRCODE = 'check_violation', CONSTRAINT = 'score_is_immutable_once_submitted';
                    END IF;
                    RETURN NEW;
                END $$;
                CREATE TRIGGER score_is_for_its_criterion BEFORE INSERT OR UPDATE ON evaluation_score FOR EACH ROW EXECUTE FUNCTION score_is_for_its_criterion();
            """,
            """
                DROP TRIGGER score_is_for_its_criterion ON evaluation_score;
                DROP FUNCTION score_is_for_its_criterion();
            """,
        ),
    ]
