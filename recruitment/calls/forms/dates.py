"""New dates: for a whole round, or for one person or several."""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Person, Prefecture, User
from common.dateinput import DateTimeField, MomentParts
from common.verdict import Verdict
from recruitment.calls import policy, queries
from recruitment.calls.models import Round

BETWEEN = re.compile(r"[\s,;、，;<>]+")
MOST_ADDRESSES = 500


class ReasonForm(forms.Form):
    """A reason that goes on record."""

    reason = forms.CharField(
        label=_("理由"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": _("理由を書いてください。")},
    )


class PeriodForm(ReasonForm):
    """New dates for an announced round."""

    opens_at = DateTimeField(label=_("新しい受付開始"))
    closes_at = DateTimeField(
        label=_("新しい受付終了"), help_text=_("この時刻ちょうどからは受け付けません。")
    )
    field_order = ["opens_at", "closes_at", "reason"]

    def __init__(self, round: Round, data: Any = None) -> None:
        super().__init__(data, initial={"opens_at": round.opens_at, "closes_at": round.closes_at})
        self.round = round
        self.fields["reason"].help_text = _("公募のページに表示されます。")

    def clean_opens_at(self) -> dt.datetime:
        """Fields show whole minutes: what was not touched stays, to the microsecond."""
        return _untouched(self.cleaned_data["opens_at"], self.round.opens_at)

    def clean_closes_at(self) -> dt.datetime:
        return _untouched(self.cleaned_data["closes_at"], self.round.closes_at)

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        if "opens_at" in facts and "closes_at" in facts:
            dates = facts["opens_at"], facts["closes_at"]
            verdict = policy.period_fits(self.round, *dates, queries.database_now())
            moved = dates[0] != self.round.opens_at
            _beside(self, "opens_at" if moved and dates[0] < dates[1] else "closes_at", verdict)
        return facts


def _untouched(typed: dt.datetime, stored: dt.datetime | None) -> dt.datetime:
    minute = stored.replace(second=0, microsecond=0) if stored else None
    return stored if stored and typed == minute else typed


class Whom(models.TextChoices):
    """To whom a later deadline is given."""

    ADDRESSES = "addresses", _("アドレスで指定する方(1人でも、何人でも)")
    DRAFTS = "drafts", _("この公募に下書きのある方すべて")
    PREFECTURE = (
        "prefecture",
        _("ある都道府県に住む、下書きか応募のある方すべて(災害など)"),
    )


# Who of a round's applicants: all with a draft, or all who live in this prefecture.
Among = Callable[[str], Iterable[Person]]


class ExtensionForm(ReasonForm):
    """A later deadline for one person or several.

    Valid once it names somebody: `people` are those, `unknown` the addresses behind which there is
    nobody, `left_out` says that the person who grants was among a cohort.
    """

    whom = forms.ChoiceField(
        label=_("延長する方"), choices=Whom, widget=forms.RadioSelect, initial=Whom.ADDRESSES
    )
    addresses = forms.CharField(
        label=_("応募者のメールアドレス"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "サインインに使うアドレスです。改行、空白、カンマで区切って、まとめて貼り付けられます。"
        ),
    )
    prefecture = forms.ChoiceField(
        label=_("都道府県"), required=False, choices=[("", "—"), *Prefecture.choices]
    )
    until = DateTimeField(label=_("この方々の受付終了"))
    field_order = ["whom", "addresses", "prefecture", "until", "reason"]

    def __init__(self, round: Round, by: User, among: Among, data: Any = None) -> None:
        super().__init__(data)
        self.round, self.by, self.among = round, by, among
        self.people: list[Person] = []
        self.unknown: list[str] = []
        self.left_out = False

    @property
    def typed_names(self) -> set[str]:
        """The names under which a browser sends this form."""
        names = {name for name in self.fields if name != "until"}
        return names | {f"until_{unit}" for unit in MomentParts.units}

    @property
    def prefecture_asked(self) -> str:
        """Whose inhabitants were asked for, also when nobody among them can be given anything."""
        asked = self.data.get("prefecture", "")
        by_prefecture = self.data.get("whom") == Whom.PREFECTURE
        return asked if by_prefecture and asked in Prefecture.values else ""

    def clean_until(self) -> dt.datetime:
        until: dt.datetime = self.cleaned_data["until"]
        verdict = policy.extension_fits(self.round, until, queries.database_now())
        if not verdict:
            raise forms.ValidationError(verdict.reason)
        return until

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        choose = {
            Whom.ADDRESSES: self._by_address,
            Whom.DRAFTS: self._with_drafts,
            Whom.PREFECTURE: self._in_prefecture,
        }
        if "whom" in facts:
            choose[Whom(facts["whom"])](facts)
        return facts

    def _by_address(self, facts: dict[str, Any]) -> None:
        parts = filter(None, BETWEEN.split(facts.get("addresses", "")))
        typed = list({part.casefold(): part for part in parts}.values())
        if not typed:
            self.add_error("addresses", _("アドレスを1つ以上入れてください。"))
        elif len(typed) > MOST_ADDRESSES:
            self.add_error("addresses", _("一度に入れられるアドレスは500までです。"))
        else:
            found = queries.people_by_addresses(typed)
            self.unknown = [address for address in typed if address not in found]
            self.people = list(dict.fromkeys(found.values()))
            self._check_people()

    def _check_people(self) -> None:
        if not self.people:
            sentence = _("このアドレスの方は見つかりません。アドレスを確かめてください。")
            self.add_error("addresses", sentence)
        for person in self.people:
            _beside(self, "addresses", policy.not_for_oneself(self.by, person))

    def _with_drafts(self, facts: dict[str, Any]) -> None:
        self._take("whom", self.among(""))

    def _in_prefecture(self, facts: dict[str, Any]) -> None:
        if not facts.get("prefecture"):
            self.add_error("prefecture", _("都道府県を選んでください。"))
            return
        self._take("prefecture", self.among(facts["prefecture"]))

    def _take(self, field: str, people: Iterable[Person]) -> None:
        """All of a cohort but the one who grants: that is a colleague's to do."""
        everybody = list(people)
        self.people = [row for row in everybody if policy.not_for_oneself(self.by, row)]
        self.left_out = len(self.people) < len(everybody)
        if not self.people:
            self.add_error(field, _("当てはまる方がいません。"))

    def cohort(self) -> str:
        """What the people have in common, for the record; nothing for one address alone."""
        whom = Whom(self.cleaned_data["whom"])
        if whom == Whom.DRAFTS:
            return gettext("下書きのある方すべて")
        if whom == Whom.PREFECTURE:
            named = {"prefecture": Prefecture(self.cleaned_data["prefecture"]).label}
            return gettext("%(prefecture)sに住む方") % named
        several = {"count": len(self.people)}
        return gettext("アドレスで指定した%(count)s人") % several if len(self.people) > 1 else ""


def _beside(form: forms.Form, field: str, verdict: Verdict) -> None:
    if not verdict:
        form.add_error(field, verdict.reason)
