"""What the ministry's screeners fill in."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.dateinput import DateTimeField
from recruitment.applications import policy, returnable
from recruitment.applications.desk_queries import Check
from recruitment.applications.models import Ground, Marked
from recruitment.calls import queries as calls

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
