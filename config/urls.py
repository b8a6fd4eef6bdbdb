"""Every address of the product.

What belongs to one stage stands in that stage's `urls.py`, with its full path.
"""

from importlib.util import find_spec

from django.contrib import admin
from django.urls import include, path

from config import api
from config.views import health, home, own_data, pages

STAGES = [
    "accounts",  # first: the <number> of the list would take `colleagues`
    "roster.results",
    "roster.provision",
    "roster.registry",
    "training",
    "recruitment.evaluation",
    "recruitment.applications",
    "recruitment.calls",
    "desk",  # last: its <code> would take `new`, which belongs to the calls
]

ABOUT = [
    path("privacy/", pages.privacy, name="privacy"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("contact/", pages.contact, name="contact"),
]

handler404 = "config.views.errors.not_found"

urlpatterns = [
    path("", home.home, name="home"),
    path("about/", include((ABOUT, "pages"))),
    path("my-data/", own_data.own_data, name="own_data"),
    path("my-data/data.json", own_data.own_data_json, name="own_data_json"),
    path("my-data/data.pdf", own_data.own_data_pdf, name="own_data_pdf"),
    path("language/", pages.set_language, name="set_language"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/factors/", include("allauth.mfa.urls")),
    path("accounts/sessions/", include("allauth.usersessions.urls")),
    path("api/v1/", api.urls()),
    path("admin/", admin.site.urls),
    *[
        path("", include(f"{stage}.urls"))
        for stage in STAGES
        if find_spec(f"{stage}.urls") and find_spec(f"{stage}.views")
    ],
]
