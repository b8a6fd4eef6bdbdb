"""The table of local governments, checked against facts that were not derived from its source."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import accounts
from accounts.checkdigit import WEIGHTS, check_digit
from bin._local_governments import LocalGovernment, faults, local_governments, split_county

TABLE = Path(accounts.__file__).parent / "data/local_governments.csv"
HEADING = [
    "code",
    "kind",
    "prefecture",
    "name",
    "kana",
    "county",
    "county_kana",
    "valid_from",
    "valid_to",
    "successor_code",
]


@pytest.fixture(scope="module")
def rows() -> list[LocalGovernment]:
    with TABLE.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        found = [LocalGovernment(**row) for row in reader]
    assert reader.fieldnames == HEADING
    return found


@pytest.fixture(scope="module")
def by_code(rows: list[LocalGovernment]) -> dict[str, LocalGovernment]:
    return {row.code: row for row in rows}


def test_the_counts_are_those_of_the_scheme(rows: list[LocalGovernment]) -> None:
    assert len(rows) == 1788
    assert Counter(row.kind for row in rows) == {
        "prefecture": 47,
        "designated_city": 20,
        "city": 792 - 20,
        "special_ward": 23,
        "town": 743,
        "village": 183,
    }


def test_codes_are_unique_ordered_and_carry_their_check_digit(rows: list[LocalGovernment]) -> None:
    codes = [row.code for row in rows]
    assert codes == sorted(set(codes))
    assert [code for code in codes if not re.fullmatch(r"[0-9]{6}", code)] == []
    assert [code for code in codes if check_digit(code[:5]) != code[5]] == []


def test_each_prefecture_has_a_row_and_every_code_begins_with_one(
    rows: list[LocalGovernment],
) -> None:
    own = {row.prefecture for row in rows if row.kind == "prefecture"}
    assert own == {f"{number:02}" for number in range(1, 48)}
    assert [row for row in rows if row.code[:2] != row.prefecture] == []


def test_the_third_digit_tells_the_kind(rows: list[LocalGovernment]) -> None:
    """The ministry's numbering: 000 prefecture, 1xx wards and designated, 2xx city, 3xx on."""
    blocks = {
        "prefecture": "0",
        "designated_city": "1",
        "special_ward": "1",
        "city": "2",
        "town": "34567",
        "village": "34567",
    }
    assert [row for row in rows if row.code[2] not in blocks[row.kind]] == []


def test_kind_and_ending_of_name_and_reading_agree(rows: list[LocalGovernment]) -> None:
    endings = {
        "prefecture": (("都", "道", "府", "県"), ("ト", "ドウ", "フ", "ケン")),
        "designated_city": (("市",), ("シ",)),
        "city": (("市",), ("シ",)),
        "special_ward": (("区",), ("ク",)),
        "town": (("町",), ("チョウ", "マチ")),
        "village": (("村",), ("ムラ", "ソン")),
    }
    wrong = [
        row
        for row in rows
        if not (row.name.endswith(endings[row.kind][0]) and row.kana.endswith(endings[row.kind][1]))
    ]
    assert wrong == []


def test_readings_are_full_width_katakana(rows: list[LocalGovernment]) -> None:
    assert [row for row in rows if not re.fullmatch(r"[ァ-ヺー]+", row.kana)] == []
    assert [row for row in rows if not re.fullmatch(r"([ァ-ヺー]+グン)?", row.county_kana)] == []


def test_only_towns_and_villages_have_counties(rows: list[LocalGovernment]) -> None:
    with_county = [row for row in rows if row.county]
    assert {row.kind for row in with_county} == {"town", "village"}
    assert [row for row in with_county if not re.fullmatch(r"[^郡]+郡", row.county)] == []
    assert [row for row in rows if bool(row.county) != bool(row.county_kana)] == []


def test_towns_and_villages_without_a_county_are_tokyos_islands(
    rows: list[LocalGovernment],
) -> None:
    rural = [row for row in rows if row.kind in ("town", "village") and not row.county]
    assert [row.name for row in rural] == [
        "大島町",
        "利島村",
        "新島村",
        "神津島村",
        "三宅村",
        "御蔵島村",
        "八丈町",
        "青ヶ島村",
        "小笠原村",
    ]


def test_25_names_are_shared_by_57_municipalities(rows: list[LocalGovernment]) -> None:
    names = Counter(row.name for row in rows if row.kind != "prefecture")
    shared = [number for number in names.values() if number > 1]
    assert (len(shared), sum(shared)) == (25, 57)
    assert names["府中市"] == 2


def test_nothing_is_known_of_dates_and_successors(rows: list[LocalGovernment]) -> None:
    assert {(row.valid_from, row.valid_to, row.successor_code) for row in rows} == {("", "", "")}


