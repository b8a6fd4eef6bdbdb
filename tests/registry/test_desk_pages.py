"""The desk's pages about the list: what they show, what they keep, how much they ask."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from recruitment.calls.models import Round
from recruitment.standards.models import SkillStandard
from roster.registry import actions
from roster.registry.models import (
    Edition,
    ProfileSheet,
    Registrant,
    RegistrationStatus,
    TrackRecord,
    WorkConditions,
)
from tests import factories
from tests.registry import situations

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], Client]


def day(name: str, value: dt.date) -> dict[str, Any]:
    """A date as its three fields."""
    return {f"{name}_{part}": getattr(value, part) for part in ("year", "month", "day")}


@pytest.fixture
def desk(signed_in: SignIn, staff: User) -> Client:
    return signed_in(staff)


def text(response: Any) -> str:
    return str(response.content.decode())


def test_registering_all_from_the_page(training_round: Round, desk: Client) -> None:
    situations.completed(training_round, codes=("producer", "project_manager"))
    address = reverse("registry:register", args=[training_round.code])
    assert "2件を登録する" in text(desk.get(address))
    answer = desk.post(address, day("registered_on", timezone.localdate()), follow=True)
    assert "2件を登録しました" in text(answer)
    assert text(answer).count("登録済み") == 2


def test_the_slower_of_two_gets_a_sentence(training_round: Round, desk: Client) -> None:
    situations.completed(training_round)
    address = reverse("registry:register", args=[training_round.code])
    sent = day("registered_on", timezone.localdate())
    desk.post(address, sent)
    assert "ほかの方の操作が先に済んでいる" in text(desk.post(address, sent, follow=True))


def test_a_date_that_is_none_stays_on_the_page(training_round: Round, desk: Client) -> None:
    situations.completed(training_round)
    address = reverse("registry:register", args=[training_round.code])
    typed = {"registered_on_year": "2026", "registered_on_month": "13", "registered_on_day": "40"}
    answer = desk.post(address, typed)
    assert "その日付は暦にありません" in text(answer)
    assert 'value="40"' in text(answer)


@pytest.mark.parametrize("count", [1, 3])
def test_registration_does_not_grow_with_rows(
    training_round: Round, desk: Client, count: int, django_assert_num_queries: Any
) -> None:
    for _number in range(count):
        situations.completed(training_round)
    with django_assert_num_queries(5):
        answer = desk.get(reverse("registry:register", args=[training_round.code]))
    assert text(answer).count("登録できます") == count


@pytest.mark.parametrize("count", [1, 3])
def test_registrants_do_not_grow_with_rows(
    training_round: Round, staff: User, desk: Client, count: int, django_assert_num_queries: Any
) -> None:
    for _number in range(count):
        situations.with_sheet(situations.registered(training_round, staff), staff)
    with django_assert_num_queries(7):
        answer = desk.get(reverse("registry:registrants"))
    assert text(answer).count('<th scope="row">') == count


def test_registrants_are_found_by_number_and_registered_name(
    training_round: Round, staff: User, desk: Client
) -> None:
    person = factories.PersonFactory(family_name="渡邉", shown_family_name="﨑山")
    found = situations.registered(training_round, staff, person)
    situations.registered(training_round, staff)
    for typed in (found.number, "渡辺", "崎山"):
        answer = desk.get(reverse("registry:registrants"), {"q": typed})
        assert text(answer).count('<th scope="row">') == 1


def test_a_registrants_page_says_everything(
    registrant: Registrant, staff: User, desk: Client
) -> None:
    situations.with_sheet(registrant, staff)
    situations.published(staff)
    answer = text(desk.get(registrant.get_absolute_url()))
    for wanted in ("リストに掲載中", "登録中", "承認済み", "第1版", "窓口改革", registrant.number):
        assert wanted in answer


def test_unknown_numbers_and_rounds_are_not_found(desk: Client) -> None:
    for name in ("registrant", "sheet", "conditions", "preview_sheet", "new_track_record"):
        assert desk.get(reverse(f"registry:{name}", args=["R-0000-0000"])).status_code == 404
    assert desk.get(reverse("registry:register", args=["FY1999"])).status_code == 404
    assert desk.get(reverse("registry:edition_pdf", args=[99])).status_code == 404


def test_writing_a_sheet_from_draft_to_approval(
    registrant: Registrant, desk: Client, staff: User
) -> None:
    address = reverse("registry:sheet", args=[registrant.number])
    assert "第1版" in text(desk.get(address))
    sent = {"version": 1, "summary": "窓口を変える。", "skill_producer_1": "4"}
    assert desk.post(address, sent).status_code == 302
    sheet = ProfileSheet.objects.get()
    assert (sheet.summary, sheet.skills.get().level) == ("窓口を変える。", 4)
    preview = reverse("registry:preview_sheet", args=[registrant.number])
    assert "窓口を変える。" in text(desk.get(preview))
    desk.post(reverse("registry:approve_sheet", args=[registrant.number]), seen(sheet))
    assert registrant.sheets.approved().exists()
    assert "新しい版を作る" in text(desk.get(address))
    desk.post(reverse("registry:start_sheet", args=[registrant.number]))
    assert "第2版" in text(desk.get(address))


def seen(sheet: ProfileSheet) -> dict[str, int]:
    """What the button of the preview posts."""
    return {"number": sheet.number, "version": sheet.version}


def test_only_what_was_previewed_is_approved(
    registrant: Registrant, desk: Client, staff2: User
) -> None:
    sheet = situations.written(registrant, staff2)
    approve = reverse("registry:approve_sheet", args=[registrant.number])
    shown = text(desk.get(reverse("registry:preview_sheet", args=[registrant.number])))
    for name, value in seen(sheet).items():
        assert f'name="{name}" value="{value}"' in shown
    actions.save_sheet(sheet, by=staff2, version=sheet.version, summary="差し替えた紹介文")
    answer = desk.post(approve, seen(sheet))
    assert answer.status_code == 409
    assert "内容が変わりました" in text(answer)
    assert "差し替えた紹介文" in text(answer)
    assert desk.post(approve).status_code == 409
    assert not registrant.sheets.approved().exists()
    desk.post(approve, seen(registrant.sheets.get()))
    assert registrant.sheets.approved().get().summary == "差し替えた紹介文"


def test_the_later_tab_sees_the_difference_and_keeps_its_text(
    registrant: Registrant, desk: Client
) -> None:
    address = reverse("registry:sheet", args=[registrant.number])
    desk.post(address, {"version": 1, "summary": "先に保存"})
    answer = desk.post(address, {"version": 1, "summary": "あとから保存"})
    assert answer.status_code == 409
    assert "先に保存" in text(answer)
    assert "あとから保存" in text(answer)
    again = desk.post(address, {"version": 2, "summary": "あとから保存"})
    assert again.status_code == 302


def test_a_track_record_needs_its_result(registrant: Registrant, desk: Client) -> None:
    address = reverse("registry:new_track_record", args=[registrant.number])
    sent = {
        **{name: value for name, value in situations.FACTS.items() if not name.endswith("_on")},
        **day("started_on", dt.date(2021, 4, 1)),
        "version": 1,
        "result": "",
    }
    answer = desk.post(address, sent)
    assert "窓口予約の全庁導入" in text(answer)
    assert not TrackRecord.objects.exists()
    assert desk.post(address, sent | {"result": "41分→12分"}).status_code == 302
    record = TrackRecord.objects.get()
    change = reverse("registry:track_record", args=[registrant.number, record.order])
    assert desk.post(change, sent | {"result": "半分"}).status_code == 302
    assert desk.post(change, sent | {"result": "後"}).status_code == 409
    gone = reverse("registry:remove_track_record", args=[registrant.number, record.order])
    assert "半分" in text(desk.get(gone))
    desk.post(gone)
    assert not TrackRecord.objects.exists()


def test_conditions_from_the_page(registrant: Registrant, desk: Client) -> None:
    address = reverse("registry:conditions", args=[registrant.number])
    sent = {
        "version": 1,
        "days_per_week": 2,
        "remote_share": "half",
        "prefectures": ["22", "13"],
        **day("confirmed_on", dt.date(2026, 10, 2)),
    }
    assert desk.post(address, sent | {"days_per_week": 9}).status_code == 200
    assert not WorkConditions.objects.exists()
    assert desk.post(address, sent).status_code == 302
    assert WorkConditions.objects.get().prefectures == ["22", "13"]
    assert desk.post(address, sent).status_code == 302
    assert desk.post(address, sent).status_code == 409


def test_suspending_resuming_and_ending(registrant: Registrant, desk: Client) -> None:
    def at(name: str) -> str:
        return reverse(f"registry:{name}", args=[registrant.number, "producer"])

    assert "すぐに地方公共団体のリストから消え" in text(desk.get(at("suspend")))
    desk.post(at("suspend"), {"reason": "休養"})
    assert registrant.registrations.get().status == RegistrationStatus.SUSPENDED
    desk.post(at("resume"))
    assert registrant.registrations.get().status == RegistrationStatus.ACTIVE
    early = {"why": "request", **day("on", timezone.localdate() - dt.timedelta(days=9))}
    assert "登録日以後" in text(desk.post(at("deregister"), early))
    desk.post(at("deregister"), {"why": "request", **day("on", timezone.localdate())})
    assert registrant.registrations.get().status == RegistrationStatus.DEREGISTERED
    renewal = {"reason": "続ける", **day("renewed_on", timezone.localdate())}
    assert "新しい応募が必要" in text(desk.post(at("renew"), renewal))


def test_publishing_an_edition(registrant: Registrant, desk: Client) -> None:
    address = reverse("registry:editions")
    assert "次の版ではじめて載る登録: 1件" in text(desk.get(address))
    sent = {"expected": 1, **day("as_of", timezone.localdate())}
    answer = desk.post(reverse("registry:publish_edition"), sent, follow=True)
    assert "第1版を公表しました" in text(answer)
    again = desk.post(
        reverse("registry:publish_edition"), sent, follow=True, headers={"referer": address}
    )
    assert Edition.objects.count() == 1
    assert again.status_code == 200
    older = sent | day("as_of", timezone.localdate() - dt.timedelta(days=9)) | {"expected": 2}
    assert "前の版の現在日以後" in text(desk.post(reverse("registry:publish_edition"), older))


def test_concluding_says_what_is_open_and_then_what_happens(
    training_round: Round, staff: User, desk: Client
) -> None:
    address = reverse("registry:conclude", args=[training_round.code])
    situations.registered(training_round, staff)
    assert "まだ載っていない登録が1件" in text(desk.get(address))
    situations.published(staff)
    assert "取り消すことはできません" in text(desk.get(address))
    desk.post(address, day("on", timezone.localdate()))
    training_round.refresh_from_db()
    assert training_round.status == "concluded"


def test_auditors_read_but_do_not_change(
    registrant: Registrant, auditor: User, signed_in: SignIn, training_round: Round
) -> None:
    client = signed_in(auditor)
    assert client.get(registrant.get_absolute_url()).status_code == 200
    address = reverse("registry:register", args=[training_round.code])
    assert client.get(address).status_code == 200
    assert client.post(address, day("registered_on", timezone.localdate())).status_code == 403
    for name in ("sheet", "conditions", "new_track_record"):
        assert client.get(reverse(f"registry:{name}", args=[registrant.number])).status_code == 404


def test_my_page_shows_what_officers_see_and_who_looked(
    training_round: Round, staff: User, applicant: User, officer: User, signed_in: SignIn
) -> None:
    person = factories.PersonFactory(user=applicant)
    registrant = situations.registered(training_round, staff, person)
    page = text(signed_in(applicant).get(reverse("registry:me")))
    assert "情報シート未登録" in page
    assert page.count("<h2>働き方の条件</h2>") == 1
    assert "その団体と日時がここに並びます" in page
    situations.with_sheet(registrant, staff)
    situations.published(staff)
    page = text(signed_in(applicant).get(reverse("registry:me")))
    assert "待ち時間 41分→12分" in page
    assert page.count("<h2>働き方の条件</h2>") == 1
    assert signed_in(officer).get(reverse("registry:me")).status_code == 404


def test_an_edition_as_a_paper(training_round: Round, staff: User, desk: Client) -> None:
    person = factories.PersonFactory(family_name="葛󠄀城", family_name_kana="カツラギ")
    situations.registered(training_round, staff, person, employer="株式会社ひみつ")
    actions.publish_edition(by=staff, as_of=timezone.localdate())
    answer = desk.get(reverse("registry:edition_pdf", args=[1]))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_a_day_of_result_before_the_registration_gets_a_sentence_beside_it(
    staff: User, standard: SkillStandard
) -> None:
    now = timezone.now()
    past = {"opens_at": now - dt.timedelta(days=90), "closes_at": now - dt.timedelta(days=60)}
    row = factories.announced_round(standard, fiscal_year=2025, **past)
    factories.advance(row, "start_evaluation", "decide", "release_results", "start_training")
    factories.registered(factories.passed(row))
    actions.publish_edition(by=None, as_of=timezone.localdate(), round=row, source="tests")
    client = Client()
    client.force_login(staff)
    day = timezone.localdate() - dt.timedelta(days=1)
    typed = {"on_year": day.year, "on_month": day.month, "on_day": day.day}
    page = client.post(f"/desk/rounds/{row.code}/conclude/", typed)
    assert page.status_code == 200
    assert "結果公表日は、この公募の登録日以後にしてください。" in page.content.decode()
    row.refresh_from_db()
    assert row.status == "training"
