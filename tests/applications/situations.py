"""Applications as people really make them: through the actions."""

import datetime as dt
from typing import Any

from django.utils import timezone

from accounts.models import User
from recruitment.applications import actions
from recruitment.applications.models import Application
from recruitment.calls.models import Round

COMPLETE: dict[str, Any] = {
    "family_name": "髙橋",
    "given_name": "葛󠄀",
    "family_name_kana": "タカハシ",
    "given_name_kana": "カズラ",
    "family_name_latin": "Takahashi",
    "given_name_latin": "Kazura",
    "shown_family_name": "",
    "shown_given_name": "",
    "birth_date": dt.date(1985, 6, 1),
    "prefecture": "22",
    "industry": "G",
    "employer": "架空システム株式会社",
    "motive": "窓口の待ち時間を短くしたい。",
    "consented": True,
}


def drafted(
    round: Round, by: User, codes: tuple[str, ...] = ("producer",), **facts: Any
) -> Application:
    """A complete draft that nobody has submitted."""
    application = actions.start(round, by=by)
    chosen = round.standard.categories.filter(code__in=codes)
    version = application.version
    return actions.save_draft(
        application, by=by, version=version, categories=chosen, **COMPLETE | facts
    )


def submitted(
    round: Round, by: User, codes: tuple[str, ...] = ("producer",), **facts: Any
) -> Application:
    """A draft that its applicant has submitted just now."""
    application = drafted(round, by, codes, **facts)
    return actions.submit(application, by=by, arrived_at=timezone.now())
