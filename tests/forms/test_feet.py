"""Rows of signatures and notes below a table, in the words that departments use: none is an indicator, none is a project."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from tests.forms.plain_form import ROWS as ROWS_OF_FORM
from tests.forms.plain_form import drawn
from tests.forms.reading import read
from tests.forms.slips import pages, reading
from xlperf.intake.sheet import Cell

PAGES = pages()
FORMS_TRIED = (
    "declaration",
    "national, term and year side by side",
    "self-evaluation",
    "self-evaluation of Sichuan",
    "one year",
    "list of projects",
    "list of projects by level, Henan",
    "list of self-evaluations",
)
ROWS = (
    ("填表人：张三", "联系电话：88886666", "填表日期：2026.3.1"),
    ("项目负责人（签字）", "王某", "", "2026年3月1日"),
    ("单位领导签字：", "李某", "13800000000"),
    ("业务科室签字", "吴某", "88886666"),
    ("编制：张三", "审核：李四"),
    ("财务科长：", "王某"),
    ("分管领导意见：同意",),
    ("备注：本项目为延续性项目，2025年已执行100万元。",),
    ("联系人及电话：王某 021-12345678",),
    ("说明事项", "无"),
    ("单位（盖章）", "2026年3月"),
    ("经手人", "张某", "电话", "021-66668888"),
    ("（此表一式两份）",),
    ("第 1 页，共 2 页",),
    ("制单人 张某",),
    ("填报单位负责人：", "赵某", "财务负责人：", "钱某", "填表人：", "孙某"),
    ("主管部门审核意见", "同意上报", "经办人：", "吴某"),
    ("评审专家签名", "王某、李某"),
    ("单位主要负责人（签字、盖章）",),
    ("本表数据截至2026年3月底",),
    ("评价结论：预算安排合理，管理较规范。",),
)
NAMES = ("走访慰问老领导", "办结事项", "开通热线电话", "档案编制", "征求群众意见", "（一）修缮房屋", "配备班主任", "公章管理")


def values(lines: list[str]) -> list[str]:
    """Return what was read of projects and indicators, without the extent of the form."""
    return [each for each in lines if each.startswith("/")]


@cache
def whole_values(name: str) -> list[str]:
    """Return what a form says without any slip."""
    return values(reading(PAGES[name]))


@pytest.mark.parametrize("name", FORMS_TRIED)
def test_a_row_of_signatures_is_no_indicator_and_no_project(name: str) -> None:
    """Right below the table or one row further down, at its left edge: what was read stays as it is."""
    whole = PAGES[name]
    last = max(number for number, _ in whole.cells)
    changed = []
    for row in ROWS:
        for gap in (1, 2):
            cells = {(last + gap, column): Cell(text, "text") for column, text in enumerate(row, start=1) if text}
            if values(reading(replace(whole, cells={**whole.cells, **cells}))) != whole_values(name):
                changed.append((row, gap))
    assert changed == []


@pytest.mark.parametrize("target", ["全部办结", "2026年12月底前"])
def test_an_indicator_named_like_a_signature_is_one(target: str) -> None:
    """Under the heading of names such words are an indicator, with words for its target as well."""
    name = "national, term and year side by side"
    whole = PAGES[name]
    for text in NAMES:
        cells = {(13, 7): Cell(text, "text"), (13, 8): Cell(target, "text")}
        found = values(reading(replace(whole, cells={**whole.cells, **cells})))
        assert len(found) == len(whole_values(name))
        assert any("level3" in each and each.endswith("@G13") and text.strip("（一）") in each for each in found)


BELOW = (
    (("附件清单",), ("序号", "材料名称", "份数"), ("1", "立项批复", "1")),
    (("评分标准",), ("产出指标", "50分", "按完成率得分")),
    (("分季度用款计划",), ("季度", "一季度", "二季度", "三季度"), ("用款金额", "46", "46", "47")),
    (("评价等次", "优"),),
    (("保障措施", "成立专班，按月调度"),),
    (("审核要点", "完整性", "相关性", "适当性"), ("审核结果", "优", "良", "优")),
)


@pytest.mark.parametrize("name", ["declaration", "declaration of Shanghai"])
@pytest.mark.parametrize("rows", BELOW, ids=lambda rows: str(rows[0][0]))
def test_the_side_label_of_a_table_tells_where_it_ends(name: str, rows: tuple[tuple[str, ...], ...]) -> None:
    """What begins in its column below the rows that it is merged over is another table or a note, whatever it says."""
    whole = PAGES[name]
    last = max(number for number, _ in whole.cells)
    cells = {
        (last + number, column): Cell(text, "text")
        for number, row in enumerate(rows, start=1)
        for column, text in enumerate(row, start=1)
    }
    assert values(reading(replace(whole, cells={**whole.cells, **cells}))) == whole_values(name)


_SIGNED = ("负责人（签字）：", "经办人（签章）", "单位（盖章）：", "分管领导签字")


@pytest.mark.parametrize("gap", [0, 1, 2])
@pytest.mark.parametrize(
    ("place", "who"), [*((each, "周某") for each in _SIGNED), ("单位（盖章）：", "云溪市河道所"), ("部门（公章）", "")]
)
def test_who_signed_in_the_columns_of_names_and_targets_is_no_indicator(place: str, who: str, gap: int) -> None:
    """负责人（签字）： | 周某 right below the last target was a further indicator, with a person as its target."""
    form = read(drawn((*ROWS_OF_FORM, *[("",)] * gap, ("", "", "", place, who)))).forms[0]
    assert [row["level3"].value for row in form.rows] == [each[3] for each in ROWS_OF_FORM[8:]]


@pytest.mark.parametrize(
    "row", [("", "", "质量指标", "合同（盖章）", "100%"), ("", "", "", "征求意见", "3次"), ("", "", "", "领导签字", "5份")]
)
def test_an_indicator_with_a_target_of_its_own_signs_nothing(row: tuple[str, ...]) -> None:
    """Whatever its name ends with."""
    form = read(drawn((*ROWS_OF_FORM, row))).forms[0]
    assert form.rows[-1]["level3"].value == row[3]
