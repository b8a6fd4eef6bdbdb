"""A round in draft, its copy, and when it is to be announced."""

import datetime as dt
from typing import Any, cast

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.dateinput import DateTimeField
from common.templatetags.ui import localized
from recruitment.calls import policy, queries
from recruitment.calls.models import Round
from recruitment.standards.models import Category

SHORT = forms.Textarea(attrs={"rows": 4})
YEAR_HELP = {
    "fiscal_year": _("西暦で入れてください(例: 2026)。日付からは決まりません。"),
    "number": _("その年度の何回目の公募かを入れてください。"),
}


class CategoryChoice(forms.ModelMultipleChoiceField):
    """Says the standard beside each category: a round opens categories of one standard alone."""

    def label_from_instance(self, obj: Any) -> str:
        named = {"name": localized(obj, "name"), "version": obj.standard.version}
        return str(_("%(name)s(%(version)s)") % named)


class StandardChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return localized(obj, "title")


class SecureAddress(forms.URLField):
    """An address on the web by https alone. Nobody fetches it: it is a link."""

    default_validators = [
        URLValidator(schemes=["https"], message=_("https:// で始まるアドレスを入れてください。"))
    ]

    def __init__(self, **options: Any) -> None:
        super().__init__(assume_scheme="https", **options)


class RoundForm(forms.ModelForm):
    """A round in draft: facts, dates, categories, texts."""

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
        "grace_seconds",
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
            "grace_seconds",
            "description",
            "description_en",
            "contact",
            "contact_en",
            "rubric_url",
            "panel_size",
        ]
        widgets = {"contact": SHORT, "contact_en": SHORT}
        field_classes = {"standard": StandardChoice, "rubric_url": SecureAddress}
        help_texts = YEAR_HELP

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

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        opens, closes = facts.get("opens_at"), facts.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("受付終了は、受付開始より後にしてください。"))
        standard = facts.get("standard")
        chosen = facts.get("categories") or []
        if standard and any(category.standard_id != standard.pk for category in chosen):
            self.add_error("categories", _("選んだスキル標準の人材類型だけを選べます。"))
        check_number(self, facts)
        return facts

    def facts(self) -> dict[str, Any]:
        """What the actions take: columns and categories."""
        return {name: self.cleaned_data[name] for name in [*self.Meta.fields, "categories"]}


class CopyForm(forms.ModelForm):
    """Which round of which year the copy becomes."""

    class Meta:
        model = Round
        fields = ["fiscal_year", "number"]
        help_texts = YEAR_HELP

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        check_number(self, facts)
        return facts


class ScheduleForm(forms.Form):
    """When the clock is to announce the round."""

    announce_at = DateTimeField(label=_("公示する日時"))

    def __init__(self, round: Round, by: User, data: Any = None) -> None:
        super().__init__(data, initial={"announce_at": round.announce_at})
        self.round, self.by = round, by

    def clean_announce_at(self) -> dt.datetime:
        at: dt.datetime = self.cleaned_data["announce_at"]
        verdict = policy.can_schedule(self.by, self.round, at, queries.database_now())
        if not verdict:
            raise forms.ValidationError(verdict.reason)
        return at


def check_number(form: forms.ModelForm, facts: dict[str, Any]) -> None:
    """Say beside the field that the year has this round already."""
    named = {name: facts.get(name) for name in ("fiscal_year", "number")}
    if Round.objects.filter(**named).exclude(pk=form.instance.pk).exists():
        form.add_error("number", _("この年度のこの回の公募は、すでにあります。"))
