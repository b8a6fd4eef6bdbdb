"""A conflict that staff dismissed bars nobody; every other does, also while it waits for a verdict."""

from django.db import migrations

ENDED = "'declined', 'taken_back'"
EVALUATION = """
    CREATE OR REPLACE FUNCTION evaluation_is_consistent() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NOT EXISTS (
            SELECT FROM calls_committeeseat seat JOIN applications_candidacy candidacy ON candidacy.round_id = seat.round_id
            JOIN applications_submission submission ON submission.application_id = candidacy.application_id
            WHERE seat.id = NEW.seat_id AND candidacy.id = NEW.candidacy_id AND submission.id = NEW.submission_id) THEN
            RAISE EXCEPTION 'evaluation_is_in_one_round' USING ERRCODE = 'check_violation', CONSTRAINT = 'evaluation_is_in_one_round';
        END IF;
        IF NEW.status NOT IN ({ended}) AND EXISTS (
            SELECT FROM evaluation_conflictofinterest conflict
            JOIN applications_application application ON application.person_id = conflict.person_id
            JOIN applications_candidacy candidacy ON candidacy.application_id = application.id
            WHERE conflict.seat_id = NEW.seat_id AND candidacy.id = NEW.candidacy_id {in_force}) THEN
            RAISE EXCEPTION 'evaluation_has_no_conflict' USING ERRCODE = 'check_violation', CONSTRAINT = 'evaluation_has_no_conflict';
        END IF;
        RETURN NEW;
    END $$;
"""
# Asked at the end of the transaction, of the row as it stands then.
CONFLICT = """
    CREATE OR REPLACE FUNCTION conflict_leaves_no_evaluation() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (
            SELECT FROM evaluation_conflictofinterest conflict
            JOIN applications_application application ON application.person_id = conflict.person_id
            JOIN applications_candidacy candidacy ON candidacy.application_id = application.id
            JOIN evaluation_evaluation evaluation
                ON evaluation.candidacy_id = candidacy.id AND evaluation.seat_id = conflict.seat_id
            WHERE conflict.id = NEW.id {in_force}
            AND evaluation.status IN ('assigned', 'draft', 'reopened')) THEN
            RAISE EXCEPTION 'conflict_leaves_no_evaluation' USING ERRCODE = 'check_violation', CONSTRAINT = 'conflict_leaves_no_evaluation';
        END IF;
        RETURN NEW;
    END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0003_conflicts_found_and_judged")]

    operations = [
        migrations.RunSQL(
            EVALUATION.format(
                in_force="AND conflict.verdict <> 'dismissed'", ended=f"{ENDED}, 'abstained'"
            ),
            EVALUATION.format(in_force="", ended=ENDED),
        ),
        migrations.RunSQL(
            CONFLICT.format(in_force="AND conflict.verdict <> 'dismissed'"),
            CONFLICT.format(in_force=""),
        ),
    ]
