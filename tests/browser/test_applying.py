"""The applicant in a real browser: every part, with and without scripts, by keyboard, with an IME,
in two tabs, without a network, after a crash and after the session has ended.
"""

import re
from collections.abc import Iterator
from io import BytesIO

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfWriter

from accounts.models import User
from recruitment.applications.models import Application, ApplicationStatus
from recruitment.calls.models import Round
from tests.applications.situations import drafted
from tests.browser.conftest import OpenWindow, Window
from tests.visitor import PASSWORD, pdf_text

pytestmark = pytest.mark.browser
NAMES = {
    "family_name": "𠮷田",
    "given_name": "葛󠄀",
    "family_name_kana": "ﾖｼﾀﾞ",
    "given_name_kana": "かづら",
}
RECORD = {
    "title": "窓口予約の全庁導入",
    "started_on_year": "2023",
    "started_on_month": "4",
    "role": "推進責任者",
    "action": "7課の手続を一つの予約に統合した。",
    "result": "待ち時間を平均41分から12分に短縮した。",
}
MOTIVE = "窓口の待ち時間を半分にした。\n次は書かない窓口へ。"
STATE = ".head .chip"
SAVED = re.compile(r"保存しました \d\d:\d\d")


@pytest.fixture
def applying(transactional_db: None, open_round: Round, applicant: User) -> User:
    """Somebody with an account, while a call is open."""
    applicant.set_password(PASSWORD)
    applicant.save(update_fields=["password"])
    return applicant


@pytest.fixture
def draft(open_round: Round, applying: User) -> Application:
    return drafted(open_round, applying)


def sign_in(window: Window, user: User) -> None:
    """From the call's page through the sign-in page to one's applications."""
    page = window.open("/calls/FY2026/")
    page.get_by_role("link", name="サインインして応募する").click()
    fill_in_password(page, user)
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("応募"))


def fill_in_password(page: Page, user: User) -> None:
    page.fill("#id_login", user.email)
    page.fill("#id_password", PASSWORD)
    page.get_by_role("button", name="サインインする", exact=True).click()


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def onward(page: Page, to: str, button: str = "保存して次の項目へ") -> None:
    page.get_by_role("button", name=button).click()
    heading(page, to)


def start(page: Page) -> None:
    page.get_by_role("button", name="応募を始める").click()
    heading(page, "応募を書く")


def write_everything(page: Page) -> Iterator[str]:
    """Every part in the order in which they are offered; yields at each page once it is filled."""
    page.get_by_role("link", name="人材類型・応募の動機").click()
    page.get_by_label("プロデューサー").check()
    page.fill("#id_motive", MOTIVE)
    yield "categories"
    onward(page, "氏名・連絡先")
    for name, text in NAMES.items():
        page.fill(f"#id_{name}", text)
    for part, number in (("year", "1980"), ("month", "2"), ("day", "29")):
        page.fill(f"[name=birth_date_{part}]", number)
    page.fill("#id_postal_code", "413-0504")
    page.get_by_role("button", name="郵便番号から住所を入れる").click()
    expect(page.locator("#id_municipality")).to_have_value("河津町")
    expect(page.locator("#id_prefecture")).to_have_value("22")
    expect(page.locator("#id_given_name")).to_have_value(NAMES["given_name"])
    yield "person"
    onward(page, "勤務先・資格")
    page.fill("#id_employer", "架空システム株式会社")
    yield "work"
    onward(page, "活動実績")
    page.get_by_role("button", name="活動実績を追加する").click()
    for name, text in RECORD.items():
        page.fill(f"[name=record-1-{name}]", text)
    page.select_option("#id_record-1-body_kind", label="市区")
    page.select_option("#id_record-1-field", label="窓口・行政手続")
    yield "record"
    onward(page, "活動実績", "保存して実績の一覧へ")
    page.get_by_role("link", name="次の項目へ").click()
    for group in page.locator(".skill").all():
        group.locator("[value='4']").first.check()
        group.get_by_label(RECORD["title"]).check()
    yield "skills"
    onward(page, "働き方の条件")
    for label in ("窓口・行政手続", "常勤はできない", "週2日まで", "半々", "静岡県", "相談による"):
        page.get_by_label(label, exact=True).check()
    page.get_by_label("認めている(または勤務先がない)").check()
    yield "conditions"
    onward(page, "添付ファイル")
    file = {"name": "C:\\Users\\me\\職務経歴.pdf", "mimeType": "application/pdf", "buffer": a_pdf()}
    page.set_input_files("#id_file", file)
    page.get_by_role("button", name="添付する").click()
    expect(page.get_by_role("link", name="職務経歴.pdf")).to_be_visible()
    yield "attachments"
    page.get_by_role("link", name="次の項目へ").click()
    for tick in page.locator("[name^=consent-]").all():
        tick.check()
    yield "consents"
    onward(page, "提出する内容の確認", "保存して確認へ進む")


