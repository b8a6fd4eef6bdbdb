"""A passkey is made and shown by a real browser with a virtual key."""

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.accounts.situations import PASSWORD, with_password
from tests.browser.conftest import OpenWindow, Window

pytestmark = pytest.mark.browser


def plug_in(page: Page) -> None:
    """A key that asks nobody, as a laptop with a fingerprint would."""
    key = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": key})


def sign_in(window: Window, user: User) -> Page:
    page = window.open("/accounts/login/")
    page.fill("[name=login]", user.email)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="サインインする", exact=True).click()
    return page


def make(page: Page) -> None:
    page.get_by_role("link", name="パスキーを加える").click()
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="確かめて続ける").click()
    page.get_by_role("button", name="パスキーを加える").click()


@pytest.fixture
def newcomer(transactional_db: None, staff: User) -> User:
    return with_password(staff)


def test_staff_set_a_passkey_up_and_sign_in_with_it_alone(
    newcomer: User, window: OpenWindow
) -> None:
    opened = window()
    plug_in(opened.page)
    page = sign_in(opened, newcomer)
    expect(page.get_by_role("heading", level=2)).to_contain_text("先に第2要素を決めてください")
    make(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("回復コード")
    assert Authenticator.objects.filter(user=newcomer, type="webauthn").count() == 1
    opened.open("/desk/rounds/")
    expect(page.get_by_role("heading", level=1)).to_have_text("公募の一覧")
    page.get_by_role("button", name="サインアウト").click()
    opened.open("/accounts/login/?next=/desk/rounds/")
    page.get_by_role("button", name="パスキーでサインインする").click()
    expect(page.get_by_role("button", name="サインアウト")).to_be_visible()
    opened.open("/desk/rounds/")
    expect(page.get_by_role("heading", level=1)).to_have_text("公募の一覧")
    assert opened.complaints == []


def test_a_passkey_is_asked_for_after_the_password(newcomer: User, window: OpenWindow) -> None:
    opened = window()
    plug_in(opened.page)
    page = sign_in(opened, newcomer)
    make(page)
    page.get_by_role("button", name="サインアウト").click()
    sign_in(opened, newcomer)
    page.get_by_role("button", name="パスキーで確かめる").click()
    expect(page.get_by_role("button", name="サインアウト")).to_be_visible()
    opened.open("/accounts/factors/webauthn/")
    assert opened.findings() == []
    page.get_by_role("link", name="名前を変える").click()
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="確かめて続ける").click()
    page.fill("[name=name]", "職場のノート")
    page.get_by_role("button", name="名前を保存する").click()
    expect(page.get_by_text("職場のノート")).to_be_visible()
    assert opened.complaints == []


def test_a_browser_without_a_key_says_so(newcomer: User, window: OpenWindow) -> None:
    opened = window()
    page = opened.open("/accounts/login/")
    page.evaluate(
        '() => { navigator.credentials.get = () => Promise.reject(new Error("no key")); }'
    )
    page.get_by_role("button", name="パスキーでサインインする").click()
    expect(page.get_by_role("alert")).to_contain_text("パスキーを確認できませんでした")


def test_without_scripts_a_password_is_the_way(newcomer: User, window: OpenWindow) -> None:
    page = window(javascript=False).open("/accounts/login/")
    expect(page.get_by_role("button", name="パスキーでサインインする")).to_be_hidden()
