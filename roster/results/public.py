"""What the public may know: figures and tables with small counts hidden. Reads nothing itself."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import REGIONS, Industry, Region
from roster.results.figures import Figures
from roster.results.suppression import UNKNOWN, WITHHELD, Cell, suppress

Cells = dict[str, dict[str, Cell]]
NO_ANSWER = "unknown"
HEATS = 4  # steps of the map's colour


@dataclass(frozen=True)
class Line:
    """One row of a public table. `heat`: the step of its tile on the map, 0 for none."""

    key: str
    label: str
    cell: Cell
    heat: int = 0


@dataclass(frozen=True)
class Step:
    """How far how many people of a round came; None: not known."""

    label: str
    count: int | None


def steps(figures: Figures) -> list[Step]:
    """A round from application to list, for all categories together, in the words of a release."""
    labels = {
        "applied": pgettext("many", "応募者"),
        "successful": _("合格者"),
        "successful_multiple": _("(うち複数の人材類型に合格)"),
        "completed": _("研修の修了者"),
        "added": _("新たな登録者"),
        "extended": _("人材類型を加えた登録者"),
    }
    return [Step(label, figures[name]) for name, label in labels.items()]


def by_category(figures: Figures) -> Cells:
    """Code → name of a figure → cell. Each figure is one table over the categories.

    How many of a category have several is not public: it would follow from the other counts.
    """
    found: Cells = {code: {} for code in figures["by_category"]}
    for name in _names(figures):
        counts = {code: each[name] for code, each in figures["by_category"].items()}
        unknown = None in counts.values()
        cells = dict.fromkeys(counts, UNKNOWN) if unknown else suppress(counts)
        for code, cell in cells.items():
            found[code][name] = cell
    if any(not cells["added"].shown for cells in found.values() if "added" in cells):
        for cells in found.values():  # two rounds' lists would tell by their difference
            cells["on_list"] = UNKNOWN if cells["on_list"] == UNKNOWN else WITHHELD
    return found


def _names(figures: Figures) -> list[str]:
    each: dict[str, int | None] = next(iter(figures["by_category"].values()), {})
    return [name for name in each if not name.endswith("_multiple")]


def as_json(figures: Figures) -> Figures:
    """The figures with hidden counts as null; `suppressed` marks a category that has any."""
    each = by_category(figures).items()
    return figures | {"by_category": {code: cells_as_json(cells) for code, cells in each}}


def cells_as_json(cells: dict[str, Cell]) -> Figures:
    """Names with their counts; null and `suppressed` where one is hidden."""
    counts: Figures = {name: cell.count for name, cell in cells.items()}
    return counts if all(cell.shown for cell in cells.values()) else counts | {"suppressed": True}


def regions(places: Iterable[tuple[str, str]]) -> list[Line]:
    """People per region of eight, every region in its order, from (prefecture, industry)."""
    counts = Counter(REGIONS[prefecture] for prefecture, _industry in places)
    labels = {value: str(label) for value, label in Region.choices}
    return _lines({value: counts[Region(value)] for value in labels}, labels)


def industries(places: Iterable[tuple[str, str]], no_answer: str) -> list[Line]:
    """People per industry, in the order of the classification; those without any are left out."""
    counts = Counter(industry or NO_ANSWER for _prefecture, industry in places)
    labels = {value: str(label) for value, label in Industry.choices} | {NO_ANSWER: no_answer}
    lines = _lines({value: counts[value] for value in labels}, labels)
    return [line for line in lines if line.cell.count != 0]


def _lines(counts: dict[str, int], labels: dict[str, str]) -> list[Line]:
    cells = suppress(counts)
    most = max((cell.count or 0 for cell in cells.values()), default=0)
    return [Line(key, labels[key], cell, _heat(cell, most)) for key, cell in cells.items()]


def _heat(cell: Cell, most: int) -> int:
    if not cell.shown:
        return 1
    return -(-HEATS * (cell.count or 0) // most) if most else 0
