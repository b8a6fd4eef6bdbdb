"""The parts of an application: written in any order, with what is missing said and nothing lost."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from recruitment.applications import actions
from recruitment.applications.models import Application
from recruitment.calls.models import Round
from tests import factories
from tests.applications.situations import (
    COMPLETE,
    PAGES,
    asking,
    attached,
    now_said,
    part,
    standing,
)
from tests.visitor import Visitor, parts, pdf_text

NOW = timezone.now
SAVE = "保存して次の項目へ"
LIST = "保存して項目の一覧に戻る"
MOST_QUERIES = 11  # of one page, whatever stands in the draft


@pytest.fixture
def begun(open_round: Round, applicant: User) -> Application:
    """A draft in which nothing stands."""
    return actions.start(open_round, by=applicant)


def test_a_draft_may_lack_anything(begun: Application, writer: Visitor) -> None:
    writer.open(part(begun, "categories")).press(SAVE, motive="書きかけ").misses("＊")
    assert writer.address == part(begun, "person")
    for key in PAGES[1:]:
        button = "保存して確認へ進む" if key == "consents" else SAVE
        writer.open(part(begun, key)).press(button).misses("直すところが1つ", "正しく")
    assert now_said(begun, "motive") == "書きかけ"


def test_each_part_leads_to_the_next_and_the_last_to_reading_over(
    draft: Application, writer: Visitor
) -> None:
    writer.open(part(draft, "categories"))
    for following in ("person", "work"):
        assert writer.press(SAVE).address == part(draft, following)
    writer.press(SAVE).sees("窓口予約の全庁導入").follow("次の項目へ")
    assert writer.address == part(draft, "skills")
    assert writer.press(SAVE).address == part(draft, "conditions")
    assert writer.press(SAVE).address == part(draft, "attachments")
    assert writer.follow("次の項目へ").address == part(draft, "consents")
    writer.press("保存して確認へ進む").sees("提出する内容の確認", "この内容で提出する")


def test_any_order_will_do(begun: Application, writer: Visitor) -> None:
    """Also the skills before anything is chosen: they say what they wait for."""
    writer.open(part(begun, "skills")).sees("先に、応募する人材類型を選んでください")
    writer.open(part(begun, "conditions")).press(LIST, days_per_week="週3日").sees("応募を書く")
    assert now_said(begun, "days_per_week") == 3


def test_the_list_counts_what_is_written_and_what_is_left(
    begun: Application, writer: Visitor
) -> None:
    address = f"/applications/{begun.public_id}/edit/"
    writer.open(address).sees("8項目のうち0項目", "人材類型・応募の動機 未", "添付ファイル 任意")
    writer.misses("追加の質問")
    writer.open(part(begun, "categories")).press(LIST, motive="動機")
    writer.sees("8項目のうち0項目", "人材類型・応募の動機 あと1")
    writer.open(part(begun, "categories")).press(LIST, categories=["プロデューサー"])
    writer.sees("8項目のうち1項目", "人材類型・応募の動機 済", "スキルの自己評価 未")


def test_a_complete_draft_is_counted_as_such(draft: Application, writer: Visitor) -> None:
    writer.open(f"/applications/{draft.public_id}/edit/")
    writer.sees("8項目のうち7項目", "活動実績 1件", "スキルの自己評価 済", "同意 済")


def test_a_round_with_questions_has_one_part_more(
    open_round: Round, draft: Application, writer: Visitor
) -> None:
    asking(open_round, {"is_required": True})
    writer.open(f"/applications/{draft.public_id}/edit/").sees("9項目のうち7項目", "追加の質問 未")


IMPOSSIBLE: list[tuple[str, dict[str, Any], str]] = [
    ("person", {"birth_date_month": "2", "birth_date_day": "30"}, "birth_date"),
    ("person", {"birth_date_year": "85"}, "birth_date"),
    ("person", {"birth_date_day": ""}, "birth_date"),
    ("person", {"prefecture": "99"}, "prefecture"),
    ("person", {"postal_code": "413-050"}, "postal_code"),
    ("person", {"phone": "0" * 21}, "phone"),
    ("work", {"industry": "ZZ"}, "industry"),
    ("work", {"employer": "あ" * 201}, "employer"),
    ("categories", {"motive": "あ" * 4001}, "motive"),
    ("categories", {"categories": ["architect"]}, "categories"),
    ("categories", {"categories": ["engineer"]}, "categories"),
    ("conditions", {"days_per_week": "6"}, "days_per_week"),
    ("conditions", {"prefectures": ["48"]}, "prefectures"),
    ("conditions", {"is_full_time": "perhaps"}, "is_full_time"),
    ("skills", {"level-producer-1": "6"}, "level-producer-1"),
    ("skills", {"records-producer-1": ["7"]}, "records-producer-1"),
    ("records/1", {"record-1-started_on_month": "13"}, "record-1-started_on"),
    ("records/1", {"record-1-ended_on_year": "2020"}, "record-1-ended_on"),
    ("records/1", {"record-1-result": "あ" * 1001}, "record-1-result"),
]


@pytest.mark.parametrize(("key", "typed", "field"), IMPOSSIBLE)
def test_what_cannot_be_stored_is_refused_beside_the_field_and_all_text_kept(
    draft: Application, writer: Visitor, key: str, typed: dict[str, Any], field: str
) -> None:
    before = standing(draft)
    writer.open(part(draft, key))
    form = next(form for form in writer.page.forms if "data-draft" in form.attributes)
    sent: dict[str, Any] = {}
    for name, value in writer._standing(form):
        sent.setdefault(name, []).append(value)
    answer = writer.client.post(writer.address, sent | typed)
    assert answer.status_code == 200
    shown = answer.context["form"]
    assert [shown.flat(name) for name in shown.errors] == [field]
    name, value = next(iter(typed.items()))
    if isinstance(value, str) and value.isdecimal() is False and len(value) > 20:
        assert value in answer.content.decode()
    after = standing(draft)
    assert (after.values, after.application.version) == (before.values, before.application.version)


@pytest.mark.parametrize("name", ["髙橋", "﨑山", "𠮷田", "渡邉", "濵田", "葛󠄀城"])
def test_names_survive_from_the_form_to_page_and_paper(
    draft: Application, writer: Visitor, name: str
) -> None:
    writer.open(part(draft, "person")).press(SAVE, family_name=name)
    writer.open(f"/applications/{draft.public_id}/review/").press("この内容で提出する").sees(name)
    assert name in pdf_text(writer.download("受付票(PDF)を取り出す"))


def test_hiragana_in_the_kana_field_is_put_right(draft: Application, writer: Visitor) -> None:
    writer.open(part(draft, "person"))
    writer.press(SAVE, family_name_kana="たかはし", given_name_kana="ｶｽﾞﾗ")
    assert now_said(draft, "family_name_kana") == "タカハシ"
    assert now_said(draft, "given_name_kana") == "カズラ"


def test_text_typed_when_the_round_had_closed_stays_on_the_page(
    draft: Application, writer: Visitor
) -> None:
    writer.open(part(draft, "categories"))
    Round.objects.update(closes_at=NOW())
    writer.press(SAVE, 403, motive="間に合わなかった文").sees("に終了しました", "書き写して")
    assert writer.holds("motive") == ["間に合わなかった文"]
    assert now_said(draft, "motive") == COMPLETE["motive"]
    assert not any(SAVE in "".join(text) for form in writer.page.forms for _b, text in form.buttons)


def test_lines_of_a_browser_and_of_a_program_are_the_same_text(
    draft: Application, writer: Visitor, applicant: User
) -> None:
    actions.save(draft, by=applicant, values={"motive": "一\n二\n\n三"})
    version = Application.objects.get().version
    writer.open(part(draft, "categories")).press(SAVE, motive="一\r\n二\r\n\r\n三\r\n")
    assert now_said(draft, "motive") == "一\n二\n\n三"
    assert Application.objects.get().version == version


def test_the_page_says_what_submission_says(
    open_round: Round, begun: Application, writer: Visitor, applicant: User
) -> None:
    asking(open_round, {"is_required": True})
    actions.save(begun, by=applicant, values={"categories": ["producer"], "record-1-title": "件名"})
    with pytest.raises(actions.Incomplete) as refused:
        actions.submit(begun, by=applicant, arrived_at=NOW())
    said: set[str] = set()
    for key in [*PAGES, "questions", "records/1"]:
        form = writer.client.get(f"{part(begun, key)}?check=1").context["form"]
        said |= {form.flat(name) for name in form.errors}
        assert not writer.client.get(part(begun, key)).context["form"].errors
    assert said == set(refused.value.faults)


def test_reading_over_leads_to_each_fault(
    open_round: Round, begun: Application, writer: Visitor, applicant: User
) -> None:
    """Behind each sentence is a page with the same sentence, and the field has the anchor."""
    asking(open_round, {"is_required": True}, {"is_required": True, "kind": "file"})
    values = {"categories": ["producer"], "record-1-title": "件名", "level-producer-2": 4}
    actions.save(begun, by=applicant, values=values)
    writer.open(f"/applications/{begun.public_id}/review/").misses("この内容で提出する")
    faults = [
        (link["href"], "".join(text))
        for link, text in writer.page.links
        if "error" in link.values()
    ]
    assert len(faults) > 20
    writer.sees(f"直すところが{len(faults)}つあります")
    for address, sentence in faults:
        page = writer.client.get(address)
        assert page.status_code == 200
        if "#" in address and "attachments" not in address:
            assert f'id="{address.partition("#")[2]}"' in page.content.decode()
            assert sentence.rpartition(": ")[2].removeprefix("＊") in page.content.decode()


def test_the_first_fault_is_one_click_away(draft: Application, writer: Visitor) -> None:
    writer.open(part(draft, "person")).press(SAVE, given_name="")
    writer.open(f"/applications/{draft.public_id}/review/").sees("直すところが1つあります")
    writer.follow("最初のところを直しに行く").sees("名を入れてください。")
    writer.press(SAVE, given_name="葛󠄀")
    writer.open(f"/applications/{draft.public_id}/review/").sees("この内容で提出する")


def test_reading_over_without_any_record_leads_to_the_records(
    begun: Application, writer: Visitor
) -> None:
    writer.open(f"/applications/{begun.public_id}/review/")
    writer.follow("活動実績を1つ以上書いてください。").sees("活動実績を追加する")


def test_the_place_of_a_postal_code_comes_without_a_script_and_keeps_what_was_typed(
    begun: Application, writer: Visitor
) -> None:
    factories.LocalGovernmentFactory()
    typed = {"family_name": "山本", "phone": "03-0000-0000", "postal_code": "〒413-0504"}
    writer.open(part(begun, "person"))
    writer.press("郵便番号から住所を入れる", **typed, **parts("birth_date", dt.date(1990, 1, 2)))
    assert writer.holds("prefecture") == ["22"]
    assert writer.holds("municipality") == ["河津町"]
    for name, value in typed.items():
        assert writer.holds(name) == [value]
    assert writer.holds("birth_date_year") == ["1990"]
    assert now_said(begun, "family_name") == ""
    writer.press(SAVE)
    assert now_said(begun, "postal_code") == "4130504"
    assert now_said(begun, "municipality") == "河津町"


def test_an_unknown_postal_code_gets_a_sentence_and_changes_nothing(
    draft: Application, writer: Visitor
) -> None:
    writer.open(part(draft, "person")).press("郵便番号から住所を入れる", postal_code="999-9999")
    writer.sees("この郵便番号は見つかりません")
    assert writer.holds("municipality") == ["河津町"]


def test_the_script_asks_for_the_place_of_a_postal_code(writer: Visitor) -> None:
    answer = writer.client.get("/applications/place/", {"code": "４１３－０５０４"})
    assert answer.json() == {"prefecture": "22", "label": "静岡県", "municipality": "河津町"}
    for code in ("", "999-9999", "x", "1" * 5000):
        answer = writer.client.get("/applications/place/", {"code": code})
        assert (answer.status_code, answer.json()) == (404, {})


def test_a_part_that_the_round_does_not_have_does_not_exist(
    draft: Application, writer: Visitor
) -> None:
    for key in ("questions", "nothing", "status"):
        writer.open(part(draft, key), status=404)


def with_rows(application: Application, by: User, count: int) -> None:
    """So many track records, linked to a skill item, with as many answers."""
    values: dict[str, Any] = {"records-producer-1": [str(n) for n in range(1, count + 1)]}
    for name in [name for name in COMPLETE if name.startswith("record-1-")]:
        for number in range(1, count + 1):
            values[name.replace("-1-", f"-{number}-")] = COMPLETE[name]
            values[f"answer-{number}"] = "答え"
    actions.save(application, by=by, values=values)


@pytest.mark.parametrize("key", [*PAGES, "records", "records/1", "questions", "attachments", ""])
def test_pages_do_not_cost_more_for_more_records(
    open_round: Round, draft: Application, applicant: User, writer: Visitor, key: str
) -> None:
    asking(open_round, *[{}] * 3)
    address = part(draft, key) if key else f"/applications/{draft.public_id}/edit/"
    queries = []
    for count in (1, 3):
        with_rows(draft, applicant, count)
        attached(draft, applicant)
        with CaptureQueriesContext(connection) as captured:
            assert writer.client.get(address).status_code == 200
        queries.append(len(captured))
    assert queries[0] == queries[1] <= MOST_QUERIES
