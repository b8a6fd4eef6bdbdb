"""The steps of the demonstration, in order.

Each is one or a few transactions and is left out when its rows are there.
"""

import datetime as dt
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from django.utils import timezone

from accounts import actions as people
from config.demo import accounts, registrants, rounds
from config.demo.accounts import account
from config.demo.past import PAST, REGISTRANT, PastRound, workbook
from recruitment.calls.models import Round
from roster.provision import actions as provision
from roster.provision.models import ProvisionRequest
from roster.registry import actions as registry
from roster.registry.models import Edition
from roster.results import actions as results

Step = tuple[str, Callable[[], object]]
NEEDS = {
    "officer": {
        "problem": "窓口が混み合い、待ち時間が長い。手続ごとに予約の方法が違う。",
        "person_wanted": "課をまたいで手続を見直し、最後まで推進できる方。週2日程度。",
        "selection": "情報シートで3人に絞り、面談して決める。",
        "receiving": "企画調整課に席を用意し、町長の直轄とする。",
    },
    "officer2": {
        "problem": "基幹業務の標準化の工程が遅れている。",
        "person_wanted": "移行計画を立て直し、事業者と調整できる方。",
        "selection": "書面で2人に絞り、面談する。",
        "receiving": "情報政策課の担当3人と組む。",
    },
}


def steps() -> Iterator[Step]:
    """Name and work of every step that is still to be done."""
    yield "accounts", accounts.create
    for past in PAST:
        if not Round.objects.filter(fiscal_year=past.fiscal_year).exists():
            yield f"FY{past.fiscal_year} from its workbook", partial(_import, past)
        yield f"FY{past.fiscal_year} sheets and edition", partial(_publish, past)
    yield "requests of local governments", _ask
    made = set(Round.objects.filter(fiscal_year=2026).values_list("number", flat=True))
    for number, make in enumerate(
        (rounds.in_training, rounds.in_evaluation, rounds.open_now), start=1
    ):
        if number not in made:
            yield f"FY2026, round {number}", make


def _import(past: PastRound) -> None:
    with tempfile.TemporaryDirectory() as folder:
        about = results.PastRound(
            plan_version=past.plan_version,
            opened_on=past.opened_on,
            closed_on=past.closed_on,
            result_on=past.result_on,
            successful_only=past.successful_only,
        )
        results.import_round(workbook(past, Path(folder)), about)
    if past.first_person == REGISTRANT:
        people.person_of(account("registrant"))


def _publish(past: PastRound) -> None:
    """One edition a round, on the day of its result; FY2022's is not known, so on the day of
    registration.
    """
    row = Round.objects.get(fiscal_year=past.fiscal_year)
    today = timezone.localdate()
    registrants.renew(today)
    registrants.complete(row, today)
    if not Edition.objects.filter(round=row).exists():
        as_of = past.result_on or past.registered_on
        registry.publish_edition(by=None, as_of=as_of, round=row, source="demo")


def _ask() -> None:
    if ProvisionRequest.objects.exists():
        return
    for name, texts in NEEDS.items():
        officer = account(name)
        body = officer.offices.get().local_government
        asked = provision.ask(by=officer, local_government=body, **texts)
        provision.submit(asked, by=officer)
        if name == "officer":
            until = timezone.localdate() + dt.timedelta(days=120)
            provision.grant(asked, by=account("staff"), until=until)
