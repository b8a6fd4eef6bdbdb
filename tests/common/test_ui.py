"""The tags of the pages, and the parts of a form: labels, errors, dates in three fields."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation

from common.dateinput import DateField, DateTimeField
from recruitment.applications.models import Application, ApplicationStatusChange

DAY = dt.date(2023, 11, 29)
AT = dt.datetime(2026, 12, 18, 8, 0, tzinfo=dt.UTC)


def shown(source: str, **context: Any) -> str:
    """What a template with our tags shows."""
    return Template("{% load ui crispy_forms_tags %}" + source).render(Context(context)).strip()


@pytest.mark.parametrize(
    ("source", "japanese", "english"),
    [
        ("{{ day|era }}", "令和5年11月29日(水)", "29 November 2023 (Wed)"),
        (
            "{{ day|both_dates }}",
            "令和5年11月29日(水)／29 November 2023 (Wed)",
            "29 November 2023 (Wed) / 令和5年11月29日(水)",
        ),
        (
            "{{ at|moment }}",
            "令和8年12月18日(金)17:00(日本時間)",
            "18 December 2026 (Fri) 17:00 (Japan time)",
        ),
        ("{{ at|era }}", "令和8年12月18日(金)", "18 December 2026 (Fri)"),
        ("{{ 2026|fiscal }}", "令和8年度", "FY2026"),
        ('{% localized row "name" %}', "研修", "Training"),
        ('{{ row|localized:"name" }}', "研修", "Training"),
        ('{{ bare|localized:"name" }}', "評価", "評価"),
    ],
)
def test_dates_and_names_follow_the_language(source: str, japanese: str, english: str) -> None:
    context = {
        "day": DAY,
        "at": AT,
        "row": SimpleNamespace(name="研修", name_en="Training"),
        "bare": SimpleNamespace(name="評価", name_en=""),
    }
    with translation.override("ja"):
        assert shown(source, **context) == japanese
    with translation.override("en"):
        assert shown(source, **context) == english


@pytest.mark.parametrize("name", ["era", "both_dates", "moment", "fiscal"])
def test_an_unknown_date_shows_nothing(name: str) -> None:
    assert shown("{{ nothing|" + name + " }}", nothing=None) == ""


def test_names_are_escaped() -> None:
    row = SimpleNamespace(name="<b>", name_en="")
    assert shown('{% localized row "name" %}', row=row) == "&lt;b&gt;"


class Stage:
    """A row with a status, as `status_badge` needs it."""

    STATUS_TONES = {"open": "act"}

    def __init__(self, status: str) -> None:
        self.status = status

    def get_status_display(self) -> str:
        return {"open": "受付中", "over": "終了"}[self.status]


def test_a_badge_says_the_status_and_takes_its_tone_from_the_class() -> None:
    assert shown("{% status_badge row %}", row=Stage("open")) == (
        '<span class="chip act">受付中</span>'
    )
    assert shown("{% status_badge row %}", row=Stage("over")) == '<span class="chip">終了</span>'


@pytest.mark.parametrize(
    ("value", "total", "filled", "words"),
    [(15, 20, 120, "15／20"), (0, 0, 0, "0"), (30, 20, 160, "30／20"), (None, 20, 0, "不明")],
)
def test_a_bar_is_as_long_as_its_share_and_says_it(
    value: int | None, total: int, filled: int, words: str
) -> None:
    with translation.override("ja"):
        bar = shown("{% bar value total %}", value=value, total=total)
    assert f'class="fill" width="{filled}"' in bar
    assert f'aria-label="{words}"' in bar


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (SimpleNamespace(count=1234, shown=True, small=False), "1,234"),
        (SimpleNamespace(count=0, shown=True, small=False), "0"),
        (SimpleNamespace(count=None, shown=False, small=True), "1〜2"),
        (SimpleNamespace(count=None, shown=False, small=False), "非公表"),
        (SimpleNamespace(count=None, shown=True, small=False), "不明"),
    ],
)
def test_a_small_count_is_hidden(cell: SimpleNamespace, expected: str) -> None:
    with translation.override("ja"):
        assert shown("{{ cell|small_count }}", cell=cell) == expected


def test_history_names_the_statuses_of_its_row() -> None:
    status = Application._meta.get_field("status")
    assert isinstance(status.choices, list)
    value, word = status.choices[0]
    change = ApplicationStatusChange(before="", after=value)
    assert shown('{{ change|status_word:"after" }}', change=change) == str(word)
    assert shown('{{ change|status_word:"before" }}', change=change) == ""


class Sample(forms.Form):
    """One field of each kind."""

    family = forms.CharField(label="姓", help_text="戸籍の字のまま")
    category = forms.MultipleChoiceField(
        label="人材類型", choices=[("a", "甲"), ("b", "乙")], widget=forms.CheckboxSelectMultiple
    )
    born = DateField(label="生年月日")
    closes = DateTimeField(label="締切", required=False)
    guideline = forms.FileField(label="募集要項")
    consent = forms.BooleanField(label="同意")


def given(**data: Any) -> Sample:
    """The form with a date typed into its fields, and other data."""
    form = Sample(data)
    form.is_valid()
    return form


def test_a_field_is_label_help_error_input_and_they_are_linked() -> None:
    with translation.override("ja"):
        page = shown("{{ form|crispy }}", form=given())
    label, help_text, error, widget = (
        page.index(text)
        for text in (
            '<label for="id_family">姓<span class="must">※必須</span>',
            'id="id_family_helptext">戸籍の字のまま',
            'id="id_family_error"><p>＊入力してください。',
            'name="family"',
        )
    )
    assert label < help_text < error < widget
    assert 'aria-describedby="id_family_helptext id_family_error"' in page
    assert 'aria-invalid="true"' in page


def test_groups_are_fieldsets_and_the_summary_links_to_every_error() -> None:
    with translation.override("ja"):
        page = shown("{{ form|crispy }}", form=given())
    assert "直すところが5つあります" in page
    assert '<a href="#id_family">姓: 入力してください。</a>' in page
    assert '<a href="#div_id_category">人材類型: 選んでください。</a>' in page
    assert '<fieldset id="div_id_category"' in page
    assert "ファイルを選んでください。" in page
    assert "＊印を付けてください。" in page
    assert "style=" not in page


def test_a_date_comes_from_three_fields_in_any_width() -> None:
    form = given(born_year="１９８０", born_month="4", born_day="01")
    assert form.cleaned_data["born"] == dt.date(1980, 4, 1)
    assert form.cleaned_data["closes"] is None


def test_an_instant_is_read_on_the_japanese_clock() -> None:
    form = given(
        closes_year="2026", closes_month="12", closes_day="18", closes_hour="17", closes_minute="00"
    )
    assert form.cleaned_data["closes"] == AT


@pytest.mark.parametrize(
    ("year", "month", "day", "code"),
    [
        ("", "", "", "required"),
        ("1980", "", "1", "incomplete"),
        ("1980", "四", "1", "no_number"),
        ("80", "4", "1", "year"),
        ("1980", "2", "30", "impossible"),
        ("1980", "-1", "3", "no_number"),
        ("1980", "²", "3", "no_number"),
    ],
)
def test_what_is_no_date_gets_a_sentence_and_stays(
    year: str, month: str, day: str, code: str
) -> None:
    form = given(born_year=year, born_month=month, born_day=day)
    assert form.has_error("born", code)
    page = shown("{{ form.born }}", form=form)
    for name, typed in (("year", year), ("month", month), ("day", day)):
        kept = f' value="{typed}"' if typed else ""
        assert f'name="born_{name}"{kept}' in page
    assert page.count('aria-invalid="true"') == 3


def test_a_time_that_no_clock_shows_is_refused() -> None:
    parts = {"year": "2026", "month": "12", "day": "18", "hour": "24", "minute": "00"}
    form = given(**{f"closes_{name}": value for name, value in parts.items()})
    assert form.has_error("closes", "impossible")


def test_a_stored_date_fills_its_fields_and_is_no_change() -> None:
    initial = {"born": dt.date(1980, 4, 1), "closes": AT}
    page = shown("{{ form.born }}{{ form.closes }}", form=Sample(initial=initial))
    for value in ("1980", "4", "1", "2026", "12", "18", "17", "00"):
        assert f'value="{value}"' in page
    data = {"born_year": "1980", "born_month": "4", "born_day": "1"}
    assert not Sample(data, initial=initial)["born"]._has_changed()
