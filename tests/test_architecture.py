"""The house holds: one door for a status, small files, no inline style, rules for every table."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pghistory.models
import pytest
from django.apps import apps
from django.db import models
from django.forms import ModelForm
from django.template import engines

from common.workflow import StatusChange

ROOT = Path(__file__).resolve().parent.parent
STAGES = ["accounts", "common", "config", "desk", "recruitment", "roster", "training"]
SOURCES = sorted(
    path
    for stage in STAGES
    for path in (ROOT / stage).rglob("*.py")
    if "migrations" not in path.parts
)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PLACES = (ROOT, ROOT / "recruitment", ROOT / "roster")
OUR_MODELS = [
    model
    for model in apps.get_models()
    if Path(apps.get_app_config(model._meta.app_label).path).parent in PLACES
    and not model._meta.proxy
    and not issubclass(model, pghistory.models.Event)
]
WITH_STATUS = [
    model for model in OUR_MODELS if any(field.name == "status" for field in model._meta.fields)
]
SIGNALS = re.compile(r"@receiver|\b(pre|post)_(save|delete|init|migrate)\b|m2m_changed|Signal\(")
ERROR_PAGES = {"400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html"}
WRITING = {"update", "create", "get_or_create", "update_or_create", "bulk_update"}


def test_these_checks_see_the_house() -> None:
    assert len(SOURCES) > 60
    assert len(TEMPLATES) > 30
    assert len(WITH_STATUS) == 10


def writes_status(tree: ast.AST) -> Iterator[int]:
    """Lines that write a status other than through `move`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            names = [keyword.arg for keyword in node.keywords if node.func.attr in WRITING]
        elif isinstance(node, ast.Assign):
            names = [target.attr for target in node.targets if isinstance(target, ast.Attribute)]
        else:
            names = []
        if "status" in names:
            yield node.lineno


def test_only_the_workflow_writes_a_status() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in SOURCES
        if path.name != "workflow.py"
        for line in writes_status(ast.parse(path.read_text()))
    ]
    assert found == []


def test_the_search_for_status_writers_finds_them() -> None:
    assert list(writes_status(ast.parse("row.status = 'x'\nrows.update(status='y')\n"))) == [1, 2]


@pytest.mark.parametrize("model", WITH_STATUS, ids=lambda model: model.__name__)
def test_every_status_has_its_diagram_its_check_and_its_history(model: type[models.Model]) -> None:
    status = model._meta.get_field("status")
    known = dict(status.choices)
    arrows = model.MOVES.values()
    assert not status.editable
    assert {arrow.target for arrow in arrows} | {
        source for arrow in arrows for source in arrow.sources
    } == set(known)
    assert issubclass(model._meta.get_field("history").related_model, StatusChange)
    assert f"{model._meta.model_name}_status_is_known" in {
        rule.name for rule in model._meta.constraints
    }


@pytest.mark.parametrize("model", OUR_MODELS, ids=lambda model: model._meta.label)
def test_every_model_is_named_for_its_users_and_ordered(model: type[models.Model]) -> None:
    if model._meta.auto_created:
        return
    assert re.search(r"[ぁ-んァ-ヶ一-龠]", str(model._meta.verbose_name)), (
        "verbose_name is not Japanese"
    )
    assert model._meta.ordering


def test_files_stay_under_three_hundred_lines() -> None:
    long = [
        str(path.relative_to(ROOT)) for path in SOURCES if len(path.read_text().splitlines()) > 300
    ]
    assert long == []


def test_common_is_small_and_knows_no_stage() -> None:
    leaves = [
        path
        for path in (ROOT / "common").glob("*.py")
        if path.name not in {"__init__.py", "apps.py"}
    ]
    assert len(leaves) <= 16
    assert [path.name for path in leaves if len(path.read_text().splitlines()) > 150] == []
    assert [model for model in OUR_MODELS if model._meta.app_label == "common"] == []


def test_there_are_no_signal_receivers() -> None:
    found = [path.name for path in SOURCES if SIGNALS.search(path.read_text())]
    assert found == []


@pytest.mark.parametrize(
    "path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates"))
)
def test_templates_carry_no_inline_style_or_script(path: Path) -> None:
    text = path.read_text()
    if "pdf" in path.relative_to(ROOT / "templates").parts:
        return
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=\"|hx-on", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)


@pytest.mark.parametrize(
    "path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates"))
)
def test_every_template_compiles(path: Path) -> None:
    assert engines["django"].get_template(str(path.relative_to(ROOT / "templates")))


def named_by_key(everything: str) -> set[str]:
    """Templates whose name is put together: `applications/edit_{key}.html`, of every quoted key."""
    keys = set(re.findall(r'"(\w+)"', everything))
    patterns = re.findall(r'"([\w/]+)\{key\}(\w*\.html)"', everything)
    return {f"{before}{key}{after}" for before, after in patterns for key in keys}


def test_every_template_is_used() -> None:
    everything = "\n".join(path.read_text() for path in [*SOURCES, *TEMPLATES])
    put_together = named_by_key(everything)
    library = {"account", "allauth", "mfa", "usersessions", "bootstrap5", "admin", "django"}
    unused = [
        name
        for path in TEMPLATES
        for name in [str(path.relative_to(ROOT / "templates"))]
        if path.relative_to(ROOT / "templates").parts[0]
        not in library
        | {"400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html"}
        and name not in everything
        and name not in put_together
    ]
    assert unused == []


def all_forms(base: type[ModelForm]) -> Iterator[type[ModelForm]]:
    for form in base.__subclasses__():
        yield form
        yield from all_forms(form)


def test_no_form_carries_a_status() -> None:
    ours = [form for form in all_forms(ModelForm) if form.__module__.split(".")[0] in STAGES]
    assert ours
    assert [form for form in ours if "status" in form.base_fields] == []


def test_no_superuser_can_exist() -> None:
    rules = {rule.name for rule in apps.get_model("accounts.User")._meta.constraints}
    assert "user_is_no_superuser" in rules
