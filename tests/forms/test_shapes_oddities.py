"""What is odd in single places: values missing, titles off centre, years and units elsewhere, goals over several rows."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.forms.habits import AMOUNTS_IN_WAN
from tests.forms.reading import faults, read
from tests.forms.shapes import (
    Canvas,
    Expected,
    Frame,
    Indicator,
    Item,
    Project,
    Row,
    Style,
    declaration_rows,
    evaluation,
    expect,
    project,
    self_evaluation_rows,
    settle_levels,
)
from tests.forms.test_shapes import check, plain
from tests.forms.test_shapes_evaluation import check as check_evaluation
from tests.forms.test_shapes_evaluation import plain as plain_evaluation

SEEDS = range(30)


def draw(rows: list[Row], form: Project, frame: Frame | None = None, unit: str = "元") -> tuple[Canvas, Expected]:
    """Draw the rows of a declaration; return the sheet and what must be read from it."""
    canvas = Canvas()
    found = expect("declaration", rows, unit)
    canvas.draw(rows, frame or Frame(), found)
    settle_levels(found, form.indicators)
    return canvas, found


def _thinned(rng: random.Random, lines: tuple[Indicator, ...]) -> tuple[Indicator, ...]:
    """Leave out a name here and a target there, never both."""
    return tuple(replace(each, **rng.choice(({}, {}, {"name": None}, {"target": None}))) for each in lines)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("merged", [True, False], ids=["merged", "unmerged"])
def test_names_and_targets_left_blank(seed: int, merged: bool) -> None:
    """An indicator without a name or without a target is an indicator all the same."""
    rng = random.Random(seed)
    form = project(rng)
    form = replace(form, indicators=_thinned(rng, form.indicators))
    check(form, plain(form), Frame(merged=merged))


@pytest.mark.parametrize("seed", SEEDS)
def test_results_left_blank(seed: int) -> None:
    """Actual values, weights, scores and reasons missing anywhere."""
    rng = random.Random(seed)
    form = evaluation(rng)
    thin = ({}, {}, {"actual": None}, {"score": None}, {"weight": None}, {"actual": None, "score": None}, {"note": None})
    form = replace(form, indicators=tuple(replace(each, **rng.choice(thin)) for each in form.indicators))  # type: ignore[arg-type]
    check_evaluation(form, plain_evaluation(form), Frame(merged=rng.random() < 0.7))


@pytest.mark.parametrize("seed", SEEDS)
def test_forms_with_one_indicator_or_one_a_level(seed: int) -> None:
    """Where nothing is merged because every level has one line."""
    rng = random.Random(seed)
    form = project(rng)
    lines = tuple({each.level1: each for each in form.indicators}.values())
    form = replace(form, indicators=lines[: rng.choice((1, 4))])
    check(form, plain(form), Frame(merged=rng.random() < 0.5))


@pytest.mark.parametrize("column", range(6))
@pytest.mark.parametrize("merged", [True, False], ids=["merged", "unmerged"])
def test_a_title_off_centre(column: int, merged: bool) -> None:
    """A title typed into any column, unmerged, above labels that begin in the first."""
    form = project(random.Random(7))
    rows = declaration_rows(form, plain(form))
    rows[0] = [replace(rows[0][0], column=column, span=1)]
    canvas, found = draw(rows, form, Frame(2, 2, merged=merged))
    assert faults(read(canvas.sheet()).forms, [found]) == []


def _moved_year(form: Project, kind: str) -> tuple[list[Row], Frame]:
    title = f"{form.year}年度财政项目支出绩效目标申报表" if kind == "title" else "财政项目支出绩效目标申报表"
    rows = declaration_rows(form, Style(title=title, year=None))
    year = Item(1, str(form.year), 1, "/year", form.year)
    if kind == "title":
        rows[0] = [replace(rows[0][0], expected=title), replace(rows[0][0], field="/year", expected=form.year)]
    elif kind == "label":
        rows.insert(1, [Item(0, "年度"), year])
    elif kind == "label, number":
        rows.insert(1, [Item(0, "预算年度："), replace(year, value=Decimal(form.year))])
    elif kind == "label and year in one":
        rows.insert(1, [Item(0, f"年度：{form.year}", 6, "/year", form.year)])
    elif kind == "below the first row":
        rows.insert(2, [Item(0, "年度"), replace(year, value=f"{form.year}年")])
    elif kind == "beside a unit":
        rows.insert(1, [Item(0, "填报单位：云溪市图书馆", 3), Item(3, f"（{form.year}年度）", 3, "/year", form.year)])
    return rows, Frame()


@pytest.mark.parametrize(
    "kind", ["title", "label", "label, number", "label and year in one", "below the first row", "beside a unit"]
)
def test_years_in_other_places(kind: str) -> None:
    """In the title, in a cell of its own, beside a label."""
    form = replace(project(random.Random(2)), name="2019年遗留事项处置")
    rows, frame = _moved_year(form, kind)
    canvas, found = draw(rows, form, frame)
    assert faults(read(canvas.sheet()).forms, [found]) == []


def test_the_year_of_a_heading_holds_for_the_forms_below_it() -> None:
    """A form without a year of its own takes that of the heading, and says where it stands."""
    form = replace(project(random.Random(2)), name="2019年遗留事项处置")
    canvas = Canvas()
    canvas.put(1, 1, f"云溪市图书馆{form.year}年度项目绩效目标汇总表")
    rows = declaration_rows(form, Style(year=None))
    found = expect("declaration", rows)
    canvas.draw(rows, Frame(3), found)
    settle_levels(found, form.indicators)
    found.fields["/year"] = (form.year, "A1")
    assert faults(read(canvas.sheet()).forms, [found]) == []


def test_no_year_is_invented() -> None:
    """A year in the name of the project or in a date is not the year of the form."""
    form = replace(project(random.Random(2)), name="2019年度课题经费", department="2018年度示范单位")
    canvas, found = draw(declaration_rows(form, Style(year=None)), form)
    found.fields["/year"] = (None, None)
    assert faults(read(canvas.sheet()).forms, [found]) == []


UNIT_PLACES: dict[str, Callable[[list[Row]], None]] = {
    "line below the year": lambda rows: rows.insert(2, [Item(3, "单位：万元", 3)]),
    "line above the title": lambda rows: rows.insert(0, [Item(3, "金额单位：万元", 3)]),
    "beside the year": lambda rows: rows[1].append(Item(5, "（单位：万元）")),
    "behind another text": lambda rows: rows.insert(2, [Item(0, "填报单位：元宝山区财政局    金额单位：人民币万元", 6)]),
    "below the form": lambda rows: rows.append([Item(0, "单位：万元", 6)]),
}


@pytest.mark.parametrize("where", UNIT_PLACES)
def test_units_in_other_places(where: str) -> None:
    """The unit of amounts in a line of its own, wherever it stands."""
    for seed in range(5):
        form = project(random.Random(seed))
        rows = declaration_rows(form, Style(year=f"({form.year}年度)", unit_label="项目资金", amount=AMOUNTS_IN_WAN["number"]))
        if where == "beside the year":
            rows[1][0] = replace(rows[1][0], span=5)
        UNIT_PLACES[where](rows)
        canvas, found = draw(rows, form, unit="万元")
        assert faults(read(canvas.sheet()).forms, [found]) == []


def test_units_beside_the_labels_of_amounts() -> None:
    """年度资金申请总额（万元）: the unit stands at the amounts themselves."""
    form = project(random.Random(3))
    say = lambda label: f"{label}（万元）" if "总额" in label else label  # noqa: E731
    style = Style(label=say, year=f"({form.year}年度)", unit_label="项目资金", amount=AMOUNTS_IN_WAN["number"])
    canvas, found = draw(declaration_rows(form, style), form, unit="万元")
    assert faults(read(canvas.sheet()).forms, [found]) == []


def test_a_missing_unit_is_remarked() -> None:
    """Without a unit 元 is taken, and said so at the label of the money block; a name with 元 in it is no unit."""
    form = replace(project(random.Random(3)), unit="元宝山区财政局")
    rows = declaration_rows(form, Style(year=f"({form.year}年度)", unit_label="项目资金"))
    rows.insert(2, [Item(0, "填报单位：元宝山区财政局", 6)])
    canvas, found = draw(rows, form)
    forms = read(canvas.sheet()).forms
    assert faults(forms, [found]) == []
    assert [(each.kind, each.cell) for each in forms[0].remarks] == [("unit_missing", "A7")]


def _goal_rows(form: Project, kind: str) -> tuple[list[Row], dict[str, str]]:
    rows = declaration_rows(form, plain(form))
    at = next(index for index, row in enumerate(rows) if any(each.field == "/annual_goal" for each in row))
    lines = {"overall_goal": ["总目标第一段。", "总目标第二段。"], "annual_goal": ["年度第一段。", "年度第二段。", "年度第三段。"]}
    if kind == "one goal":
        lines["overall_goal"] = []
    count = max(map(len, lines.values()))
    block: list[Row] = [[] for _ in range(count)]
    for column, span, name in ((1, 2, "overall_goal"), (3, 3, "annual_goal")):
        for index, text in enumerate(lines[name]):
            field = f"/{name}" if index == 0 else ""
            block[index].append(Item(column, text, span, field, "\n".join(lines[name])))
    rows[at : at + 1] = block
    return rows, {f"/{name}": "\n".join(texts) for name, texts in lines.items()}


@pytest.mark.parametrize("kind", ["both", "one goal"])
@pytest.mark.parametrize("merged", [True, False], ids=["merged", "unmerged"])
def test_goals_over_several_rows(kind: str, merged: bool) -> None:
    """Paragraphs in rows of their own are one goal, its cell the first of them."""
    form = project(random.Random(4))
    rows, goals = _goal_rows(form, kind)
    canvas, found = draw(rows, form, Frame(merged=merged))
    found.fields.setdefault("/overall_goal", (None, None))
    assert faults(read(canvas.sheet()).forms, [found]) == []
    assert found.fields["/annual_goal"][0] == goals["/annual_goal"]


@pytest.mark.parametrize(("overall", "annual"), [(1, 2), (0, 1), (None, 2), (None, 3)])
def test_goals_that_slipped_left(overall: int | None, annual: int) -> None:
    """Pasted without merged cells, two goals keep their order, and one alone belongs to the label at its right."""
    form = replace(project(random.Random(4)), overall="总目标。" if overall is not None else None, annual="年度目标。")
    rows = declaration_rows(form, plain(form))
    for row in rows:
        for index, item in enumerate(row):
            if item.field == "/overall_goal" and overall is not None:
                row[index] = replace(item, column=overall)
            elif item.field == "/annual_goal":
                row[index] = replace(item, column=annual)
    canvas, found = draw(rows, form, Frame(merged=False))
    assert faults(read(canvas.sheet()).forms, [found]) == []


def test_a_goal_beside_its_label() -> None:
    """Where nothing stands below the label, the text at its right is the goal."""
    form = replace(project(random.Random(4)), overall=None, annual="全年完成古籍修复三百册。")
    rows = declaration_rows(form, plain(form))
    at = next(index for index, row in enumerate(rows) if any(each.field == "/annual_goal" for each in row))
    goal = next(each for each in rows[at] if each.field == "/annual_goal")
    rows[at - 1] = [Item(0, "年度总体目标"), replace(goal, column=1, span=5)]
    del rows[at]
    canvas, found = draw(rows, form)
    assert faults(read(canvas.sheet()).forms, [found]) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_side_labels_cut_in_two(seed: int) -> None:
    """绩效 and 指标 in two cells of the first column, anywhere beside the table, as in texts taken from pages."""
    rng = random.Random(seed)
    form = project(rng)
    rows = declaration_rows(form, plain(form))
    header = len(rows) - len(form.indicators) - 1
    rows[header] = rows[header][1:]
    first, second = sorted(rng.sample(range(header, len(rows)), 2))
    rows[first].insert(0, Item(0, "绩效"))
    rows[second].insert(0, Item(0, "指标"))
    canvas, found = draw(rows, form, Frame(merged=False))
    assert faults(read(canvas.sheet()).forms, [found]) == []


@pytest.mark.parametrize("merged", [True, False], ids=["merged", "unmerged"])
def test_a_reason_merged_over_several_rows(merged: bool) -> None:
    """One reason cell that covers three rows is the reason of all three; unmerged it is that of its row."""
    form = evaluation(random.Random(11))
    lines = tuple(replace(each, note="馆舍维修，停办两月。" if index == 0 else None) for index, each in enumerate(form.indicators))
    form = replace(form, indicators=lines)
    style = plain_evaluation(form)
    rows = self_evaluation_rows(form, style)
    at = len(rows) - 1 - len(lines)
    rows[at] = [replace(each, down=3) if each.field.endswith("deviation_note") else each for each in rows[at]]
    for row in rows[at + 1 : at + 3]:
        row[:] = [each for each in row if not each.field.endswith("deviation_note")]
    found = expect("self_evaluation", rows, "万元")
    canvas = Canvas()
    canvas.draw(rows, Frame(merged=merged), found)
    settle_levels(found, lines)
    for index in (1, 2):
        found.fields[f"/indicators/{index}/deviation_note"] = (
            found.fields["/indicators/0/deviation_note"] if merged else (None, None)
        )
    assert faults(read(canvas.sheet()).forms, [found]) == []


@pytest.mark.parametrize("name", ["指标1", "指标2：", "指标2：……", "指标2:...", "指标n：", "2.……", "……", "...", "/", "无", "—"])
def test_placeholder_rows_are_no_indicators(name: str) -> None:
    """What the template prints in rows that nobody filled is passed over; a target beside it makes it an indicator."""
    form = project(random.Random(5))
    lines = form.indicators
    empty = replace(lines[-1], name=name, target=None)
    filled = replace(lines[-1], name=name, target="≥3(次)")
    for extra, count in ((empty, len(lines)), (filled, len(lines) + 1)):
        rows = declaration_rows(replace(form, indicators=(*lines, extra)), plain(form))
        canvas, _ = draw(rows, form)
        forms = read(canvas.sheet()).forms
        assert len(forms[0].rows) == count


def test_the_closing_row_slips_with_the_rest() -> None:
    """总分 | 100 | 92.14 one column to the left is still weight and score."""
    form = evaluation(random.Random(6))
    rows = self_evaluation_rows(form, plain_evaluation(form))
    rows[-1] = [rows[-1][0], *(replace(each, column=each.column - 1) for each in rows[-1][1:])]
    found = expect("self_evaluation", rows, "万元")
    canvas = Canvas()
    canvas.draw(rows, Frame(merged=False), found)
    settle_levels(found, form.indicators)
    assert faults(read(canvas.sheet()).forms, [found]) == []
