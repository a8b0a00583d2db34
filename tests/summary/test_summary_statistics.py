"""分类统计: what it counts, what it is tied to, and its charts."""

from __future__ import annotations

import zipfile
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from tests.builders import declaration, entry, self_evaluation
from tests.summary.batches import batch_of, eventful, finding, three_categories
from tests.summary.office import differences, needs_libreoffice, recalculated
from tests.summary.reading import opened, values_of
from xlperf.book.criteria import Criteria
from xlperf.rules.finding import Finding
from xlperf.run.results import Batch
from xlperf.summary import SummaryOptions, render_summary, write_summary
from xlperf.summary.tables.projects import project_table
from xlperf.summary.tables.self_evaluations import evaluation_table
from xlperf.summary.tables.statistics import statistics


def _rows(batch: Batch, values: bool = True) -> list[list[Any]]:
    """Return the rows of the list from the first to the line that holds the 合计 against the other sheets."""
    sheet = opened(batch, values)["分类统计"]
    rows: list[list[Any]] = []
    for cells in sheet.iter_rows(min_row=4, values_only=True):
        rows.append(list(cells))
        if "合计核对" in str(cells[0]):
            return rows
    raise AssertionError("no line that holds the sums against the other sheets")


def _units() -> Batch:
    """Return three projects of two units and two natures, one of them with an error and a waived one."""
    first = declaration(file="a.xlsx", annual=Decimal("100.10"))
    second = declaration(file="b.xlsx", annual=Decimal("200.20"), unit="云溪市博物馆", nature="一次性项目")
    third = declaration(
        file="c.xlsx",
        annual=Decimal("300.00"),
        rows=[("产出指标", "数量指标", "场次", "≥2(场)"), ("效益指标", "社会效益指标", "影响", "明显提升")],
    )
    found = (
        finding(first),
        finding(third, severity="warning"),
        finding(third, severity="error", waived="已同意"),
        Finding("FILE-001", "error", "打不开或加密", "x.xlsx", "文件已加密。"),
    )
    return batch_of(first, second, third, findings=found)


def test_a_row_is_a_category_a_nature_and_a_unit() -> None:
    """Projects of one category, nature and unit share a row: counted, added up, with their shares and findings."""
    rows = _rows(_units())
    assert rows[0] == [1, "特定目标类", "其他经常性项目", "云溪市图书馆", 2, 400.1, 0.6665, 8, 6, 0.75, 1, 1]
    assert rows[1] == [2, "特定目标类", "一次性项目", "云溪市博物馆", 1, 200.2, 0.3335, 6, 5, 0.8333, 0, 0]
    assert rows[2] == ["特定目标类小计", None, None, None, 3, 600.3, 1, 14, 11, 0.7857, 1, 1]


def test_findings_about_no_project_have_a_line_of_their_own() -> None:
    """A file that cannot be read has no category, yet its findings are in the 合计, which is that of the 校验结果."""
    rows = _rows(_units())
    assert rows[3][0] == "其他问题（不属于汇总表中的项目）"
    assert rows[3][10:] == [1, 0]
    assert rows[4] == ["合计", None, None, None, 3, 600.3, 1, 14, 11, 0.7857, 2, 1]
    assert rows[5] == ["与汇总表、校验结果的合计核对：已平", None, None, None, 3, 600.3, None, 14, None, None, 2, 1]


@pytest.mark.parametrize("batch", [three_categories(), eventful()], ids=["plain", "eventful"])
def test_the_sums_are_those_of_the_other_sheets(batch: Batch) -> None:
    """Whatever happened in a batch, the 合计 agrees with the 汇总表 and the 校验结果."""
    *_, total, other = _rows(batch)
    assert other[0] == "与汇总表、校验结果的合计核对：已平"
    assert [total[column] for column in (4, 5, 7, 10, 11)] == [other[column] for column in (4, 5, 7, 10, 11)]
    assert total[4] == len(project_table(batch).projects)


def test_the_rows_follow_the_project_list() -> None:
    """Number of projects and money are looked up on the 汇总表 by the names in the row."""
    first = _rows(three_categories(), values=False)[0]
    conditions = "'汇总表'!$D$5:$D$13,B4,'汇总表'!$E$5:$E$13,C4,'汇总表'!$C$5:$C$13,D4,'汇总表'!$A$5:$A$13,\">0\""
    assert first[4] == f"=COUNTIFS({conditions})"
    assert first[5] == f"=ROUND(SUMIFS('汇总表'!$H$5:$H$13,{conditions}),2)"


