"""Names that differ in 项目 or 工作 at their end: versions of one project where the substance agrees, else a question."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from tests.builders import DECLARATION_ROWS, declaration
from xlperf.forms.file_result import FileResult
from xlperf.rules.versions.version_groups import grouped_versions

_ONE_ROW = DECLARATION_ROWS[5:]


@pytest.mark.parametrize(
    ("rows", "changes", "groups"),
    [
        (DECLARATION_ROWS, {}, 1),
        (DECLARATION_ROWS, {"annual_goal": "另一个目标。", "annual": Decimal(1)}, 1),
        (_ONE_ROW, {}, 1),
        (_ONE_ROW, {"annual_goal": "另一个目标。"}, 1),
        (_ONE_ROW, {"annual": Decimal(1)}, 1),
        (_ONE_ROW, {"annual_goal": "另一个目标。", "annual": Decimal(1)}, 2),
    ],
)
def test_one_row_that_both_have_makes_no_version(rows: Sequence[Sequence[str]], changes: dict[str, object], groups: int) -> None:
    """读者满意度 ≥90% alone stands in many forms of a library; with the goal or the money the same it is one project."""
    one = declaration(project_name="公共阅读推广", file="甲.xlsx", rows=rows)
    other = declaration(project_name="公共阅读推广工作", file="乙.xlsx", rows=rows, **changes)  # type: ignore[arg-type]
    found = grouped_versions([(each, FileResult(each.source.file, "read", forms=(each,))) for each in (one, other)])
    assert len(found) == groups
