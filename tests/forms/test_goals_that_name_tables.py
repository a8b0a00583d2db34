"""Tables below each other whose side or band names a goal instead of indicators: 长期绩效目标1, then 年度绩效目标1 (Hubei)."""

from __future__ import annotations

import pytest

from tests.forms.reading import read_lines, unread
from xlperf.intake.sheet import Area

Line = tuple[str, ...]
_HEADINGS = ("一级指标", "二级指标", "三级指标", "指标值")
HEAD: tuple[Line, ...] = (
    ("项目支出绩效目标表",),
    ("（2026年度）",),
    ("项目名称", "文物保护", "", "项目起止年限", "2026年-2028年"),
    ("主管部门", "云溪市文旅局", "", "项目单位", "云溪市博物馆"),
    ("项目总预算（万元）", "900", "", "项目当年预算（万元）", "300"),
)
GOALS: tuple[Line, ...] = (
    ("项目绩效总目标", "长期绩效目标1", "三年修复文物六百件。"),
    ("", "年度绩效目标1", "修复文物两百件。"),
)


def _rows(count: str) -> tuple[Line, ...]:
    return (
        ("", "产出指标", "数量指标", "修复文物件数", f"≥{count}件"),
        ("", "满意度指标", "服务对象满意度指标", "观众满意度", "≥95%"),
    )


def _targets(lines: tuple[Line, ...]) -> tuple[list[str], list[str]]:
    form = read_lines(*lines)
    term = [each.raw for each in form.further if each.name.startswith("/term_indicators") and each.name.endswith("target")]
    return [row["target"].raw for row in form.rows], term


@pytest.mark.parametrize(("long", "year"), [("长期绩效目标1", "年度绩效目标1"), ("中期目标", "年度目标"), ("长期目标", "本年目标")])
def test_a_goal_at_the_side_of_the_headings_names_the_table(long: str, year: str) -> None:
    """The term's indicators stood among those of the year."""
    lines = (*HEAD, *GOALS, (long, *_HEADINGS), *_rows("600"), (year, *_HEADINGS), *_rows("200"))
    assert _targets(lines) == (["≥200件", "≥95%"], ["≥600件", "≥95%"])


def test_a_band_over_the_headings_names_the_table() -> None:
    """长期绩效目标表 and 年度绩效目标表, each alone in its row."""
    headings = ("目标名称", *_HEADINGS)
    lines = (*HEAD, ("长期绩效目标表",), headings, *_rows("600"), ("年度绩效目标表",), headings, *_rows("200"))
    assert _targets(lines) == (["≥200件", "≥95%"], ["≥600件", "≥95%"])


def test_a_goal_with_its_text_above_the_headings_names_none() -> None:
    """年度目标 | 修复文物两百件。 right above the only table."""
    lines = (*HEAD, ("中期目标", "三年修复文物六百件。"), ("年度目标", "修复文物两百件。"), ("", *_HEADINGS), *_rows("200"))
    assert _targets(lines) == (["≥200件", "≥95%"], [])


@pytest.mark.parametrize("merges", [(), (Area(6, 1, 7, 1),)])
def test_numbered_goals_beside_a_heading_are_goals(merges: tuple[Area, ...]) -> None:
    """项目绩效总目标 at the side of 长期绩效目标1 and 年度绩效目标1 is the label of neither."""
    form = read_lines(*HEAD, *GOALS, ("绩效指标", *_HEADINGS), *_rows("200"), merges=merges)
    assert (form.text("/overall_goal"), form.text("/annual_goal")) == ("三年修复文物六百件。", "修复文物两百件。")
    assert unread(form) == []
