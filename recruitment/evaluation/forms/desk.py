"""What staff fill in: seats, criteria, assignments, decisions, the release."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from common.dateinput import DateField
from common.verdict import Verdict
from recruitment.applications.models import Application, Candidacy
from recruitment.calls.forms import ReasonForm
from recruitment.calls.models import CommitteeSeat, Round
from recruitment.evaluation import policy, queries
from recruitment.evaluation.actions import HOLD_MINUTES
from recruitment.evaluation.models import Criterion, Outcome


class AddressForm(forms.Form):
    """An evaluator by address."""

    email = forms.EmailField(
        label=gettext_lazy("評価委員のメールアドレス"),
        help_text=gettext_lazy("評価委員の役割を付けたアカウントのものを入れてください。"),
        error_messages={"required": gettext_lazy("メールアドレスを入れてください。")},
    )


class SeatForm(AddressForm):
    """A seat for an evaluator, perhaps as the chair."""

    is_chair = forms.BooleanField(label=gettext_lazy("委員長にする"), required=False)

    def __init__(self, round: Round, by: User, data: Any = None) -> None:
        super().__init__(data)
        self.round, self.by = round, by
        self.user: User | None = None

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        if "email" in facts:
            self.user = User.objects.filter(email=facts["email"].lower(), is_active=True).first()
            self._check(facts)
        return facts

    def _check(self, facts: dict[str, Any]) -> None:
        if self.user is None:
            self.add_error("email", _("このメールアドレスのアカウントはありません。"))
            return
        chair = facts.get("is_chair", False)
        _beside(self, "email", policy.can_seat(self.by, self.round, self.user, is_chair=chair))


class DueDateForm(forms.Form):
    """By when evaluators are to have scored."""

    due_on = DateField(label=gettext_lazy("採点の期限"))

    def __init__(self, round: Round, data: Any = None) -> None:
        super().__init__(data, initial={"due_on": round.evaluation_due_on})


ANCHORS = [f"anchor_{point}{language}" for point in (5, 4, 3, 2, 1) for language in ("", "_en")]


class CriterionForm(forms.ModelForm):
    """Name, weight and the five anchors."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=1)

    class Meta:
        model = Criterion
        fields = ["name", "name_en", "weight", *ANCHORS]
        help_texts = {
            "weight": gettext_lazy("人材類型ごとに、合計が100になるように分けてください。")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["version"].initial = self.instance.version
        self.fields["weight"].widget.attrs |= {"class": "short", "min": 1, "max": 100}

    def clean_weight(self) -> int:
        weight: int = self.cleaned_data["weight"]
        if not 1 <= weight <= 100:
            raise forms.ValidationError(_("重みは、1から100までの数にしてください。"))
        return weight

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class SeatChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.user.label)


class SeatChoices(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.user.label)


class ApplicationChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.receipt_number} {obj.person.registered_name}"


class AssignForm(forms.Form):
    """One evaluator and one applicant, by hand."""

    seat = SeatChoice(label=gettext_lazy("評価委員"), queryset=CommitteeSeat.objects.none())
    application = ApplicationChoice(
        label=gettext_lazy("応募者"), queryset=Application.objects.none(), to_field_name="public_id"
    )

    def __init__(self, round: Round, by: User, data: Any = None) -> None:
        super().__init__(data)
        self.round = round
        seats, applications = queries.committee(round), queries.applicants(round).not_of(by)
        self.fields["seat"].queryset = seats  # type: ignore[attr-defined]
        self.fields["application"].queryset = applications  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        if "seat" in facts and "application" in facts:
            pair = facts["seat"].pk, facts["application"].pk
            if pair in queries.barred_pairs(self.round) | queries.own_pairs(self.round):
                self.add_error("seat", _("この方は、この応募者との利益相反があるため選べません。"))
            elif pair in queries.assigned_pairs(self.round):
                self.add_error("seat", _("この方には、この応募者がすでに割り当てられています。"))
        return facts


