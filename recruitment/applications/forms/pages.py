"""The pages of the draft with the same fields for everybody."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import postal
from accounts.models import REGIONS, Prefecture, Region
from common.dateinput import DateField, DateParts
from common.templatetags.ui import localized
from recruitment.applications.checks import needed_names
from recruitment.applications.draft import CONDITIONS, CONTACT, IDENTITY, WORK
from recruitment.applications.forms.drafts import DraftForm, OneOf, Several, YesNo
from recruitment.applications.models import PayBand, RemoteShare, WorkField


def days() -> list[tuple[int, str]]:
    """One to five, asked for with every page: in its language."""
    return [(number, gettext("週%(number)s日まで") % {"number": number}) for number in range(1, 6)]


class CategoriesForm(DraftForm):
    """What one applies for, and why."""

    motive = forms.CharField(
        label=_("応募の動機"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "自治体のDXで何を進めたいか、これまでの実績を交えて書いてください。4000字まで。"
        ),
    )
    field_order = needed = ["categories", "motive"]
    to_applicant = ["motive"]

    def asked_fields(self) -> dict[str, forms.Field]:
        offered = [(row["code"], localized(row, "name")) for row in self.draft.asked.categories]
        return {
            "categories": Several(
                label=_("応募する人材類型"),
                choices=offered,
                help_text=_(
                    "複数選べます。評価と結果は、人材類型ごとです。選んだ人材類型のスキルを、後の項目で尋ねます。"
                ),
            ),
        }


class PersonForm(DraftForm):
    """Who one is and how one is reached."""

    columns = [*IDENTITY, *CONTACT]
    birth_date = DateField(
        label=_("生年月日"),
        widget=DateParts(autocomplete="bday"),
        help_text=_("年は西暦で入れてください(例: 昭和55年 → 1980年)。"),
    )
    postal_code = forms.CharField(
        label=_("郵便番号"),
        max_length=20,  # 〒 and any hyphen may stand in it; seven digits are stored
        help_text=_("7桁。都道府県と市区町村を、ここから入れられます。"),
    )
    to_applicant = ["family_name_latin"]
    helps = {
        "family_name_kana": _("全角カタカナ。ひらがなや半角は、保存するときに直します。"),
        "family_name_latin": _("漢字・かなの氏名がない方は、英字の氏名だけを入れてください。"),
        "shown_family_name": _("リストやシートに、旧姓や通称を表示したい方だけ入れてください。"),
        "phone": _("日中に連絡のつく番号。書類に急ぎの確認があるときだけ使います。"),
    }
    attributes = {
        "family_name": {"autocomplete": "family-name"},
        "given_name": {"autocomplete": "given-name"},
        "family_name_latin": {"autocapitalize": "words", "spellcheck": "false"},
        "given_name_latin": {"autocapitalize": "words", "spellcheck": "false"},
        "postal_code": {"autocomplete": "postal-code", "inputmode": "numeric", "class": "short"},
        "municipality": {"autocomplete": "address-level2"},
        "phone": {"autocomplete": "tel", "type": "tel", "class": "short"},
    }

    @property
    def needed(self) -> list[str]:  # type: ignore[override]
        return [*needed_names(self.draft.values), "birth_date", "prefecture"]

    def clean_postal_code(self) -> str:
        typed: str = self.cleaned_data["postal_code"]
        code = postal.normalised(typed)
        if typed and not code:
            raise forms.ValidationError(_("郵便番号は7桁の数字で入れてください(例: 413-0504)。"))
        return code


class WorkForm(DraftForm):
    """Where one works, and what one is qualified for."""

    columns = WORK
    qualifications = forms.CharField(
        label=_("資格"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("1行に1つ。取った年も書けます。1000字まで。"),
    )
    helps = {"industry": _("日本標準産業分類の大分類です。")}
    attributes = {
        "employer": {"autocomplete": "organization"},
        "position": {"autocomplete": "organization-title"},
    }


def _in(*regions: Region) -> list[str]:
    return [code for code, region in REGIONS.items() if region in regions]


NORTH = (Region.HOKKAIDO, Region.TOHOKU)
# What one press ticks on the map of prefectures: name → what it is called, and the codes.
AREAS: dict[str, tuple[Any, list[str]]] = {
    "all": (_("全国"), list(REGIONS)),
    "north": (_("北海道・東北"), _in(*NORTH)),
    **{row.value: (row.label, _in(row)) for row in Region if row not in NORTH},
}


def picked(area: str, ticked: list[str]) -> list[str]:
    """The ticks of the map after a press: those of the area besides, or none at all."""
    added = AREAS[area][1] if area in AREAS else []
    return sorted({*ticked, *added}) if added else []


class ConditionsForm(DraftForm):
    """The conditions by which municipalities search."""

    columns = CONDITIONS
    needed = [name for name in CONDITIONS if name != "earliest_start"]
    to_applicant = ["fields_driven"]
    fields_driven = Several(
        label=_("推進できる分野"),
        choices=WorkField,
        help_text=_("助言だけでなく、自分で推進できる分野に印を付けてください。"),
    )
    is_full_time = YesNo(label=_("常勤"), yes=_("常勤できる"), no=_("常勤はできない"))
    days_per_week = OneOf(
        label=_("週あたりの日数"),
        choices=days,
    )
    remote_share = forms.ChoiceField(
        label=_("対面とリモート"), choices=RemoteShare, widget=forms.RadioSelect
    )
    prefectures = Several(
        label=_("対面で働ける都道府県"),
        choices=Prefecture,
        help_text=_("「リモートのみ」の方は、選ばなくてもかまいません。"),
    )
    earliest_start = DateField(
        label=_("最も早い開始日"), help_text=_("すぐに始められる方は、空けておいてください。")
    )
    employer_consents = YesNo(
        label=_("勤務先が副業を認めているか"),
        yes=_("認めている(または勤務先がない)"),
        no=_("まだ認めていない"),
    )
    pay_band = forms.ChoiceField(label=_("希望する報酬"), choices=PayBand, widget=forms.RadioSelect)

    @property
    def areas(self) -> list[tuple[str, Any, str]]:
        """The buttons above the map: name, label, and the codes for the page's script."""
        return [(name, label, " ".join(codes)) for name, (label, codes) in AREAS.items()]


class ConsentsForm(DraftForm):
    """The exact texts that one agrees to, one tick each."""

    def asked_fields(self) -> dict[str, forms.Field]:
        return {f"consent-{text['purpose']}": _tick(text) for text in self.draft.asked.consents}

    @property
    def needed(self) -> list[str]:  # type: ignore[override]
        return list(self.fields)


def _tick(text: dict[str, Any]) -> forms.BooleanField:
    said = {"text": localized(text, "text"), "version": text["version"]}
    return forms.BooleanField(label=_("%(text)s(第%(version)s版)") % said)
