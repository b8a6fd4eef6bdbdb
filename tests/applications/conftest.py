"""An applicant at the pages, with a draft that lacks nothing."""

import pytest

from accounts.models import User
from recruitment.applications.models import Application
from recruitment.calls.models import Round
from tests.applications.situations import drafted
from tests.visitor import Visitor, at_work


@pytest.fixture
def draft(open_round: Round, applicant: User) -> Application:
    return drafted(open_round, applicant)


@pytest.fixture
def writer(applicant: User) -> Visitor:
    """The applicant, signed in, without a browser."""
    return at_work(applicant)
