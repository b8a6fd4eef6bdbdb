"""The skill standard's file: complete in both languages, fit for the models, names as published."""

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import models

from recruitment import standards
from recruitment.standards.models import Category, DefaultCriterion, SkillItem, SkillLevel

FILE = Path(standards.__file__).parent / "data/skill_standard_2022_09.json"
STANDARD: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
CATEGORIES: list[dict[str, Any]] = STANDARD["categories"]
ITEMS = [
    pytest.param(item, id=f"{category['code']}-{item['number']}")
    for category in CATEGORIES
    for item in category["items"]
]

# What public summaries of the standard name, letter by letter.
PUBLISHED_ITEMS = {
    "producer": {
        "国の政策動向に関する知見",
        "全体方針立案",
        "サービスデザイン思考",
        "UI・UX",
        "データ利活用",
        "情報セキュリティ",
    },
    "project_manager": {"企画構想", "スケジュール管理", "コスト管理"},
    "service_designer": {"業務改革", "サービス設計", "UI・UX"},
    "engineer": {"RPA", "ローコード"},
}


def texts(node: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text below a node of the file, with the key it stands under."""
    if isinstance(node, dict):
        for name, value in node.items():
            yield from texts(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from texts(value, key)
    elif isinstance(node, str):
        yield key, node


def fits(model: type[models.Model], field: str, text: str) -> bool:
    longest = model._meta.get_field(field).max_length
    return longest is None or len(text) <= longest


def test_the_standard_says_that_its_items_are_an_assumption() -> None:
    assert STANDARD["version"] == "2022-09"
    assert STANDARD["title"] == "自治体DX推進のための外部人材スキル標準"
    assert "仮に定めた" in STANDARD["note"]
    assert "管理画面で置き換える" in STANDARD["note"]
    assert "assumptions" in STANDARD["note_en"]
    assert "replaced by the official text through the admin" in STANDARD["note_en"]


def test_four_categories_of_which_the_engineer_is_a_closed_draft() -> None:
    opened = {category["code"]: category["is_open"] for category in CATEGORIES}
    assert opened == {
        "producer": True,
        "project_manager": True,
        "service_designer": True,
        "engineer": False,
    }
    assert [category["order"] for category in CATEGORIES] == [1, 2, 3, 4]
    notes = {category["code"]: category["note"] for category in CATEGORIES if category["note"]}
    assert set(notes) == {"engineer"}
    assert "2022年6月の案" in notes["engineer"]
    assert "draft of June 2022" in CATEGORIES[3]["note_en"]


@pytest.mark.parametrize("category", CATEGORIES, ids=lambda category: category["code"])
def test_a_category_has_its_published_items_among_six_to_ten(category: dict[str, Any]) -> None:
    items = category["items"]
    names = [item["name"] for item in items]
    assert 6 <= len(items) <= 10
    assert [item["number"] for item in items] == list(range(1, len(items) + 1))
    assert len(set(names)) == len(names)
    assert set(names) >= PUBLISHED_ITEMS[category["code"]]
    assert {item["kind"] for item in items} == {"skill", "experience"}


@pytest.mark.parametrize("category", CATEGORIES, ids=lambda category: category["code"])
def test_the_weights_of_a_category_are_a_hundred_percent(category: dict[str, Any]) -> None:
    weights = [item["criterion"]["weight"] for item in category["items"]]
    assert sum(weights) == 100
    assert all(isinstance(weight, int) and 1 <= weight <= 100 for weight in weights)


@pytest.mark.parametrize("item", ITEMS)
def test_an_item_has_five_levels_and_five_anchors_each_its_own(item: dict[str, Any]) -> None:
    criterion = item["criterion"]
    assert [level["level"] for level in item["levels"]] == [1, 2, 3, 4, 5]
    for steps in (
        [level["text"] for level in item["levels"]],
        [level["text_en"] for level in item["levels"]],
        criterion["anchors"],
        criterion["anchors_en"],
    ):
        assert len(set(steps)) == 5


@pytest.mark.parametrize("item", ITEMS)
def test_an_item_fits_its_columns(item: dict[str, Any]) -> None:
    criterion = item["criterion"]
    assert all(fits(SkillItem, key, item[key]) for key in ("name", "name_en"))
    assert all(fits(DefaultCriterion, key, criterion[key]) for key in ("name", "name_en"))
    assert all(fits(SkillLevel, "text", level["text"]) for level in item["levels"])
    assert all(fits(SkillLevel, "text_en", level["text_en"]) for level in item["levels"])
    assert all(fits(DefaultCriterion, "anchor_1", text) for text in criterion["anchors"])
    assert all(fits(DefaultCriterion, "anchor_1", text) for text in criterion["anchors_en"])


@pytest.mark.parametrize("category", CATEGORIES, ids=lambda category: category["code"])
def test_a_category_fits_its_columns(category: dict[str, Any]) -> None:
    keys = ("code", "name", "name_en", "note", "note_en")
    assert all(fits(Category, key, category[key]) for key in keys)


def test_levels_of_different_items_are_different() -> None:
    """Each item has wording of its own, not one ladder printed thirty times."""
    levels = [level["text"] for item in ITEMS for level in item.values[0]["levels"]]
    assert len(levels) == 31 * 5
    assert len(set(levels)) == len(levels)


def test_every_text_stands_in_the_language_of_its_key() -> None:
    """Japanese under the bare key, English under `_en`; neither empty except a category's note."""
    japanese = re.compile(r"[぀-ヿ一-鿿]")
    codes = {"version", "effective_on", "code", "kind"}
    # RPA and UI・UX are called so in Japanese too.
    same_in_both = {"RPA", "UI・UX"}
    for key, text in texts(STANDARD):
        if key in codes or text in same_in_both or (key in ("note", "note_en") and not text):
            continue
        assert bool(japanese.search(text)) is not key.endswith("_en"), (key, text)


def test_texts_are_tidy() -> None:
    for key, text in texts(STANDARD):
        assert text == text.strip() == unicodedata.normalize("NFC", text)
        # Double blanks, and brackets, digits or letters in full width.
        assert not re.search(r"\s{2}|[\uff08\uff09\uff10-\uff19\uff21-\uff5a]", text), (key, text)


@pytest.mark.parametrize("item", ITEMS)
def test_descriptions_are_sentences_and_levels_are_not(item: dict[str, Any]) -> None:
    assert item["description"].endswith("。")
    assert item["description_en"].endswith(".")
    steps = [level[key] for level in item["levels"] for key in ("text", "text_en")]
    anchors = item["criterion"]["anchors"] + item["criterion"]["anchors_en"]
    assert [text for text in steps + anchors if text.endswith(("。", "."))] == []
