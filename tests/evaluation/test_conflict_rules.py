"""The rules that find conflicts, each by itself: what meets, what does not, and how far back."""

import datetime as dt
from typing import Any

import pytest

from recruitment.evaluation.blinding import given_away
from recruitment.evaluation.conflicts import Applicant, Evaluator, find, organisation

ON = dt.date(2026, 11, 25)


def record(**facts: Any) -> dict[str, Any]:
    usual = {
        "number": 1, "title": "窓口の見直し", "started_on": "2023-04-01", "ended_on": None,
        "role": "推進責任者", "action": "統合した。", "result": "29分短縮した。", "reference": "",
    }  # fmt: skip
    return usual | facts


def rules(
    evaluator: dict[str, Any], content: dict[str, Any], email: str = "", years: int = 5
) -> list[tuple[str, str]]:
    hits = find(
        [Evaluator(key=1, **evaluator)],
        [Applicant(key=2, content=content, email=email)],
        on=ON,
        look_back_years=years,
    )
    return [(hit.rule, hit.matched["where"]) for hit in hits]


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("株式会社架空システム", "架空システム(株)"),
        ("㈱架空システム", "架空システム株式会社"),
        ("Kaku Systems Co., Ltd.", "KAKU SYSTEMS"),
        ("架空 髙橋大学", "国立大学法人架空高橋大学"),
    ],
)
def test_one_employer_however_it_is_written(theirs: str, ours: str) -> None:
    assert rules({"affiliation": ours}, {"employer": theirs}) == [("employer", "employer")]


@pytest.mark.parametrize(("theirs", "ours"), [("架空市", "架空町"), ("", ""), ("株式会社", "(株)")])
def test_other_employers_and_empty_ones_do_not_meet(theirs: str, ours: str) -> None:
    assert rules({"affiliation": ours}, {"employer": theirs}) == []


def test_a_track_record_at_the_evaluators_employer_is_named() -> None:
    content = {"records": [record(number=3, action="架空システムの基盤を移した。")]}
    assert rules({"affiliation": "架空システム株式会社"}, content) == [("employer", "record-3")]


@pytest.mark.parametrize(
    ("ended", "found"), [("2021-11-01", True), ("2021-10-31", False), (None, True)]
)
def test_a_record_counts_while_it_ended_within_the_years(ended: str | None, found: bool) -> None:
    content = {"records": [record(ended_on=ended, action="架空システムの基盤を移した。")]}
    assert bool(rules({"affiliation": "架空システム"}, content)) is found


@pytest.mark.parametrize(("ended", "found"), [(2021, True), (2020, False)])
def test_a_former_affiliation_counts_by_its_last_year(ended: int, found: bool) -> None:
    content = {"employer": "架空大学"}
    assert bool(rules({"former": [("架空大学", ended)]}, content)) is found


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("you@kaku.example.jp", True),
        ("you@dev.kaku.example.jp", True),
        ("you@other.example.jp", False),
        ("you@gmail.com", False),
        ("", False),
    ],
)
def test_addresses_meet_by_domain_but_not_at_a_provider_for_everybody(
    address: str, found: bool
) -> None:
    assert bool(rules({"email": "me@kaku.example.jp"}, {}, address)) is found


def test_two_addresses_at_one_free_provider_do_not_meet() -> None:
    assert rules({"email": "me@gmail.com"}, {}, "you@gmail.com") == []


def test_a_common_suffix_is_no_domain() -> None:
    assert rules({"email": "me@a.co.jp"}, {"records": [record(reference="https://co.jp/")]}) == []


def test_a_reference_on_the_evaluators_site_is_named() -> None:
    content = {"records": [record(reference="https://www.kaku.example.jp/case")]}
    assert rules({"email": "me@kaku.example.jp"}, content) == [("domain", "record-1")]


@pytest.mark.parametrize(
    ("family", "municipality", "found"),
    [("髙橋", "河津町", True), ("高橋", "下田市", False), ("鈴木", "河津町", False)],
)
def test_the_same_folded_name_in_the_same_municipality(
    family: str, municipality: str, found: bool
) -> None:
    evaluator = {"family_name": "高橋", "prefecture": "22", "municipality": "河津町"}
    content = {"family_name": family, "prefecture": "22", "municipality": municipality}
    assert bool(rules(evaluator, content)) is found


def test_the_evaluator_as_a_referee() -> None:
    evaluator = {"family_name": "髙橋", "given_name": "一郎"}
    content = {"records": [record(reference="架空大学 高橋 一郎 教授")]}
    assert rules(evaluator, content) == [("referee", "record-1")]


def test_each_rule_is_told_once_for_a_pair() -> None:
    content = {
        "employer": "架空システム",
        "records": [record(number=number, action="架空システムで。") for number in (1, 2)],
    }
    assert rules({"affiliation": "架空システム"}, content) == [("employer", "employer")]


def test_a_leap_day_looks_back_as_well() -> None:
    seat, row = Evaluator(key=1, affiliation="架空"), Applicant(key=2, content={"employer": "架空"})
    assert find([seat], [row], on=dt.date(2028, 2, 29), look_back_years=5)


def test_the_kind_of_company_alone_is_no_name() -> None:
    assert organisation("株式会社") == ""


def test_a_text_that_names_its_author_is_found() -> None:
    content = {
        "family_name": "髙橋",
        "given_name": "陽",
        "employer": "架空システム株式会社",
        "motive": "高橋は窓口を変えたい。",
        "records": [record(action="架空システムとして統合した。"), record(number=2)],
    }
    assert given_away(content) == ["motive", "record-1-action"]