@pytest.mark.parametrize("unit", [None, "图书馆*", "=馆", "馆" * 256, "2025"])
def test_a_name_that_cannot_be_searched_for_has_plain_numbers(unit: str | None) -> None:
    """A blank name or a wildcard would be counted wrongly by a formula: numbers stand there."""
    batch = batch_of(declaration(file="a.xlsx", unit=unit), declaration(file="b.xlsx", unit="abc馆"))
    assert _rows(batch, values=False)[0][3:6] == [unit or "未填实施单位", 1, 480000]


def test_criteria_tell_names_apart() -> None:
    """Names that differ in case or width only have no criterion; an ordinary name is searched for by its cell."""
    criteria = Criteria(["图书馆", "A馆", "ａ馆", "文化馆 "])
    assert [criteria.of(name, "D4") for name in ("图书馆", "A馆", "ａ馆", "没有的馆", "图?馆", "1,000.00")] == ["D4", *[None] * 5]


def test_odd_amounts_and_targets_count_as_they_are_listed() -> None:
    """An amount that could not be read adds nothing; a target that is no number is not quantified; no division by 0."""
    form = declaration(annual=entry(None, "约十万", "not_a_number"), rows=[])
    assert _rows(batch_of(form))[0][4:10] == [1, 0, 0, 0, 0, 0]


def test_small_tables_list_the_most_first_and_put_the_rest_together() -> None:
    """Ten bars at most: of twelve units and rules nine are named, the others share a line."""
    forms = [declaration(file=f"{index}.xlsx", unit=f"第{index}馆") for index in range(12)]
    forms.append(declaration(file="多.xlsx", unit="第3馆"))
    found = tuple(finding(form, rule=f"FUND-{index:03}") for index, form in enumerate(forms))
    batch = batch_of(*forms, findings=found)
    counted = statistics(batch, project_table(batch), evaluation_table(batch))
    assert counted.by_unit[0] == ("第3馆", 2)
    assert (len(counted.by_unit), counted.by_unit[-1]) == (10, ("其他（3 个单位）", 3))
    assert (len(counted.by_rule), counted.by_rule[-1]) == (10, ("其他（4 条规则）", 4))
    assert sum(count for _, count in counted.by_rule) == 13


def test_three_charts_with_their_data_stored() -> None:
    """Money by category, projects by unit, findings by rule: native charts that hold what they show, hatched and labelled."""
    content, _ = render_summary(_units(), SummaryOptions())
    with zipfile.ZipFile(BytesIO(content)) as package:
        charts = [package.read(f"xl/charts/chart{number}.xml").decode("utf-8") for number in (1, 2, 3)]
        assert "xl/charts/chart4.xml" not in package.namelist()
    for chart, name, value in zip(
        charts, ("特定目标类", "云溪市图书馆", "FUND-002 年度资金不等于各项之和"), ("0.06", "2", "2"), strict=True
    ):
        assert f"<c:v>{name}</c:v>" in chart
        assert f"<c:v>{value}</c:v>" in chart
        assert '<a:pattFill prst="wdUpDiag">' in chart
        assert '<c:showVal val="1"/>' in chart


def test_every_chart_ends_within_the_printed_rows() -> None:
    """A chart that ended two pixels below the last printed row lost the lower line of its frame on paper."""
    sheet = opened(_units(), values=False)["分类统计"]
    last = int(sheet.print_area.rpartition("$")[2])
    ends = [each.anchor.to.row + 1 for each in sheet._charts]
    assert len(ends) == 3
    assert max(ends) == last


def test_without_projects_there_is_nothing_to_draw() -> None:
    """An empty batch has no such sheet and no chart."""
    content, _ = render_summary(Batch((), (), ()), SummaryOptions())
    with zipfile.ZipFile(BytesIO(content)) as package:
        assert not [name for name in package.namelist() if "chart" in name]


@needs_libreoffice
def test_recalculation_finds_the_same(tmp_path: Path) -> None:
    """Names, natures and units of every kind: calculated anew by LibreOffice, each formula gives its stored result."""
    units = ("图书馆", "图书馆（总馆）", "A馆", "a馆", None, "馆*", "<馆>", "~馆", "2025")
    forms = [
        declaration(file=f"{index}.xlsx", unit=unit, category=category, nature=nature, annual=Decimal(index * 3 + 1) / 7)
        for index, (unit, category, nature) in enumerate(
            (unit, category, nature) for unit in units for category in ("特定目标类", None) for nature in ("一次性项目", None)
        )
    ]
    path = tmp_path / "统计.xlsx"
    write_summary(batch_of(*forms, findings=_units().findings), path)
    (again,) = recalculated([path], tmp_path)
    assert differences(path, again) == []


