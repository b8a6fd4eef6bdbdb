"""Jobs of the worker: carrying out mail."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from common import mail


@app.task(name=mail.SEND, retry=RetryStrategy(max_attempts=8, exponential_wait=4))
def send_mail(to: str, subject: str, body: str) -> None:
    """Hand one prepared message to the mail server; a failure is tried again after 4 s, 16 s, about
    a minute, …
    """
    mail.send(to, subject, body)
