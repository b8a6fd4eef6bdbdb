"""What leaves this stage: the template of `import_round`, and figures as text."""

from collections.abc import Iterable

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import Industry, Prefecture
from common.spreadsheets import DATE, TEXT, Sheet, excel
from recruitment.standards.models import Category, SkillStandard
from roster.results.figures import Figures
from roster.results.importing import COLUMNS, REQUIRED, Outcome

IN_ORDER = [
    "applied",
    "successful",
    "successful_multiple",
    "completed",
    "added",
    "extended",
    "on_list",
    "on_list_multiple",
    "registered",
]


def as_text(rows: Iterable[Figures]) -> str:
    """A line for each round or total, and one for each of its categories; - is unknown."""
    lines = []
    for row in rows:
        lines.append(f"{row['round']}: {_line(row)}")
        lines += [f"  {code}: {_line(each)}" for code, each in row["by_category"].items()]
    return "\n".join(lines)


def _line(row: Figures) -> str:
    known = {name: row[name] for name in IN_ORDER if name in row}
    return ", ".join(f"{name} {'-' if n is None else n}" for name, n in known.items())


def import_template() -> bytes:
    """An empty file for `import_round` with typed columns, and a sheet that explains them."""
    formats = {at: _format(name) for at, name in enumerate(COLUMNS, start=1)}
    widths = [max(14, len(name) + 3) for name in COLUMNS]
    with translation.override("ja"):
        explained = [(name, _needed(name), text) for name, text in _explanations().items()]
        headings = [_("列"), _("必須"), _("説明")]
        return excel(
            [
                Sheet("import", COLUMNS, widths=widths, formats=formats),
                Sheet(_("説明"), headings, explained, widths=[22, 8, 100]),
            ]
        )


def _format(name: str) -> str:
    if name == "fiscal_year":
        return "0"
    return DATE if name.endswith(("_on", "_date")) else TEXT


def _needed(name: str) -> str:
    return _("必須") if name in REQUIRED else ""


def _explanations() -> dict[str, str]:
    """Column → what belongs there."""
    either = _("漢字などとフリガナの4欄すべて、または英字だけを入れます。")
    once = _("日付。YYYY-MM-DD またはExcelの日付。")
    return {
        "fiscal_year": _("年度(西暦4桁)。1つのファイルに1つの年度だけ。"),
        "receipt_number": _("受付番号。FY2023-0052 の形。同じ番号の行は1つの応募です。"),
        "family_name": _("氏。") + either,
        "given_name": _("名。"),
        "family_name_kana": _("氏のフリガナ。"),
        "given_name_kana": _("名のフリガナ。"),
        "family_name_latin": _("英字の氏。"),
        "given_name_latin": _("英字の名。"),
        "email": _("メールアドレス。同じ人かどうかを、まずこれで判断します。"),
        "birth_date": _("生年月日。") + once,
        "prefecture": _("居住する都道府県。")
        + _listed(label for _code, label in Prefecture.choices),
        "industry": _("日本標準産業分類の大分類、または空欄。")
        + _listed(label for _code, label in Industry.choices),
        "employer": _("勤務先。"),
        "category": _("人材類型のコードか日本語名。1行に1つ。") + _listed(_categories()),
        "outcome": _("結果。passed(合格)、failed(不合格)、withdrawn(取下げ)。") + _listed(Outcome),
        "completed_on": _("研修の修了日。合格(passed)の行だけ。") + once,
        "registered_on": _("登録日。修了日以後。") + once,
    }


def _listed(words: Iterable[object]) -> str:
    return _("使える値: ") + "／".join(str(word) for word in words)


def _categories() -> list[str]:
    standards = SkillStandard.objects.in_force(timezone.localdate())[:1]
    offered = Category.objects.offered().filter(standard__in=standards.values("pk"))
    return [f"{row.code}({row.name})" for row in offered.order_by("order", "pk")]
