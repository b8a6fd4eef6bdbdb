"""The pages of the draft that depend on what the round asks, and the rows of track records."""

import re
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.html import escape
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common import uploads
from common.dateinput import MonthField
from common.templatetags.ui import localized
from recruitment.applications import queries
from recruitment.applications.checks import NEEDED_OF_RECORD, record_numbers
from recruitment.applications.draft import RECORD, skill
from recruitment.applications.forms.drafts import DraftForm, OneOf, Several
from recruitment.applications.models import TrackRecord
from recruitment.calls.models import QuestionKind
from recruitment.calls.models.questions import lines

LONG = 1000  # characters of what was done, and of what came of it


class RecordForm(DraftForm):
    """One track record. What the person drove, and what came of it, in a few lines each."""

    model = TrackRecord
    columns = RECORD
    needed = NEEDED_OF_RECORD
    to_applicant = ["action", "result"]
    started_on = MonthField(label=_("いつから"), help_text=_("年は西暦で入れてください。"))
    ended_on = MonthField(
        label=_("いつまで"), help_text=_("続いているものは、空けておいてください。")
    )
    action = forms.CharField(
        label=_("推進したこと"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("あなた自身が動かしたことを書いてください。"),
    )
    result = forms.CharField(
        label=_("成果"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("数字、または変わったことの名前で書いてください。"),
    )
    helps = {
        "title": _("例: 窓口予約の全庁導入"),
        "role": _("例: 推進責任者"),
        "reference": _("公表資料のアドレスや、照会できる方の所属と氏名。"),
    }

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        started, ended = self._now("started_on"), self._now("ended_on")
        if started and ended and ended < started:
            beside = "ended_on" if "ended_on" in self.fields else "started_on"
            self.add_error(beside, _("終了は、開始以後にしてください。"))
        return values

    def _now(self, name: str) -> Any:
        """The value as it will be: typed, or what stands where only other fields are saved."""
        if name in self.fields:
            return self.cleaned_data.get(name)
        return self.draft.values[self.flat(name)]


class SkillsForm(DraftForm):
    """A level for each skill item of the chosen categories, and the records that show it."""

    def asked_fields(self) -> dict[str, forms.Field]:
        said = record_numbers(self.draft.values)
        titles = [
            (str(row["number"]), numbered(place, row["title"]))
            for place, row in enumerate(
                (row for row in self.draft.records if row["number"] in said), start=1
            )
        ]
        texts = queries.level_texts([item["pk"] for item in self.items])
        made: dict[str, forms.Field] = {}
        for item in self.items:
            made[skill("level", item)] = OneOf(
                label=localized(item, "name"),
                help_text=escape(localized(item, "description")),
                choices=texts[item["pk"]],
            )
            made[skill("records", item)] = Several(label=_("これを示す実績"), choices=titles)
            made[skill("note", item)] = forms.CharField(label=_("補足"), max_length=300)
        return made

    @cached_property
    def items(self) -> list[dict[str, Any]]:
        return self.draft.asked.items_of(self.draft.values["categories"])

    @cached_property
    def groups(self) -> list[dict[str, Any]]:
        """The categories that were chosen, each with its items as three fields, and how many of
        them have a level.
        """
        chosen = self.draft.values["categories"]
        return [
            self._group(category)
            for category in self.draft.asked.categories
            if category["code"] in chosen
        ]

    def _group(self, category: dict[str, Any]) -> dict[str, Any]:
        items = [item for item in self.items if item["category"] == category["code"]]
        return {
            "label": localized(category, "name"),
            "anchor": f"skills-{category['code']}",
            "rows": [
                {kind: self[skill(kind, item)] for kind in ("level", "records", "note")}
                for item in items
            ],
            "done": sum(self.draft.values[skill("level", item)] is not None for item in items),
        }

    @property
    def needed(self) -> list[str]:  # type: ignore[override]
        return [name for name in self.fields if name.startswith("level-")]


def numbered(place: int, title: str) -> str:
    """A track record by its place in the list, as the person sees it."""
    said = {"place": place, "title": title or gettext("(件名なし)")}
    return gettext("%(place)s件目 %(title)s") % said


class QuestionsForm(DraftForm):
    """The round's own questions; those that a file answers stand with the attachments."""

    def asked_fields(self) -> dict[str, forms.Field]:
        asked = self.draft.asked.questions_for(self.draft.values["categories"])
        return {
            f"answer-{row['number']}": _answer(row)
            for row in asked
            if row["kind"] != QuestionKind.FILE
        }

    @property
    def needed(self) -> list[str]:  # type: ignore[override]
        asked = self.draft.asked.questions
        return [f"answer-{row['number']}" for row in asked if row["is_required"]]


def _answer(question: dict[str, Any]) -> forms.Field:
    words: dict[str, Any] = {
        "label": localized(question, "label"),
        "help_text": escape(localized(question, "help")),
    }
    if question["kind"] == QuestionKind.CHOICE:
        said = lines(localized(question, "choices"))
        choices = list(zip(lines(question["choices"]), said, strict=True))
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **words)
    if question["kind"] == QuestionKind.NUMBER:
        return NumberText(max_length=20, **words)
    return forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 5}), **words)


class NumberText(forms.CharField):
    """A number, kept as it was typed but for the width of its digits."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "short"})

    def clean(self, value: Any) -> str:
        text = str(super().clean(value)).translate(NARROW).replace(",", "")
        if text and not NUMBER.fullmatch(text):
            raise forms.ValidationError(_("数字で入れてください。"))
        return text


NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
NARROW = str.maketrans("０１２３４５６７８９．－，", "0123456789.-,")


class AttachForm(forms.Form):
    """One file."""

    # Nothing has to be attached, so no mark stands there; without a file there is nothing to send.
    file = forms.FileField(
        label=_("ファイル"),
        required=False,
        help_text=_("PDF、Word(.docx)、Excel(.xlsx)、PNG、JPEG。1つ10MB、全部で30MBまで。"),
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.xlsx,.png,.jpg,.jpeg"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file is None:
            raise forms.ValidationError(_("ファイルを選んでください。"))
        self.kind = uploads.check(file)
        return file


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("理由(任意)"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
