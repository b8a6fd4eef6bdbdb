"""A question of the public, and its answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from recruitment.calls.models import PublicQuestion
from recruitment.calls.models.asking import LONGEST

LONG = forms.Textarea(attrs={"rows": 8})
SHORT = forms.Textarea(attrs={"rows": 4})


class AskForm(forms.Form):
    """A question about a call. Machines fill in `website`, which people do not see."""

    asked = forms.CharField(
        label=_("質問"),
        widget=LONG,
        max_length=LONGEST,
        help_text=_("お名前や、あなたと分かることは書かないでください。"),
        error_messages={"required": _("質問を書いてください。")},
    )
    email = forms.EmailField(
        label=_("回答をお知らせするメールアドレス"),
        required=False,
        help_text=_("書かなくてもかまいません。職員のほかには見えず、公開もしません。"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = forms.CharField(label=_("この欄は空のままにしてください"), required=False)

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("この欄は空にして、もう一度送ってください。"))
        return ""


class AnswerForm(forms.ModelForm):
    """Wording and answer. `publishing` asks for the wording that everybody reads."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = PublicQuestion
        fields = ["wording", "answer", "wording_en", "answer_en"]
        widgets = {"wording": SHORT, "wording_en": SHORT, "answer": LONG, "answer_en": LONG}
        help_texts = {
            "wording": _("どなたの質問か分からない文面にしてください。名前や勤務先は除きます。"),
            "answer": _("Markdownで書けます。お知らせ先があれば、メールでもお送りします。"),
        }

    def __init__(self, *args: Any, publishing: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        self.fields["answer"].required = True
        self.fields["answer"].error_messages["required"] = _("回答を書いてください。")
        self.fields["wording"].required = publishing
        self.fields["wording"].error_messages["required"] = _(
            "公開する質問の文面を書いてください。"
        )

    def texts(self) -> dict[str, Any]:
        """What the actions take."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
