"""Mails to evaluators. They name no score and no applicant. What applicants get is `Letter`."""

from common.mail import send_later
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
