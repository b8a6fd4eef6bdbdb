"""Everything that the product keeps about one person, as one dictionary.

The page counts it, JSON and PDF are made from it. Each stage gives its own part (`own_data` of the
app); keys are stable, and a `…_label` says in the reader's language what a code means.
"""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import own_data as accounts
from accounts.models import Assumption, User
from common.dates import in_tokyo
from recruitment.applications import own_data as applications
from roster.registry import own_data as registry
from training import own_data as training

FORMAT = "external-personnel-roster/own-data/1"
Data = dict[str, Any]
# For how many years, counted from 1 April of the year after; assumptions that staff may change.
UNSUCCESSFUL, UNSUCCESSFUL_DEFAULT = "retention_unsuccessful_years", 3
SELECTION, SELECTION_DEFAULT = "retention_selection_years", 10


def compose(user: User, at: dt.datetime) -> Data:
    """What stands about this account, and the person behind it, at this instant."""
    return {
        "format": FORMAT,
        "made_at": at,
        **accounts.own_data(user),
        **applications.own_data(user),
        **training.own_data(user),
        **registry.own_data(user),
    }


def as_json(data: Data) -> str:
    """Pretty-printed, with real characters; days and Japanese instants in ISO form."""
    return json.dumps(data, ensure_ascii=False, indent=2, default=_iso) + "\n"


def _iso(value: Any) -> str:
    if isinstance(value, dt.datetime):
        return in_tokyo(value).isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no form in JSON")


@dataclass(frozen=True)
class Stored:
    """One kind of thing that is kept: how much of it, where it came from, and for how long."""

    what: str
    amount: str
    origin: str
    kept: str


def stored(data: Data) -> list[Stored]:
    """What is kept about this person, in plain words; what there is none of is left out."""
    return list(_stored(data))


def _stored(data: Data) -> Iterator[Stored]:
    account = data["account"]
    yield Stored(
        _("アカウント"),
        account["email"],
        _("あなたが作るときと、変えたときに入れたもの"),
        _("アカウントのあるあいだ"),
    )
    yield Stored(
        _("アカウントの記録"),
        _count(account["log"]),
        _("サインインや変更のたびに、システムが書いたもの"),
        _("アカウントのあるあいだ"),
    )
    if data["person"]:
        yield Stored(
            _("氏名・生年月日"),
            _versions(data["person"]["versions"]),
            _("応募に書いたもの。前の氏名も、変更の履歴として残ります。"),
            _selection(),
        )
    yield from _of_selection(data)
    if data["looks"]:
        yield Stored(
            _("閲覧記録"),
            _count(data["looks"]),
            _("地方公共団体や総務省が情報シートを見るたびに、システムが書いたもの"),
            _selection(),
        )


def _of_selection(data: Data) -> Iterator[Stored]:
    drafts = [row for row in data["applications"] if not row["receipt_number"]]
    received = [row for row in data["applications"] if row["receipt_number"]]
    if drafts:
        yield Stored(
            _("提出していない下書き"),
            _count(drafts),
            _("あなたが書いたもの、添付したもの"),
            _("あなたが消去するまで"),
        )
    if received:
        yield Stored(
            _("応募"), _submissions(received), _("あなたが提出したものと、その後の経過"), _kept()
        )
    if data["training"]:
        yield Stored(
            _("研修"), _count(data["training"]), _("研修の担当者が記録したもの"), _selection()
        )
    if data["registration"]:
        yield Stored(
            _("登録"),
            data["registration"]["number"],
            _("応募の内容をもとに、あなたと総務省が整えたもの"),
            _("登録のあいだと、その後は選考の記録と同じ"),
        )


def _kept() -> str:
    years = Assumption.objects.number(UNSUCCESSFUL, UNSUCCESSFUL_DEFAULT)
    return _("合格しなかった応募は%(years)s年、%(selection)s") % {
        "years": years,
        "selection": _selection(),
    }


def _selection() -> str:
    years = Assumption.objects.number(SELECTION, SELECTION_DEFAULT)
    return _("選考の記録は%(years)s年") % {"years": years}


def _count(rows: list[Data]) -> str:
    return ngettext("%(number)s件", "%(number)s件", len(rows)) % {"number": len(rows)}


def _versions(rows: list[Data]) -> str:
    text = ngettext("%(number)s版", "%(number)s版", len(rows))
    return text % {"number": len(rows)}


def _submissions(rows: list[Data]) -> str:
    sent = sum(len(row["submissions"]) for row in rows)
    files = sum(len(row["attachments"]) for row in rows)
    return _("%(count)s(提出%(sent)s回、添付ファイル%(files)s個)") % {
        "count": _count(rows),
        "sent": sent,
        "files": files,
    }
