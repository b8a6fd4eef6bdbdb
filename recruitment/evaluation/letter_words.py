"""The words of letters: templates per outcome, and a check of every field merged into them.

No database. A template may name only plain fields, `{{ name }}`; one that is unknown or empty is a
fault, and a letter with a fault is not made: Django alone would print nothing in its place.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.base import VariableNode
from django.template.loader import get_template
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from common.templatetags.ui import fiscal
from recruitment.evaluation.models import LetterKind, Outcome

RULE = re.compile(r"^-{20,}$", re.MULTILINE)  # between the Japanese and the English
SEVERAL = "emails/evaluation/letter_several.txt"
BY_OUTCOME = {
    Outcome.PASS: "emails/evaluation/letter_pass.txt",
    Outcome.FAIL: "emails/evaluation/letter_fail.txt",
    Outcome.RESERVE: "emails/evaluation/letter_reserve.txt",
    Outcome.GIVEN_UP: "emails/evaluation/letter_given_up.txt",
}
BY_KIND = {
    LetterKind.PROMOTED: "emails/evaluation/letter_promoted.txt",
    LetterKind.CORRECTED: "emails/evaluation/letter_corrected.txt",
    LetterKind.GIVEN_UP: "emails/evaluation/letter_given_up.txt",
}


@dataclass(frozen=True)
class Told:
    """One outcome that a letter tells."""

    category: str
    category_en: str
    outcome: Outcome
    rank: int | None = None

    @property
    def words(self) -> str:
        """In the language of the moment."""
        if self.outcome == Outcome.RESERVE:
            return _("補欠(%(rank)s位)") % {"rank": self.rank}
        if self.outcome == Outcome.FAIL:  # said to the person, not to the desk
            return pgettext("letter", "不合格")
        return str(self.outcome.label)


@dataclass(frozen=True)
class Fault:
    """A field that the template names and that is unknown, or empty."""

    field: str
    is_known: bool

    def __str__(self) -> str:
        if self.is_known:
            return _("差込み項目「%(field)s」が空です") % {"field": self.field}
        return _("差込み項目「%(field)s」は、ありません") % {"field": self.field}


@dataclass(frozen=True)
class Words:
    """A letter as rendered."""

    subject: str
    text: str
    text_en: str


def template_for(kind: LetterKind | str, told: Sequence[Told]) -> str:
    """A change has its own; a result has one per outcome, and one for several categories."""
    special = BY_KIND.get(LetterKind(kind))
    if special:
        return special
    return BY_OUTCOME[told[0].outcome] if len(told) == 1 else SEVERAL


def fields(
    *, name: str, name_en: str, number: str, code: str, fiscal_year: int, told: Sequence[Told]
) -> dict[str, str]:
    """Everything that a template may name."""
    with translation.override("ja"):
        japanese = {"year": str(fiscal(fiscal_year)), "results": _lines(told, "category")}
    with translation.override("en"):
        english = {"year_en": str(fiscal(fiscal_year)), "results_en": _lines(told, "category_en")}
    plain = {"name": name, "name_en": name_en, "number": number, "code": code}
    return plain | japanese | english


def _lines(told: Sequence[Told], name: str) -> str:
    """One a line; empty when a category has no name in that language, which is a fault."""
    names = [getattr(row, name) for row in told]
    if not all(names):
        return ""
    return "\n".join(f"  {name}: {row.words}" for name, row in zip(names, told, strict=True))


def faults(template: str, given: Mapping[str, str]) -> list[Fault]:
    """Every field of the template that cannot be merged."""
    named = dict.fromkeys(_named(template))
    return [
        Fault(field, field in given) for field in named if not str(given.get(field, "")).strip()
    ]


def _named(template: str) -> list[str]:
    compiled: Any = get_template(template)
    nodes = compiled.template.nodelist.get_nodes_by_type(VariableNode)
    return [str(node.filter_expression.var) for node in nodes]


def compose(template: str, given: Mapping[str, str]) -> Words:
    """The letter; ask `faults` first. The first line is the subject, a rule parts the languages."""
    rendered = get_template(template).render(dict(given))
    subject, _line, body = rendered.strip().partition("\n")
    text, text_en = RULE.split(body, maxsplit=1)
    return Words(" ".join(subject.split()), text.strip(), text_en.strip())
