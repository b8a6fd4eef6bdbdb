"""What a call asks, offers and says: questions, files, and texts after its announcement."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from common import uploads
from common.templatetags.ui import localized
from recruitment.calls.forms.rounds import SHORT, SecureAddress
from recruitment.calls.models import OFFERED, FileKind, Question, QuestionKind, Round, RoundFile
from recruitment.calls.models.questions import lines
from recruitment.standards.models import Category


class CategoryOrAll(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return localized(obj, "name")


class QuestionForm(forms.ModelForm):
    """One further question."""

    category = CategoryOrAll(
        label=_("質問する相手"),
        queryset=Category.objects.none(),
        required=False,
        empty_label=_("応募する方すべて"),
    )
    kind = forms.ChoiceField(
        label=_("答え方"), choices=QuestionKind, widget=forms.RadioSelect, initial=QuestionKind.TEXT
    )

    class Meta:
        model = Question
        fields = [
            "label",
            "label_en",
            "help",
            "help_en",
            "kind",
            "choices",
            "choices_en",
            "category",
            "is_required",
        ]
        widgets = {"choices": SHORT, "choices_en": SHORT}

    def __init__(self, round: Round, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = round.offers.values("category")
        rows = Category.objects.filter(pk__in=offered).order_by("order", "pk")
        cast(forms.ModelChoiceField, self.fields["category"]).queryset = rows

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        if facts.get("kind") != QuestionKind.CHOICE:
            return facts | {"choices": "", "choices_en": ""}
        offered, english = lines(facts.get("choices", "")), lines(facts.get("choices_en", ""))
        if len(offered) < 2 or len(set(offered)) < len(offered):
            self.add_error("choices", _("違う選択肢を、1行に1つ、2つ以上書いてください。"))
        if english and len(english) != len(offered):
            self.add_error("choices_en", _("英語の選択肢も、同じ順に同じ数だけ書いてください。"))
        return facts

    def facts(self) -> dict[str, Any]:
        """What the actions take."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class PublicReason(forms.Form):
    """Why a public call is changed. A draft needs no reason and shows no field."""

    reason = forms.CharField(
        label=_("理由"),
        widget=SHORT,
        max_length=2000,
        help_text=_("公募のページに、日付とともに表示されます。"),
        error_messages={"required": _("理由を書いてください。")},
    )


class FileForm(PublicReason, forms.ModelForm):
    """A further file."""

    kind = forms.ChoiceField(
        label=_("種類"), choices=FileKind, widget=forms.RadioSelect, initial=FileKind.GUIDELINE
    )
    field_order = ["kind", "name", "name_en", "file", "reason"]

    class Meta:
        model = RoundFile
        fields = ["kind", "name", "name_en", "file"]
        help_texts = {
            "name": _("例: 令和8年度 募集要項。読む方に見え、保存するときの名前にもなります。"),
            "file": _(
                "PDF、Word(.docx)、Excel(.xlsx)、10MBまで。公募のページから取り出せるようになります。"
            ),
        }

    def __init__(self, *args: Any, reasoned: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not reasoned:
            del self.fields["reason"]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        uploads.check(file, OFFERED)
        return file


class TextsForm(PublicReason, forms.ModelForm):
    """The words of a call that is public already."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ["description", "description_en", "contact", "contact_en", "rubric_url", "reason"]

    class Meta:
        model = Round
        fields = ["description", "description_en", "contact", "contact_en", "rubric_url"]
        widgets = {"contact": SHORT, "contact_en": SHORT}
        field_classes = {"rubric_url": SecureAddress}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: self.cleaned_data[name] for name in [*self.Meta.fields, "reason"]}
