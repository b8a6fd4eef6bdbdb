"""A past round comes in whole: figures as published, people joined, facts with their own dates."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Person
from recruitment.applications.models import Application, ApplicationStatus
from recruitment.calls.models import Round, RoundStatus
from recruitment.evaluation.models import Decision
from recruitment.standards.models import SkillStandard
from roster.registry.models import Edition, Registration
from roster.results import queries
from roster.results.actions import PastRound, import_round
from roster.results.importing import ImportRefused
from tests import factories
from tests.results import workbooks
from tests.results.workbooks import FY2022, FY2023, ON, application
from training.models import Enrolment, EnrolmentStatus


def line(figures: dict[str, Any]) -> list[Any]:
    return [value for name, value in figures.items() if name != "by_category"]


def test_the_published_figures_come_out(published: dict[str, Any]) -> None:
    assert [line(row) for row in published["rounds"]] == [
        ["FY2022", 2022, None, 13, 3, 13, 13, 0, None, None],
        ["FY2023", 2023, 52, 24, 1, 24, 24, 0, 37, 4],
        ["FY2024", 2024, 18, 14, 5, 14, 14, 0, 51, 9],
    ]
    assert line(published["total"]) == [51, 9, 51]


@pytest.mark.parametrize("people", [1, 3])
def test_figures_take_the_same_queries_for_any_number_of_people(
    tmp_path: Path, standard: SkillStandard, people: int, django_assert_num_queries: Any
) -> None:
    rows = [row for who in range(people) for row in application(2023, who + 1, who)]
    import_round(workbooks.excel(tmp_path / "a.xlsx", rows), FY2023)
    with django_assert_num_queries(5):
        queries.of_everything(on=ON)


def test_a_round_stands_as_concluded_with_its_own_dates(
    tmp_path: Path, standard: SkillStandard
) -> None:
    rows = [*application(2023, 7, 1), *application(2023, 52, 2, outcome="failed")]
    import_round(workbooks.excel(tmp_path / "FY2023.xlsx", rows), FY2023)
    round = Round.objects.get()
    assert (round.status, round.plan_version) == (RoundStatus.CONCLUDED, "3.0")
    assert round.opens_at is not None
    assert round.closes_at is not None
    assert timezone.localdate(round.opens_at) == FY2023.opened_on
    assert timezone.localdate(round.closes_at) == FY2023.closed_on
    assert (round.result_on, round.announced_at) == (FY2023.result_on, None)
    assert (round.last_receipt, round.applications_known) == (52, True)
    offered = round.offers.order_by("category__order").values_list("category__code", flat=True)
    assert list(offered) == ["producer", "project_manager", "service_designer"]
    assert not Edition.objects.exists()


def test_every_line_of_history_names_the_import(tmp_path: Path, standard: SkillStandard) -> None:
    import_round(workbooks.excel(tmp_path / "FY2023.xlsx", application(2023, 7, 1)), FY2023)
    registration = Registration.objects.get()
    rows = [
        Round.objects.get(),
        Application.objects.get(),
        registration.candidacy,
        registration.enrolment,
        registration,
    ]
    for row in rows:
        lines = list(row.history.all())
        assert lines
        assert {change.source for change in lines} == {"import FY2023.xlsx"}
        assert {change.by for change in lines} == {None}
        assert lines[0].verb == "begin"


def test_facts_keep_their_dates_and_decisions_their_reason(
    tmp_path: Path, standard: SkillStandard
) -> None:
    done, registered = dt.date(2024, 3, 15), dt.date(2024, 3, 29)
    import_round(workbooks.excel(tmp_path / "a.xlsx", application(2023, 7, 1)), FY2023)
    registration = Registration.objects.get()
    assert registration.enrolment.completed_on == done
    assert registration.registered_on == registered
    assert registration.valid_until == dt.date(2027, 3, 28)
    decision = Decision.objects.get()
    assert "recorded from the published outcome" in decision.reason
    assert (decision.decided_on, decision.recorded_by) == (None, None)
    submission = Application.objects.get().latest
    assert submission is not None
    assert submission.arrived_at is None
    assert submission.content["receipt_number"] == "FY2023-0007"


def test_each_outcome_goes_its_way(tmp_path: Path, standard: SkillStandard) -> None:
    rows = [
        *application(2023, 1, 1, registered=None),
        *application(2023, 2, 2, done=None, registered=None),
        *application(2023, 3, 3, outcome="failed"),
        *application(2023, 4, 4, ["producer", "service_designer"], outcome="withdrawn"),
    ]
    found = import_round(workbooks.excel(tmp_path / "a.xlsx", rows), FY2023)
    assert line(found)[2:7] == [4, 2, 0, 1, 0]
    statuses = dict(Application.objects.values_list("receipt_number", "status"))
    assert statuses["FY2023-0004"] == ApplicationStatus.WITHDRAWN
    assert statuses["FY2023-0003"] == ApplicationStatus.ACCEPTED
    assert set(Enrolment.objects.values_list("status", flat=True)) == {
        EnrolmentStatus.COMPLETED,
        EnrolmentStatus.NOT_COMPLETED,
    }
    assert not Registration.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_names_come_through_letter_by_letter(
    tmp_path: Path, standard: SkillStandard, encoding: str
) -> None:
    rows = [row for who in range(6) for row in application(2023, who + 1, who)]
    import_round(workbooks.csv_file(tmp_path / "a.csv", rows, encoding), FY2023)
    families = set(Person.objects.values_list("family_name", flat=True))
    assert families == {"髙橋", "﨑山", "𠮷田", "渡邉", "濵田", "葛󠄀城"}


def test_a_workbook_keeps_the_same_names(tmp_path: Path, standard: SkillStandard) -> None:
    rows = [row for who in range(6) for row in application(2023, who + 1, who)]
    import_round(workbooks.excel(tmp_path / "a.xlsx", rows), FY2023)
    families = set(Person.objects.values_list("family_name", flat=True))
    assert families == {"髙橋", "﨑山", "𠮷田", "渡邉", "濵田", "葛󠄀城"}


def test_cp932_is_read(tmp_path: Path, standard: SkillStandard) -> None:
    rows = [*application(2023, 1, 0), *application(2023, 2, 1)]
    import_round(workbooks.csv_file(tmp_path / "a.csv", rows, "cp932"), FY2023)
    assert set(Person.objects.values_list("family_name", flat=True)) == {"髙橋", "﨑山"}


def test_a_latin_name_alone_is_a_name(tmp_path: Path, standard: SkillStandard) -> None:
    blank = dict.fromkeys(["family_name", "given_name", "family_name_kana", "given_name_kana"])
    import_round(workbooks.excel(tmp_path / "a.xlsx", application(2023, 1, 1, **blank)), FY2023)
    assert Person.objects.get().registered_name == "Sakiyama Tameshi"


def test_categories_may_be_named_in_japanese_and_industry_left_empty(
    tmp_path: Path, standard: SkillStandard
) -> None:
    rows = application(2023, 1, 1, ["プロデューサー"], industry=None)
    import_round(workbooks.excel(tmp_path / "a.xlsx", rows), FY2023)
    assert Registration.objects.get().category_code == "producer"


def test_a_dry_run_says_the_figures_and_changes_nothing(
    tmp_path: Path, standard: SkillStandard
) -> None:
    path = workbooks.excel(tmp_path / "a.xlsx", workbooks.fy2023())
    found = import_round(path, FY2023, dry_run=True)
    assert (found["applied"], found["added"]) == (52, 24)
    assert not Round.objects.exists()
    assert not Person.objects.exists()


def test_a_person_is_joined_by_address_or_by_name_and_birth_date(
    tmp_path: Path, standard: SkillStandard
) -> None:
    by_address = factories.PersonFactory(email="IMPORT1@tests.example")
    same = workbooks.person(2)
    by_name = factories.PersonFactory(
        family_name="吉田", given_name=same["given_name"], birth_date=same["birth_date"], email=""
    )
    rows = [row for who in (1, 2, 3) for row in application(2023, who, who)]
    import_round(workbooks.excel(tmp_path / "a.xlsx", rows), FY2023)
    people = dict(Application.objects.values_list("receipt_number", "person"))
    assert people["FY2023-0001"] == by_address.pk
    assert people["FY2023-0002"] == by_name.pk
    assert Person.objects.count() == 3
    by_name.refresh_from_db()
    assert by_name.email == same["email"]


def test_passing_again_in_a_category_in_force_renews_and_a_new_one_extends(
    tmp_path: Path, standard: SkillStandard
) -> None:
    import_round(workbooks.excel(tmp_path / "a.xlsx", workbooks.fy2022()), FY2022)
    again = application(
        2023, 1, 0, ["producer", "service_designer"], registered=dt.date(2024, 5, 31)
    )
    found = import_round(workbooks.excel(tmp_path / "b.xlsx", again), FY2023)
    assert (found["successful"], found["added"], found["extended"]) == (1, 0, 1)
    assert found["by_category"]["producer"]["extended"] == 0
    renewed = Registration.objects.get(
        registrant__person__email="import0@tests.example", category_code="producer"
    )
    assert renewed.valid_until == dt.date(2027, 5, 30)
    assert renewed.renewals.count() == 1


def test_only_renewing_is_neither_added_nor_extended(
    tmp_path: Path, standard: SkillStandard
) -> None:
    import_round(workbooks.excel(tmp_path / "a.xlsx", workbooks.fy2022()), FY2022)
    again = application(2023, 1, 0, ["producer"], registered=dt.date(2024, 5, 31))
    found = import_round(workbooks.excel(tmp_path / "b.xlsx", again), FY2023)
    assert (found["completed"], found["added"], found["extended"]) == (1, 0, 0)


def test_a_second_round_of_the_year_has_its_own_number(
    tmp_path: Path, standard: SkillStandard
) -> None:
    import_round(workbooks.excel(tmp_path / "a.xlsx", application(2023, 1, 1)), FY2023)
    rows = application(2023, 1, 2, receipt_number="FY2023-2-0001")
    found = import_round(workbooks.excel(tmp_path / "b.xlsx", rows), PastRound(number=2))
    assert found["round"] == "FY2023-2"


def test_a_fault_that_only_the_last_application_shows_leaves_nothing_behind(
    tmp_path: Path, standard: SkillStandard
) -> None:
    import_round(workbooks.excel(tmp_path / "a.xlsx", application(2023, 1, 9)), FY2023)
    people = Person.objects.count()
    rows = [row for who in range(3) for row in application(2022, who + 1, who)]
    rows += application(2022, 4, 9, done=dt.date(2023, 3, 1), registered=dt.date(2023, 3, 31))
    with pytest.raises(ImportRefused):
        import_round(workbooks.excel(tmp_path / "b.xlsx", rows), FY2022)
    assert Person.objects.count() == people
    assert Round.objects.count() == Application.objects.count() == 1
