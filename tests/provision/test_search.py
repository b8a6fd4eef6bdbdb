"""The list and its search: who is found by what, and nothing by what may not be read."""

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Access, AccessKind, User
from common.folding import fold
from recruitment.calls.models import Round
from roster.provision.highlight import pieces
from roster.provision.models import ProvisionRequest
from roster.registry import actions as registry
from roster.registry.models import Registrant, WhyDeregistered
from tests import factories
from tests.registry import situations

SignIn = Callable[[Any], Client]
db = pytest.mark.django_db


def text(response: Any) -> str:
    return str(response.content.decode())


@pytest.fixture
def reader(granted: ProvisionRequest, officer: User, signed_in: SignIn) -> Client:
    """An officer with a grant."""
    return signed_in(officer)


def listed(round: Round, staff: User, *, sheet: bool = True, **names: Any) -> Registrant:
    """Somebody whom officers see, with an approved sheet or without."""
    facts = {name: names.pop(name) for name in ("employer", "prefecture") if name in names}
    codes = names.pop("codes", ("producer",))
    person = factories.PersonFactory(**names)
    registrant = situations.registered(round, staff, person, codes, **facts)
    if sheet:
        situations.with_sheet(registrant, staff)
    situations.published(staff)
    return Registrant.objects.get(pk=registrant.pk)


def found(client: Client, **address: Any) -> list[str]:
    """The names on the page of results."""
    answer = client.get(reverse("provision:list"), address)
    return [hit.who.shown_name for hit in answer.context["hits"]]


@db
@pytest.mark.parametrize(
    "typed", ["高橋", "髙橋", "ﾀｶﾊｼ", "たかはし", "タカハシ ヨウ", "takahashi"]
)
def test_a_name_is_found_however_it_is_written(
    training_round: Round, staff: User, reader: Client, typed: str
) -> None:
    listed(training_round, staff, given_name="陽", sheet=False)
    listed(training_round, staff, family_name="渡邉", family_name_kana="ワタナベ",
           family_name_latin="Watanabe", sheet=False)  # fmt: skip
    assert found(reader, q=typed) == ["髙橋 陽"]


@db
def test_a_name_with_a_variation_selector_is_found(
    training_round: Round, staff: User, reader: Client
) -> None:
    name = "葛\U000e0100城"
    listed(training_round, staff, family_name=name, given_name="葉")
    assert found(reader, q="葛城") == [f"{name} 葉"]
    assert f"<mark>{name}</mark> 葉" in text(reader.get(reverse("provision:list"), {"q": "葛城"}))


@db
@pytest.mark.parametrize("typed", ["%", "_", "\\", "50%", "R_D"])
def test_wildcards_are_plain_characters(
    training_round: Round, staff: User, reader: Client, typed: str
) -> None:
    listed(training_round, staff, given_name="陽", employer="架空")
    assert found(reader, q=typed) == []
    listed(training_round, staff, given_name="月", employer="株式会社50%R_D\\")
    assert found(reader, q=typed) == ["髙橋 月"]


@db
def test_every_word_must_be_found(training_round: Round, staff: User, reader: Client) -> None:
    listed(training_round, staff, given_name="陽", employer="架空設計")
    assert found(reader, q="設計　窓口予約") == ["髙橋 陽"]
    assert found(reader, q="設計 ないことば") == []


@db
def test_words_in_skills_sheet_records_and_conditions_are_found(
    training_round: Round, staff: User, reader: Client
) -> None:
    listed(training_round, staff, given_name="陽")
    for typed in ("項目1", "続けています", "安全確保", "全庁導入", "41分", "窓口改革"):
        assert found(reader, q=typed) == ["髙橋 陽"], typed


@db
def test_each_hit_says_why_it_is_there(training_round: Round, staff: User, reader: Client) -> None:
    listed(training_round, staff, given_name="陽")
    page = text(reader.get(reverse("provision:list"), {"q": "12分"}))
    assert "窓口予約の全庁導入(待ち時間 41分→<mark>12分</mark>)" in page
    page = text(reader.get(reverse("provision:list"), {"q": "7課"}))
    assert "活動実績「窓口予約の全庁導入」の推進したこと:" in page


