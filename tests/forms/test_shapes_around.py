"""What stands around a form and in its margins: lists, instructions, other departments' lines, units without brackets, points."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.forms.habits import AMOUNTS_IN_WAN
from tests.forms.reading import faults, read, read_lines
from tests.forms.shapes import (
    TREE_A,
    TREE_B,
    Canvas,
    Expected,
    Frame,
    Indicator,
    Item,
    Row,
    Style,
    declaration_rows,
    evaluation,
    expect,
    project,
    settle_levels,
)
from tests.forms.test_shapes import check, drawn, plain
from tests.forms.test_shapes_evaluation import check as check_evaluation
from tests.forms.test_shapes_evaluation import plain as plain_evaluation
from xlperf.errors import RefusedFile
from xlperf.forms.form import UNREAD
from xlperf.forms.reading.beside_forms import BESIDE
from xlperf.intake.sheet import Sheet

Lines = Sequence[Sequence[str]]
LIST: Lines = (
    ("2026年项目支出预算明细表",),
    ("序号", "项目名称", "项目类别", "主管部门", "实施单位", "项目资金总额", "其中：财政资金", "其他资金"),
    ("1", "公共阅读推广", "特定目标类", "云溪市文化和旅游局", "云溪市图书馆", "10", "10", "0"),
)
OPINION: Lines = (
    ("项目支出预算评审表",),
    ("项目名称", "公共阅读推广"),
    ("主管部门", "云溪市文化和旅游局", "实施单位", "云溪市图书馆"),
    ("项目资金总额", "100"),
)
INSTRUCTIONS: Lines = (
    ("《财政项目支出绩效目标申报表》填报说明",),
    ("栏目", "怎样填"),
    ("项目名称", "与预算系统中的名称一致"),
    ("项目类别", "从三类中选一类"),
    ("主管部门", "写全称"),
    ("实施单位", "写全称"),
    ("项目资金总额", "财政资金与其他资金之和"),
    ("年度总体目标", "用几句话写清今年做成什么"),
    ("一级指标", "不得改动"),
    ("三级指标", "写能衡量的事"),
    ("年度指标值", "带符号和单位"),
)


def put(canvas: Canvas, lines: Lines, top: int = 1) -> Canvas:
    """Write lines of text from a row on."""
    for row, line in enumerate(lines, top):
        for column, text in enumerate(line, 1):
            canvas.put(row, column, text)
    return canvas


def sheet_of(lines: Lines, name: str = "附页") -> Sheet:
    """Return a sheet with lines of text and nothing else."""
    return put(Canvas(), lines).sheet(name)


@pytest.mark.parametrize("lines", [LIST, OPINION, INSTRUCTIONS], ids=["list", "opinion", "instructions"])
def test_what_is_no_form_is_nobodys_fault(lines: Lines) -> None:
    """A list, an opinion or instructions on another sheet are neither a form nor a damaged one; alone they are refused."""
    form = project(random.Random(5))
    canvas = Canvas()
    found, _ = drawn(canvas, form, plain(form), Frame())
    result = read(sheet_of(lines), canvas.sheet())
    assert faults(result.forms, [found]) == []
    assert result.remarks == ()
    with pytest.raises(RefusedFile) as refusal:
        read(sheet_of(lines))
    assert refusal.value.reason == "no_form"


@pytest.mark.parametrize("lines", [LIST, OPINION, INSTRUCTIONS], ids=["list", "opinion", "instructions"])
@pytest.mark.parametrize("above", [True, False], ids=["above", "below"])
@pytest.mark.parametrize("seed", range(4))
def test_what_is_no_form_on_the_sheet_of_one(seed: int, above: bool, lines: Lines) -> None:
    """Above or below a form it is no part of it, and no damaged form; what is no advice is told as something that nobody read."""
    form = replace(project(random.Random(seed)), name="公共阅读推广项目")
    canvas = Canvas()
    found, last = drawn(canvas, form, plain(form), Frame(len(lines) + 3 if above else 1))
    put(canvas, lines, 1 if above else last + 3)
    result = read(canvas.sheet())
    assert faults(result.forms, [found]) == []
    assert [each.kind for each in result.remarks] == ([] if lines is INSTRUCTIONS else [BESIDE])


def _below(form_rows: list[Row], lines: Lines) -> list[Row]:
    return form_rows + [[Item(index, text) for index, text in enumerate(line)] for line in lines]


@pytest.mark.parametrize(
    "line",
    [("财政部门审核意见", "同意"), ("绩效管理科意见：", ""), ("分管领导签字", "丁五"), ("其他需要说明的问题", "无"),
     ("自评等级", "优"), ("存在问题", "无"), ("主管部门盖章", "", "", "2026年1月5日")],
    ids=lambda line: line[0],
)  # fmt: skip
@pytest.mark.parametrize("merged", [True, False], ids=["merged", "unmerged"])
def test_lines_of_others_below_a_form(merged: bool, line: tuple[str, ...]) -> None:
    """What reviewers and leaders write below the table is no indicator."""
    form = project(random.Random(8))
    rows = _below(declaration_rows(form, plain(form)), [line])
    found = expect("declaration", rows)
    canvas = Canvas()
    canvas.draw(rows, Frame(merged=merged), found)
    settle_levels(found, form.indicators)
    assert faults(read(canvas.sheet()).forms, [found]) == []


def test_an_unknown_line_beside_the_table_is_no_indicator() -> None:
    """A label and a text left of the names are passed over, in the middle of a table as below it."""
    form = project(random.Random(9))
    rows = declaration_rows(form, plain(form))
    rows = [*rows, [Item(0, "归口科室"), Item(1, "教科文科")]]
    found = expect("declaration", rows)
    canvas = Canvas()
    canvas.draw(rows, Frame(), found)
    settle_levels(found, form.indicators)
    assert faults(read(canvas.sheet()).forms, [found]) == []


def test_opinions_as_indicators_stay() -> None:
    """An indicator may be called 征求意见 or 负责人签字: it stands in the column of names, or has a target."""
    form = project(random.Random(10))
    first, second, *rest = (replace(each, target="及时") for each in form.indicators)
    form = replace(form, indicators=(replace(first, name="征求意见"), replace(second, name="负责人签字"), *rest))
    for merged in (True, False):
        check(form, plain(form), Frame(merged=merged))


@pytest.mark.parametrize(
    "label",
    ["项目资金万元", "项目资金\n万元", "项目资金/万元", "项目资金-万元", "项目资金（万）", "项目资金（人民币：万元）",
     "项目资金（以万元为单位）", "项目资金（万元，保留两位小数）", "预算资金（万元）", "资金情况\n（单位：万元）"],
)  # fmt: skip
def test_units_however_they_are_printed(label: str) -> None:
    """Without brackets, shortened, among other words, at a renamed label: no amount comes out ten thousand times too small."""
    for seed in range(4):
        form = project(random.Random(seed))
        check(form, replace(plain(form), amount=AMOUNTS_IN_WAN["number"], unit="万元", unit_label=label), Frame())
        result = evaluation(random.Random(seed))
        check_evaluation(result, replace(plain_evaluation(result), unit_label=label), Frame())


def test_a_unit_of_amounts_and_percentages() -> None:
    """单位：万元、% above the frame says in what amounts are."""
    form = project(random.Random(3))
    rows = declaration_rows(form, Style(year=f"({form.year}年度)", unit_label="项目资金", amount=AMOUNTS_IN_WAN["number"]))
    rows.insert(2, [Item(3, "单位：万元、%", 3)])
    found: Expected = expect("declaration", rows, "万元")
    canvas = Canvas()
    canvas.draw(rows, Frame(), found)
    settle_levels(found, form.indicators)
    assert faults(read(canvas.sheet()).forms, [found]) == []


@pytest.mark.parametrize(
    "points", ["{}（50分）", "{}\n(50)", "{}（10%）", "{} 20分", "{}：15", "{}（权重：12.5）", "{}（必填）", "{}30%"]
)
@pytest.mark.parametrize("merged", [True, False], ids=["merged", "unmerged"])
def test_level_names_with_their_points(merged: bool, points: str) -> None:
    """产出指标（50分）: the name is the level, whatever weight is printed behind it."""
    names = {each for tree in (TREE_A, TREE_B) for one, below in tree.items() for each in (one, *below)}
    levels = lambda text: points.format(text) if text in names else text  # noqa: E731
    for seed in range(4):
        form = project(random.Random(seed))
        check(form, replace(plain(form), label=levels), Frame(merged=merged))
        result = evaluation(random.Random(seed))
        check_evaluation(result, replace(plain_evaluation(result), label=levels), Frame(merged=merged))


@pytest.mark.parametrize(
    "name", ["合计", "总分", "续表", "备注", "注：另行统计", "第1页", "单位：元", "附件数", "数量指标", "年度总体目标"]
)
@pytest.mark.parametrize("merged", [True, False], ids=["merged", "unmerged"])
def test_indicators_called_like_other_lines_of_a_form(merged: bool, name: str) -> None:
    """Under the names and with a target, whatever its name, it is an indicator."""
    for seed in range(4):
        rng = random.Random(seed)
        form, result = project(rng), evaluation(rng)
        form = replace(form, indicators=_with_name(rng, form.indicators, name))
        result = replace(result, indicators=_with_name(rng, result.indicators, name))
        check(form, plain(form), Frame(merged=merged))
        check_evaluation(result, plain_evaluation(result), Frame(merged=merged))


@pytest.mark.parametrize("mark", ["同上", "〃", "″", "……", "-", "/"])
def test_level_names_repeated_by_a_ditto(mark: str) -> None:
    """同上 in the columns of the levels is the name above it, in its cell, and nobody is told that it was not read."""
    for seed in range(6):
        form = project(random.Random(seed))
        rows = declaration_rows(form, plain(form))
        for row, each, before in zip(rows[-len(form.indicators) + 1 :], form.indicators[1:], form.indicators, strict=False):
            same = [each.level1 == before.level1, (each.level1, each.level2) == (before.level1, before.level2)]
            row[:0] = [Item(column, mark) for column, is_same in enumerate(same, 1) if is_same]
        rows = [[replace(each, down=1) for each in row] for row in rows]
        found = expect("declaration", rows)
        canvas = Canvas()
        canvas.draw(rows, Frame(), found)
        settle_levels(found, form.indicators)
        forms = read(canvas.sheet()).forms
        assert faults(forms, [found]) == []
        assert not [each for each in forms[0].remarks if each.kind == UNREAD]


@pytest.mark.parametrize("mark", ["同上", "〃"])
def test_level_names_repeated_by_a_ditto_right_of_the_numbers_of_rows(mark: str) -> None:
    """The number under 序号 is no name that ends what the ditto stands for, when both levels go on."""
    rows = (
        *(("项目支出绩效目标申报表",), ("项目名称", "", "河堤巡护"), ("年度资金总额", "", "8"), ("年度目标", "", "巡护河堤。")),
        ("序号", "一级指标", "二级指标", "三级指标", "指标值"),
        ("1", "产出指标", "数量指标", "巡护次数", "≥60次"),
        ("2", mark, mark, "巡护段数", "≥12段"),
        ("3", mark, "质量指标", "隐患处置率", "≥95%"),
    )
    form = read_lines(*rows)
    assert [row["level1"].value for row in form.rows] == ["产出指标"] * 3
    assert [row["level2"].value for row in form.rows] == ["数量指标", "数量指标", "质量指标"]


@pytest.mark.parametrize("parts", [("年度指标值", "备注"), ("指标值", "度量单位"), ("计划", "说明")], ids="+".join)
@pytest.mark.parametrize("seed", range(6))
def test_a_table_header_of_two_rows(seed: int, parts: tuple[str, str]) -> None:
    """指标值 divided below into two, the other headings merged over both rows: the second row is no indicator."""
    form = project(random.Random(seed))
    rows = declaration_rows(form, plain(form))
    at = len(rows) - len(form.indicators) - 1
    rows[at] = [each if each.value == "年度(/项目)指标值" or not each.column else replace(each, down=2) for each in rows[at]]
    rows[at][0] = replace(rows[at][0], down=len(form.indicators) + 2)
    for row in rows[at + 1 :]:
        row[:] = [replace(each, span=1) if each.field.endswith("target") else each for each in row]
    rows.insert(at + 1, [Item(4, parts[0]), Item(5, parts[1])])
    found = expect("declaration", rows)
    canvas = Canvas()
    canvas.draw(rows, Frame(), found)
    settle_levels(found, form.indicators)
    assert faults(read(canvas.sheet()).forms, [found]) == []


@pytest.mark.parametrize("line", ["—— 第1页 ——", "- 第 2 页 共 3 页 -", "第三页"])
def test_page_numbers_between_strokes(line: str) -> None:
    """However it is printed, a page number is no indicator."""
    form = project(random.Random(12))
    canvas = Canvas()
    rows = [*declaration_rows(form, plain(form)), [Item(0, line)]]
    found = expect("declaration", rows)
    canvas.draw(rows, Frame(merged=False), found)
    settle_levels(found, form.indicators)
    assert faults(read(canvas.sheet()).forms, [found]) == []


def _with_name(rng: random.Random, lines: tuple[Indicator, ...], name: str) -> tuple[Indicator, ...]:
    at = rng.randrange(1, len(lines))
    return (*lines[:at], replace(lines[at], name=name, target="≥3(次)"), *lines[at + 1 :])
