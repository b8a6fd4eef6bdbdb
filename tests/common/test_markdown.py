"""Markdown: what comes through, and what never does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.markdown import render


def test_headings_begin_below_the_pages_own() -> None:
    assert render("# 一\n\n## 二\n\n###### 六") == "<h3>一</h3>\n<h4>二</h4>\n<h6>六</h6>"


def test_lists_emphasis_and_new_lines_come_through() -> None:
    assert render("- **強**\n- *弱*") == (
        "<ul>\n<li><strong>強</strong></li>\n<li><em>弱</em></li>\n</ul>"
    )
    assert render("一行目\n二行目") == "<p>一行目<br>\n二行目</p>"
    assert render("3. 三") == '<ol start="3">\n<li>三</li>\n</ol>'


def test_a_table_of_many_columns_becomes_a_list_of_facts_on_a_phone() -> None:
    made = render("| **段階** | 内容 | 時期 |\n|---|---|--:|\n| 応募 | 書く | 1か月 |")
    assert '<table class="stack">' in made
    assert "<td>応募</td>" in made
    assert 'data-label="内容"' in made
    assert "data-label" not in render("| 名 | 数 |\n|---|--:|\n| 甲 | 3 |")


def test_tables_carry_scope_and_class_and_no_style() -> None:
    made = render("| 名 | 数 |\n|---|--:|\n| 甲 | 3 |")
    assert '<th scope="col">名</th>' in made
    assert '<td class="n">3</td>' in made
    assert "style" not in made


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("[総務省](https://www.example.jp/a?b=1&c=2)", "https://www.example.jp/a?b=1&amp;c=2"),
        ("<http://www.example.jp/>", "http://www.example.jp/"),
        ("[担当](mailto:office@tests.example)", "mailto:office@tests.example"),
    ],
)
def test_links_to_the_web_and_to_mailboxes_are_kept(text: str, address: str) -> None:
    made = render(text)
    assert f'href="{address}"' in made
    assert 'rel="nofollow noopener"' in made


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JaVaScRiPt:a", "data:text/html,x", "vbscript:x", "file:///etc/passwd"]
    + ["ftp://tests.example/", "//tests.example/", "/desk/", "java&#115;cript:a", "tel:1"],
)
def test_other_links_lose_their_address(address: str) -> None:
    assert "href" not in render(f"[ここ]({address})")
    assert "href" not in render(f"[ここ]: {address}\n\n[ここ]").replace("hreflang", "")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=a()>",
        '<p style="color:red" onclick="a()">x</p>',
        "<iframe src='https://tests.example/'></iframe>",
        "<!-- --><svg/onload=a()>",
        '[x](https://tests.example/ "a\\" onmouseover=\\"b")',
        "![絵](https://tests.example/x.png)",
        "```html\n<script>\n```",
    ],
)
def test_html_and_pictures_stay_text(text: str) -> None:
    made = render(text)
    assert not any(tag in made for tag in ("<script", "<img", "<iframe", "<svg", "<p s", "title="))


def test_a_picture_is_told_by_its_description() -> None:
    assert render("![<b>地図](https://tests.example/x.png)") == "<p>&lt;b&gt;地図</p>"


def test_rare_characters_come_through() -> None:
    assert render("髙橋 𠮷田 葛󠄀城") == "<p>髙橋 𠮷田 葛󠄀城</p>"
    assert render("") == ""


@given(st.text(alphabet=st.sampled_from(list("<>\"'&[]()!#|-`*_:/ \n\\ajs=;x")), max_size=60))
def test_nothing_that_runs_comes_out_of_anything(text: str) -> None:
    made = render(text).lower()
    assert "<script" not in made
    assert "<img" not in made
    assert 'href="j' not in made
