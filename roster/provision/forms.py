"""Searching, asking, deciding."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import LocalGovernment
from common.dateinput import DateField
from roster.provision.models import ProvisionRequest
from roster.provision.search import MOST_WORDS, Search, asked
from roster.registry.forms import limit_texts


class SearchForm(forms.Form):
    """The conditions in the address. What cannot be a condition is left out of the search."""

    q = forms.CharField(label=_("ことば"), required=False, max_length=200)

    def __init__(self, address: QueryDict) -> None:
        super().__init__(address)
        self.address = address

    def search(self) -> Search:
        """What was asked for; unknown categories and prefectures are as if not asked."""
        categories = self.address.getlist("category")
        return asked(self._typed(), categories, self.address.get("prefecture", ""))

    def words(self) -> list[str]:
        """The words as typed, as many as are searched."""
        return self._typed().split()[:MOST_WORDS]

    def _typed(self) -> str:
        return str(self.cleaned_data["q"]) if self.is_valid() else ""


class RequestForm(forms.ModelForm):
    """The four steps on one page. Only sending asks for the first two."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = ProvisionRequest
        fields = ["problem", "person_wanted", "selection", "receiving"]
        help_texts = {
            "problem": _(
                "いま何に困っていて、どうなればよいかを書いてください。例: 窓口の待ち時間が長い。"
            ),
            "person_wanted": _(
                "任せたい仕事と、必要な経験・スキルを書いてください。まだ決められないことは、そのまま書いてかまいません。"
            ),
            "selection": _("どのように選ぶ予定ですか。例: 書面で3人に絞り、面談する。"),
            "receiving": _(
                "常勤・非常勤、日数、対面の要否、予算、受け入れる部署を書いてください。"
            ),
        }
        error_messages = {
            "problem": {"required": _("いま困っていることを書いてから送ってください。")},
            "person_wanted": {"required": _("どのような人を求めるかを書いてから送ってください。")},
        }

    def __init__(self, *args: Any, sending: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("problem", "person_wanted"):
            self.fields[name].required = sending
        self.fields["version"].initial = self.instance.version
        for name in self.Meta.fields:
            self.fields[name].widget.attrs["rows"] = 4
        limit_texts(self)

    def texts(self) -> dict[str, str]:
        """The four steps as typed."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class BodyForm(forms.Form):
    """For which of the officer's bodies the request is; one that has only one is not asked."""

    local_government = forms.ModelChoiceField(
        LocalGovernment.objects.none(), label=_("地方公共団体"), to_field_name="code"
    )

    def __init__(self, *args: Any, bodies: list[LocalGovernment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["local_government"]
        field.queryset = LocalGovernment.objects.filter(pk__in=[body.pk for body in bodies])
        if len(bodies) == 1:
            field.initial = bodies[0].code
            field.widget = forms.HiddenInput()


class GrantForm(forms.Form):
    until = DateField(
        label=_("提供期限"),
        help_text=_("この日まで見られます。ふつうは年度の終わり(3月31日)です(仮定値)。"),
    )
    note = forms.CharField(
        label=_("メモ"),
        required=False,
        max_length=1000,
        help_text=_("経過に残ります。依頼した担当者にも見えます。"),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("理由"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("依頼した担当者に、そのまま伝わります。"),
        error_messages={"required": _("理由を書いてください。")},
    )