@db
def test_the_category_is_a_word_too_but_only_while_listed(
    training_round: Round, staff: User, reader: Client
) -> None:
    one = listed(training_round, staff, given_name="陽", codes=("producer", "service_designer"))
    assert found(reader, q="サービスデザイナー") == ["髙橋 陽"]
    registry.suspend(one.registrations.get(category_code="service_designer"), by=staff, reason="休")
    assert found(reader, q="サービスデザイナー") == []
    assert found(reader, q="producer") == ["髙橋 陽"]


@db
def test_what_is_not_shown_is_not_found(training_round: Round, staff: User, reader: Client) -> None:
    listed(training_round, staff, sheet=False, employer="株式会社ひみつ", shown_family_name="﨑山",
           email="secret@tests.example")  # fmt: skip
    for typed in ("ひみつ", "髙橋", "タカハシ", "secret", "1980", "窓口を変えたい"):
        assert found(reader, q=typed) == [], typed
    assert len(found(reader, q="崎山")) == 1
    page = text(reader.get(reverse("provision:list")))
    assert "情報シート未登録" in page
    assert "ひみつ" not in page


@db
def test_filters_and_their_counts(training_round: Round, staff: User, reader: Client) -> None:
    listed(training_round, staff, given_name="陽", prefecture="22")
    listed(training_round, staff, given_name="月", prefecture="13", codes=("project_manager",))
    assert found(reader, category="producer") == ["髙橋 陽"]
    assert found(reader, category=["producer", "project_manager"]) == ["髙橋 月", "髙橋 陽"]
    assert found(reader, prefecture="13") == ["髙橋 月"]
    context = reader.get(reverse("provision:list"), {"prefecture": "13"}).context
    counts = {facet.code: facet.count for facet in context["categories"]}
    assert counts == {"producer": 0, "project_manager": 1, "service_designer": 0}
    assert {facet.code: facet.count for facet in context["prefectures"]} == {"13": 1, "22": 1}


@db
def test_unknown_filters_are_as_if_not_asked(
    training_round: Round, staff: User, reader: Client
) -> None:
    listed(training_round, staff)
    assert len(found(reader, category="pilot", prefecture="99", page="x")) == 1
    too_long = reader.get(reverse("provision:list"), {"q": "あ" * 201})
    assert too_long.status_code == 200
    assert reader.get(reverse("provision:list"), {"q": "a\0b"}).status_code == 200


@db
def test_an_empty_result_says_what_to_do(
    training_round: Round, staff: User, reader: Client
) -> None:
    assert "リストの版が公表されると" in text(reader.get(reverse("provision:list")))
    listed(training_round, staff)
    page = text(reader.get(reverse("provision:list"), {"q": "ないことば"}))
    assert "ことばを減らすか" in page


@db
def test_the_order_is_that_of_the_shown_kana(
    training_round: Round, staff: User, reader: Client
) -> None:
    japanese = ("family_name", "given_name", "family_name_kana", "given_name_kana")
    latin = dict.fromkeys(japanese, "")
    listed(training_round, staff, **latin, family_name_latin="Abe", sheet=False)
    listed(training_round, staff, given_name="陽", sheet=False)
    names = {"family_name": "渡邉", "family_name_kana": "ワタナベ", "shown_family_name": "青木"}
    listed(training_round, staff, **names, given_name="聡", given_name_kana="アイ", sheet=False)
    assert found(reader) == ["青木 聡", "髙橋 陽", "Abe Yo"]


@db
def test_conditions_say_what_fits_and_when_they_were_confirmed(
    training_round: Round, staff: User, reader: Client
) -> None:
    listed(training_round, staff)
    page = text(reader.get(reverse("provision:list")))
    assert '<span class="chip good">静岡県で対面できる</span>' in page
    assert "条件は令和8年10月2日(金)に本人が確認" in page


@db
@pytest.mark.parametrize("typed", ["", "窓口"])
@pytest.mark.parametrize("count", [1, 3])
def test_the_list_does_not_grow_with_rows(
    training_round: Round,
    staff: User,
    reader: Client,
    count: int,
    typed: str,
    django_assert_num_queries: Any,
) -> None:
    for _number in range(count):
        listed(training_round, staff)
    with django_assert_num_queries(QUERIES[typed]):
        page = text(reader.get(reverse("provision:list"), {"q": typed}))
    assert page.count('<article class="hit">') == count


