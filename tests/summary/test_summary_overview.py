"""总览: the first sheet says in one line how things stand, by unit what is to be done, and what was not read."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.builders import declaration, self_evaluation
from tests.returns.marked import parts_of
from tests.summary.batches import batch_of, finding
from tests.summary.reading import opened
from xlperf.forms.file_result import FileResult, NilReturn
from xlperf.forms.form import Form
from xlperf.run.results import Batch
from xlperf.summary import SummaryOptions, render_summary
from xlperf.summary.sheets.overview_sheet import verdict_line
from xlperf.summary.tables.overview import Overview


def _sheet(batch: Batch) -> list[list[object]]:
    return [[each.value for each in row] for row in opened(batch)["总览"].iter_rows()]


def _row(rows: list[list[object]], unit: str) -> list[object]:
    return next(row for row in rows if row[1] == unit)


def _two_units() -> Batch:
    good = declaration(file="甲.xlsx", unit="示例馆", annual=Decimal("100.00"))
    bad = declaration(file="乙.xlsx", unit="示例馆", annual=Decimal("7.50"))
    other = declaration(file="丙.xlsx", unit="示例队", annual=Decimal("20.00"))
    return batch_of(good, bad, other, findings=(finding(bad), finding(other, severity="warning")))


def test_it_stands_first() -> None:
    """Whoever opens the workbook sees it before anything else."""
    assert opened(_two_units()).sheetnames[0] == "总览"


def test_the_verdict_is_one_line() -> None:
    """How many forms count, with which outcome, and whether the proof is even."""
    assert _sheet(_two_units())[2][0] == "结论：计入 3 张表，通过 1，需核对 1，退回 1；来源核对已平。"


def test_units_stand_with_their_outcome_and_their_money() -> None:
    """A row a unit: projects, verdicts, the year's money, and what of it must be returned."""
    rows = _sheet(_two_units())
    assert _row(rows, "示例馆")[2:8] == [2, 1, 0, 1, 107.5, 7.5]
    assert _row(rows, "示例队")[2:8] == [1, 0, 1, 0, 20, 0]


def test_what_to_do_next_names_the_sheet() -> None:
    """Errors before warnings, each with the sheet on which it is worked off."""
    rows = _sheet(_two_units())
    steps = [(row[1], row[2]) for row in rows if row[1] in ("校验结果", "来源核对", "汇总表")]
    assert steps == [
        ("校验结果", "1 个错误：发回单位修改（xlperf return 写出标好错处的副本），或查明后列入豁免。"),
        ("校验结果", "1 个警告：逐条核对，不一定要改。"),
    ]


def test_nothing_to_do_is_said_too() -> None:
    """A faultless batch is told to print."""
    assert ["汇总表", "没有要处理的问题：打印或上报。"] in [row[1:3] for row in _sheet(batch_of(declaration()))]


def test_files_that_were_not_read_are_named_with_their_reason() -> None:
    """A refused file turns the verdict and stands below with its next step."""
    batch = _two_units()
    refused = FileResult("坏.xlsx", "refused", reason="damaged", message="文件已损坏。", hint="请重新发送。")
    rows = _sheet(replace(batch, files=(*batch.files, refused)))
    assert rows[2][0] == "结论：计入 3 张表，通过 1，需核对 1，退回 1；1 个文件未能读取；来源核对已平。"
    assert ["坏.xlsx", "文件已损坏。 请重新发送。"] in [[row[1], row[4]] for row in rows]


def test_self_evaluations_have_their_rate_and_a_chart() -> None:
    """Budget, execution and rate by unit, the whole rate in the sums, one chart; no table of declarations."""
    batch = batch_of(self_evaluation(file="自评.xlsx", unit="示例馆"))
    sheet = opened(batch)["总览"]
    rows = [[each.value for each in row] for row in sheet.iter_rows()]
    row = _row(rows, "示例馆")
    assert row[2] == 1
    assert round(float(str(row[7])) / float(str(row[6])), 4) == row[8]
    assert len(sheet._charts) == 1
    assert "申报项目" not in [row[0] for row in rows]
    assert "自评项目" in [row[0] for row in rows]


