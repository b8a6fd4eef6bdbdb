"""The pledge, the list on which an evaluator names conflicts, and what staff fill in about both."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.dateinput import DateField
from recruitment.calls.forms import ReasonForm
from recruitment.calls.models import CommitteeSeat
from recruitment.evaluation import queries
from recruitment.evaluation.models import ConflictVerdict, EvaluationRules
from recruitment.evaluation.queries import Listed

LONGEST = 2000


class PledgeForm(forms.Form):
    """The yes to the pledge."""

    agreed = forms.BooleanField(
        label=gettext_lazy("以上を守ることを誓約します"),
        error_messages={"required": gettext_lazy("誓約するには、印を付けてください。")},
    )


@dataclass(frozen=True)
class Line:
    """One applicant on the list with the two fields beside the name."""

    person: Listed
    named: forms.BoundField
    reason: forms.BoundField


class DeclarationForm(forms.Form):
    """Every applicant with a tick and a reason. Nothing is named by leaving all of it empty."""

    complete = forms.BooleanField(
        label=gettext_lazy("一覧の全員を確かめ、利益相反のある応募者をすべて申告しました"),
        error_messages={"required": gettext_lazy("全員を確かめてから、印を付けてください。")},
    )

    def __init__(self, people: Sequence[Listed], data: Any = None) -> None:
        super().__init__(data)
        self.people = people
        for person in people:
            named = _("%(name)sさんと利益相反がある") % {"name": person.name}
            self.fields[f"named_{person.public_id}"] = forms.BooleanField(
                label=named, required=False
            )
            self.fields[f"reason_{person.public_id}"] = forms.CharField(
                label=_("%(name)sさんとの関係") % {"name": person.name},
                max_length=LONGEST,
                required=False,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )

    def lines(self) -> Iterator[Line]:
        for person in self.people:
            named, reason = (self[f"{kind}_{person.public_id}"] for kind in ("named", "reason"))
            yield Line(person, named, reason)

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        for person in self.people:
            named, reason = (
                facts.get(f"{kind}_{person.public_id}") for kind in ("named", "reason")
            )
            if named and not reason:
                self.add_error(f"reason_{person.public_id}", _("関係を書いてください。"))
            if reason and not named:
                self.add_error(
                    f"named_{person.public_id}",
                    _("申告するなら印を付け、しないなら右の欄を空にしてください。"),
                )
        return facts

    def reasons(self) -> dict[str, str]:
        """What the action takes: the reason for each applicant who was named."""
        return {
            person.public_id: self.cleaned_data[f"reason_{person.public_id}"]
            for person in self.people
            if self.cleaned_data[f"named_{person.public_id}"]
        }


class SeatDetailsForm(forms.ModelForm):
    """Who an evaluator is: what conflicts are looked for by, and what the assignment prefers."""

    term_starts_on = DateField(label=gettext_lazy("任期の初日"), required=False)
    term_ends_on = DateField(label=gettext_lazy("任期の末日"), required=False)

    class Meta:
        model = CommitteeSeat
        fields = [
            "family_name", "given_name", "affiliation", "former_affiliations", "prefecture",
            "municipality", "expertise", "cap", "term_starts_on", "term_ends_on",
        ]  # fmt: skip
        widgets = {
            "former_affiliations": forms.Textarea(attrs={"rows": 3}),
            "expertise": forms.CheckboxSelectMultiple,
            "cap": forms.NumberInput(attrs={"class": "short", "min": 1}),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offered = self.instance.round.offers.values("category")
        field: Any = self.fields["expertise"]
        field.queryset = field.queryset.filter(pk__in=offered).order_by("order", "pk")

    def clean_former_affiliations(self) -> str:
        text: str = self.cleaned_data["former_affiliations"]
        lines = [line for line in text.splitlines() if line.strip()]
        if len(list(queries.former(lines))) != len(lines):
            raise forms.ValidationError(
                _("1行に1つ、名前と終わった年を書いてください。例: 架空大学 2021")
            )
        return text

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class RulesForm(forms.ModelForm):
    """How the round is evaluated."""

    class Meta:
        model = EvaluationRules
        fields = ["is_blind", "panel_per_candidacy", "look_back_years", "reminder_days", "feedback"]
        widgets = {
            "look_back_years": forms.NumberInput(attrs={"class": "short"}),
            "feedback": forms.RadioSelect,
        }


class VerdictForm(ReasonForm):
    """What staff say about a conflict."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("判断"),
        choices=[
            (ConflictVerdict.CONFIRMED, gettext_lazy("認める(この委員は評価しない)")),
            (ConflictVerdict.DISMISSED, gettext_lazy("退ける(この委員に割り当てられる)")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("どちらかを選んでください。")},
    )
    field_order = ["verdict", "reason"]
