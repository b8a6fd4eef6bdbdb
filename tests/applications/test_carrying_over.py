"""Who applies again begins with what they wrote last, and agrees and answers anew."""

from accounts.models import User
from recruitment.applications import actions
from recruitment.applications import draft as drafts
from recruitment.applications.models import Application
from recruitment.calls.models import Round
from tests import factories
from tests.applications.situations import COMPLETE, asking, attached, submitted


def test_a_new_application_begins_with_the_last_one(open_round: Round, applicant: User) -> None:
    last = submitted(open_round, applicant, ("producer", "project_manager"))
    actions.withdraw(last, by=applicant)
    said = drafts.of(actions.start(open_round, by=applicant)).values
    for name, value in COMPLETE.items():
        assert said[name] == value, name
    assert said["categories"] == ["producer", "project_manager"]
    assert (said["level-producer-1"], said["records-producer-1"]) == (4, ["1"])


def test_answers_consents_and_files_are_left_behind(open_round: Round, applicant: User) -> None:
    asking(open_round, {})
    last = submitted(open_round, applicant)
    actions.save(last, by=applicant, values={"answer-1": "前の回答"})
    attached(last, applicant)
    actions.withdraw(last, by=applicant)
    begun = drafts.of(actions.start(open_round, by=applicant))
    assert begun.values["answer-1"] == ""
    assert not any(begun.values[f"consent-{row['purpose']}"] for row in begun.asked.consents)
    assert begun.attachments == []


def test_a_name_that_changed_since_is_the_one_of_the_person(
    open_round: Round, applicant: User
) -> None:
    actions.withdraw(submitted(open_round, applicant), by=applicant)
    person = Application.objects.get().person
    person.family_name = "佐倉"
    person.save(update_fields=["family_name"])
    assert drafts.of(actions.start(open_round, by=applicant)).values["family_name"] == "佐倉"


def test_somebody_new_begins_with_nothing(open_round: Round, applicant: User) -> None:
    submitted(open_round, factories.UserFactory())
    assert not any(drafts.of(actions.start(open_round, by=applicant)).values.values())
