"""What can be named when an application is returned: fields and parts, as the applicant knows them.

The names are columns of the application where there is one, or parts of it (`sections`), so that a
page can lead there.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

GROUPS: list[tuple[Any, dict[str, Any]]] = [
    (
        _("氏名・連絡先"),
        {
            "family_name": _("氏名"),
            "family_name_kana": _("フリガナ"),
            "family_name_latin": _("英字氏名"),
            "shown_family_name": _("表示する氏名(旧姓・通称)"),
            "birth_date": _("生年月日"),
            "prefecture": _("居住する都道府県"),
            "postal_code": _("郵便番号・市区町村"),
            "phone": _("電話番号"),
        },
    ),
    (
        _("仕事"),
        {
            "employer": _("勤務先"),
            "position": _("役職"),
            "industry": _("勤務先の業種"),
            "qualifications": _("資格"),
        },
    ),
    (
        _("応募の内容"),
        {
            "categories": _("応募する人材類型"),
            "skills": _("スキルの自己評価"),
            "records": _("活動実績"),
            "conditions": _("働き方の条件"),
            "motive": _("応募の動機"),
            "questions": _("追加の質問への回答"),
            "attachments": _("添付ファイル"),
            "consents": _("同意"),
        },
    ),
]
FIELD_LABELS: dict[str, Any] = {
    name: label for _group, fields in GROUPS for name, label in fields.items()
}

# What a round checks unless it has its own list: Japanese, English, and the field to put right. Our
# own list, an assumption.
DEFAULT_CHECKS = [
    ("本人と分かる氏名とフリガナが書かれている", "The name is given and identifies the person", "family_name"),
    ("生年月日から、応募できる年齢である", "By the date of birth, the person is old enough to apply", "birth_date"),
    ("応募した類型ごとに、スキルの自己評価がある", "Skills are self-assessed for each category applied for", "skills"),
    ("活動実績に、本人が推進したことと成果が書かれている", "Track records say what the person drove and with which result", "records"),
    ("働き方の条件が書かれている", "Work conditions are given", "conditions"),
    ("いまの版の同意文に同意している", "The current versions of the consents were agreed to", "consents"),
    ("添付ファイルが開けて、読める", "Attached files open and can be read", "attachments"),
    ("同じ人の別の応募と重複していない", "It does not duplicate another application of the same person", ""),
]  # fmt: skip


def label_of(name: str) -> str:
    """What the applicant calls it. A name that is not known any more stands for itself."""
    return str(FIELD_LABELS.get(name, name))


def unknown(names: Iterable[str]) -> list[str]:
    return [name for name in names if name not in FIELD_LABELS]
