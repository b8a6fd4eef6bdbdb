"""Reads about programmes: who is trained, what is missing, and what each person has completed."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from accounts.models import User
from recruitment.applications.models import ApplicationStatus, Candidacy, CandidacyStatus
from recruitment.calls.models import Round
from training.models import (
    EnrolledCandidacy,
    Enrolment,
    EnrolmentQuerySet,
    Module,
    ModuleCompletion,
    Programme,
)


def programme_of(round: Round) -> Programme | None:
    """The round's programme; None before its training has started."""
    return Programme.objects.filter(round=round).select_related("round").first()


def to_enrol(round: Round) -> "QuerySet[Candidacy]":
    """Passed candidacies of the round that nobody is being trained for: all at first, promoted ones
    later.
    """
    trained = EnrolledCandidacy.objects.filter(candidacy=OuterRef("pk"))
    return (
        Candidacy.objects.filter(
            ~Exists(trained),
            round=round,
            status=CandidacyStatus.PASSED,
            application__status=ApplicationStatus.ACCEPTED,
        )
        .select_related("application__person", "category")
        .order_by("application__receipt_number", "category__order", "pk")
    )


def with_progress(enrolments: EnrolmentQuerySet) -> EnrolmentQuerySet:
    """Enrolments with `done` (mandatory modules completed), their completions and the categories
    they are for.
    """
    candidacies = EnrolledCandidacy.objects.select_related("candidacy__category").order_by(
        "candidacy__category__order", "pk"
    )
    return (
        enrolments.select_related("person", "programme__round")
        .prefetch_related("completions", Prefetch("enrolled_candidacies", candidacies))
        .annotate(
            done=Count(
                "completions", filter=Q(completions__module__is_mandatory=True), distinct=True
            )
        )
        .order_by("person__family_name_kana", "person__family_name_latin", "pk")
    )


def studying(programme: Programme) -> EnrolmentQuerySet:
    """Who is still being trained, by kana."""
    rows = Enrolment.objects.studying().filter(programme=programme).select_related("person")
    return rows.order_by("person__family_name_kana", "person__family_name_latin", "pk")


def own_enrolments(user: User) -> EnrolmentQuerySet:
    """What the account is or was trained in, newest first, with `done` of `mandatory` modules."""
    rows = with_progress(Enrolment.objects.owned_by(user))
    mandatory = Count(
        "programme__modules", filter=Q(programme__modules__is_mandatory=True), distinct=True
    )
    return rows.annotate(mandatory=mandatory).order_by(
        "-programme__round__fiscal_year", "-programme__round__number", "pk"
    )


@dataclass(frozen=True)
class ModuleState:
    """One module of an enrolment, and its completion if there is one."""

    module: Module
    completion: ModuleCompletion | None


@dataclass(frozen=True)
class Line:
    """One person of a programme with every module in order."""

    enrolment: Enrolment
    states: list[ModuleState]


def table(programme: Programme, modules: list[Module]) -> list[Line]:
    """Everybody enrolled, and what each has completed."""
    lines = []
    for enrolment in with_progress(programme.enrolments.all()):
        done = {row.module_id: row for row in enrolment.completions.all()}
        states = [ModuleState(module, done.get(module.pk)) for module in modules]
        lines.append(Line(enrolment, states))
    return lines


def next_module(enrolment: Enrolment) -> Module | None:
    """The first mandatory module that is missing."""
    return missing(enrolment).first()


def module_states(enrolment: Enrolment) -> list[ModuleState]:
    """Every module of the programme in order, with this person's completion."""
    done = {row.module_id: row for row in enrolment.completions.select_related("recorded_by")}
    modules = enrolment.programme.modules.order_by("order", "pk")
    return [ModuleState(module, done.get(module.pk)) for module in modules]


def missing(enrolment: Enrolment) -> "QuerySet[Module]":
    """The mandatory modules that this person has not completed."""
    done = enrolment.completions.values("module")
    mandatory = Module.objects.filter(programme=enrolment.programme_id, is_mandatory=True)
    return mandatory.exclude(pk__in=done).order_by("order", "pk")
