"""Every Japanese text of the product has an English one."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from config.embedded import CHECKOUT

TREES = ("accounts", "common", "config", "desk", "recruitment", "roster", "training", "templates")
ENGLISH = Path("locale") / "en" / "LC_MESSAGES" / "django.po"
HEADER = '""'


@pytest.fixture(scope="module")
def renewed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The English catalogue as makemessages would renew it, made from a copy of the sources."""
    copy = tmp_path_factory.mktemp("sources")
    for tree in TREES:
        only_text = shutil.ignore_patterns("__pycache__", "*.csv", "migrations")
        shutil.copytree(CHECKOUT / tree, copy / tree, ignore=only_text)
    (copy / ENGLISH).parent.mkdir(parents=True)
    if (CHECKOUT / ENGLISH).exists():
        shutil.copy(CHECKOUT / ENGLISH, copy / ENGLISH)
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "--locale=en", "--no-location"],
        cwd=copy,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        check=True,
        capture_output=True,
    )
    return copy / ENGLISH


def chosen(catalogue: Path, *choice: str) -> list[str]:
    """The texts of the catalogue that msgattrib chooses, without those that no source uses."""
    command = ["msgattrib", "--no-obsolete", "--no-wrap", *choice, str(catalogue)]
    output = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    texts = re.findall(r'^msgid (".*"(?:\n".*")*)', output, re.MULTILINE)
    return [text for text in texts if text != HEADER]


def test_every_text_is_translated(renewed: Path) -> None:
    assert chosen(renewed, "--untranslated") == []


def test_no_translation_is_a_guess(renewed: Path) -> None:
    assert chosen(renewed, "--only-fuzzy") == []


def test_no_translation_is_left_over(renewed: Path) -> None:
    assert "\n#~ msgid" not in renewed.read_text()


def test_every_translation_fits_its_text() -> None:
    """Same placeholders on both sides."""
    command = ["msgfmt", "--check", "--output-file=/dev/null", str(CHECKOUT / ENGLISH)]
    checked = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    assert (checked.returncode, checked.stderr) == (0, "")
