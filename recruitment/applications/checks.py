"""What a complete application needs.

One set of rules for the form, the review page and the submission itself.

Pure functions. `tidy` is applied to whatever is saved, `faults` to whatever is to be submitted.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

KANA = ["family_name_kana", "given_name_kana"]
JAPANESE = ["family_name", "given_name", *KANA]
LATIN = ["family_name_latin", "given_name_latin"]
SHOWN = ["shown_family_name", "shown_given_name"]
NAMES = JAPANESE + LATIN + SHOWN
TEXTS = [*NAMES, "employer", "motive"]
YOUNGEST, OLDEST = 18, 100  # years; who is older has most likely mistyped the year
KATAKANA = re.compile(r"[ァ-ヶヷ-ヺー・ヽヾ \u3000]+")
LATIN_MARKS = " -'’.·,"
HALF_WIDTH = re.compile("[\uff61-\uff9f]+")
KATAKANA_OF = {
    code: code + 0x60 for code in [*range(ord("ぁ"), ord("ゖ") + 1), ord("ゝ"), ord("ゞ")]
}

Faults = dict[str, list[str]]


def tidy(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts as they are stored: text in NFC and nothing more.

    Kana, and only kana, as full-width katakana.
    """
    tidied = dict(facts)
    for name in TEXTS:
        tidied[name] = unicodedata.normalize("NFC", facts[name]).strip()
    for name in KANA:
        tidied[name] = katakana(tidied[name])
    return tidied


def katakana(text: str) -> str:
    """Hiragana and half-width katakana as full-width katakana.

    Everything else stays, to be refused.
    """
    widened = HALF_WIDTH.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return widened.translate(KATAKANA_OF)


def faults(facts: dict[str, Any], offered: Iterable[Any], today: dt.date) -> Faults:
    """Every fault of a submission: column → sentences; empty when it is complete.

    `facts["categories"]` are rows.
    """
    found: Faults = {}
    for name, sentence in [
        *_missing_names(facts),
        *_misspelt_names(facts),
        *_birth_date(facts["birth_date"], today),
        *_choices(facts, set(offered)),
    ]:
        found.setdefault(name, []).append(sentence)
    return found


Found = Iterable[tuple[str, str]]


def _missing_names(facts: dict[str, Any]) -> Found:
    """A Japanese name needs all four parts.

    A Latin one may stand alone, and alone its family name is enough.
    """
    latin = any(facts[name] for name in LATIN)
    if any(facts[name] for name in JAPANESE) or not latin:
        missing = {
            "family_name": _(
                "氏を入れてください。漢字・かなの氏名がない方は、英字の氏名だけを入れてください。"
            ),
            "given_name": _("名を入れてください。"),
            "family_name_kana": _("氏のフリガナを、全角カタカナで入れてください。"),
            "given_name_kana": _("名のフリガナを、全角カタカナで入れてください。"),
        }
        yield from ((name, sentence) for name, sentence in missing.items() if not facts[name])
    if latin and not facts["family_name_latin"]:
        yield (
            "family_name_latin",
            _("英字の氏を入れてください。氏と名の区別がない方は、氏の欄だけに入れてください。"),
        )


def _misspelt_names(facts: dict[str, Any]) -> Found:
    for name in KANA:
        if facts[name] and not KATAKANA.fullmatch(facts[name]):
            yield name, _("全角カタカナで入れてください(例: タカハシ)。")
    for name in LATIN:
        if facts[name] and not all(_is_latin(letter) for letter in facts[name]):
            yield name, _("半角の英字で入れてください(例: Takahashi)。")
    for name in NAMES:
        if any(unicodedata.category(letter) in {"Cc", "Cf", "Co", "Cs"} for letter in facts[name]):
            yield name, _("表示できない文字(外字や制御文字)が含まれています。入れ直してください。")


def _is_latin(letter: str) -> bool:
    return letter in LATIN_MARKS or unicodedata.name(letter, "").startswith(("LATIN", "COMBINING"))


def _birth_date(day: dt.date | None, today: dt.date) -> Found:
    if day is None:
        yield "birth_date", _("生年月日を、年・月・日の欄に入れてください。")
    elif day > today:
        yield "birth_date", _("生年月日が未来の日付です。年を確かめてください。")
    elif not YOUNGEST <= _age(day, today) <= OLDEST:
        yield (
            "birth_date",
            _(
                "応募できるのは%(youngest)s歳から%(oldest)s歳までの方です。生年月日を確かめてください。"
            )
            % {"youngest": YOUNGEST, "oldest": OLDEST},
        )


def _age(day: dt.date, today: dt.date) -> int:
    return today.year - day.year - ((today.month, today.day) < (day.month, day.day))


def _choices(facts: dict[str, Any], offered: set[Any]) -> Found:
    if not facts["categories"]:
        yield "categories", _("応募する人材類型を1つ以上選んでください。")
    elif not offered.issuperset(facts["categories"]):
        yield "categories", _("この公募で募集している人材類型から選んでください。")
    if not facts["prefecture"]:
        yield "prefecture", _("居住する都道府県を選んでください。")
    if not facts["motive"]:
        yield "motive", _("応募の動機を書いてください。")
    if not facts["consented"]:
        yield "consented", _("応募には、個人情報の取扱いへの同意が必要です。")
