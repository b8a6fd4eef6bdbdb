"""Past rounds as the ministry published them."""

from pathlib import Path
from typing import Any

import pytest

from recruitment.standards.models import SkillStandard
from roster.results import queries
from roster.results.actions import import_round
from tests.results import workbooks
from tests.results.workbooks import FY2022, FY2023, FY2024, ON


@pytest.fixture
def published(tmp_path: Path, standard: SkillStandard) -> dict[str, Any]:
    """The three past rounds as the ministry published them, in full, with invented people."""
    for year, rows, about in (
        (2022, workbooks.fy2022(), FY2022),
        (2023, workbooks.fy2023(), FY2023),
        (2024, workbooks.fy2024(), FY2024),
    ):
        import_round(workbooks.excel(tmp_path / f"FY{year}.xlsx", rows), about)
    return queries.of_everything(on=ON)
