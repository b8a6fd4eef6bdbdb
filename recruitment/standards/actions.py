"""Loading reference data: local governments and the skill standard.

Adds what is missing, changes nothing that is there.
"""

import csv
import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import transaction

from accounts.models import ConsentText, LocalGovernment
from recruitment.standards.models import (
    Category,
    DefaultCriterion,
    SkillItem,
    SkillLevel,
    SkillStandard,
)


@dataclass
class Loaded:
    """How many rows were added; everything else was there already."""

    local_governments: int = 0
    categories: int = 0
    items: int = 0


@transaction.atomic
def load_reference() -> Loaded:
    """Bring in the data files of this version.

    Safe to run again: a row that exists, however changed, stays as it is.
    """
    loaded = Loaded(
        local_governments=_load_governments(_data("accounts") / "local_governments.csv")
    )
    _load_consents(json.loads((_data("accounts") / "consents.json").read_text(encoding="utf-8")))
    for path in sorted(_data("standards").glob("*.json")):
        _load_standard(json.loads(path.read_text(encoding="utf-8")), loaded)
    return loaded


def _data(label: str) -> Path:
    return Path(apps.get_app_config(label).path) / "data"


def _load_consents(texts: list[dict[str, Any]]) -> None:
    """Each version once: a change of words is a further version, in the file or by staff."""
    for text in texts:
        key = {name: text.pop(name) for name in ("purpose", "version")}
        ConsentText.objects.get_or_create(**key, defaults=text)


def _load_governments(path: Path) -> int:
    known = dict(LocalGovernment.objects.values_list("code", "pk"))
    with path.open(newline="", encoding="utf-8") as file:
        records = [record for record in csv.DictReader(file) if record["code"] not in known]
    LocalGovernment.objects.bulk_create(_government(record) for record in records)
    known = dict(LocalGovernment.objects.values_list("code", "pk"))
    for record in records:
        if record["successor_code"]:
            merged = LocalGovernment.objects.filter(code=record["code"])
            merged.update(successor=known[record["successor_code"]])
    return len(records)


def _government(record: dict[str, str]) -> LocalGovernment:
    texts = {
        name: record[name]
        for name in ("code", "kind", "prefecture", "name", "kana", "county", "county_kana")
    }
    return LocalGovernment(
        **texts, valid_from=_day(record["valid_from"]), valid_to=_day(record["valid_to"])
    )


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _load_standard(facts: dict[str, Any], loaded: Loaded) -> None:
    columns = {name: facts[name] for name in ("title", "title_en", "note", "note_en")}
    standard, _made = SkillStandard.objects.get_or_create(
        version=facts["version"],
        defaults={**columns, "effective_on": dt.date.fromisoformat(facts["effective_on"])},
    )
    for order, category in enumerate(facts["categories"], start=1):
        names = ("name", "name_en", "description", "description_en", "is_open", "note", "note_en")
        row, made = Category.objects.get_or_create(
            standard=standard,
            code=category["code"],
            defaults={"order": order} | {name: category[name] for name in names},
        )
        loaded.categories += made
        for item in category["items"]:
            loaded.items += _load_item(row, item)


def _load_item(category: Category, facts: dict[str, Any]) -> bool:
    names = ("kind", "name", "name_en", "description", "description_en")
    item, made = SkillItem.objects.get_or_create(
        category=category, number=facts["number"], defaults={name: facts[name] for name in names}
    )
    if made:
        SkillLevel.objects.bulk_create(SkillLevel(item=item, **level) for level in facts["levels"])
        criterion = facts["criterion"]
        texts = [*criterion["anchors"], *criterion["anchors_en"]]
        anchors = dict(zip(DefaultCriterion.ANCHORS, texts, strict=True))
        columns = {name: criterion[name] for name in ("name", "name_en", "weight")}
        DefaultCriterion.objects.create(item=item, **anchors, **columns)
    return made
