"""docs/fields.md is what the layouts say."""

from __future__ import annotations

from pathlib import Path

from tests.builders import declaration, self_evaluation
from xlperf.forms.field_page import field_page

PAGE = Path(__file__).resolve().parents[2] / "docs" / "fields.md"


def test_the_page_of_fields_is_fresh() -> None:
    """After a change of a layout: python -m xlperf.forms.field_page > docs/fields.md."""
    assert PAGE.read_text("utf-8") == field_page()


def test_every_field_of_a_form_is_on_the_page() -> None:
    """Whoever reads the records finds each pointer with its label."""
    page = field_page()
    for form in (declaration(), self_evaluation()):
        for field in form.fields:
            pointer = "/".join("*" if step.isdigit() else step for step in field.name.split("/"))
            assert f"| `{pointer}` |" in page, pointer


def test_aliases_levels_and_their_other_names_are_on_the_page() -> None:
    """Nobody has to read JSON to learn which labels are known."""
    page = field_page()
    for words in (
        "预算主管部门",
        "指标值及单位",
        "调整后预算数",
        "社会公众或服务对象满意度指标",
        "成本控制指标",
        "口径 B（2025 年起）",
        "双星指标",
        "续上表",
    ):
        assert words in page
