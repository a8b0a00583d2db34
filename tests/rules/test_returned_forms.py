"""Forms that came back mended: which form each was when it went back."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from tests.builders import DECLARATION_ROWS, declaration
from xlperf.forms.content_digest import content_digest
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Form
from xlperf.intake.notice_reading import ReturnedNotice
from xlperf.rules.versions.mended_copies import answered_forms


def _pairs(was: Sequence[Form], now: Sequence[Form]) -> list[tuple[str, str]]:
    """Return the sheets of the forms that are one, now and when they went back."""
    origin = FileResult("原.xlsx", "read", forms=tuple(was))
    mended = FileResult("改.xlsx", "read", forms=tuple(now), notices=(ReturnedNotice("原.xlsx", content_digest(tuple(was)), ()),))
    return [(form.sheet, before.sheet) for form, before in answered_forms([origin, mended]).items()]


def _form(sheet: str, name: str = "公共阅读推广项目", **changes: Any) -> Form:
    return declaration(file=f"{sheet}.xlsx", sheet=sheet, project_name=name, **changes)


def test_the_only_form_of_a_file_is_the_one_that_was_whatever_its_sheet_is_called() -> None:
    """Of several forms those of one sheet are one."""
    was, now = [_form("表1"), _form("表2", "展览项目")], [_form("表1", annual_goal="另一目标"), _form("表3", "展览项目")]
    assert _pairs(was[:1], [_form("改后", annual_goal="另一目标")]) == [("改后", "表1")]
    assert _pairs(was, now) == [("表1", "表1")]


@pytest.mark.parametrize(
    ("changes", "is_one"),
    [
        ({"annual": Decimal(1)}, True),
        ({"name": "展览项目"}, True),
        ({"name": "展览项目", "unit": "云溪市美术馆"}, False),
        ({"rows": DECLARATION_ROWS[:3]}, True),
        ({"rows": DECLARATION_ROWS[:2]}, False),
        ({"rows": [*DECLARATION_ROWS[:3], ("产出指标", "数量指标")]}, True),  # a row without a name
        ({"year": 2026}, True),
        ({"year": 2026, "start_date": None}, False),
    ],
)
def test_a_form_is_what_became_of_another_when_most_of_it_still_stands(changes: dict[str, Any], is_one: bool) -> None:
    """Half of its indicators, and all but one of unit, project and year; for another year its dates."""
    assert _pairs([_form("表1")], [_form("表1", **{"annual_goal": "另一目标", **changes})]) == [("表1", "表1")] * is_one
