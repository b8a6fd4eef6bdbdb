"""Reads about letters: what each would say, which wait, and what the queue knows of them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import User
from recruitment.applications.models import Application, Candidacy
from recruitment.applications.models.applications import ApplicationQuerySet
from recruitment.calls.models import Round
from recruitment.evaluation import letter_words
from recruitment.evaluation.models import (
    Decision,
    Feedback,
    Letter,
    LetterKind,
    LetterPart,
    LetterStatus,
    Outcome,
    Release,
)
from recruitment.evaluation.queries.assignments import applicants
from recruitment.evaluation.queries.conflicts import rules_of
from recruitment.evaluation.queries.decisions import pending_correction

SEND_LETTER = "recruitment.evaluation.send_letter"
ALIVE = dt.timedelta(seconds=60)  # a worker that says nothing for longer is dead


@dataclass(frozen=True)
class Draft:
    """A letter that is not made yet: what it tells, what it says, or why it cannot be written."""

    application: Application
    kind: LetterKind
    decisions: list[Decision]
    words: letter_words.Words | None
    faults: list[letter_words.Fault]

    @property
    def to(self) -> str:
        person = self.application.person
        return str(person.user.email if person.user else person.email or "")


def effective(decisions: Iterable[Decision], pending: Decision | None) -> Decision | None:
    """The newest version that holds: a correction that waits for approval does not yet."""
    holding = [row for row in decisions if pending is None or row.pk != pending.pk]
    return max(holding, key=lambda row: row.version, default=None)


def draft(
    application: Application, decisions: list[Decision], kind: LetterKind = LetterKind.RESULT
) -> Draft:
    """Decisions come with candidacy and category."""
    told = [_told(decision) for decision in decisions]
    template, person = letter_words.template_for(kind, told), application.person
    given = letter_words.fields(
        name=person.shown_name,
        name_en=person.latin or person.shown_name,
        number=application.receipt_number or "",
        code=application.round.code,
        fiscal_year=application.round.fiscal_year,
        told=told,
    )
    faults = letter_words.faults(template, given)
    words = None if faults else letter_words.compose(template, given)
    return Draft(application, kind, decisions, words, faults)


def _told(decision: Decision) -> letter_words.Told:
    category = decision.candidacy.category
    outcome = Outcome(decision.outcome)
    return letter_words.Told(category.name, category.name_en, outcome, decision.rank)


def released_to(round: Round) -> ApplicationQuerySet:
    """The applications whose applicants are told their result, with all decisions."""
    decisions = Decision.objects.select_related("candidacy__category").order_by("version")
    rows = applicants(round).select_related("person__user", "round")
    return rows.prefetch_related(Prefetch("candidacies__decisions", decisions))


def drafts(applications: Iterable[Application]) -> list[Draft]:
    """For rows of `released_to`: what each letter would say by the decisions that hold now."""
    told = [(row, decisions_of(row)) for row in applications]
    return [draft(row, decisions) for row, decisions in told if decisions]


def decisions_of(application: Application) -> list[Decision]:
    """What holds for each of its candidacies, in the order of the categories."""
    found = []
    for candidacy in application.candidacies.all():
        versions = candidacy.decisions.all()
        found.append(effective(versions, pending_correction(versions, candidacy)))
    return [row for row in found if row is not None]


def held_release(round: Round) -> Release | None:
    """The release that waits for its instant."""
    return round.releases.filter(opened_at=None, stopped_at=None).first()


def due_releases(now: dt.datetime) -> "QuerySet[Release]":
    rows = Release.objects.filter(opened_at=None, stopped_at=None, held_until__lte=now)
    return rows.select_related("round", "by").order_by("held_until", "pk")


def letters_of(round: Round) -> "QuerySet[Letter]":
    """A round's letters with what they tell, in the order of receipt."""
    parts = LetterPart.objects.select_related("decision__candidacy__category")
    rows = Letter.objects.filter(application__round=round)
    rows = rows.select_related("application__person", "application__round")
    order = ["application__receipt_number", "pk"]
    return rows.prefetch_related(Prefetch("parts", parts)).order_by(*order)


def letters_for(application: Application) -> "QuerySet[Letter]":
    """What the applicant may read: nothing before the release, and nothing that became void."""
    if application.round.released_at is None:
        return Letter.objects.none()
    rows = application.letters.exclude(status=LetterStatus.VOIDED)
    return rows.order_by("made_at", "pk")


def allowed_reasons(application: Application) -> dict[int, str]:
    """Candidacy → the reason that held, where the round gives feedback and results are out."""
    round = application.round
    if round.released_at is None or rules_of(round).feedback != Feedback.REASON:
        return {}
    rows = released_to(round).filter(pk=application.pk)
    told = [decision for row in rows for decision in decisions_of(row)]
    return {decision.candidacy_id: decision.reason for decision in told}


def waiting_letters() -> "QuerySet[Letter]":
    """Letters whose moment has come and that nobody has queued."""
    rows = Letter.objects.filter(
        status=LetterStatus.WAITING, application__round__released_at__isnull=False
    )
    return rows.order_by("pk")


def voidable(candidacy: Candidacy) -> list[Letter]:
    """Letters about a candidacy that have certainly not gone out."""
    unsent = [LetterStatus.WAITING, LetterStatus.QUEUED, LetterStatus.FAILED]
    rows = Letter.objects.filter(
        status__in=unsent, handed_at=None, parts__decision__candidacy=candidacy
    )
    told = rows.prefetch_related("parts__decision__candidacy__category")
    return list(told.distinct().order_by("pk"))


def stranded(now: dt.datetime) -> list[tuple[Letter, str]]:
    """Queued letters that no living worker will send, each with the status of its last job."""
    queued = list(Letter.objects.filter(status=LetterStatus.QUEUED).order_by("pk"))
    jobs = ProcrastinateJob.objects.filter(
        task_name=SEND_LETTER, args__letter__in=[row.pk for row in queued]
    )
    last: dict[int, str] = {}
    alive: set[int] = set()
    for job in jobs.select_related("worker").order_by("pk"):
        last[job.args["letter"]] = job.status
        worker = job.worker
        working = worker is not None and worker.last_heartbeat > now - ALIVE
        if job.status == "todo" or (job.status == "doing" and working):
            alive.add(job.args["letter"])
    return [(row, last.get(row.pk, "")) for row in queued if row.pk not in alive]


def letters_not_of(user: User, rows: "QuerySet[Letter]") -> "QuerySet[Letter]":
    """Without what concerns the reader."""
    return rows.exclude(application__person__user=user)
