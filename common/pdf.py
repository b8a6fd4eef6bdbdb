"""PDF from HTML templates and our own style sheet. Nothing else is fetched, from disk or network.

An official paper with a missing style sheet or picture must fail, not look odd.
"""

from mimetypes import guess_type
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.template.loader import render_to_string
from django.utils import translation
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

# Where relative addresses of a template begin; the name can never exist (RFC 2606).
BASE = "https://static.invalid/"


class PdfFailed(Exception):
    """The paper names something that is not one of our static files, or is not there."""


class StaticFilesOnly(URLFetcher):
    """Gives WeasyPrint our own static files by their path, and nothing else.

    `refused` keeps what was asked for in vain: pictures within SVG fail without a word.
    """

    def __init__(self) -> None:
        super().__init__(fail_on_errors=True)
        self.refused: list[str] = []

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        path = _static_file(url)
        if path is None:
            self.refused.append(url)
            raise ValueError(f"not one of our static files: {url}")
        kind = guess_type(path)[0] or "application/octet-stream"
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})


def _static_file(url: str) -> Path | None:
    if not url.startswith(BASE):
        return None
    try:
        found = finders.find(url.removeprefix(BASE))
    except SuspiciousFileOperation:  # a path that leaves the folder
        return None
    return Path(found) if found else None


def render(template: str, context: dict[str, Any], *, language: str = "ja") -> bytes:
    """The PDF of `templates/<template>`, which extends `pdf/base.html`, in this language.

    Raises PdfFailed when the template refers to anything but a static file of ours.
    """
    fetcher = StaticFilesOnly()
    with translation.override(language):
        page = HTML(string=render_to_string(template, context), base_url=BASE, url_fetcher=fetcher)
        try:
            paper = page.write_pdf(pdf_tags=True)
        except FatalURLFetchingError as failure:  # no Exception: it would take the worker along
            raise PdfFailed(str(failure)) from failure
    if fetcher.refused:
        raise PdfFailed(f"not one of our static files: {', '.join(fetcher.refused)}")
    return bytes(paper)