def a_pdf() -> bytes:
    """A paper with one empty page."""
    writer, file = PdfWriter(), BytesIO()
    writer.add_blank_page(210, 297)
    writer.write(file)
    return file.getvalue()


def submit(page: Page) -> None:
    expect(page.get_by_text("𠮷田 葛󠄀", exact=True)).to_be_visible()
    expect(page.get_by_text("ヨシダ カヅラ", exact=True)).to_be_visible()
    page.get_by_role("button", name="この内容で提出する").click()
    expect(page.locator(STATE)).to_have_text("提出済み")
    expect(page.get_by_text("FY2026-0001").first).to_be_visible()


@pytest.mark.parametrize("width", [1280, 360])
def test_an_application_from_sign_in_to_receipt(
    applying: User, window: OpenWindow, width: int
) -> None:
    at_home = window()
    page = at_home.page
    at_home.resize(width)
    sign_in(at_home, applying)
    start(page)
    for _part in write_everything(page):
        assert at_home.findings() == []
        assert at_home.overflow() <= 0
    submit(page)
    assert at_home.findings() == []
    with page.expect_download() as paper:
        page.get_by_role("link", name="受付票(PDF)を取り出す").click()
    text = pdf_text(paper.value.path().read_bytes())
    assert "FY2026-0001" in text
    assert "職務経歴.pdf" in text
    assert at_home.complaints == []
    assert Application.objects.get().status == ApplicationStatus.SUBMITTED


def test_the_same_without_scripts(applying: User, window: OpenWindow) -> None:
    at_home = window(javascript=False)
    sign_in(at_home, applying)
    start(at_home.page)
    for _part in write_everything(at_home.page):
        pass
    submit(at_home.page)
    person = Application.objects.get().person
    assert (person.family_name, person.given_name) == (NAMES["family_name"], NAMES["given_name"])


def test_what_is_typed_is_saved_without_a_button(draft: Application, window: OpenWindow) -> None:
    at_home = window(draft.person.user)
    page = at_home.open(f"/applications/{draft.public_id}/edit/categories/")
    page.fill("#id_motive", "書いたそばから残る。")
    expect(saving(page)).to_have_text(SAVED)
    draft.refresh_from_db()
    assert draft.motive == "書いたそばから残る。"
    assert kept(page) == []
    assert at_home.complaints == []


def saving(page: Page) -> Locator:
    """The line that says how saving goes."""
    return page.locator("[data-saved]")


def kept(page: Page) -> list[str]:
    """What this browser still keeps of drafts."""
    return page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('draft:'))")


def test_of_two_tabs_the_later_one_chooses(draft: Application, window: OpenWindow) -> None:
    at_home = window(draft.person.user)
    address = f"/applications/{draft.public_id}/edit/categories/"
    first, second = at_home.open(address), at_home.page.context.new_page()
    second.goto(first.url)
    first.fill("#id_motive", "先の窓の文")
    expect(saving(first)).to_have_text(SAVED)
    second.fill("#id_motive", "後の窓の文")
    expect(second.locator(".clash")).to_contain_text("先の窓の文")
    expect(second.locator(".clash")).to_contain_text("後の窓の文")
    draft.refresh_from_db()
    assert draft.motive == "先の窓の文"
    second.get_by_role("button", name="この画面の文にする").click()
    expect(second.locator(".clash")).to_have_count(0)
    expect(second.locator("#id_motive")).to_have_value("後の窓の文")
    first.fill("#id_motive", "もう一度先の窓から")
    first.get_by_role("button", name="保存されている文にする").click()
    expect(first.locator("#id_motive")).to_have_value("後の窓の文")
    assert kept(first) == []


