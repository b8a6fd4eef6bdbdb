"""No second path to a secret: every page that each person can reach is read, and no canary stands
where it must not.
"""

import datetime as dt
import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from pypdf import PdfReader

from accounts import actions as accounts
from accounts.models import ErasureOutcome
from common import mail
from recruitment.applications import actions as applications
from recruitment.calls import actions as calls
from recruitment.evaluation import actions as evaluation
from roster.provision import actions as provision
from tests.canaries import CANARIES
from tests.test_access import MATRIX, address_of
from tests.world import World, build

LINK = re.compile(rb'\s(?:href|action)="([^"#]+)')
LEAVE = ("/static/", "/accounts/logout/", "/admin/logout/", "/admin/jsi18n/")
SECRET_ADDRESSES = {"accounts:invitation"}  # whoever knows the link has read the mailbox
REPEATED = {"asker": ["asked", "unpublished_answer"]}  # in the answer to who has no account
LIMIT = 900  # pages for one person: the small world has far fewer, a loop would have more


@pytest.fixture
def world(db: None) -> World:
    return build()


def readable(response: object) -> str:
    """The text of an answer as a person or a program would read it."""
    # type: ignore[attr-defined, call-overload]
    content = b"".join(response) if getattr(response, "streaming", False) else response.content
    if response["Content-Type"].startswith("application/pdf"):  # type: ignore[index]
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    return unescape(content.decode("utf-8", errors="replace"))


def links(address: str, content: bytes) -> Iterator[str]:
    for found in LINK.findall(content):
        target = urlsplit(urljoin(address, unescape(found.decode())))
        if target.netloc not in {"", "testserver"} or target.path.startswith(LEAVE):
            continue
        if target.path.startswith("/admin/"):
            yield target.path  # its sorting and filters multiply without end over the same rows
        else:
            yield target.path + (f"?{target.query}" if target.query else "")


def crawl(client: Client, seeds: list[str]) -> dict[str, str]:
    """Every page reachable from the seeds by links: address → text.

    Only GETs, so nothing changes.
    """
    waiting, seen = list(seeds), set(seeds)
    pages: dict[str, str] = {}
    while waiting:
        address = waiting.pop()
        response = client.get(address)
        if response.status_code != 200:
            continue
        pages[address] = readable(response)
        assert len(pages) < LIMIT, f"no end of pages near {address}"
        content = b"" if response.streaming else response.content
        for link in links(address, content):
            if link not in seen:
                seen.add(link)
                waiting.append(link)
    return pages


def pages_of(world: World, name: str) -> dict[str, str]:
    client = Client()
    user = world.people[name]
    if user is not None:
        client.force_login(user)
    return crawl(
        client,
        [
            "/",
            *(
                address_of(world, row)
                for row in MATRIX.values()
                if row.method == "get" and row.name not in SECRET_ADDRESSES
            ),
        ],
    )


@pytest.mark.parametrize(
    "name",
    ["stranger", "applicant", "drafter", "trainee", "registrant", "registrant2"]
    + ["evaluator", "evaluator2", "officer", "officer2", "staff", "auditor"],
)
def test_nobody_reads_a_secret_that_is_not_theirs(world: World, name: str) -> None:
    pages = pages_of(world, name)
    assert pages
    found = [
        f"{secret} at {address}"
        for secret, canary in CANARIES.items()
        if name not in canary.readers
        for address, text in pages.items()
        if canary.text in text
    ]
    assert found == []


def test_every_secret_is_there_to_leak(world: World) -> None:
    """Each canary stands on a page of one of its readers, so that the test above can fail."""
    everyone = {reader for canary in CANARIES.values() for reader in canary.readers}
    read = {name: "\n".join(pages_of(world, name).values()) for name in sorted(everyone)}
    unseen = [
        secret
        for secret, canary in CANARIES.items()
        if not any(canary.text in read[reader] for reader in canary.readers)
    ]
    assert unseen == []


def test_no_mail_carries_a_secret_of_somebody_else(world: World) -> None:
    """Mails that the ministry's and the committee's actions send, read by whom they go to."""
    staff = world.people["staff"]
    assert staff is not None
    later = timezone.now() + dt.timedelta(days=20)
    applications.return_for_correction(
        world.rows["submitted"], by=staff, reason="生年月日を確かめてください。", due_at=later
    )
    calls.extend(
        world.rounds["open"], world.rows["draft"].person, by=staff, until=later, reason="停電のため"
    )
    evaluation.take_back(world.rows["evaluation of evaluator"], by=staff, reason="調整のため")
    evaluation.assign(
        world.rounds["evaluating"],
        [(world.rows["seat of evaluator"], world.rows["accepted"])],
        by=staff,
    )
    until = timezone.localdate() + dt.timedelta(days=30)
    provision.grant(world.rows["request of officer2"], by=staff, until=until)
    accounts.answer_erasure(
        world.rows["erasure"], by=staff, outcome=ErasureOutcome.PARTLY, answer="応募は残します。"
    )
    sent = [job.args for job in ProcrastinateJob.objects.filter(task_name=mail.SEND)]
    assert len(sent) >= 4
    names = {user.email: name for name, user in world.people.items() if user is not None}
    names[CANARIES["invited_address"].text] = "invited"
    names[CANARIES["asker_address"].text] = "asker"
    found = [
        f"{secret} to {names[message['to']]}"
        for message in sent
        for secret, canary in CANARIES.items()
        if names[message["to"]] not in canary.readers
        and secret not in REPEATED.get(names[message["to"]], [])
        and canary.text in message["subject"] + message["body"]
    ]
    assert found == []
