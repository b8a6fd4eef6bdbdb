"""Letters to people in training."""

from common.mail import send_later
from training.models import Enrolment


def completed(enrolment: Enrolment) -> None:
    """Tell the person that the training is complete."""
    person = enrolment.person
    to = person.user.email if person.user else person.email
    if to:
        round = enrolment.programme.round
        send_later(
            "training/completed", to, {"enrolment": enrolment, "person": person, "round": round}
        )