def test_a_dead_network_loses_nothing(draft: Application, window: OpenWindow) -> None:
    at_home = window(draft.person.user)
    page = at_home.open(f"/applications/{draft.public_id}/edit/categories/")
    page.context.set_offline(True)
    page.fill("#id_motive", "電波のないところで書いた。")
    expect(saving(page)).to_contain_text("この端末に24時間まで残しておきます")
    page.context.set_offline(False)
    expect(saving(page)).to_have_text(SAVED)
    draft.refresh_from_db()
    assert draft.motive == "電波のないところで書いた。"


def test_a_window_that_dies_gives_its_text_back(draft: Application, window: OpenWindow) -> None:
    at_home = window(draft.person.user)
    page = at_home.open(f"/applications/{draft.public_id}/edit/categories/")
    page.fill("#id_motive", "閉じる直前の文")
    page.close(run_before_unload=False)
    again = at_home.page.context.new_page()
    again.goto(f"{at_home.server}/applications/{draft.public_id}/edit/categories/")
    expect(again.locator("#id_motive")).to_have_value("閉じる直前の文")
    again.get_by_role("button", name="保存して次の項目へ").click()
    heading(again, "氏名・連絡先")
    draft.refresh_from_db()
    assert draft.motive == "閉じる直前の文"


def test_a_session_that_ends_keeps_the_text_for_its_account_alone(
    draft: Application, window: OpenWindow, staff: User
) -> None:
    at_home = window()
    sign_in(at_home, draft.person.user)
    address = f"/applications/{draft.public_id}/edit/categories/"
    page = at_home.open(address)
    page.context.clear_cookies(name="roster_session")
    page.fill("#id_motive", "期限の後に書いた。")
    expect(saving(page)).to_contain_text("サインインの期限が切れました")
    saving(page).get_by_role("link").click()
    fill_in_password(page, draft.person.user)
    expect(page.locator("#id_motive")).to_have_value("期限の後に書いた。")
    expect(saving(page)).to_have_text(SAVED)
    draft.refresh_from_db()
    assert draft.motive == "期限の後に書いた。"


def test_signing_out_leaves_nothing_in_the_browser(draft: Application, window: OpenWindow) -> None:
    at_home = window(draft.person.user)
    page = at_home.open(f"/applications/{draft.public_id}/edit/categories/")
    page.route("**/edit/**", lambda route: route.abort())
    page.fill("#id_motive", "残してはいけない文")
    expect(saving(page)).to_contain_text("24時間")
    assert len(kept(page)) == 1
    other = page.context.new_page()  # a page that keeps nothing itself, while the first is open
    other.goto(f"{at_home.server}/my-data/")
    other.get_by_role("banner").get_by_role("button", name="サインアウト").click()
    expect(other.get_by_role("link", name="サインイン", exact=True)).to_be_visible()
    assert kept(other) == []


def test_the_reading_of_a_name_is_suggested_from_the_ime(
    open_round: Round, applying: User, window: OpenWindow
) -> None:
    nothing = {"family_name": "", "family_name_kana": "", "family_name_latin": ""}
    draft = drafted(open_round, applying, **nothing)
    page = window(applying).open(f"/applications/{draft.public_id}/edit/person/")
    page.focus("#id_family_name")
    keyboard = page.context.new_cdp_session(page)
    for text in ("た", "たか", "たかは", "たかはし", "高橋"):
        place = {"selectionStart": len(text), "selectionEnd": len(text)}
        keyboard.send("Input.imeSetComposition", {"text": text, **place})
    keyboard.send("Input.insertText", {"text": "高橋"})
    expect(page.locator("#id_family_name_kana")).to_have_value("タカハシ")
    expect(page.locator("#id_family_name_latin")).to_have_value("Takahashi")
    expect(saving(page)).to_have_text(SAVED)
    draft.refresh_from_db()
    assert (draft.family_name, draft.family_name_kana) == ("高橋", "タカハシ")


def test_a_part_is_written_by_keyboard_alone(draft: Application, window: OpenWindow) -> None:
    page = window(draft.person.user).open(f"/applications/{draft.public_id}/edit/work/")
    page.focus("#main")
    page.locator("#id_employer").evaluate("field => field.value = ''")
    while page.evaluate("document.activeElement.id") != "id_employer":
        page.keyboard.press("Tab")
    page.keyboard.type("Keyboard Inc.")
    page.keyboard.press("Enter")
    heading(page, "活動実績")
    draft.refresh_from_db()
    assert draft.employer == "Keyboard Inc."
