"""The two commands: results on stdout, everything else on stderr."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from common.spreadsheets import read
from recruitment.calls.models import Round
from recruitment.standards.models import SkillStandard
from roster.results.actions import LIMITS
from roster.results.importing import COLUMNS
from tests.results import workbooks
from tests.results.workbooks import ON, application


def test_the_command_prints_the_figures_alone(published: dict[str, Any]) -> None:
    out, err = io.StringIO(), io.StringIO()
    call_command("figures", "--format", "json", "--on", str(ON), stdout=out, stderr=err)
    assert json.loads(out.getvalue()) == published
    assert err.getvalue() == ""
    out = io.StringIO()
    call_command("figures", "--format", "json", "--fiscal-year", "2023", stdout=out)
    assert [row["round"] for row in json.loads(out.getvalue())["rounds"]] == ["FY2023"]


def test_figures_as_text_say_what_is_unknown(published: dict[str, Any]) -> None:
    out = io.StringIO()
    call_command("figures", "--on", str(ON), stdout=out)
    assert "FY2022: applied -, successful 13," in out.getvalue()
    assert f"{ON}: on_list 51, on_list_multiple 9, registered 51" in out.getvalue()


def test_the_command_lists_faults_on_stderr_and_fails(
    tmp_path: Path, standard: SkillStandard
) -> None:
    rows = application(2023, 1, 1, prefecture="東京", industry="情報")
    path = workbooks.excel(tmp_path / "a.xlsx", rows)
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(CommandError, match=r"a\.xlsx: nothing was changed, faults: 2"):
        call_command("import_round", str(path), stdout=out, stderr=err)
    assert out.getvalue() == ""
    lines = err.getvalue().splitlines()
    assert [row.partition(": ")[0] for row in lines] == ["row 2, industry", "row 2, prefecture"]


def test_the_command_takes_its_options(tmp_path: Path, standard: SkillStandard) -> None:
    path = workbooks.excel(tmp_path / "a.xlsx", workbooks.fy2022())
    out, err = io.StringIO(), io.StringIO()
    options = ["--plan-version", "2.0", "--opened-on", "2022-10-12", "--closed-on", "2022-11-11"]
    arguments = [str(path), *options, "--successful-only"]
    call_command("import_round", *arguments, stdout=out, stderr=err)
    assert out.getvalue().startswith("FY2022: applied -, successful 13,")
    assert "13/13" in err.getvalue()
    assert Round.objects.get().applications_known is False


def test_the_command_wants_a_file_that_exists(db: None) -> None:
    with pytest.raises(CommandError, match="no file"):
        call_command("import_round", "nowhere.xlsx")
    with pytest.raises(CommandError, match="Name a file"):
        call_command("import_round")


def test_the_template_has_the_columns_typed_and_explained(
    tmp_path: Path, standard: SkillStandard
) -> None:
    path = tmp_path / "template.xlsx"
    call_command("import_round", "--template", str(path))
    assert read(path, LIMITS) == [(1, COLUMNS)]
    book = load_workbook(path)
    explained = [row[0].value for row in book.worksheets[1].iter_rows(min_row=2)]
    assert explained == COLUMNS
    sheet = book.worksheets[0]
    formats = {
        cell.value: sheet.column_dimensions[cell.column_letter].number_format for cell in sheet[1]
    }
    assert formats["birth_date"] == formats["registered_on"] == "yyyy-mm-dd"
    assert formats["receipt_number"] == formats["email"] == "@"
