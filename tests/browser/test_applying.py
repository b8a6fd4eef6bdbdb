"""The applicant in a real browser: sign in, write, err, read over, submit, keep the receipt."""

import re

import pytest
from playwright.sync_api import Dialog, Page, expect

from accounts.models import User
from recruitment.applications.models import Application, ApplicationStatus
from recruitment.calls.models import Round
from tests.browser.conftest import OpenWindow, Window
from tests.visitor import PASSWORD, pdf_text

pytestmark = pytest.mark.browser
TYPED = {
    "family_name": "𠮷田",
    "given_name": "葛󠄀",
    "family_name_kana": "ﾖｼﾀﾞ",
    "given_name_kana": "かづら",
    "employer": "架空システム株式会社",
    "motive": "窓口の待ち時間を半分にした。\n次は書かない窓口へ。",
}
STATE = ".head .chip"


@pytest.fixture
def applying(transactional_db: None, open_round: Round, applicant: User) -> User:
    """Somebody with an account, while a call is open."""
    applicant.set_password(PASSWORD)
    applicant.save(update_fields=["password"])
    return applicant


def sign_in(window: Window, user: User) -> None:
    """From the call's page through the sign-in page to one's applications."""
    page = window.open("/calls/FY2026/")
    page.get_by_role("link", name="サインインして応募する").click()
    page.fill("#id_login", user.email)
    page.fill("#id_password", PASSWORD)
    page.get_by_role("button", name="サインインする").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("応募"))


def start(page: Page) -> None:
    page.get_by_role("button", name="応募を始める").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("応募を書く")


def write(page: Page, day: str) -> None:
    page.get_by_label("プロデューサー").check()
    for name, text in TYPED.items():
        page.fill(f"#id_{name}", text)
    for part, number in (("year", "1980"), ("month", "2"), ("day", day)):
        page.fill(f"[name=birth_date_{part}]", number)
    page.select_option("#id_prefecture", label="静岡県")
    page.locator("[name=consented]").check()


def submit(page: Page) -> None:
    page.get_by_role("button", name="保存して確認へ進む").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("提出する内容の確認")
    expect(page.get_by_text("𠮷田 葛󠄀", exact=True)).to_be_visible()
    expect(page.get_by_text("ヨシダ カヅラ", exact=True)).to_be_visible()
    page.get_by_role("button", name="この内容で提出する").click()
    expect(page.locator(STATE)).to_have_text("提出済み")
    expect(page.get_by_text("FY2026-0001").first).to_be_visible()


def keeps_what_was_typed(page: Page, day: str) -> None:
    """The page again, with a sentence beside the date and everything still in its place."""
    expect(page.get_by_role("alert")).to_contain_text("その日付は暦にありません")
    for name, text in TYPED.items():
        expect(page.locator(f"#id_{name}")).to_have_value(text)
    expect(page.locator("[name=birth_date_day]")).to_have_value(day)
    expect(page.locator("#id_prefecture")).to_have_value("22")
    expect(page.get_by_label("プロデューサー")).to_be_checked()
    expect(page.locator("[name=consented]")).to_be_checked()


def stay(dialog: Dialog) -> None:
    assert dialog.type == "beforeunload"
    dialog.dismiss()


def test_an_application_from_sign_in_to_receipt(applying: User, window: OpenWindow) -> None:
    at_home = window()
    page = at_home.page
    sign_in(at_home, applying)
    start(page)
    write(page, day="30")
    page.once("dialog", stay)
    page.get_by_role("link", name="応募の画面に戻る").click(no_wait_after=True)
    expect(page.locator("#id_motive")).to_have_value(TYPED["motive"])
    page.get_by_role("button", name="保存して確認へ進む").click()
    keeps_what_was_typed(page, day="30")
    assert at_home.findings() == []
    page.get_by_role("alert").get_by_role("link").click()
    assert page.url.endswith("#div_id_birth_date")
    page.fill("[name=birth_date_day]", "29")
    submit(page)
    assert at_home.findings() == []
    with page.expect_download() as paper:
        page.get_by_role("link", name="受付票(PDF)を取り出す").click()
    assert "FY2026-0001" in pdf_text(paper.value.path().read_bytes())
    assert at_home.complaints == []
    assert Application.objects.get().status == ApplicationStatus.SUBMITTED


def test_the_same_without_scripts(applying: User, window: OpenWindow) -> None:
    at_home = window(javascript=False)
    sign_in(at_home, applying)
    start(at_home.page)
    write(at_home.page, day="30")
    at_home.page.get_by_role("button", name="保存して確認へ進む").click()
    keeps_what_was_typed(at_home.page, day="30")
    at_home.page.fill("[name=birth_date_day]", "29")
    submit(at_home.page)
    assert Application.objects.get().person.family_name == TYPED["family_name"]
