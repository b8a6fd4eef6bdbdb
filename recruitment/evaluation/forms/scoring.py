"""The evaluator's form: all criteria of one candidacy, the recommendation, the comment."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.templatetags.ui import localized
from common.versions import Difference
from recruitment.evaluation.models import Criterion, Evaluation, Recommendation

EXTREMES = (1, 5)
MAX_COMMENT = 2000


@dataclass(frozen=True)
class Row:
    """One criterion on the page with its two fields."""

    criterion: Criterion
    points: forms.BoundField
    comment: forms.BoundField


class ScoreForm(forms.Form):
    """A draft may leave criteria open; `completing` asks for all of them and the recommendation.

    Fields are named after the criterion's order: `points_1`, `comment_1`, …
    """

    recommendation = forms.ChoiceField(
        label=gettext_lazy("総合の推薦"),
        choices=Recommendation.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    comment = forms.CharField(
        label=gettext_lazy("総合所見"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=MAX_COMMENT,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        evaluation: Evaluation,
        criteria: Sequence[Criterion],
        data: Any = None,
        *,
        completing: bool = False,
    ) -> None:
        self.evaluation, self.criteria, self.completing = evaluation, criteria, completing
        super().__init__(data, initial=_stored(evaluation))
        for criterion in criteria:
            self.fields[f"points_{criterion.order}"] = _points(criterion)
            self.fields[f"comment_{criterion.order}"] = _reason(criterion)
        self.order_fields(
            [*(name for name in self.fields if "_" in name), "recommendation", "comment"]
        )

    def rows(self) -> list[Row]:
        """The criteria in the order of the page."""
        return [
            Row(row, self[f"points_{row.order}"], self[f"comment_{row.order}"])
            for row in self.criteria
        ]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        for criterion in self.criteria:
            self._check(criterion.order, facts)
        if self.completing and not facts.get("recommendation"):
            self.add_error("recommendation", _("提出するには、総合の推薦を選んでください。"))
        return facts

    def _check(self, order: int, facts: dict[str, Any]) -> None:
        points, reason = facts.get(f"points_{order}"), facts.get(f"comment_{order}", "")
        if points is None and f"points_{order}" not in self.errors:
            if self.completing:
                self.add_error(f"points_{order}", _("提出するには、点を選んでください。"))
            elif reason:
                self.add_error(
                    f"points_{order}", _("理由・所見を保存するには、点も選んでください。")
                )
        if points in EXTREMES and not reason.strip() and f"comment_{order}" not in self.errors:
            self.add_error(f"comment_{order}", _("5と1には、理由を書いてください。"))

    def answers(self, without: Collection[Criterion] = ()) -> dict[Criterion, tuple[int, str]]:
        """What the action takes: points and comment of each criterion that has points."""
        return {
            row: (
                self.cleaned_data[f"points_{row.order}"],
                self.cleaned_data[f"comment_{row.order}"],
            )
            for row in self.criteria
            if row not in without and self.cleaned_data[f"points_{row.order}"] is not None
        }

    def facts(self) -> dict[str, Any]:
        """Everything that `save_scores` and `complete` take beside `by`."""
        kept = {name: self.cleaned_data[name] for name in ("version", "recommendation", "comment")}
        return kept | {"scores": self.answers()}

    def storable(self) -> dict[str, Any]:
        """What `save_scores` takes of a page with faults: where one is, all stays as it was."""
        faulty = [
            row
            for row in self.criteria
            if {f"points_{row.order}", f"comment_{row.order}"} & self.errors.keys()
        ]
        stored, said = _stored(self.evaluation), self.cleaned_data
        kept = {name: said.get(name, stored[name]) for name in ("recommendation", "comment")}
        return kept | {"scores": self.answers(without=faulty), "untouched": faulty}

    def differences(self, stored: Evaluation) -> list[Difference]:
        """Where what was typed differs from what another tab has stored since."""
        now = _stored(stored)
        return [
            Difference(
                self._label(name), self._shown(name, now.get(name)), self._shown(name, value)
            )
            for name, value in self.cleaned_data.items()
            if name != "version" and (value or "") != (now.get(name) or "")
        ]

    def _label(self, name: str) -> str:
        orders = {str(row.order): localized(row, "name") for row in self.criteria}
        kind, _sep, order = name.partition("_")
        if order not in orders:
            return str(self.fields[name].label)
        return str(self.fields[name].label) if kind == "comment" else f"{orders[order]} {_('点')}"

    @staticmethod
    def _shown(name: str, value: Any) -> str:
        if name == "recommendation":
            return str(dict(Recommendation.choices).get(value, ""))
        return str(value or "")


def _stored(evaluation: Evaluation) -> dict[str, Any]:
    """What the evaluation holds, under the names of the fields."""
    values: dict[str, Any] = {
        "version": evaluation.version,
        "recommendation": evaluation.recommendation,
        "comment": evaluation.comment,
    }
    for score in evaluation.scores.select_related("criterion"):
        values[f"points_{score.criterion.order}"] = score.points
        values[f"comment_{score.criterion.order}"] = score.comment
    return values


def _points(criterion: Criterion) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=localized(criterion, "name"),
        choices=criterion.anchors,
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
        required=False,
    )


def _reason(criterion: Criterion) -> forms.CharField:
    return forms.CharField(
        label=_("%(name)s — 理由・所見") % {"name": localized(criterion, "name")},
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=MAX_COMMENT,
        required=False,
    )


class AbstainForm(forms.Form):
    """Why an evaluator does not judge a candidacy, though there is no conflict."""

    reason = forms.CharField(
        label=gettext_lazy("棄権の理由"),
        help_text=gettext_lazy("例: 専門の外で、根拠を確かめられない。"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=MAX_COMMENT,
        error_messages={"required": gettext_lazy("棄権の理由を書いてください。")},
    )


class ConflictForm(forms.Form):
    """Why an evaluator must not judge this person."""

    reason = forms.CharField(
        label=gettext_lazy("利益相反の内容"),
        help_text=gettext_lazy("例: 同じ会社に勤めている、親族である、共同で事業をしている。"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=MAX_COMMENT,
        error_messages={"required": gettext_lazy("利益相反の内容を書いてください。")},
    )