class MeetingForm(forms.Form):
    """A day and who was there."""

    held_on = DateField(label=gettext_lazy("開催日"))
    place = forms.CharField(
        label=gettext_lazy("場所"),
        help_text=gettext_lazy("会議室、またはオンライン。"),
        max_length=200,
        required=False,
    )
    attendees = SeatChoices(
        label=gettext_lazy("出席した委員"),
        queryset=CommitteeSeat.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("出席した委員を選んでください。")},
    )

    def __init__(self, round: Round, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["attendees"].queryset = queries.committee(round)  # type: ignore[attr-defined]

    def clean_held_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["held_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("開催日に、先の日付は入れられません。"))
        return day


class DecisionForm(ReasonForm):
    """The committee's decision on one candidacy."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("結果"),
        choices=[choice for choice in Outcome.choices if choice[0] != Outcome.GIVEN_UP],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("結果を選んでください。")},
    )
    rank = forms.IntegerField(
        label=gettext_lazy("補欠の順位"),
        help_text=gettext_lazy("補欠のときだけ、1からの順位を入れてください。"),
        min_value=1,
        max_value=999,
        required=False,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    decided_on = DateField(label=gettext_lazy("決定日"))
    field_order = ["outcome", "rank", "decided_on", "reason"]

    def __init__(self, candidacy: Candidacy, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.candidacy = candidacy

    def clean_decided_on(self) -> dt.date:
        day = _day(self.candidacy, self.cleaned_data["decided_on"])
        _beside(self, "decided_on", policy.has_quorum(self.candidacy, day))
        return day

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        if facts.get("outcome") == Outcome.RESERVE and "rank" in facts:
            _beside(self, "rank", policy.rank_fits(self.candidacy, facts["rank"]))
        return facts


class CorrectionForm(ReasonForm):
    """A later decision on the same candidacy: a promotion, or a correction."""

    decided_on = DateField(label=gettext_lazy("決定日"))
    field_order = ["decided_on", "reason"]

    def __init__(self, candidacy: Candidacy, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.candidacy = candidacy

    def clean_decided_on(self) -> dt.date:
        return _day(self.candidacy, self.cleaned_data["decided_on"])


LONGEST_HOLD = 7 * 24 * 60


class ReleaseForm(forms.Form):
    """The yes to counts, names and letters. `seen` is the digest of what the page showed."""

    minutes = forms.IntegerField(
        label=gettext_lazy("知らせるまでの時間(分)"),
        help_text=gettext_lazy(
            "この間は、いつでも止められます。0にすると、すぐに知らせます。長くて7日(10080分)です。"
        ),
        min_value=0,
        max_value=LONGEST_HOLD,
        widget=forms.NumberInput(attrs={"class": "short"}),
        error_messages={"required": gettext_lazy("分の数を入れてください。")},
    )

    confirmed = forms.BooleanField(
        label=gettext_lazy("人数と氏名と通知書を確かめました"),
        error_messages={
            "required": gettext_lazy("人数と氏名と通知書を確かめて、印を付けてください。")
        },
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, digest: str, data: Any = None) -> None:
        super().__init__(data, initial={"seen": digest, "minutes": HOLD_MINUTES})
        self.digest = digest

    def clean_seen(self) -> str:
        if self.cleaned_data["seen"] != self.digest:
            raise forms.ValidationError(
                _("ページを開いた後に決定が変わりました。もう一度、人数と氏名を確かめてください。")
            )
        return self.digest


def _day(candidacy: Candidacy, day: dt.date) -> dt.date:
    verdict = policy.day_fits(candidacy, day)
    if not verdict:
        raise forms.ValidationError(verdict.reason)
    return day


def _beside(form: forms.Form, name: str, verdict: Verdict) -> None:
    """A refusal becomes a sentence beside the field."""
    if not verdict:
        form.add_error(name, verdict.reason)
