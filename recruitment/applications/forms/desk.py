"""What the ministry fills in about an application."""

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

from common.dateinput import DateTimeField
from recruitment.applications import policy
from recruitment.calls import queries as calls


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