@pytest.mark.parametrize(
    ("code", "kind", "name", "kana", "county"),
    [
        ("010006", "prefecture", "北海道", "ホッカイドウ", ""),
        ("130001", "prefecture", "東京都", "トウキョウト", ""),
        ("470007", "prefecture", "沖縄県", "オキナワケン", ""),
        ("011002", "designated_city", "札幌市", "サッポロシ", ""),
        ("221309", "designated_city", "浜松市", "ハママツシ", ""),
        ("271403", "designated_city", "堺市", "サカイシ", ""),
        ("401307", "designated_city", "福岡市", "フクオカシ", ""),
        ("131016", "special_ward", "千代田区", "チヨダク", ""),
        ("472018", "city", "那覇市", "ナハシ", ""),
        ("072036", "city", "郡山市", "コオリヤマシ", ""),
        ("292036", "city", "大和郡山市", "ヤマトコオリヤマシ", ""),
        ("232149", "city", "蒲郡市", "ガマゴオリシ", ""),
        ("212199", "city", "郡上市", "グジョウシ", ""),
        ("402168", "city", "小郡市", "オゴオリシ", ""),
        ("223026", "town", "河津町", "カワヅチョウ", "賀茂郡"),
        ("284815", "town", "上郡町", "カミゴオリチョウ", "赤穂郡"),
        ("143618", "town", "中井町", "ナカイマチ", "足柄上郡"),
        ("103454", "town", "吉岡町", "ヨシオカマチ", "北群馬郡"),
        ("133817", "village", "三宅村", "ミヤケムラ", ""),
        ("134015", "town", "八丈町", "ハチジョウマチ", ""),
        ("134023", "village", "青ヶ島村", "アオガシマムラ", ""),
        ("024112", "village", "六ヶ所村", "ロッカショムラ", "上北郡"),
    ],
)
def test_some_that_everybody_can_look_up(
    by_code: dict[str, LocalGovernment], code: str, kind: str, name: str, kana: str, county: str
) -> None:
    row = by_code[code]
    assert (row.kind, row.name, row.kana, row.county) == (kind, name, kana, county)


def test_wards_of_designated_cities_are_no_local_governments(
    by_code: dict[str, LocalGovernment], rows: list[LocalGovernment]
) -> None:
    assert "011011" not in by_code  # 札幌市中央区
    assert {row.prefecture for row in rows if row.kind == "special_ward"} == {"13"}


def test_the_table_passes_the_checks_of_its_own_script(rows: list[LocalGovernment]) -> None:
    assert list(faults(rows)) == []


def test_the_script_names_what_is_wrong(rows: list[LocalGovernment]) -> None:
    twice = LocalGovernment("010006", "town", "01", "誤町", "ゴまち")
    mistyped = LocalGovernment("990002", "village", "99", "府中市", "フチュウシ", "川上郡", "カワ")
    county = LocalGovernment(
        "990001", "village", "01", "仮村", "カリムラ", "川上郡", "カワウエグン"
    )
    assert list(faults([*rows, twice, mistyped, county])) == [
        "744 of kind town instead of 743",
        "185 of kind village instead of 183",
        "code 010006 stands 2 times",
        "990002 府中市 has a wrong check digit",
        "25 names shared by 58 municipalities",
        "010006 誤町 is read 'ゴまち', ''",
        "990001 川上郡 is read 'カワウエグン', elsewhere otherwise",
    ]


def test_the_script_refuses_data_without_a_designated_city() -> None:
    with pytest.raises(Exception, match="designated cities without a ward"):
        local_governments([])


@pytest.mark.parametrize(
    ("name", "kana", "expected"),
    [
        ("大島町", "オオシママチ", ("大島町", "オオシママチ", "", "")),
        ("三宅島三宅村", "ミヤケジマミヤケムラ", ("三宅村", "ミヤケムラ", "", "")),
        (
            "北群馬郡榛東村",
            "キタグンマグンシントウムラ",
            ("榛東村", "シントウムラ", "北群馬郡", "キタグンマグン"),
        ),
        (
            "赤穂郡上郡町",
            "アコウグンカミゴオリチョウ",
            ("上郡町", "カミゴオリチョウ", "赤穂郡", "アコウグン"),
        ),
    ],
)
def test_county_and_island_come_off(
    name: str, kana: str, expected: tuple[str, str, str, str]
) -> None:
    assert split_county(name, kana) == expected


@pytest.mark.parametrize("wrong", ["", "1310", "131016", "1310a", "１３１０１", " 1310"])
def test_a_check_digit_needs_five_digits(wrong: str) -> None:
    with pytest.raises(ValueError, match="not the first five digits"):
        check_digit(wrong)


@given(st.from_regex(r"[0-9]{5}", fullmatch=True))
def test_a_check_digit_is_one_digit_and_fulfils_the_rule(five: str) -> None:
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, five, strict=True))
    digit = check_digit(five)
    assert len(digit) == 1
    assert (int(digit) - (11 - total % 11)) % 10 == 0


@given(st.from_regex(r"[0-4][0-9]{4}", fullmatch=True), st.integers(0, 4), st.integers(1, 9))
def test_one_mistyped_digit_is_nearly_always_noticed(five: str, place: int, step: int) -> None:
    """Two of the eleven rests, 0 and 10, both give 1; any other single slip changes the digit."""
    slip = str((int(five[place]) + step) % 10)
    other = five[:place] + slip + five[place + 1 :]
    if check_digit(five) == check_digit(other):
        assert check_digit(five) == "1"
