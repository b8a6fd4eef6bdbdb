"""What the shell says decides nothing in the tests."""

import re

from config.embedded import CHECKOUT
from tests import environment

READ_BY_SETTINGS = r'\b(?:env\.\w+|required)\(\s*"([A-Z_]+)"'


def test_the_tests_set_every_setting_there_is() -> None:
    source = (CHECKOUT / "config" / "settings.py").read_text()
    known = {*environment.SETTINGS, *environment.FOLDERS, "DATABASE_URL"}
    assert set(re.findall(READ_BY_SETTINGS, source)) <= known
