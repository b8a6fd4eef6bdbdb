"""`/api/v1/`: the stages' routers under one OpenAPI document; errors as RFC 9457 problems."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from common.digest import canonical
from roster.provision.api import router as provision
from roster.results.api import router as results

# The interactive pages load their assets from elsewhere: only the document itself is served.
api = NinjaAPI(title="External personnel roster", version="1", docs_url=None, urls_namespace="api")
api.add_router("", results)
api.add_router("", provision)


NOTHING_HERE = "There is nothing here that you may see."


def problem(status: int, detail: str, **more: Any) -> HttpResponse:
    """One error as `application/problem+json`."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        **more,
    }
    return HttpResponse(canonical(body), status=status, content_type="application/problem+json")


@api.exception_handler(HttpError)
def on_http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error.status_code, str(error))


@api.exception_handler(Http404)
def on_not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(404, NOTHING_HERE)


@api.exception_handler(PermissionDenied)
def on_refusal(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    return problem(403, str(error))


@api.exception_handler(ValidationError)
def on_bad_input(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problem(422, "The request does not fit the document.", errors=error.errors)


def urls() -> tuple[list[URLPattern | URLResolver], str, str]:
    """The API's addresses. Each operation asks for its own credentials and answers in JSON."""
    patterns, app_name, namespace = api.urls
    for pattern in patterns:
        vars(pattern.callback)["login_required"] = False  # for LoginRequiredMiddleware
    return patterns, app_name, namespace