@pytest.mark.parametrize(
    ("number", "last"), [(4, ("类别4", 0.04)), (10, ("类别10", 0.1)), (12, ("其他（3 个类别）", 0.33))], ids=["few", "most", "more"]
)
def test_the_money_of_no_category_is_missing_beside_the_chart(number: int, last: tuple[str, float]) -> None:
    """Up to ten categories are named; of more the rest is put together, and the small table sums up to all money."""
    forms = [
        declaration(file=f"{each}.xlsx", project_name=f"项目{each}", category=f"类别{each}", annual=Decimal(100 * each))
        for each in range(1, number + 1)
    ]
    rows = list(opened(batch_of(*forms))["分类统计"].iter_rows(values_only=True))
    first = next(place for place, row in enumerate(rows) if row[0] == "各类项目年度资金申请总额（万元）") + 2
    listed = [(row[1], row[3]) for row in rows[first : first + min(number, 10)]]
    assert listed[-1] == last
    assert round(sum(money for _, money in listed), 2) == sum(range(1, number + 1)) / 100


def test_self_evaluations_are_counted_by_unit() -> None:
    """Alone they are the whole sheet, after declarations a table below: sums that follow the 自评汇总表, and a check against it."""
    one, two = self_evaluation(file="一.xlsx"), self_evaluation(file="二.xlsx", project_name="第二个项目")
    other = self_evaluation(file="三.xlsx", unit="云溪市美术馆", project_name="馆藏展览项目")
    sheet = opened(batch_of(one, two, other, findings=(finding(one),)))["分类统计"]
    rows = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    assert rows[0] == ["绩效自评分类统计"]
    first = rows.index(["自评项目"]) + 2
    assert rows[first : first + 4] == [
        [1, "云溪市图书馆", 1000000, 2, 980000, 0.98, 10, 8, 0.8, 1, 0],
        [2, "云溪市美术馆", 500000, 1, 490000, 0.98, 5, 4, 0.8, 0, 0],
        ["合计", 1500000, 3, 1470000, 0.98, 15, 12, 0.8, 1, 0],
        ["与自评汇总表的合计核对：已平", 1500000, 3, 1470000],
    ]
    both = opened(batch_of(declaration(), one))["分类统计"]
    texts = [cell.value for cell in both["A"] if isinstance(cell.value, str)]
    assert texts[:2] == ["绩效目标分类统计", "共 1 行。自评项目 1 个。错误、警告不含已豁免、已核准、已说明的。图表见第 16 行起。"]
    assert "自评项目" in [cell.value for cell in both["A"]]


@pytest.mark.parametrize(("units", "title"), [(10, "各实施单位全年预算数（万元）"), (11, "各实施单位全年预算数（万元，前 10 个）")])
def test_the_chart_of_budgets_has_the_ten_largest(units: int, title: str) -> None:
    """Its table has as many, and where there are more its title says so."""
    forms = [
        self_evaluation(file=f"{at}.xlsx", unit=f"示例{at}馆", rows=(), total_full_year_budget=Decimal(at * 10000))
        for at in range(units)
    ]
    rows = values_of(batch_of(*forms), "分类统计")
    at = next(index for index, row in enumerate(rows) if row[0] == title)
    listed = [row for row in rows[at + 2 : at + 13] if row[0] != ""]
    assert [row[0] for row in listed[:10]] == list(range(1, 11))
    assert [each for row in listed[:10] for each in row if isinstance(each, str) and each.startswith("示例")] == [
        f"示例{each}馆" for each in range(units - 1, units - 11, -1)
    ]


def test_the_spellings_of_one_unit_share_a_row() -> None:
    """（本级）, a stop and case make no second subtotal; their sums are plain numbers, as no name finds both."""
    forms = [declaration(file="a.xlsx", unit="云溪市图书馆"), declaration(file="b.xlsx", unit="云溪市图书馆（本级）")]
    forms += [declaration(file="c.xlsx", unit="云溪市图书馆 。")]
    rows = _rows(batch_of(*forms), values=False)
    assert rows[0][3:6] == ["云溪市图书馆", 3, 1440000]
    assert rows[1][0] == "特定目标类小计"
    units = batch_of(*forms)
    found = statistics(units, project_table(units), evaluation_table(units))
    assert found.by_unit == (("云溪市图书馆", 3),)


def test_the_self_evaluations_of_one_unit_share_a_row() -> None:
    """Whichever way each of them spells it."""
    units = ("云溪市图书馆（本级）", "云溪市图书馆", "云溪市博物馆")
    table = evaluation_table(batch_of(*(self_evaluation(file=f"{each}.xlsx", unit=each) for each in units)))
    assert [(group.unit, len(group.evaluations)) for group in table.groups] == [("云溪市图书馆", 2), ("云溪市博物馆", 1)]
