"""PDF from HTML templates and our own style sheet. Nothing else is fetched, from disk or network.

An official paper with a missing style sheet or picture must fail, not look odd.
"""

from mimetypes import guess_type
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

# Where relative addresses of a template begin; the name can never exist (RFC 2606).
BASE = "https://static.invalid/"


class PdfFailed(Exception):
    """The paper names something that is not one of our static files, or is not there."""


class StaticFilesOnly(URLFetcher):
    """Gives WeasyPrint our own static files by their path, and nothing else."""

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        found = finders.find(url.removeprefix(BASE)) if url.startswith(BASE) else None
        if found is None:
            raise ValueError(f"not one of our static files: {url}")
        kind = guess_type(found)[0] or "application/octet-stream"
        return URLFetcherResponse(url, Path(found).read_bytes(), {"Content-Type": kind})


def render(template: str, context: dict[str, Any], *, language: str = "ja") -> bytes:
    """The PDF of `templates/<template>`, which extends `pdf/base.html`, in this language.

    Raises PdfFailed when the template refers to anything but a static file of ours.
    """
    with translation.override(language):
        page = HTML(
            string=render_to_string(template, context),
            base_url=BASE,
            url_fetcher=StaticFilesOnly(fail_on_errors=True),
        )
        try:
            return page.write_pdf(pdf_tags=True)
        except FatalURLFetchingError as failure:  # no Exception: it would take the worker along
            raise PdfFailed(str(failure)) from failure
