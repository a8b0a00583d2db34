"""汇总表: groups, sums, amounts that are none, titles."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import zipfile
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import declaration, entry
from tests.summary.batches import batch_of, eventful, finding, three_categories
from tests.summary.reading import opened, opened_once, projects, values_of
from xlperf.data.resources import load_json
from xlperf.data.words import CATEGORIES
from xlperf.run.results import Batch
from xlperf.summary import SummaryOptions, render_summary, summary_title
from xlperf.summary.tables.projects import LEVEL_HEADERS, LEVELS

ANNUAL = 7
"""Column of 年度资金申请总额, 0-based."""


def test_categories_stand_in_their_order_each_with_its_subtotal() -> None:
    """特定目标类, 其他运转类, 其他人员类, then whatever else is printed; a 小计 under each, the 合计 last."""
    rows = projects(opened_once(three_categories))
    assert [row[0] for row in rows] == [1, 2, "特定目标类小计", 3, "其他运转类小计", 4, "其他人员类小计", 5, "基本支出小计", "合计"]
    assert [row[1] for row in rows if isinstance(row[0], int)] == ["项目1", "项目3", "项目2", "项目0", "项目4"]


def test_sums_are_formulas_with_their_results() -> None:
    """A 小计 adds its rows, the 合计 the 小计, each rounded to 分 and stored with its result."""
    formulas = projects(opened_once(three_categories, False))
    results = projects(opened_once(three_categories))
    assert [formulas[index][ANNUAL] for index in (2, 4, 6, 8, 9)] == [
        "=ROUND(SUM(H5:H6),2)",
        "=ROUND(SUM(H8:H8),2)",
        "=ROUND(SUM(H10:H10),2)",
        "=ROUND(SUM(H12:H12),2)",
        "=ROUND(SUM(H7,H9,H11,H13),2)",
    ]
    assert [results[index][ANNUAL] for index in (2, 4, 6, 8, 9)] == [10617167.9, 0.2, 0.1, 3, 10617171.2]
    assert formulas[9][3] == "=COUNT(A5:A6,A8:A8,A10:A10,A12:A12)"
    assert results[9][3] == 5


@settings(max_examples=15, deadline=None)
@given(st.lists(st.decimals(min_value=0, max_value=10**10, places=3), min_size=1, max_size=12))
def test_sums_are_exact_to_the_cent(amounts: list[Decimal]) -> None:
    """The 合计 is the decimal sum of the amounts rounded half up, however many there are."""
    batch = batch_of(*(declaration(file=f"{index}.xlsx", annual=amount, rows=[]) for index, amount in enumerate(amounts)))
    total = next(row[ANNUAL] for row in values_of(batch, "汇总表") if row[0] == "合计")
    expected = sum((amount.quantize(Decimal("0.01"), "ROUND_HALF_UP") for amount in amounts), Decimal(0))
    assert Decimal(repr(total)).quantize(Decimal("0.01")) == expected


def test_half_a_cent_is_rounded_up() -> None:
    """0.005 元 is listed as 0.01, as money is rounded, not to the even digit."""
    rows = projects(opened(batch_of(declaration(annual=Decimal("0.005")))))
    assert rows[0][ANNUAL] == 0.01


def test_an_amount_that_is_none_is_shown_and_not_counted() -> None:
    """Text where an amount belongs stands in its cell, marked, is named in 备注, and adds nothing."""
    batch = batch_of(
        declaration(file="a.xlsx", annual=entry(None, "约十万元", "not_a_number")),
        declaration(file="b.xlsx", annual=Decimal("7.00")),
    )
    content, report = render_summary(batch, SummaryOptions())
    sheet = openpyxl.load_workbook(BytesIO(content), data_only=True)["汇总表"]
    assert sheet["H5"].value == "约十万元"
    assert sheet["H5"].font.i and sheet["H5"].fill.fgColor.rgb == "FFFFEB9C"
    assert sheet["AD5"].value == "年度资金申请总额“约十万元”未能读出，未计入合计"
    assert sheet["H8"].value == 7
    assert sheet["A9"].value == "注：有 1 处金额未能读出（黄底斜体，按原文列示），未计入小计和合计，更正后请重新汇总。"
    assert report.unread_amounts == 1


def test_an_amount_too_large_for_a_cell_is_shown_as_text() -> None:
    """A cell holds 15 digits: an amount with more is not rounded in silence."""
    rows = projects(opened(batch_of(declaration(annual=Decimal("12345678901234567.89")))))
    assert rows[0][ANNUAL] == "12,345,678,901,234,567.89"
    assert rows[1][ANNUAL] == 0


def test_a_blank_annual_amount_is_named() -> None:
    """A blank amount stays blank, and a blank 年度资金申请总额 is named in 备注."""
    row = projects(opened(batch_of(declaration(annual=None, total=None))))[0]
    assert row[ANNUAL] is None and row[6] is None
    assert row[29] == "年度资金申请总额未填"


def test_every_field_of_the_head_is_listed() -> None:
    """A row holds all head and money fields, both goals, the counts per level 1, the verdict and the source."""
    form = declaration(department="云溪市文化和旅游局（汇总）", overall_goal="三年建成阅读之城。")
    row = projects(opened(batch_of(form)))[0]
    assert row[:6] == [1, "公共阅读推广项目", "云溪市图书馆", "特定目标类", "其他经常性项目", "2025-01-01\n2025-12-31"]
    assert row[6:11] == [480000, 480000, 480000, 0, 0]
    assert re.fullmatch("全年举办阅读推广活动24场.*…（见申报表第 1 页）", str(row[11]))
    assert row[12:20] == [
        *(6, "通过", "云溪市文化和旅游局", 2025, datetime(2025, 1, 1), datetime(2025, 12, 31)),
        *(480000, 0),
    ]
    assert row[20] == "三年建成阅读之城。"
    assert str(row[21]).startswith("全年举办阅读推广活动24场")
    assert row[22:] == [1, 3, 1, 1, 0, "云溪市图书馆-公共阅读推广项目.xlsx / 申报表", "A1", None]


def test_a_date_that_is_none_is_shown_as_it_stands() -> None:
    """Text where a date belongs is shown, marked like an unreadable amount."""
    sheet = opened(batch_of(declaration(start_date=entry(None, "明年春天", "not_a_date"))))["汇总表"]
    assert sheet["Q5"].value == "明年春天"
    assert sheet["Q5"].fill.fgColor.rgb == "FFFFEB9C"
    assert sheet["F5"].value == "明年春天\n2025-12-31"


@pytest.mark.parametrize(
    ("severity", "waived", "verdict", "fill"),
    [
        ("error", "", "退回", "FFF8CBAD"),
        ("warning", "", "需核对", "FFFFF2CC"),
        ("info", "", "通过", "FFE2EFDA"),
        ("error", "已同意", "通过", "FFE2EFDA"),
    ],
)
def test_the_verdict_has_its_colour(severity: str, waived: str, verdict: str, fill: str) -> None:
    """An error sends the form back, a warning asks for a look, a waived finding does neither."""
    form = declaration()
    batch = batch_of(form, findings=(finding(form, severity=severity, waived=waived),))  # type: ignore[arg-type]
    cell = opened(batch)["汇总表"]["N5"]
    assert (cell.value, cell.fill.fgColor.rgb) == (verdict, fill)


def test_indicators_of_unknown_level_have_a_column() -> None:
    """An indicator whose level-1 name is none of the four is counted as 其他."""
    rows = [("其他", "数量指标", "甲", "=1(个)"), (None, None, "乙", "=1(个)"), ("效益指标", "社会效益指标", "丙", "提升")]
    assert projects(opened(batch_of(declaration(rows=rows))))[0][22:27] == [0, 0, 1, 0, 2]


def test_the_title_names_department_and_year() -> None:
    """The title follows the published pattern, without （汇总）."""
    batch = batch_of(declaration(department="云溪市文化和旅游局（汇总）"))
    assert summary_title(batch) == "云溪市文化和旅游局2025年度项目绩效目标汇总表"
    assert opened(batch)["汇总表"]["A1"].value == summary_title(batch)


def test_several_departments_and_years_are_named_below_the_title() -> None:
    """What one title cannot say is left out of it and said in the line below, never mixed in silence."""
    sheet = opened_once(eventful)["汇总表"]
    assert sheet["A1"].value == "项目绩效目标汇总表"
    assert sheet["A2"].value == (
        "本表含 2 个主管部门：云溪市文化和旅游局（3 个项目）、云溪市教育局（1 个项目）。"
        "本表含 2 个年度：2025（3 个项目，年度资金 123,457,269,012.35）、2024（1 个项目，年度资金 480,000.00）。共 4 个项目。"
        "点击“序号”看整张表，点击“校验结果”看问题，点击“单元格”打开报送文件。打印到“校验结果”一列，其后各列只在屏幕上看。"
    )
    assert "单位：元" in [cell.value for cell in sheet[2]]


def test_one_odd_department_among_many_keeps_the_title() -> None:
    """One form of eleven with another department does not cost the title its name, but it is named below."""
    forms = [declaration(file=f"{index}.xlsx") for index in range(10)]
    batch = batch_of(*forms, declaration(file="x.xlsx", department="云溪市教育局"))
    assert summary_title(batch) == "云溪市文化和旅游局2025年度项目绩效目标汇总表"
    assert "云溪市教育局（1 个项目）" in opened(batch)["汇总表"]["A2"].value


def test_many_misspelt_categories_still_make_one_formula() -> None:
    """A function takes 255 arguments: categories beyond 200 share a group, and the sum is right."""
    forms = [declaration(file=f"{index}.xlsx", category=f"类别{index}", annual=Decimal(1), rows=[]) for index in range(260)]
    content, _ = render_summary(batch_of(*forms), SummaryOptions())
    with zipfile.ZipFile(BytesIO(content)) as package:
        sums = re.findall(r"<f>(ROUND[^<]*)</f><v>260.0</v>", package.read("xl/worksheets/sheet2.xml").decode())
    assert sums and all(each.count(",") < 255 for each in sums)


def test_an_empty_batch_makes_a_sound_workbook() -> None:
    """With nothing to list there is no list: only what happened to the files is said."""
    book = opened(Batch((), (), ()))
    assert book.sheetnames == ["总览", "来源核对"]
    assert [row[1:3] for row in book["总览"].iter_rows(min_row=5, values_only=True) if row[0] == 1] == [
        ("来源核对", "没有读到申报表或自评表。")
    ]


def test_categories_and_levels_are_data() -> None:
    """Groups and columns follow the word lists: schemas/rule-words.json and templates/vocabulary.json, the newest regime first."""
    assert load_json("schemas", "rule-words.json")["lists"]["categories"] == list(CATEGORIES)
    assert CATEGORIES == ("特定目标类", "其他运转类", "其他人员类")
    assert LEVELS == ("成本指标", "产出指标", "效益指标", "满意度指标")
    headers = [cell.value for cell in opened_once(three_categories)["汇总表"][4][22:27]]
    assert headers == list(LEVEL_HEADERS) == ["成本", "产出", "效益", "满意度", "其他"]


def test_a_word_list_of_ones_own_makes_other_groups(tmp_path: Path) -> None:
    """With another order of categories and another level-1 name in the data, groups and columns come out so."""
    root = Path(__file__).resolve().parents[2]
    for folder in ("xlperf", "templates", "schemas"):
        shutil.copytree(root / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name, old, new in (
        ("schemas/rule-words.json", '"特定目标类"', '"甲类", "特定目标类"'),
        ("templates/vocabulary.json", '"满意度指标": [', '"安全指标": ["安全指标"], "满意度指标": ['),
    ):
        text = (tmp_path / name).read_text("utf-8")
        assert old in text
        (tmp_path / name).write_text(text.replace(old, new), "utf-8")
    code = "from xlperf.summary.tables.projects import CATEGORIES, LEVEL_HEADERS; print(ascii([CATEGORIES, LEVEL_HEADERS]))"
    shown = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=True, text=True).stdout
    assert ast.literal_eval(shown) == [
        ("甲类", "特定目标类", "其他运转类", "其他人员类"),
        ("成本", "产出", "效益", "安全", "满意度", "其他"),
    ]