QUERIES = {"": 15, "窓口": 18}


@db
def test_the_list_is_paginated(training_round: Round, staff: User, reader: Client) -> None:
    for _number in range(21):
        situations.registered(training_round, staff)
    situations.published(staff)
    assert len(found(reader)) == 20
    assert len(found(reader, page=2)) == 1


@db
def test_a_sheet_writes_down_who_looked_for_which_body(
    training_round: Round, staff: User, reader: Client, officer: User, kawazu: Any
) -> None:
    one = listed(training_round, staff)
    address = reverse("provision:sheet", args=[one.number])
    assert "待ち時間 41分→12分" in text(reader.get(address))
    look = Access.objects.get()
    assert (look.person, look.user, look.local_government) == (one.person, officer, kawazu)
    assert (look.kind, look.detail) == (AccessKind.SHEET, one.number)
    reader.get(reverse("provision:list"))
    assert Access.objects.count() == 1


@db
def test_a_sheet_is_gone_the_moment_the_registration_is(
    training_round: Round, staff: User, reader: Client
) -> None:
    one = listed(training_round, staff)
    row, address = one.registrations.get(), reverse("provision:sheet", args=[one.number])
    registry.suspend(row, by=staff, reason="休")
    assert reader.get(address).status_code == 404
    assert found(reader) == []
    registry.resume(row, by=staff)
    assert reader.get(address).status_code == 200
    registry.deregister(row, by=staff, why=WhyDeregistered.REQUEST, on=timezone.localdate())
    assert reader.get(address).status_code == 404


@db
def test_a_registration_in_no_edition_is_not_listed(
    training_round: Round, staff: User, reader: Client
) -> None:
    one = situations.registered(training_round, staff)
    assert found(reader) == []
    assert reader.get(reverse("provision:sheet", args=[one.number])).status_code == 404


@db
def test_without_a_grant_there_is_the_status_and_how_to_ask(
    training_round: Round, staff: User, neighbour: User, signed_in: SignIn
) -> None:
    one = listed(training_round, staff)
    client = signed_in(neighbour)
    page = text(client.get(reverse("provision:list"), {"q": "髙橋"}))
    assert reverse("results:status") in page
    assert reverse("provision:ask") in page
    assert "髙橋" not in page
    assert client.get(reverse("provision:sheet", args=[one.number])).status_code == 404
    assert not Access.objects.exists()


@db
def test_the_desk_reads_the_list_without_a_grant(
    training_round: Round, staff: User, signed_in: SignIn, applicant: User
) -> None:
    one = listed(training_round, staff)
    client = signed_in(staff)
    assert found(client) == [one.person.shown_name]
    assert client.get(reverse("provision:sheet", args=[one.number])).status_code == 200
    assert Access.objects.get().local_government is None
    assert signed_in(applicant).get(reverse("provision:list")).status_code == 404


TEXTS = st.text(st.characters(codec="utf-8"), max_size=60)


@given(text=TEXTS)
def test_what_is_marked_is_what_was_found(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    word = fold(text)[1:4]
    shown = pieces(text, [word]) if word else []
    marked = "".join(fold(piece.text) for piece in shown if piece.hit)
    assert not shown or word in marked


@pytest.mark.parametrize(
    ("text", "word", "marked"),
    [
        ("髙橋 陽", "高橋", "髙橋"),
        ("葛\U000e0100城", "葛城", "葛\U000e0100城"),
        ("ﾃﾞｰﾀ利活用", "でーた", "ﾃﾞｰﾀ"),
        ("ＤＸ推進", "dx", "ＤＸ"),
        ("窓口の予約", "窓口", "窓口"),
    ],
)
def test_the_mark_stands_on_the_text_as_typed(text: str, word: str, marked: str) -> None:
    assert [piece.text for piece in pieces(text, [word]) if piece.hit] == [marked]


def test_a_long_text_is_shown_around_the_first_mark() -> None:
    shown = pieces("前" * 200 + "窓口" + "後" * 200, ["窓口"])
    assert [piece.hit for piece in shown] == [False, False, True, False, False]
    assert sum(len(piece.text) for piece in shown) == 142
