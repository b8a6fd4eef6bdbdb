"""What applicants and the ministry fill in about an application. The rules stand in `checks`."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from common.dateinput import DateField, DateParts, DateTimeField
from common.templatetags.ui import localized
from recruitment.applications import checks, content, policy, queries
from recruitment.applications.models import Application
from recruitment.calls import queries as calls
from recruitment.standards.models import Category

REQUIRED = ["categories", "birth_date", "prefecture", "motive", "consented"]
SECTIONS = [
    ("categories", _("人材類型"), ["categories"]),
    ("names", _("氏名"), checks.NAMES),
    ("person", _("生年月日・居住地"), ["birth_date", "prefecture"]),
    ("work", _("勤務先"), ["employer", "industry"]),
    ("motive", _("応募の動機・同意"), ["motive", "consented"]),
]
AUTOCOMPLETE = {
    "family_name": "family-name",
    "given_name": "given-name",
    "employer": "organization",
}


@dataclass(frozen=True)
class Section:
    """A part of the form. `faults`: how many things the stored draft still lacks here."""

    name: str
    label: Any
    fields: list[forms.BoundField]
    faults: int


class OfferedChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return localized(obj, "name")


class ApplicationForm(forms.ModelForm):
    """The one form for draft and submission.

    A draft may lack anything: only what cannot be stored is refused. With `complete=True` the same
    form says everything that submission would refuse.
    """

    categories = OfferedChoice(
        label=_("応募する人材類型"),
        queryset=Category.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("複数選べます。評価と結果は、人材類型ごとに行います。"),
    )
    birth_date = DateField(
        label=_("生年月日"),
        widget=DateParts(autocomplete="bday"),
        help_text=_("年は西暦で入れてください。"),
    )
    motive = forms.CharField(
        label=_("応募の動機"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "自治体のDXで何を進めたいか、これまでの実績を交えて書いてください。4000字まで。"
        ),
    )
    consented = forms.BooleanField(
        label=_(
            "応募の内容を審査・研修・登録に使い、登録後は、依頼のあった地方公共団体に提供することに同意します"
        )
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Application
        fields = [*content.FACTS, "categories"]
        help_texts = {
            "family_name_kana": _("全角カタカナ。ひらがなや半角は、保存するときに直します。"),
            "family_name_latin": _("漢字・かなの氏名がない方は、英字の氏名だけを入れてください。"),
            "shown_family_name": _(
                "リストやシートに、旧姓や通称を表示したい方だけ入れてください。"
            ),
            "industry": _("日本標準産業分類の大分類です。"),
        }

    def __init__(self, *args: Any, complete: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.complete = complete
        self.offered = list(queries.offered(self.instance.round))
        choice = cast(forms.ModelMultipleChoiceField, self.fields["categories"])
        choice.queryset = queries.offered(self.instance.round)
        self.fields["version"].initial = self.instance.version
        for name, token in AUTOCOMPLETE.items():
            self.fields[name].widget.attrs["autocomplete"] = token

    def full_clean(self) -> None:
        """The marks beside the fields say what submission asks; a draft may leave them empty."""
        for name in REQUIRED:
            self.fields[name].required = False
        super().full_clean()
        for name in REQUIRED:
            self.fields[name].required = True

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        texts = {name: facts.get(name, "") for name in checks.TEXTS}
        facts.update(checks.tidy(texts))
        if self.complete:
            self._add_faults(facts)
        return facts

    def _add_faults(self, facts: dict[str, Any]) -> None:
        asked = {name: facts.get(name) for name in [*content.FACTS, "categories"]}
        today = queries.today(calls.database_now())
        for name, sentences in checks.faults(asked, self.offered, today).items():
            if name not in self.errors:
                self.add_error(name, sentences)

    def facts(self) -> dict[str, Any]:
        """What `save_draft` takes: columns and categories."""
        return {name: self.cleaned_data[name] for name in [*content.FACTS, "categories"]}

    def sections(self) -> Iterator[Section]:
        """The parts of the page, each with what the stored draft still lacks."""
        stored = Application.objects.get(pk=self.instance.pk)
        today = queries.today(calls.database_now())
        faults = checks.faults(content.facts_of(stored), self.offered, today)
        for name, label, names in SECTIONS:
            missing = sum(len(faults.get(field, [])) for field in names)
            yield Section(name, label, [self[field] for field in names], missing)


def checked(application: Application) -> ApplicationForm:
    """The form filled in with what is stored, saying everything that submission would refuse."""
    blank = ApplicationForm(instance=application)
    data: dict[str, Any] = {}
    for name, field in blank.fields.items():
        value = blank[name].value()
        if isinstance(field.widget, DateParts):
            parts = zip(field.widget.units, field.widget.decompress(value), strict=True)
            data |= {f"{name}_{unit}": part for unit, part in parts}
        else:
            data[name] = value
    return ApplicationForm(data, instance=application, complete=True)


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("理由(任意)"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RefuseForm(forms.Form):
    """A reason for the applicant, about the submission that was seen."""

    reason = forms.CharField(
        label=_("理由"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("応募者に、このまま伝わります。"),
        error_messages={"required": _("理由を書いてください。")},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_seen(self) -> int:
        """Without a number nothing was seen: 0, which no submission has."""
        return self.cleaned_data["seen"] or 0


class ReturnForm(RefuseForm):
    """What is to be put right, and until when."""

    due_at = DateTimeField(
        label=_("補正の期限"),
        help_text=_(
            "公募の受付が終わった後の日時でもかまいません。この時刻より前に届いたものを受け付けます。"
        ),
    )
    field_order = ["reason", "due_at"]

    def clean_due_at(self) -> dt.datetime:
        due_at: dt.datetime = self.cleaned_data["due_at"]
        verdict = policy.due_date_fits(due_at, calls.database_now())
        if not verdict:
            raise forms.ValidationError(verdict.reason)
        return due_at
