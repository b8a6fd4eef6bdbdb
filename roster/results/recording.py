"""A past round's rows into the rows of every stage, application by application. For `actions`."""

import datetime as dt
from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts import actions as accounts
from accounts.models import Person
from accounts.queries import find_person
from common.dates import TOKYO
from recruitment.applications import past as applications
from recruitment.applications.models import Candidacy
from recruitment.calls.models import Round
from recruitment.evaluation import past as evaluation
from recruitment.standards.models import Category
from roster.registry import actions as registry
from roster.registry.models import Registration
from roster.results import crosschecks
from roster.results.importing import PERSONAL, Fault, ImportRefused, Outcome, PastRow
from training import past as training
from training.models import EnrolledCandidacy

FACTS = [name for name in PERSONAL if name != "email"]

Progress = Callable[[int, int], None]
Pair = tuple[PastRow, Candidacy]


def record_applications(
    round: Round, rows: list[PastRow], *, source: str, progress: Progress
) -> None:
    """Every application of the file. Raises ImportRefused with what only the database shows."""
    offers = round.offers.select_related("category")
    offered = {offer.category.code: offer.category for offer in offers}
    receipts = crosschecks.by_receipt(rows)
    owners: dict[int, str] = {}
    faults: list[Fault] = []
    for done, (receipt, together) in enumerate(receipts.items(), start=1):
        person = _person(together[0])
        other = owners.setdefault(person.pk, receipt)
        if other == receipt:
            faults += _record(round, person, together, offered, source)
        else:
            faults.append(crosschecks.two_receipts(together[0], other))
        progress(done, len(receipts))
    if faults:
        raise ImportRefused(faults)


def _person(row: PastRow) -> Person:
    """The person as known from earlier rounds or an account, else a new one."""
    name, email = crosschecks.name_of(row), row["email"]
    known = find_person(email=email, name=name, birth_date=row["birth_date"])
    if known is None:
        return accounts.create_person({column: row[column] for column in FACTS}, email)
    accounts.learn_email(known, email)
    if not known.registered_name:  # who only signed up so far has no name yet
        accounts.record_identity(
            known, {name: row.facts.get(name, "") for name in accounts.IDENTITY}
        )
    return known


def _record(
    round: Round, person: Person, rows: list[PastRow], offered: dict[str, Category], source: str
) -> list[Fault]:
    candidacies = applications.record_past(
        round=round,
        person=person,
        receipt_number=rows[0]["receipt_number"],
        categories=[offered[row["category"]] for row in rows],
        withdrawn=rows[0]["outcome"] == Outcome.WITHDRAWN,
        facts={name: rows[0][name] for name in FACTS},
        source=source,
        at=round.closes_at,
    )
    pairs = list(zip(rows, candidacies, strict=True))
    _decide(round, pairs, source)
    passed = [(row, candidacy) for row, candidacy in pairs if row["outcome"] == Outcome.PASSED]
    return _train_and_register(round, person, passed, source) if passed else []


def _decide(round: Round, pairs: list[Pair], source: str) -> None:
    at = dt.datetime.combine(round.result_on, dt.time(), TOKYO) if round.result_on else None
    for row, candidacy in pairs:
        if row["outcome"] != Outcome.WITHDRAWN:
            passed = row["outcome"] == Outcome.PASSED
            evaluation.record_past(candidacy=candidacy, passed=passed, source=source, at=at)


def _train_and_register(
    round: Round, person: Person, passed: list[Pair], source: str
) -> list[Fault]:
    trained = training.record_past(
        round=round,
        person=person,
        candidacies=[candidacy for _row, candidacy in passed],
        completed_on=passed[0][0]["completed_on"],
        source=source,
    )
    faults = []
    for (row, _candidacy), enrolled in zip(passed, trained, strict=True):
        if row["registered_on"]:
            faults += _register(person, row, enrolled, source)
    return faults


def _register(
    person: Person, row: PastRow, enrolled: EnrolledCandidacy, source: str
) -> list[Fault]:
    """A registration, or the renewal of the one in force; a fault when time would run backwards."""
    day = row["registered_on"]
    later = Registration.objects.filter(
        registrant__person=person, category_code=row["category"], registered_on__gt=day
    )
    if later.exists():
        sentence = _(
            "この方は、この人材類型でより新しい登録があります。古い公募から取り込んでください。"
        )
        return [Fault(row.number, "registered_on", sentence)]
    try:
        registry.register(enrolled, by=None, registered_on=day, source=source)
    except PermissionDenied as refusal:
        return [Fault(row.number, "registered_on", str(refusal))]
    return []
