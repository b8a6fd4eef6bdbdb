"""Markdown as HTML that may stand on a page: the one renderer, of previews and of what is shown.

CommonMark and tables. HTML in the text stays text, pictures become their description, links go to
the web or to a mailbox, headings begin below a page's h2, and a new line is a new line, as in
every other field of ours.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

BELOW = 2  # the level of the heading under which a text stands
DEEPEST = 6
TAGS = {"p", "br", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre", "hr"}
TAGS |= {"h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES: dict[str, set[str]] = {"*": set(), "a": {"href"}, "ol": {"start"}, "th": {"scope"}}
ATTRIBUTES |= {"td": {"data-label"}}
RIGHT = "n"  # our class of columns with figures; the policy of our pages forbids a style
STACK = "stack"  # our class of tables that become lists of facts on a phone
MANY = 3  # columns, from which on a table is too narrow for a phone
SCHEMES = {"http", "https", "mailto"}


def render(text: str) -> SafeString:
    """The text as clean HTML. Whatever is not on the lists above does not come through."""
    made = _parser.render(text)
    clean = nh3.clean(
        made,
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes={"th": {RIGHT}, "td": {RIGHT}, "table": {STACK}},
        url_schemes=SCHEMES,
        url_relative="deny",
        link_rel="nofollow noopener",
    )
    return mark_safe(clean.strip())


def _fit_into_page(state: StateCore) -> None:
    """Lower the headings; say by class and scope what markdown-it says by style."""
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + BELOW, DEEPEST)}"
        elif token.type in ("th_open", "td_open"):
            _dress(token)
    _stack(state.tokens)


def _stack(tokens: Sequence[Token]) -> None:
    """Give each cell of a wide table the heading of its column, for narrow screens."""
    headings: list[str] = []
    table, column = Token("table_open", "table", 1), 0
    for token, inner in pairwise(tokens):
        if token.type == "table_open":
            table, headings = token, []
        elif token.type == "tr_open":
            column = 0
        elif token.type == "th_open":
            headings.append("".join(part.content for part in inner.children or ()))
        elif token.type == "td_open":
            if len(headings) >= MANY:
                table.attrs["class"] = STACK
                if column:  # the first cell names the row
                    token.attrs["data-label"] = headings[column]
            column += 1


def _dress(cell: Token) -> None:
    style = str(cell.attrs.pop("style", ""))
    if style.endswith("right"):
        cell.attrs["class"] = RIGHT
    if cell.type == "th_open":
        cell.attrs["scope"] = "col"


def _description(
    self: Any, tokens: Sequence[Token], place: int, options: Any, environment: Any
) -> str:
    """A picture is told by its description: pages fetch nothing from elsewhere."""
    return str(escapeHtml(tokens[place].content))


def _made() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table")
    parser.core.ruler.push("fit_into_page", _fit_into_page)
    parser.add_render_rule("image", _description)
    return parser


_parser = _made()
