"""What a municipality will read of an applicant, as the applicant sees it before."""

import datetime as dt

from accounts.models import User
from recruitment.applications import actions
from recruitment.applications.models import Application
from tests import factories
from tests.applications.situations import COMPLETE, attached
from tests.visitor import Visitor, at_work


def test_the_preview_shows_what_a_municipality_sees(draft: Application, writer: Visitor) -> None:
    writer.open(f"/applications/{draft.public_id}/edit/").follow("自治体からの見え方を確かめる")
    writer.sees("髙橋 葛󠄀", "プロデューサー", "静岡県", "架空システム株式会社")
    writer.sees(
        "窓口予約の全庁導入", "令和5年4月", "待ち時間を平均41分から12分に短縮した。", "推進責任者"
    )
    writer.sees("窓口・行政手続、業務の見直し", "週2日まで", "半々", "東京都、静岡県", "相談による")
    writer.sees("プロデューサーの項目1", "4")


def test_it_never_shows_contact_birth_date_motive_or_files(
    draft: Application, writer: Visitor, applicant: User
) -> None:
    attached(draft, applicant, "秘密の添付.pdf")
    page = writer.open(f"/applications/{draft.public_id}/preview/").page.text
    for hidden in ("phone", "postal_code", "municipality", "motive", "family_name_kana"):
        assert COMPLETE[hidden] not in page
    for hidden in ("1985", "昭和60年", "秘密の添付"):
        assert hidden not in page


def test_the_name_that_one_wants_to_be_shown_is_shown(
    draft: Application, writer: Visitor, applicant: User
) -> None:
    values = {"shown_family_name": "山本", "shown_given_name": "カズ"}
    actions.save(draft, by=applicant, values=values)
    writer.open(f"/applications/{draft.public_id}/preview/").sees("山本 カズ").misses("髙橋")


def test_a_latin_name_stands_where_there_is_no_other(
    draft: Application, writer: Visitor, applicant: User
) -> None:
    none = ["family_name", "given_name", "family_name_kana", "given_name_kana"]
    actions.save(draft, by=applicant, values=dict.fromkeys(none, ""))
    writer.open(f"/applications/{draft.public_id}/preview/").sees("Takahashi Kazura")


def test_an_empty_draft_has_a_preview_too(
    draft: Application, writer: Visitor, applicant: User
) -> None:
    actions.erase_draft(draft, by=applicant)
    begun = actions.start(draft.round, by=applicant)
    writer.open(f"/applications/{begun.public_id}/preview/").sees("書かれていません。")
    actions.save(begun, by=applicant, values={"record-1-title": "件名だけ"})
    writer.open(f"/applications/{begun.public_id}/preview/").sees("件名だけ", "分野は未記入")


def test_for_others_there_is_no_preview(draft: Application) -> None:
    stranger = at_work(factories.UserFactory())
    stranger.open(f"/applications/{draft.public_id}/preview/", status=404)


def test_the_preview_stays_when_nothing_can_be_written_any_more(
    draft: Application, writer: Visitor
) -> None:
    round = draft.round
    round.closes_at = round.opens_at + dt.timedelta(minutes=1)
    round.save(update_fields=["closes_at"])
    writer.open(f"/applications/{draft.public_id}/preview/").sees("窓口予約の全庁導入")
