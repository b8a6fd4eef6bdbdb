"""What staff fill in about a round. What may be stored is decided in `policy` and `actions`."""

import datetime as dt
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from accounts.models import Person, User
from common import uploads
from common.dateinput import DateTimeField
from common.templatetags.ui import localized
from common.verdict import Verdict
from recruitment.calls import policy, queries
from recruitment.calls.models import Round
from recruitment.standards.models import Category


class CategoryChoice(forms.ModelMultipleChoiceField):
    """Says the standard beside each category: a round opens categories of one standard alone."""

    def label_from_instance(self, obj: Any) -> str:
        named = {"name": localized(obj, "name"), "version": obj.standard.version}
        return str(_("%(name)s(%(version)s)") % named)


class StandardChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return localized(obj, "title")


class RoundForm(forms.ModelForm):
    """A round in draft: facts, dates, categories, guideline."""

    opens_at = DateTimeField(label=_("受付開始"), required=False)
    closes_at = DateTimeField(
        label=_("受付終了"), required=False, help_text=_("この時刻ちょうどからは受け付けません。")
    )
    categories = CategoryChoice(
        label=_("募集する人材類型"),
        queryset=Category.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("人材類型を1つ以上選んでください。")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, initial=1)

    field_order = [
        "fiscal_year",
        "number",
        "plan_version",
        "standard",
        "categories",
        "opens_at",
        "closes_at",
    ]

    class Meta:
        model = Round
        fields = [
            "fiscal_year",
            "number",
            "plan_version",
            "standard",
            "opens_at",
            "closes_at",
            "description",
            "description_en",
            "guideline",
            "panel_size",
        ]
        field_classes = {"standard": StandardChoice}
        help_texts = {
            "fiscal_year": _("西暦で入れてください(例: 2026)。日付からは決まりません。"),
            "number": _("その年度の何回目の公募かを入れてください。"),
            "guideline": _("PDF、10MBまで。公募のページから取り出せるようになります。"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = Category.objects.offered().select_related("standard")
        choice = cast(forms.ModelMultipleChoiceField, self.fields["categories"])
        choice.queryset = offered.order_by("-standard__effective_on", "order", "pk")
        if self.instance.pk:
            self.fields["version"].initial = self.instance.version
            self.fields["categories"].initial = [
                row.category_id for row in self.instance.offers.all()
            ]

    def clean_guideline(self) -> Any:
        file = self.cleaned_data["guideline"]
        if isinstance(file, UploadedFile):
            uploads.check(file, [uploads.PDF])
        return file

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        opens, closes = facts.get("opens_at"), facts.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("受付終了は、受付開始より後にしてください。"))
        standard = facts.get("standard")
        chosen = facts.get("categories") or []
        if standard and any(category.standard_id != standard.pk for category in chosen):
            self.add_error("categories", _("選んだスキル標準の人材類型だけを選べます。"))
        self._check_number(facts)
        return facts

    def _check_number(self, facts: dict[str, Any]) -> None:
        named = {name: facts.get(name) for name in ("fiscal_year", "number")}
        if Round.objects.filter(**named).exclude(pk=self.instance.pk).exists():
            self.add_error("number", _("この年度のこの回の公募は、すでにあります。"))

    def facts(self) -> dict[str, Any]:
        """What the actions take: columns and categories."""
        return {name: self.cleaned_data[name] for name in [*self.Meta.fields, "categories"]}


class ReasonForm(forms.Form):
    """A reason that goes on record."""

    reason = forms.CharField(
        label=_("理由"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": _("理由を書いてください。")},
    )


class PeriodForm(ReasonForm):
    """New dates for an announced round."""

    opens_at = DateTimeField(label=_("新しい受付開始"))
    closes_at = DateTimeField(
        label=_("新しい受付終了"), help_text=_("この時刻ちょうどからは受け付けません。")
    )
    field_order = ["opens_at", "closes_at", "reason"]

    def __init__(self, round: Round, data: Any = None) -> None:
        super().__init__(data, initial={"opens_at": round.opens_at, "closes_at": round.closes_at})
        self.round = round
        self.fields["reason"].help_text = _("公募のページに表示されます。")

    def clean_opens_at(self) -> dt.datetime:
        """Fields show whole minutes: what was not touched stays, to the microsecond."""
        return _untouched(self.cleaned_data["opens_at"], self.round.opens_at)

    def clean_closes_at(self) -> dt.datetime:
        return _untouched(self.cleaned_data["closes_at"], self.round.closes_at)

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        if "opens_at" in facts and "closes_at" in facts:
            dates = facts["opens_at"], facts["closes_at"]
            verdict = policy.period_fits(self.round, *dates, queries.database_now())
            moved = dates[0] != self.round.opens_at
            _beside(self, "opens_at" if moved and dates[0] < dates[1] else "closes_at", verdict)
        return facts


def _untouched(typed: dt.datetime, stored: dt.datetime | None) -> dt.datetime:
    minute = stored.replace(second=0, microsecond=0) if stored else None
    return stored if stored and typed == minute else typed


class ExtensionForm(ReasonForm):
    """A later deadline for one person."""

    email = forms.EmailField(
        label=_("応募者のメールアドレス"), help_text=_("その方がサインインに使うアドレスです。")
    )
    until = DateTimeField(label=_("この方の受付終了"))
    field_order = ["email", "until", "reason"]

    def __init__(self, round: Round, by: User, data: Any = None) -> None:
        super().__init__(data)
        self.round, self.by = round, by
        self.person: Person | None = None

    def clean_email(self) -> str:
        self.person = queries.person_by_address(self.cleaned_data["email"])
        if self.person is None:
            raise forms.ValidationError(
                _("このアドレスの方は見つかりません。アドレスを確かめてください。")
            )
        verdict = policy.not_for_oneself(self.by, self.person)
        if not verdict:
            raise forms.ValidationError(verdict.reason)
        return str(self.cleaned_data["email"])

    def clean_until(self) -> dt.datetime:
        until: dt.datetime = self.cleaned_data["until"]
        verdict = policy.extension_fits(self.round, until, queries.database_now())
        if not verdict:
            raise forms.ValidationError(verdict.reason)
        return until


def _beside(form: forms.Form, field: str, verdict: Verdict) -> None:
    if not verdict:
        form.add_error(field, verdict.reason)
