"""Several forms in one workbook: stacked, side by side, among sheets that are no forms."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.forms.habits import FOOTERS, drifting
from tests.forms.reading import faults, read
from tests.forms.shapes import Canvas, Expected, Frame, evaluation, expect, project, settle_levels
from tests.forms.test_shapes import drawn, plain
from tests.forms.test_shapes_evaluation import drawn as drawn_evaluation
from tests.forms.test_shapes_evaluation import plain as plain_evaluation
from xlperf.errors import RefusedFile
from xlperf.intake.sheet import Area, Sheet

SEEDS = range(25)
HEADINGS = ("云溪市图书馆 2025 年度项目绩效目标汇总表", "云溪市文化和旅游局2026年度项目绩效目标汇总")


def _stack(rng: random.Random, canvas: Canvas, titled: bool, gap: int, merged: bool, headings: bool = False) -> list[Expected]:
    found: list[Expected] = []
    row = rng.randrange(1, 4)
    if headings:
        canvas.put(row, 1, rng.choice(HEADINGS))
        row += 2
    for _ in range(rng.randrange(2, 5)):
        form = project(rng)
        style = replace(plain(form), footers=rng.choice(FOOTERS) if titled else ())
        if not titled:
            style = replace(style, title=None, year=style.year if rng.random() < 0.5 else None)
        if rng.random() < 0.3:
            style = replace(style, label=drifting(rng, 0.3))
        expected, last = drawn(canvas, form, style, Frame(row, merged=merged))
        found.append(expected)
        row = last + 1 + gap
    return found


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("merged", [True, False], ids=["merged", "unmerged"])
def test_stacked_under_a_heading(seed: int, merged: bool) -> None:
    """One below the other, each with its title, with blank rows between them or none."""
    rng = random.Random(seed)
    canvas = Canvas()
    found = _stack(rng, canvas, True, rng.randrange(3), merged, rng.random() < 0.7)
    assert faults(read(canvas.sheet()).forms, found) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_stacked_without_titles(seed: int) -> None:
    """Where titles are missing, every project name begins a form."""
    rng = random.Random(seed)
    canvas = Canvas()
    found = _stack(rng, canvas, False, rng.randrange(3), rng.random() < 0.5)
    assert faults(read(canvas.sheet()).forms, found) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_side_by_side(seed: int) -> None:
    """Forms beside each other, beginning in one row or a few rows apart, and more of them below."""
    rng = random.Random(seed)
    canvas = Canvas()
    left, right, below = (project(rng) for _ in range(3))
    first, last = drawn(canvas, left, plain(left), Frame(1 + rng.randrange(3), 1))
    second, last2 = drawn(canvas, right, plain(right), Frame(1 + rng.randrange(3), rng.choice((7, 8, 10))))
    found = [first, second]
    if rng.random() < 0.5:
        third, _ = drawn(canvas, below, plain(below), Frame(max(last, last2) + 2, rng.choice((1, 1, 8))))
        found.append(third)
    read_forms = read(canvas.sheet()).forms
    order = sorted(found, key=lambda each: next(form.source.position for form in read_forms if _holds(form.fields, each)))
    assert faults(read_forms, order) == []


def _holds(fields: object, expected: Expected) -> bool:
    cell = expected.fields["/title"][1]
    return any(each.name == "/title" and each.cell == cell for each in fields)  # type: ignore[attr-defined]


@pytest.mark.parametrize("seed", SEEDS)
def test_both_kinds_on_one_sheet(seed: int) -> None:
    """A declaration and a self-evaluation below each other, in either order."""
    rng = random.Random(seed)
    canvas = Canvas()
    form, result = project(rng), evaluation(rng)
    if rng.random() < 0.5:
        first, last = drawn(canvas, form, plain(form), Frame())
        second, _ = drawn_evaluation(canvas, result, plain_evaluation(result), Frame(last + 2))
    else:
        first, last = drawn_evaluation(canvas, result, plain_evaluation(result), Frame())
        second, _ = drawn(canvas, form, plain(form), Frame(last + 2))
    assert faults(read(canvas.sheet()).forms, [first, second]) == []


def _sheet(name: str, lines: list[list[str]], state: str = "visible") -> Sheet:
    canvas = Canvas()
    for row, line in enumerate(lines, start=1):
        for column, text in enumerate(line, start=1):
            canvas.put(row, column, text)
    return replace(canvas.sheet(name), state=state)  # type: ignore[arg-type]


OTHERS = (
    _sheet("填表说明", [
        ["填表说明"],
        ["一、项目名称：与部门预算一致。"],
        ["二、请各单位填写财政项目支出绩效目标申报表。"],
        ["三、主管部门、实施单位填全称。"],
        ["四、绩效指标分一级指标、二级指标、三级指标。"],
    ]),
    _sheet("说明", [["财政项目支出绩效目标申报表"], ["填写要求"], ["项目名称", "填写全称"], ["项目性质", "从下拉列表选择"]]),
    _sheet("选项", [
        ["项目性质", "项目类别", "一级指标", "二级指标"],
        ["经常性项目", "特定目标类", "产出指标", "数量指标"],
        ["", "其他运转类", "效益指标", "质量指标"],
    ], "hidden"),
    _sheet("项目清单", [
        ["2026年项目支出绩效目标表"],
        ["序号", "项目名称", "项目性质", "项目类别", "主管部门", "实施单位", "计划开始日期", "年度资金申请总额"],
        ["1", "公共阅读推广项目", "经常性项目", "特定目标类", "云溪市教育局", "云溪市图书馆", "2026-01-01", "100"],
        ["2", "古籍修复项目", "经常性项目", "特定目标类", "云溪市教育局", "云溪市图书馆", "2026-01-01", "200"],
    ]),
    _sheet("封面", [["云溪市图书馆"], ["2026年度"], ["项目支出绩效目标申报材料"]]),
)  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
def test_among_other_sheets(seed: int) -> None:
    """Instructions, option lists and lists of projects are no forms and change none."""
    rng = random.Random(seed)
    found: list[Expected] = []
    sheets: list[Sheet] = []
    for number in range(rng.randrange(1, 4)):
        canvas = Canvas()
        form = project(rng)
        found.append(drawn(canvas, form, plain(form), Frame())[0])
        sheets.append(canvas.sheet(f"表{number}"))
    for other in OTHERS:
        sheets.insert(rng.randrange(len(sheets) + 1), other)
    assert faults(read(*sheets).forms, found) == []


@pytest.mark.parametrize("other", OTHERS, ids=lambda each: each.name)
def test_other_sheets_alone_are_refused(other: Sheet) -> None:
    """A workbook with nothing but such sheets holds no form."""
    with pytest.raises(RefusedFile) as refusal:
        read(other)
    assert refusal.value.reason == "no_form"


@pytest.mark.parametrize("seed", SEEDS)
def test_what_stands_beside_and_below_a_form(seed: int) -> None:
    """Remarks right of the frame, a second small table below the form: nothing of it is read."""
    rng = random.Random(seed)
    canvas = Canvas()
    form = project(rng)
    found, last = drawn(canvas, form, plain(form), Frame())
    for row in rng.sample(range(1, last + 1), 5):
        canvas.put(row, rng.choice((8, 9)), rng.choice(("已核对", "请补充", "2025", "120000", "≥5(次)", "项目名称有误")))
    canvas.put(last + 2, 1, "注：以下为测算过程，不属于本表。")
    for row in range(last + 3, last + 6):
        canvas.put(row, 1, "产出指标测算")
        canvas.put(row, 4, Decimal(row))
    assert faults(read(canvas.sheet()).forms, [found]) == []


def test_hidden_values_below_a_merged_area_are_not_read() -> None:
    """What nobody can see on the sheet is in no field."""
    form = project(random.Random(3))
    canvas = Canvas()
    found, last = drawn(canvas, form, plain(form), Frame())
    canvas.put(4, 5, "旧的实施单位")
    canvas.put(last, 6, "≥99(次)")
    assert Area(4, 4, 4, 6) in canvas.merges
    assert faults(read(canvas.sheet()).forms, [found]) == []


def test_the_same_form_on_two_sheets_is_read_twice() -> None:
    """Two copies are two forms; which of them counts is for the rules to say."""
    form = project(random.Random(4))
    canvas = Canvas()
    found, _ = drawn(canvas, form, plain(form), Frame())
    assert faults(read(canvas.sheet("一"), canvas.sheet("二")).forms, [found, found]) == []


def test_expectations_can_fail() -> None:
    """The comparison notices a wrong value, a wrong cell, a lost form and an invented one."""
    form = project(random.Random(5))
    canvas = Canvas()
    found, _ = drawn(canvas, form, plain(form), Frame())
    forms = read(canvas.sheet()).forms
    assert faults(forms, [found]) == []
    assert faults(forms, []) == ["1 forms read, 0 drawn"]
    found.fields["/unit"] = ("别的单位", "Z9")
    assert len(faults(forms, [found])) == 1
    moved = expect("declaration", [])
    settle_levels(moved, ())
    assert "indicators read" in faults(forms, [moved])[0]