def test_the_verdict_counts_what_was_not_read_and_who_has_no_project() -> None:
    """Refused files and nil returns are named in it only where there are some."""
    refused = FileResult("坏.xlsx", "refused", reason="damaged", message="文件已损坏。")
    plain = Overview((), (), (), {"通过": 2, "退回": 1}, (), 0, 0)
    assert verdict_line(plain, True) == "结论：计入 3 张表，通过 2，需核对 0，退回 1；来源核对已平。"
    more = replace(plain, verdicts={"需核对": 1}, refused=(refused,), nil=("甲馆", "乙馆"))
    assert verdict_line(more, False) == (
        "结论：计入 1 张表，通过 0，需核对 1，退回 0；1 个文件未能读取；零报 2 个（本年无项目）；来源核对不平。"
    )


@pytest.mark.parametrize(("units", "ending"), [(1, ""), (8, ""), (9, "等")])
def test_nil_returns_are_to_be_confirmed(units: int, ending: str) -> None:
    """Eight units are named, each once; beyond them the step says that there are more."""
    nil = tuple(NilReturn(f"馆{at}", "", None, "本年无项目") for at in (*range(units), 0))
    batch = replace(batch_of(), files=(FileResult("零报.docx", "read", nil=nil),))
    named = "、".join(f"馆{at}" for at in range(min(units, 8))) + ending
    assert ["来源核对", f"零报（本年无项目）{units} 个：{named}。请确认确实没有项目。"] in [row[1:3] for row in _sheet(batch)]


@pytest.mark.parametrize(("files", "more"), [(30, None), (31, "还有 1 个，见“来源核对”。")])
def test_files_that_were_not_read_are_named(files: int, more: str | None) -> None:
    """Thirty of them with reason and next step, and how many there are beside."""
    refused = tuple(
        FileResult(f"坏{at}.xlsx", "refused", reason="damaged", message="打不开。", hint="请重报。") for at in range(files)
    )
    rows = _sheet(replace(batch_of(), files=refused))
    at = next(index for index, row in enumerate(rows) if row[0] == "没有读出来的文件")
    assert rows[at + 1][:5] == [1, "坏0.xlsx", None, None, "打不开。 请重报。"]
    assert rows[at + 30][:2] == [30, "坏29.xlsx"]
    assert [row[0] for row in rows[at + 31 : at + 32]] == ([more] if more else [])


@pytest.mark.parametrize(("units", "title"), [(20, "各单位预算执行率"), (21, "各单位预算执行率（前 20 个单位）")])
def test_the_chart_has_the_first_twenty_units(units: int, title: str) -> None:
    """More bars cannot be read, and then the title says so; the table has them all."""
    forms = (self_evaluation(file=f"{at}.xlsx", unit=f"示例{at}馆", rows=()) for at in range(units))
    content, _ = render_summary(batch_of(*forms), SummaryOptions())
    chart = parts_of(content)["xl/charts/chart1.xml"].decode()
    assert re.findall("<c:f>([^<]*)</c:f>", chart) == ["总览!$B$10:$B$29", "总览!$I$10:$I$29"]
    assert re.findall("<a:t>([^<]*)</a:t>", chart) == [title]


@pytest.mark.parametrize(
    ("forms", "sheet", "said"),
    [
        ((declaration(),), "汇总表", "没有要处理的问题：打印或上报。"),
        ((declaration(), self_evaluation()), "汇总表", "没有要处理的问题：打印或上报。"),
        ((self_evaluation(),), "自评汇总表", "没有要处理的问题：打印或上报。"),
        ((), "来源核对", "没有读到申报表或自评表。"),
    ],
)
def test_where_nothing_is_left_to_do_the_list_of_what_came_is_next(forms: tuple[Form, ...], sheet: str, said: str) -> None:
    """The link leads to a sheet that is there."""
    book = opened(batch_of(*forms))
    assert sheet in book.sheetnames
    assert [row[1] for row in book["总览"].iter_rows(values_only=True) if row[2] == said] == [sheet]
