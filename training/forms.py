"""What staff fill in about a programme. What may be stored is decided in `policy` and `actions`."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.dateinput import DateField
from common.templatetags.ui import localized
from training import policy, queries
from training.models import Enrolment, Module, Programme


class ProgrammeForm(forms.Form):
    """The dates that start a programme."""

    starts_on = DateField(label=gettext_lazy("研修の開始日"))
    ends_on = DateField(label=gettext_lazy("研修の終了日"))

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        if "starts_on" in facts and "ends_on" in facts:
            verdict = policy.period_fits(facts["starts_on"], facts["ends_on"])
            if not verdict:
                self.add_error("ends_on", verdict.reason)
        return facts


class ModuleChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.order} {localized(obj, 'title')}"


class PeopleChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.person.registered_name)


class ModuleDayForm(forms.Form):
    """A module and the day on which it was completed."""

    module = ModuleChoice(
        label=gettext_lazy("科目"),
        queryset=Module.objects.none(),
        to_field_name="order",
        error_messages={"required": gettext_lazy("科目を選んでください。")},
    )
    completed_on = DateField(label=gettext_lazy("科目の修了日"))

    def __init__(self, programme: Programme, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.programme = programme
        self.fields["module"].queryset = self.offered()  # type: ignore[attr-defined]

    def offered(self) -> Any:
        """The modules one may choose from."""
        return self.programme.modules.order_by("order", "pk")

    def clean_completed_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["completed_on"]
        verdict = policy.day_fits(self.programme, day)
        if not verdict:
            raise forms.ValidationError(verdict.reason)
        return day


class RecordForm(ModuleDayForm):
    """One module of one person: only what is not recorded yet."""

    def __init__(self, enrolment: Enrolment, data: Any = None, **kwargs: Any) -> None:
        self.enrolment = enrolment
        super().__init__(enrolment.programme, data, **kwargs)

    def offered(self) -> Any:
        done = self.enrolment.completions.values("module")
        return super().offered().exclude(pk__in=done)


class ClassForm(ModuleDayForm):
    """One module of several people."""

    enrolments = PeopleChoice(
        label=gettext_lazy("修了した人"),
        queryset=Enrolment.objects.none(),
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("修了した人を1人以上選んでください。")},
    )

    def __init__(self, programme: Programme, data: Any = None, **kwargs: Any) -> None:
        super().__init__(programme, data, **kwargs)
        studying = queries.studying(programme)
        self.fields["enrolments"].queryset = studying  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        if facts.get("module") and facts.get("enrolments"):
            done = facts["enrolments"].filter(completions__module=facts["module"])
            names = _("、").join(row.person.registered_name for row in done)
            if names:
                sentence = _("この科目の修了が、もう記録されている方がいます: %(names)s。")
                self.add_error("enrolments", sentence % {"names": names})
        return facts
