import pytest

from accounts.agents import browser_of

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36"


@pytest.mark.parametrize(
    ("agent", "shown"),
    [
        (CHROME, "Chrome / Windows"),
        (f"{CHROME} Edg/141.0", "Edge / Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18 Safari/604.1",
            "Safari / iPhone",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0", "Firefox / Linux"),
        ("curl/8", "curl/8"),
        ("", ""),
    ],
)
def test_a_browser_is_named_in_two_words(agent: str, shown: str) -> None:
    assert browser_of(agent) == shown
