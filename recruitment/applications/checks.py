"""What a complete application needs.

One set of rules for the form, the review page and the submission itself.

Pure functions of the named values (`draft.py`). `tidy` is applied to whatever is saved, `faults`
to whatever is to be submitted.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from common.templatetags.ui import localized
from recruitment.applications.draft import Asked, skill

KANA = ["family_name_kana", "given_name_kana"]
JAPANESE = ["family_name", "given_name", *KANA]
LATIN = ["family_name_latin", "given_name_latin"]
SHOWN = ["shown_family_name", "shown_given_name"]
NAMES = JAPANESE + LATIN + SHOWN
YOUNGEST, OLDEST = 18, 100  # years; who is older has most likely mistyped the year
SHOWN_BY_RECORDS = 4  # from this level on a claim needs a track record with a result
KATAKANA = re.compile(r"[ァ-ヶヷ-ヺー・ヽヾ \u3000]+")
LATIN_MARKS = " -'’.·,"
HALF_WIDTH = re.compile("[\uff61-\uff9f]+")
KATAKANA_OF = {
    code: code + 0x60 for code in [*range(ord("ぁ"), ord("ゖ") + 1), ord("ゝ"), ord("ゞ")]
}
NEEDED_OF_RECORD = ["title", "started_on", "body_kind", "field", "role", "action", "result"]

Values = dict[str, Any]
Faults = dict[str, list[str]]
Found = Iterable[tuple[str, str]]


def tidy(values: Values) -> Values:
    """The values as they are stored: text in NFC, without space around it, and nothing more.

    Lines end as they do here, whatever the browser sent. Kana, and only kana, as full-width
    katakana.
    """
    tidied = {name: _tidy(value) for name, value in values.items()}
    return tidied | {name: katakana(tidied[name]) for name in KANA if name in tidied}


def _tidy(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return unicodedata.normalize("NFC", value.replace("\r\n", "\n")).strip()


def katakana(text: str) -> str:
    """Hiragana and half-width katakana as full-width katakana.

    Everything else stays, to be refused.
    """
    widened = HALF_WIDTH.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return widened.translate(KATAKANA_OF)


def faults(
    values: Values,
    asked: Asked,
    today: dt.date,
    files: Collection[int] = (),
) -> Faults:
    """Every fault of a submission: name → sentences; empty when it is complete.

    `files` are the numbers of the questions that a file answers.
    """
    found: Faults = {}
    for name, sentence in [
        *_missing_names(values),
        *_misspelt_names(values),
        *_birth_date(values["birth_date"], today),
        *_choices(values, asked),
        *_records(values),
        *_skills(values, asked),
        *_conditions(values),
        *_answers(values, asked, files),
        *_consents(values, asked),
    ]:
        found.setdefault(name, []).append(sentence)
    return found


def needed_names(values: Values) -> list[str]:
    """Which parts of the name are needed, by what is written so far.

    A Japanese name needs all four parts. A Latin one may stand alone, and alone its family name is
    enough.
    """
    latin = any(values[name] for name in LATIN)
    japanese = any(values[name] for name in JAPANESE) or not latin
    return [*(JAPANESE if japanese else []), *(LATIN[:1] if latin else [])]


def _missing_names(values: Values) -> Found:
    missing = {
        "family_name": _(
            "氏を入れてください。漢字・かなの氏名がない方は、英字の氏名だけを入れてください。"
        ),
        "given_name": _("名を入れてください。"),
        "family_name_kana": _("氏のフリガナを、全角カタカナで入れてください。"),
        "given_name_kana": _("名のフリガナを、全角カタカナで入れてください。"),
        "family_name_latin": _(
            "英字の氏を入れてください。氏と名の区別がない方は、氏の欄だけに入れてください。"
        ),
    }
    yield from ((name, missing[name]) for name in needed_names(values) if not values[name])


def _misspelt_names(values: dict[str, Any]) -> Found:
    for name in KANA:
        if values[name] and not KATAKANA.fullmatch(values[name]):
            yield name, _("全角カタカナで入れてください(例: タカハシ)。")
    for name in LATIN:
        if values[name] and not all(_is_latin(letter) for letter in values[name]):
            yield name, _("半角の英字で入れてください(例: Takahashi)。")
    for name in NAMES:
        if any(unicodedata.category(letter) in {"Cc", "Cf", "Co", "Cs"} for letter in values[name]):
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


def _choices(values: Values, asked: Asked) -> Found:
    offered = {row["code"] for row in asked.categories}
    if not values["categories"]:
        yield "categories", _("応募する人材類型を1つ以上選んでください。")
    elif not offered.issuperset(values["categories"]):
        yield "categories", _("この公募で募集している人材類型から選んでください。")
    if not values["prefecture"]:
        yield "prefecture", _("居住する都道府県を選んでください。")
    if not values["motive"]:
        yield "motive", _("応募の動機を書いてください。")


def record_numbers(values: Values) -> list[int]:
    """The numbers of the track records that say anything."""
    said = [name.split("-") for name, value in values.items() if name[:7] == "record-" and value]
    return sorted({int(number) for _record, number, _column in said})


def _records(values: Values) -> Found:
    numbers = record_numbers(values)
    if not numbers:
        yield "records", _("活動実績を1つ以上書いてください。")
    missing = {
        "title": _("件名を書いてください。"),
        "started_on": _("いつからかを、年・月の欄に入れてください。"),
        "body_kind": _("団体の種別を選んでください。"),
        "field": _("分野を選んでください。"),
        "role": _("役割を書いてください。"),
        "action": _("推進したことを書いてください。"),
        "result": _("成果を書いてください。"),
    }
    for number in numbers:
        for column in NEEDED_OF_RECORD:
            if not values[f"record-{number}-{column}"]:
                yield f"record-{number}-{column}", missing[column]


def _skills(values: Values, asked: Asked) -> Found:
    for item in asked.items_of(values["categories"]):
        level = values[skill("level", item)]
        if level is None:
            yield (
                skill("level", item),
                _("「%(item)s」の水準を選んでください。") % {"item": localized(item, "name")},
            )
        elif level >= SHOWN_BY_RECORDS and not _shown_by(values, item):
            yield (
                skill("records", item),
                _("水準%(level)sには、成果のわかる実績を1つ以上結びつけてください。")
                % {"level": level},
            )


def _shown_by(values: Values, item: dict[str, Any]) -> list[str]:
    """The linked records that have a result."""
    linked = values[skill("records", item)]
    return [number for number in linked if values.get(f"record-{number}-result")]


def _conditions(values: Values) -> Found:
    if not values["fields_driven"]:
        yield "fields_driven", _("推進できる分野を1つ以上選んでください。")
    if values["is_full_time"] is None:
        yield "is_full_time", _("常勤できるかどうかを選んでください。")
    if not values["days_per_week"]:
        yield "days_per_week", _("週に何日まで働けるかを選んでください。")
    if not values["remote_share"]:
        yield "remote_share", _("対面とリモートの割合を選んでください。")
    elif values["remote_share"] != "remote" and not values["prefectures"]:
        yield "prefectures", _("対面で働ける都道府県を1つ以上選んでください。")
    if values["employer_consents"] is None:
        yield "employer_consents", _("勤務先が副業を認めているかどうかを選んでください。")
    if not values["pay_band"]:
        yield "pay_band", _("希望する報酬を選んでください。")


def _answers(values: Values, asked: Asked, files: Collection[int]) -> Found:
    for question in asked.questions_for(values["categories"]):
        number = question["number"]
        answered = number in files or bool(values[f"answer-{number}"])
        if question["is_required"] and not answered:
            yield f"answer-{number}", _("この質問に答えてください。")


def _consents(values: Values, asked: Asked) -> Iterator[tuple[str, str]]:
    for text in asked.consents:
        if not values[f"consent-{text['purpose']}"]:
            yield f"consent-{text['purpose']}", _("応募には、この同意が必要です。")
