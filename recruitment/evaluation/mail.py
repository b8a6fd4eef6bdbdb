"""Letters of the evaluation. They name no score, no outcome and, to evaluators, no applicant."""

from common.mail import send_later
from recruitment.applications.models import Application
from recruitment.calls.models import CommitteeSeat
from recruitment.evaluation.models import Evaluation


def assigned(seat: CommitteeSeat) -> None:
    """Tell an evaluator that there is something to score, and by when."""
    send_later("evaluation/assigned", seat.user.email, {"seat": seat, "round": seat.round})


def due_soon(seat: CommitteeSeat, days: int) -> None:
    """Tell an evaluator that scores are due in so many days; not of whom, nor how many."""
    context = {"seat": seat, "round": seat.round, "days": days}
    send_later("evaluation/due_soon", seat.user.email, context)


def reopened(evaluation: Evaluation, reason: str) -> None:
    """Tell an evaluator that a submitted evaluation is open again, and why."""
    seat = evaluation.seat
    send_later(
        "evaluation/reopened",
        seat.user.email,
        {"seat": seat, "round": seat.round, "reason": reason},
    )


def result_available(application: Application) -> None:
    """Tell an applicant that the result can be read after signing in.

    It does not say what it is.
    """
    person = application.person
    to = person.user.email if person.user else person.email
    if to:
        context = {"application": application, "person": person, "round": application.round}
        send_later("evaluation/result_available", to, context)
