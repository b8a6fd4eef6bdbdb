"""Postal codes: however typed, and the names that our own table of local governments has."""

import csv
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Prefecture
from accounts.postal import GOVERNMENTS, Place, find, normalised, place_of
from bin._local_governments import read_places

KAWAZU = Place(Prefecture.P22, "河津町")


@pytest.mark.parametrize(
    "typed",
    [
        "413-0504",
        "4130504",
        "〒413-0504",
        "〒 413 0504 ",
        "４１３－０５０４",
        "〒４１３ー０５０４",
        "４１３　０５０４",
        "413‐0504",
        "413−0504",
        "413―0504",
        "\t413–0504\n",
    ],
)
def test_a_code_is_found_however_it_is_typed(typed: str) -> None:
    assert normalised(typed) == "4130504"
    assert find(typed) == KAWAZU


@pytest.mark.parametrize(
    "garbage",
    [
        "",
        "〒",
        "413-050",
        "413-05044",
        "41-30504",
        "413-0504-1",
        "A4130504",
        "四一三〇五〇四",
        "' OR 1=1",
    ],
)
def test_anything_else_is_no_code(garbage: str) -> None:
    assert normalised(garbage) == ""
    assert find(garbage) is None


def test_digits_of_other_scripts_are_no_digits() -> None:
    assert normalised("٤١٣٠٥٠٤") == ""


@pytest.mark.parametrize("unknown", ["000-0000", "999-9999"])
def test_an_unknown_code_lies_nowhere(unknown: str) -> None:
    assert normalised(unknown) != ""
    assert find(unknown) is None


@pytest.mark.parametrize(
    ("code", "place"),
    [
        ("100-0001", Place("13", "千代田区")),  # a special ward is a municipality
        ("231-0017", Place("14", "横浜市", "中区")),
        ("252-5277", Place("14", "相模原市", "中央区")),
        ("060-0042", Place("01", "札幌市", "中央区")),
        ("432-0000", Place("22", "浜松市")),  # three wards
        ("678-1231", Place("28", "上郡町")),  # 赤穂郡上郡町
        ("100-1101", Place("13", "三宅村")),  # 三宅島三宅村
        ("963-8601", Place("07", "郡山市")),  # the city hall's own code
        ("100-8926", Place("13", "千代田区")),  # the ministry's own
        ("985-0000", Place("04", "")),  # 塩竈市, 多賀城市, 七ヶ浜町
        ("498-0000", Place("", "")),  # 弥富市 in 愛知県, 木曽岬町 in 三重県
    ],
)
def test_a_place_has_the_name_of_its_local_government(code: str, place: Place) -> None:
    assert find(code) == place


def test_a_place_reads_as_in_an_address() -> None:
    assert str(find("231-0017")) == "横浜市中区"
    assert str(find("413-0504")) == "河津町"
    assert str(find("985-0000")) == ""


def test_every_municipality_of_the_postal_data_is_in_our_table_and_none_is_missed() -> None:
    with GOVERNMENTS.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["kind"] != "prefecture"]
    ours = Counter((row["prefecture"], row["name"]) for row in rows)
    assert set(ours.values()) == {1}  # with the prefecture a name is one municipality's
    found = [place_of(place.five, place.name) for place in read_places()]
    assert {(place.prefecture, place.municipality) for place in found} == set(ours)
    designated = {row["name"] for row in rows if row["kind"] == "designated_city"}
    assert {place.municipality for place in found if place.ward} == designated
    assert [place for place in found if place.ward and not place.ward.endswith("区")] == []


def test_a_municipality_younger_than_our_table_keeps_its_name() -> None:
    assert place_of("22999", "新富士市") == Place("22", "新富士市")


@given(st.text(max_size=12))
def test_any_text_has_an_answer(text: str) -> None:
    digits = normalised(text)
    assert digits == "" or (len(digits) == 7 and digits.isascii() and digits.isdigit())
    assert normalised(digits) == digits
    find(text)


def test_threads_look_up_at_once() -> None:
    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(find, ["4130504"] * 200)) == {KAWAZU}
