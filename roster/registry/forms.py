"""What staff fill in about registrations, sheets and editions."""

import datetime as dt
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Prefecture
from common.dateinput import DateField
from common.templatetags.ui import localized
from recruitment.calls.models import Round, RoundStatus
from recruitment.standards.models import SkillItem
from roster.registry import policy
from roster.registry.models import (
    Edition,
    ProfileSheet,
    TrackRecord,
    WhyDeregistered,
    WorkConditions,
)

REASON = forms.Textarea(attrs={"rows": 3})
NO_REASON = {"required": _("理由を書いてください。")}
LONGEST = 4000  # characters; whoever writes more writes for nobody


def limit_texts(form: forms.BaseForm) -> None:
    """Give every text that has no greatest length of its own the common one."""
    for field in form.fields.values():
        if isinstance(field, forms.CharField) and field.max_length is None:
            field.validators.append(MaxLengthValidator(LONGEST))


class DayForm(forms.Form):
    """The day of a registration."""

    registered_on = DateField(
        label=_("登録日"),
        help_text=_("有効期限は、登録日から3年です(仮定値。管理画面で変えられます)。"),
    )


class ConcludeForm(forms.Form):
    on = DateField(
        label=_("結果公表日"), help_text=_("この日の結果として、公募の数値を公表します。")
    )

    def __init__(self, round: Round, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.round = round

    def clean_on(self) -> dt.date:
        on: dt.date = self.cleaned_data["on"]
        fits = policy.result_day_fits(self.round, on)
        if not fits:
            raise forms.ValidationError(fits.reason)
        return on


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("理由"), max_length=1000, widget=REASON, error_messages=NO_REASON
    )


class RenewForm(forms.Form):
    renewed_on = DateField(
        label=_("更新日"), help_text=_("有効期限は、更新日から3年に延びます(仮定値)。")
    )
    reason = forms.CharField(label=_("理由"), max_length=200, error_messages=NO_REASON)


class DeregisterForm(forms.Form):
    why = forms.ChoiceField(label=_("登録解除の理由"), choices=WhyDeregistered.choices)
    on = DateField(label=_("登録解除日"), help_text=_("この日から、リストに載りません。"))
    note = forms.CharField(label=_("メモ"), required=False, max_length=1000, widget=REASON)


class FindForm(forms.Form):
    q = forms.CharField(label=_("ことば・登録者番号"), required=False, max_length=200)


class EditionForm(forms.ModelForm):
    """A new edition. `expected` is the number the page promised."""

    as_of = DateField(label=_("現在日"), help_text=_("この日に登録中の人が載ります。"))
    expected = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Edition
        fields = ["as_of", "round", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["round"]
        field.queryset = Round.objects.filter(status=RoundStatus.TRAINING)
        field.empty_label = _("なし")
        field.help_text = _("どの公募の結果として公表するか。")


class SheetForm(forms.ModelForm):
    """Summary, qualifications, and a level for each skill item of the registrant's categories."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = ProfileSheet
        fields = ["summary", "qualifications"]
        help_texts = {
            "summary": _("どの分野で、何を推進できる人か。地方公共団体が最初に読みます。"),
            "qualifications": _("1行に1つ。"),
        }

    def __init__(self, *args: Any, items: QuerySet[SkillItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        for name in self.Meta.fields:
            self.fields[name].widget.attrs["rows"] = 5
        limit_texts(self)
        self.items = {self.name_of(item): item for item in items}
        levels = dict(self.instance.skills.values_list("item", "level"))
        for name, item in self.items.items():
            self.fields[name] = forms.TypedChoiceField(
                label=localized(item, "name"),
                required=False,
                coerce=int,
                empty_value=None,
                choices=[("", _("書かない")), *self.choices_of(item)],
                initial=levels.get(item.pk, ""),
            )

    @staticmethod
    def name_of(item: SkillItem) -> str:
        return f"skill_{item.category.code}_{item.number}"

    @staticmethod
    def choices_of(item: SkillItem) -> list[tuple[int, str]]:
        levels = item.levels.all()
        return [(row.level, f"{row.level} {localized(row, 'text')}") for row in levels]

    def skills_by_category(self) -> list[tuple[Any, list[Any]]]:
        """The category with its fields, in order: for the page."""
        grouped: dict[int, tuple[Any, list[Any]]] = {}
        for name, item in self.items.items():
            grouped.setdefault(item.category_id, (item.category, []))[1].append(self[name])
        return list(grouped.values())

    def skills(self) -> dict[int, int]:
        """Item's pk → level, of the items that have one."""
        chosen = {item.pk: self.cleaned_data[name] for name, item in self.items.items()}
        return {pk: level for pk, level in chosen.items() if level}

    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class ApproveForm(forms.Form):
    """Which version the preview has shown."""

    number = forms.IntegerField()
    version = forms.IntegerField()

    def seen(self) -> tuple[int, int]:
        """Number and version; no sheet has those of a page that does not say."""
        if not self.is_valid():
            return 0, 0
        return self.cleaned_data["number"], self.cleaned_data["version"]


class TrackRecordForm(forms.ModelForm):
    """One thing that the person drove, with its result."""

    started_on = DateField(label=_("開始"))
    ended_on = DateField(label=_("終了"), required=False, help_text=_("続いていれば空のまま。"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = TrackRecord
        fields = [
            "title",
            "field",
            "started_on",
            "ended_on",
            "body_kind",
            "body_size",
            "role",
            "action",
            "result",
            "reference",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        limit_texts(self)

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class ConditionsForm(forms.ModelForm):
    """Availability and conditions. True at once for everybody who may read the sheet."""

    earliest_start = DateField(
        label=_("最も早い開始日"), required=False, help_text=_("すぐに始められるなら空のまま。")
    )
    confirmed_on = DateField(label=_("本人が確認した日"))
    prefectures = forms.MultipleChoiceField(
        label=_("対面できる都道府県"),
        choices=Prefecture.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = WorkConditions
        fields = [
            "fields_driven",
            "is_full_time",
            "days_per_week",
            "remote_share",
            "prefectures",
            "earliest_start",
            "employer_consents",
            "pay_band",
            "confirmed_on",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        self.fields["fields_driven"].widget.attrs["rows"] = 3
        limit_texts(self)

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
