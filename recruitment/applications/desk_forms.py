"""What the ministry's screeners fill in."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common import uploads
from common.dateinput import DateField, DateParts, DateTimeField, MomentParts
from recruitment.applications import checks, policy, returnable
from recruitment.applications.desk_queries import Check, address_taken
from recruitment.applications.models import Ground, Marked
from recruitment.calls import queries as calls
from recruitment.calls.models import Round

LONGEST = 500  # characters of a remark or a field's reason


def reason_field(**options: Any) -> forms.CharField:
    return forms.CharField(
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("理由を書いてください。")},
        **options,
    )


class SeenForm(forms.Form):
    """About the submission that was read. Without a number nothing was: 0, which no row has."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_seen(self) -> int:
        return self.cleaned_data["seen"] or 0


class CorrectionForm(SeenForm):
    """What is to be put right, why, and until when."""

    reason = reason_field(
        label=_("全体についての理由"),
        required=False,
        help_text=_("応募者に、このまま伝わります。項目を選んだときは、空欄でもかまいません。"),
    )
    due_at = DateTimeField(
        label=_("補正の期限"),
        help_text=_(
            "公募の受付が終わった後の日時でもかまいません。この時刻より前に届いたものを受け付けます。"
        ),
    )

    def __init__(self, *args: Any, picked: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        picked = picked or {}
        for name, label in returnable.FIELD_LABELS.items():
            self.fields[f"field-{name}"] = forms.BooleanField(
                label=label, required=False, initial=name in picked
            )
            self.fields[f"why-{name}"] = forms.CharField(
                label=_("理由(任意)"),
                required=False,
                max_length=LONGEST,
                initial=picked.get(name, ""),
            )

    def groups(self) -> Iterator[tuple[str, list[tuple[Any, Any]]]]:
        """The fields that can be picked, by part of the form, each with its reason."""
        for label, fields in returnable.GROUPS:
            yield str(label), [(self[f"field-{name}"], self[f"why-{name}"]) for name in fields]

    def clean_due_at(self) -> dt.datetime:
        due_at: dt.datetime = self.cleaned_data["due_at"]
        verdict = policy.due_date_fits(due_at, calls.database_now())
        if not verdict:
            raise forms.ValidationError(verdict.reason)
        return due_at

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        if not self.picked(facts) and not facts.get("reason", "").strip():
            self.add_error("reason", _("補正する項目を選ぶか、理由を書いてください。"))
        return facts

    def picked(self, facts: dict[str, Any]) -> dict[str, str]:
        """Name → why. A reason beside a field that was not ticked picks it too: it was meant."""
        return {
            name: facts.get(f"why-{name}", "").strip()
            for name in returnable.FIELD_LABELS
            if facts.get(f"field-{name}") or facts.get(f"why-{name}", "").strip()
        }

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        said = self.cleaned_data
        return {"reason": said["reason"], "due_at": said["due_at"], "fields": self.picked(said)}


class IneligibleForm(SeenForm):
    """The ground, and the words for the applicant."""

    ground = forms.ChoiceField(
        label=_("不適格の理由"), choices=Ground.choices, widget=forms.RadioSelect
    )
    reason = reason_field(
        label=_("説明"), help_text=_("選んだ理由とともに、応募者にこのまま伝わります。")
    )


class ChecklistForm(SeenForm):
    """One choice and one remark for each item of the round."""

    def __init__(self, checks: list[Check], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.checks = checks
        for check in checks:
            number, mark = check.item.number, check.mark
            self.fields[f"found-{number}"] = forms.ChoiceField(
                label=check.item.label,
                choices=Marked.choices,
                widget=forms.RadioSelect,
                required=False,
                initial=mark.found if mark else None,
            )
            self.fields[f"remark-{number}"] = forms.CharField(
                label=_("備考(任意)"),
                required=False,
                max_length=LONGEST,
                initial=mark.remark if mark else "",
            )

    def lines(self) -> Iterator[tuple[Check, Any, Any]]:
        """Each item with its choice and its remark."""
        for check in self.checks:
            number = check.item.number
            yield check, self[f"found-{number}"], self[f"remark-{number}"]

    def found(self) -> dict[int, tuple[str, str]]:
        """Number → what was found and the remark, of the items that were answered."""
        said = self.cleaned_data
        return {
            check.item.number: (said[f"found-{number}"], said[f"remark-{number}"].strip())
            for check in self.checks
            for number in [check.item.number]
            if said[f"found-{number}"]
        }


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("内部メモ"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("応募者・評価委員・自治体には見えません。保存した後は直せません。"),
        error_messages={"required": _("メモを書いてください。")},
    )


class ItemForm(forms.Form):
    """A further item of a round's checklist."""

    label = forms.CharField(label=_("確かめること"), max_length=200)
    label_en = forms.CharField(label=_("確かめること(英語)"), max_length=200, required=False)
    field = forms.ChoiceField(
        label=_("補正する項目"),
        required=False,
        choices=[("", _("なし")), *returnable.FIELD_LABELS.items()],
        help_text=_("不備のとき、補正の依頼でこの項目を選んでおきます。"),
    )


class SavedViewForm(forms.Form):
    name = forms.CharField(label=_("この条件の名前"), max_length=50)
    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1000)


def arrival_field() -> DateTimeField:
    return DateTimeField(
        label=_("紙の到達日時"),
        help_text=_("受付印の日時です。締切より前で、いまより前の日時を入れてください。"),
    )


class ScanForm(forms.Form):
    """The scan of what arrived."""

    scan = forms.FileField(
        label=_("読み取った原本"),
        help_text=_("PDF、PNG、JPEG。10MBまで。応募の添付とは別に、職員だけが見られます。"),
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
    )

    def clean_scan(self) -> Any:
        file = self.cleaned_data["scan"]
        self.kind = uploads.check(file, [uploads.PDF, uploads.PNG, uploads.JPEG])
        return file


class ArrivalForm(ScanForm):
    """When paper arrived, and its scan."""

    received_at = arrival_field()
    field_order = ["received_at", "scan"]


class PaperForm(forms.Form):
    """Who applied on paper, and when that arrived.

    Asked before the scan is chosen: a browser forgets a file with every answer. The rest is entered
    on the applicant's own pages.
    """

    family_name = forms.CharField(label=_("氏"), max_length=100, required=False)
    given_name = forms.CharField(label=_("名"), max_length=100, required=False)
    family_name_kana = forms.CharField(label=_("氏(フリガナ)"), max_length=100, required=False)
    given_name_kana = forms.CharField(label=_("名(フリガナ)"), max_length=100, required=False)
    family_name_latin = forms.CharField(
        label=_("氏(英字)"),
        max_length=100,
        required=False,
        help_text=_("漢字・かなの氏名が書かれていないときは、英字の氏名だけを入れます。"),
    )
    given_name_latin = forms.CharField(label=_("名(英字)"), max_length=100, required=False)
    birth_date = DateField(label=_("生年月日"), help_text=_("年は西暦で入れてください。"))
    email = forms.EmailField(
        label=_("メールアドレス"),
        required=False,
        help_text=_("書かれていなければ空欄にします。受付票などの手紙は、ここに送ります。"),
    )
    received_at = arrival_field()
    person = forms.ChoiceField(
        label=_("この人"),
        required=False,
        choices=[
            ("known", _("すでに登録のある、この人の応募")),
            ("new", _("別の新しい人の応募")),
        ],
        widget=forms.RadioSelect,
    )
    NAMES = [
        "family_name",
        "given_name",
        "family_name_kana",
        "given_name_kana",
        "family_name_latin",
        "given_name_latin",
    ]
    field_order = [*NAMES, "birth_date", "email", "received_at", "person"]

    def __init__(self, round: Round, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.round = round

    def typed(self) -> dict[str, str]:
        """What a browser has sent of this form, to be sent once more with the scan."""
        parts = {"birth_date": DateParts.units, "received_at": MomentParts.units}
        names = [name for name in self.fields if name not in parts]
        names += [f"{name}_{unit}" for name, units in parts.items() for unit in units]
        return {name: self.data[name] for name in names if name in self.data}

    def facts(self) -> dict[str, Any]:
        """Names and birth date, as they are stored."""
        names = checks.tidy({name: self.cleaned_data.get(name, "") for name in self.NAMES})
        return names | {"birth_date": self.cleaned_data["birth_date"]}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not (said.get("family_name_latin") or self._japanese(said)):
            self.add_error(
                "family_name", _("氏名とフリガナの4つの欄、または英字の氏を入れてください。")
            )
        if "received_at" in said:
            verdict = policy.paper_fits(self.round, None, said["received_at"])
            if not verdict:
                self.add_error("received_at", verdict.reason)
        if said.get("email") and said.get("person") == "new" and address_taken(said["email"]):
            self.add_error("email", _("このメールアドレスは、すでに登録のある人のものです。"))
        return said

    def _japanese(self, said: dict[str, Any]) -> bool:
        return all(said.get(name) for name in self.NAMES[:4])
