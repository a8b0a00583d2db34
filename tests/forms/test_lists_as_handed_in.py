"""Lists of projects as departments hand them in: sums of pages and of lists, money by quarter, years and levels in headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.forms.plain_form import drawn
from tests.forms.reading import read
from xlperf.forms.reading.form_reader import WorkbookForms
from xlperf.intake.sheet import Area

Line = tuple[str, ...]
_TITLE: Line = ("2026年度项目支出绩效目标汇总表",)
_INDICATORS: Line = ("一级指标", "二级指标", "三级指标", "指标值")
_HEADINGS: Line = ("序号", "项目名称", "项目单位", "年度预算金额（万元）", "年度绩效目标", *_INDICATORS)
_PROJECTS = (("河堤巡护", "云溪市河道所", "48.6"), ("水闸维护", "云溪市水闸站", "120"))


def _rows(number: int, front: Sequence[str]) -> tuple[Line, Line]:
    first = (str(number), *front, "产出指标", "数量指标", f"{front[0]}次数", "≥6次")
    return first, (*("",) * (len(front) + 1), "满意度指标", "服务对象满意度指标", "居民满意度", "≥90%")


def _one(index: int) -> tuple[Line, Line]:
    name, unit, amount = _PROJECTS[index]
    return _rows(index + 1, (name, unit, amount, f"全年完成{name}。"))


def _list(*rows: Line) -> WorkbookForms:
    return read(drawn((_TITLE, *rows)))


def _named(found: WorkbookForms) -> list[tuple[str, str, Decimal | None, int]]:
    forms = found.forms
    return [(one.text("/project_name"), one.text("/unit"), one.amount("/funding/annual"), len(one.rows)) for one in forms]


def _told(found: WorkbookForms) -> list[str]:
    return [each.kind for each in (*found.remarks, *(one for form in found.forms for one in form.remarks))]


_BOTH = [("河堤巡护", "云溪市河道所", Decimal(486000), 2), ("水闸维护", "云溪市水闸站", Decimal(1200000), 2)]
_TOTAL = "168.6"


@pytest.mark.parametrize(
    "row",
    [
        ("", "小计（运转类）", "", _TOTAL),
        ("合计", "2个项目", "", _TOTAL),
        ("总  计", "", "", _TOTAL),
        ("", "", "单位小计", _TOTAL),
        ("", "承前页", "", _TOTAL),
        ("", "共计：", "共2个", _TOTAL),
    ],
    ids=lambda row: "".join(row[:3]),
)
def test_a_row_of_sums_is_no_project_wherever_it_stands(row: Line) -> None:
    """Whatever it says of what it sums up; its money would be counted twice, and it is not told as something left over."""
    for rows in ((row, *_one(0), *_one(1)), (*_one(0), row, *_one(1)), (*_one(0), *_one(1), row), (*_one(0), *_one(1), (), row)):
        found = _list(_HEADINGS, *rows)
        assert _named(found) == _BOTH
        assert _told(found) == []


def test_what_stands_between_two_pages_is_none_of_a_project() -> None:
    """The sum of the page, its number, the title and the headings again, and the sum carried forward."""
    pages = (("", "本页小计", "", "48.6"), ("", "", "", "", "第1页 共2页"), ("项目支出绩效目标汇总表（续）",), _HEADINGS)
    found = _list(_HEADINGS, *_one(0), *pages, ("", "承前页", "", "48.6"), *_one(1), ("合计", "", "", _TOTAL))
    assert _named(found) == _BOTH
    assert _told(found) == []


def test_a_project_that_only_sounds_like_a_sum_stays_one() -> None:
    """It has indicators."""
    found = _list(_HEADINGS, *_one(0), *_rows(2, ("水费累计", "云溪市水闸站", "120", "缴清水费累计。")))
    assert [each[0] for each in _named(found)] == ["河堤巡护", "水费累计"]


def test_the_money_of_the_year_over_its_quarters() -> None:
    """资金安排 over 全年合计 | 上半年 | 下半年: the year's is the first."""
    heads = (
        ("序号", "项目名称", "项目单位", "资金安排（万元）", "", "", "年度绩效目标", "绩效指标"),
        ("", "", "", "全年合计", "上半年", "下半年", "", *_INDICATORS),
    )
    lines = (_rows(at, (name, unit, amount, "20", "28", "完成。")) for at, (name, unit, amount) in enumerate(_PROJECTS, 1))
    sheet = drawn((_TITLE, *heads, *(row for rows in lines for row in rows)))
    merges = (*(Area(2, at, 3, at) for at in (1, 2, 3, 7)), Area(2, 4, 2, 6), Area(2, 8, 2, 11))
    assert _named(read(replace(sheet, merges=merges))) == _BOTH


@pytest.mark.parametrize("heading", ["其中：2026年预算（万元）", "2026年度预算（万元）", "2026年资金总额（万元）"])
def test_the_money_of_the_year_beside_that_of_the_whole_term(heading: str) -> None:
    """其中：2026年预算 is the year's in a list of 2026; that of another year is kept under its own name."""
    def found(name: str) -> WorkbookForms:
        heads = ("序号", "项目名称", "项目单位", "项目总投资（万元）", name, "年度绩效目标", *_INDICATORS)
        lines = (_rows(at, (one, unit, "900", amount, "完成。")) for at, (one, unit, amount) in enumerate(_PROJECTS, 1))
        return _list(heads, *(row for rows in lines for row in rows))

    assert _named(found(heading)) == _BOTH
    other = found(heading.replace("2026", "2025"))
    assert [each.amount("/funding/annual") for each in other.forms] == [None, None]
    assert all(any(one.raw in ("48.6", "120") for one in each.further) for each in other.forms)


@pytest.mark.parametrize("name", ["二级项目名称", "子项目名称", "具体项目名称"])
def test_projects_of_a_lower_level_are_the_projects(name: str) -> None:
    """一级项目名称 beside them is that of a programme and is kept."""
    heads = ("序号", "一级项目名称", name, "实施单位", "金额（万元）", "绩效目标", *_INDICATORS)
    lines = (_rows(at, ("水利专项", one, unit, amount, "完成。")) for at, (one, unit, amount) in enumerate(_PROJECTS, 1))
    found = _list(heads, *(row for rows in lines for row in rows))
    assert _named(found) == _BOTH
    assert {each.raw for form in found.forms for each in form.further} == {"水利专项"}
