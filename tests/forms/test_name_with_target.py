"""Names and targets in one column, in one cell a row: 三级指标及指标值 over 清障次数≥9次."""

from __future__ import annotations

import pytest

from tests.forms.test_trusted_headings import EVALUATION, form_of, values

_ROWS = (
    ("绩效指标", "产出指标", "数量指标", "巡护次数≥60(次)"),
    ("", "", "", "沿线清障次数：9次"),
    ("", "", "质量指标", "隐患处置率（≥95%）"),
    ("", "", "时效指标", "除险完成时间8月底前"),
    ("", "效益指标", "社会效益指标", "防汛机制：逐步完善"),
    ("", "满意度指标", "服务对象满意度指标", "群众满意度 不低于90%"),
)
_READ = [
    ["巡护次数", "≥60(次)"],
    ["沿线清障次数", "9次"],
    ["隐患处置率", "≥95%"],
    ["除险完成时间", "8月底前"],
    ["防汛机制", "逐步完善"],
    ["群众满意度", "不低于90%"],
]


def _table(heading: str, *rows: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return (("", "一级指标", "二级指标", heading), *rows)


@pytest.mark.parametrize(
    "heading",
    [
        "三级指标及指标值",
        "指标名称及目标值",
        "指标（含指标值）",
        "三级指标/指标值",
        "三级指标\n（含指标值）",
        "指标名称与指标值",
        "三级指标、指标值",
    ],
)
def test_a_heading_of_both(heading: str) -> None:
    """A heading composed of one of names and one of targets stands for both columns; none is missing."""
    form = form_of(*_table(heading, *_ROWS))
    assert values(form, "level3", "target") == _READ
    assert [each.kind for each in form.remarks] == ["unit_missing"]
    assert [(row["level3"].cell, row["target"].cell) for row in form.rows] == [(f"D{row}", f"D{row}") for row in range(8, 14)]


@pytest.mark.parametrize(
    ("cell", "name", "target"),
    [
        ("12月底前完成率≥95%", "12月底前完成率", "≥95%"),
        ("12345热线接听数≥300(件)", "12345热线接听数", "≥300(件)"),
        ("举办3场培训120人", "举办3场培训", "120人"),
        ("调度系统（二期）", "调度系统", "二期"),
    ],
)
def test_a_doubt(cell: str, name: str, target: str) -> None:
    """Where a cell may be divided elsewhere, that is told."""
    form = form_of(*_table("三级指标及指标值", *_ROWS[:3], ("", "", "", cell), *_ROWS[3:]))
    assert values(form, "level3", "target")[3] == [name, target]
    assert [(each.kind, each.cell) for each in form.remarks] == [("unit_missing", form.remarks[0].cell), ("unsure_row", "D11")]


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("巡护机制", ["巡护机制", None]),
        ("≥9(次)", [None, "≥9(次)"]),
        ("清障次数为9次", ["清障次数", "9次"]),
        ("清障次数=9次", ["清障次数", "=9次"]),
        ("每年巡查每月≥2次", ["每年巡查", "每月≥2次"]),
        ("堤顶宽度3-5米", ["堤顶宽度", "3-5米"]),
        ("覆盖率由80%提高到95%", ["覆盖率", "由80%提高到95%"]),
    ],
)
def test_where_a_target_begins(cell: str, read: list[str | None]) -> None:
    """A target begins with its sign or its first number; a name without one has none, and a target alone no name."""
    form = form_of(*_table("三级指标及指标值", *_ROWS[:3], ("", "", "", cell), *_ROWS[3:]))
    assert values(form, "level3", "target")[3] == read


def test_a_blank_row_of_the_printed_form() -> None:
    """指标1 and …… are no indicators here either."""
    form = form_of(*_table("三级指标及指标值", *_ROWS[:1], ("", "", "", "指标2"), ("", "", "", "……"), *_ROWS[1:]))
    assert values(form, "level3", "target") == _READ


def test_results_beside_both() -> None:
    """A self-evaluation has its results beside the column of both."""
    rows = [(*row, str(at), "10", "9") for at, row in enumerate(_ROWS)]
    table = (
        ("", "一级指标", "二级指标", "三级指标及指标值", "实际完成值", "分值", "得分"),
        *rows,
        ("总分", "", "", "", "", "70", "64"),
    )
    form = form_of(*table, head=EVALUATION)
    assert values(form, "level3", "target") == _READ
    assert [row["actual"].raw for row in form.rows] == ["0", "1", "2", "3", "4", "5"]


@pytest.mark.parametrize("heading", ["三级指标及说明", "指标值", "三级指标（必填）"])
def test_headings_of_one(heading: str) -> None:
    """三级指标及说明 is a heading of names; beside a column of targets no cell is divided."""
    rows = [(*row, "≥1(项)") for row in _ROWS]
    form = form_of(("", "一级指标", "二级指标", heading.replace("指标值", "三级指标"), "指标值"), *rows)
    assert values(form, "level3", "target")[:2] == [["巡护次数≥60(次)", "≥1(项)"], ["沿线清障次数：9次", "≥1(项)"]]


def test_a_heading_of_targets_and_something_else_divides_no_cell() -> None:
    """评分标准与目标值 is no heading of names: the columns of both are told to be missing, and so is what stands there."""
    form = form_of(*_table("评分标准与目标值", *_ROWS))
    assert values(form, "level3", "target") == []
    told = [(each.kind, each.cell) for each in form.remarks if each.kind != "unit_missing"]
    assert told == [("missing_label", "B7"), ("missing_label", "B7"), *(("unread_cell", f"D{row}") for row in range(8, 14))]
