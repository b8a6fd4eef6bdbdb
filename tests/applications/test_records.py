"""Track records: added, filled in and removed; a vague result is asked for once more."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import User
from recruitment.applications import actions, asking
from recruitment.applications import draft as drafts
from recruitment.applications.actions.writing import MOST_RECORDS
from recruitment.applications.models import Application, TrackRecord
from recruitment.calls.models import Round
from tests import factories
from tests.applications.situations import COMPLETE, now_said, part
from tests.visitor import Visitor, at_work

SAVE = "保存して実績の一覧へ"
ADD = "活動実績を追加する"
VAGUE = "成果を、もう一度だけ見直してください"


def test_a_record_is_added_filled_in_and_listed(draft: Application, writer: Visitor) -> None:
    writer.open(part(draft, "records")).sees("窓口予約の全庁導入").press(ADD)
    assert writer.address == part(draft, "records/2")
    typed = {
        "title": "電子申請の導入",
        "started_on_year": "2025",
        "started_on_month": "4",
        "body_kind": "町村",
        "body_size": "1万人未満",
        "field": "窓口・行政手続",
        "role": "担当",
        "action": "紙の申請書をやめた。",
        "result": "申請の8割が電子になった。",
        "reference": "https://town.example/",
    }
    writer.press(SAVE, **{f"record-2-{name}": value for name, value in typed.items()})
    assert writer.address == part(draft, "records")
    writer.sees("電子申請の導入", "申請の8割が電子になった。", "令和7年4月")


def test_adding_twice_gives_the_same_empty_one(draft: Application, applicant: User) -> None:
    assert actions.add_record(draft, by=applicant) == 2
    assert actions.add_record(draft, by=applicant) == 2
    actions.save(draft, by=applicant, values={"record-2-role": "担当"})
    assert actions.add_record(draft, by=applicant) == 3
    assert draft.track_records.count() == 3


def test_an_empty_record_is_no_record(draft: Application, applicant: User, writer: Visitor) -> None:
    """Added and left: neither listed, nor missed, nor submitted."""
    actions.add_record(draft, by=applicant)
    writer.open(part(draft, "records")).misses("(件名なし)")
    application = actions.submit(draft, by=applicant, arrived_at=timezone.now())
    assert [row["number"] for row in application.latest.content["records"]] == [1]


def test_there_is_an_end_to_records(draft: Application, applicant: User) -> None:
    for _time in range(MOST_RECORDS - 1):
        number = actions.add_record(draft, by=applicant)
        actions.save(draft, by=applicant, values={f"record-{number}-title": "件名"})
    with pytest.raises(PermissionDenied, match="30件まで"):
        actions.add_record(draft, by=applicant)


def test_removing_asks_first_and_takes_the_links_along(draft: Application, writer: Visitor) -> None:
    writer.open(part(draft, "records")).follow("「窓口予約の全庁導入」を消す")
    writer.sees("元には戻せません")
    assert draft.track_records.count() == 1
    writer.press("この実績を消す").sees("活動実績を消しました。").misses("窓口予約の全庁導入")
    assert now_said(draft, "records-producer-1") == []
    assert "record-1-title" not in drafts.of(draft).values
    writer.open(part(draft, "records/1"), status=404)
    writer.open(f"/applications/{draft.public_id}/review/")
    writer.sees(
        "活動実績を1つ以上書いてください。", "成果のわかる実績を1つ以上結びつけてください。"
    )


def test_a_page_of_a_removed_record_brings_it_not_back(
    draft: Application, writer: Visitor, applicant: User
) -> None:
    writer.open(part(draft, "records/1"))
    actions.remove_record(draft, 1, by=applicant)
    writer.press(SAVE, 404, **{"record-1-role": "課長"})
    assert not draft.track_records.exists()


def test_removing_changes_what_was_read_over(
    draft: Application, writer: Visitor, applicant: User
) -> None:
    writer.open(f"/applications/{draft.public_id}/review/")
    actions.add_record(draft, by=applicant)
    actions.save(draft, by=applicant, values={"record-2-title": "件名"})
    actions.remove_record(draft, 2, by=applicant)
    writer.press("この内容で提出する").sees("別の画面で内容が変わりました")


def test_after_the_closing_no_record_comes_or_goes(draft: Application, applicant: User) -> None:
    Round.objects.update(closes_at=timezone.now())
    with pytest.raises(PermissionDenied, match="に終了しました"):
        actions.add_record(draft, by=applicant)
    with pytest.raises(PermissionDenied, match="に終了しました"):
        actions.remove_record(draft, 1, by=applicant)
    assert TrackRecord.objects.count() == 1


def test_others_records_do_not_exist(draft: Application) -> None:
    stranger = at_work(factories.UserFactory()).client
    for address in ("records", "records/1", "records/1/remove"):
        assert stranger.get(part(draft, address)).status_code == 404
    for address in ("records/add", "records/1", "records/1/remove"):
        assert stranger.post(part(draft, address)).status_code == 404
    assert now_said(draft, "record-1-title") == COMPLETE["record-1-title"]


def test_a_vague_result_is_asked_for_once_and_then_left(
    draft: Application, writer: Visitor
) -> None:
    vague = {"record-1-result": "庁内から高く評価された。"}
    writer.open(part(draft, "records/1")).press(SAVE, **vague).sees(VAGUE, "12分に短縮した")
    assert writer.address.startswith(part(draft, "records/1"))
    assert now_said(draft, "record-1-result") == "庁内から高く評価された。"
    assert writer.press(SAVE).address == part(draft, "records")
    writer.follow("窓口予約の全庁導入").misses(VAGUE)
    again = {"record-1-result": "住民にも喜ばれた。"}
    assert writer.press(SAVE, **again).address == part(draft, "records")


def test_a_clear_result_is_not_asked_about(draft: Application, writer: Visitor) -> None:
    writer.open(part(draft, "records/1")).press(SAVE)
    assert writer.address == part(draft, "records")


def test_each_record_is_asked_about_for_itself(
    draft: Application, writer: Visitor, applicant: User
) -> None:
    TrackRecord.objects.update(is_result_asked=True)
    number = actions.add_record(draft, by=applicant)
    vague = {f"record-{number}-result": "よくなった。"}
    writer.open(part(draft, f"records/{number}")).press(SAVE, **vague).sees(VAGUE)


@pytest.mark.parametrize(
    "result",
    [
        "待ち時間を平均41分から12分に短縮した。",
        "待ち時間が三十分になった。",
        "申請の８割が電子になった。",
        "紙の申請書を廃止した。",
        "七つの課の手続を統合した。",
        "手作業を自動化した。",
        "県のモデル事業に採択された。",
        "Waiting time fell by 30 %.",
        "We reduced waiting times.",
        "Paper forms were eliminated.",
        "The template was adopted by the prefecture.",
        "It won an award.",
        "",
        " \n",
    ],
)
def test_a_number_or_an_effect_is_a_result(result: str) -> None:
    assert not asking.is_vague(result)


@pytest.mark.parametrize(
    "result",
    [
        "業務の効率化に貢献した。",
        "庁内から高く評価された。",
        "住民サービスが向上した。",
        "一生懸命に取り組んだ。",
        "Contributed to a better service.",
        "Everybody was satisfied.",
        "Improved the quality of work.",
    ],
)
def test_praise_alone_is_vague(result: str) -> None:
    assert asking.is_vague(result)
