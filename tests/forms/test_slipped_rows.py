"""One row of a pasted table with something left blank: which cell is what."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.forms.reading import read
from tests.forms.shapes import Canvas
from xlperf.forms.form import Form

HEAD = (
    "财政项目支出绩效目标申报表",
    "(2025年度)",
    ("项目名称", "公共阅读推广", "项目性质", "经常性项目", "项目类别", "特定目标类"),
    ("主管部门", "云溪市文化局", "实施单位", "云溪市图书馆"),
    ("计划开始日期", "2025-01-01", "计划完成日期", "2025-12-31"),
    ("项目资金（元）", "项目资金总额", 480000, "年度资金申请总额", 480000),
    ("", "其中：财政资金", 480000, "其中：当年财政拨款", 480000),
    ("", "", "", "上年结转资金", 0),
    ("", "其他资金", 0, "其他资金", 0),
    ("项目绩效目标", "项目总目标", "", "年度总体目标"),
    ("", "", "", "全年举办阅读活动二十四场，图书流通量稳步提高。"),
    ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值"),
    ("", "产出指标", "数量指标", "开展活动场次", "≥24(场)"),
)
LEVELS = ("/level1", "/level2", "/level3", "/target")


def form_of(cells: dict[int, str]) -> Form:
    """Return the form whose table has these cells in its second row."""
    canvas = Canvas()
    for number, line in enumerate(HEAD, start=1):
        for column, value in enumerate((line,) if isinstance(line, str) else line, start=1):
            if value != "":
                canvas.put(number, column, Decimal(value) if isinstance(value, int) else value)
    for column, value in cells.items():
        canvas.put(len(HEAD) + 1, column, value)
    return read(canvas.sheet("申报表")).forms[0]


def row_read(cells: dict[int, str]) -> tuple[list[str | None], str | None]:
    """Return what is read from the second row of a table, and the cell of its target."""
    form = form_of(cells)
    fields = [form.get(f"/indicators/1{name}") for name in LEVELS]
    target = fields[3]
    texts = [None if each is None or each.value is None else getattr(each.value, "text", each.value) for each in fields]
    return texts, target.cell if target else None  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("cells", "read_as", "target_cell"),
    [
        # A name that begins like a time is a name: its row has not slipped, its target is blank.
        ({3: "质量指标", 4: "每年慰问次数"}, ["产出指标", "质量指标", "每年慰问次数", None], "E14"),
        ({2: "产出指标", 3: "质量指标", 4: "全年培训班次"}, ["产出指标", "质量指标", "全年培训班次", None], "E14"),
        ({4: "每季度慰问覆盖率"}, ["产出指标", "数量指标", "每季度慰问覆盖率", None], "E14"),
        # The same of a time that stands where the target does.
        ({4: "项目完成时间", 5: "每季度"}, ["产出指标", "数量指标", "项目完成时间", "每季度"], "E14"),
        # A name left blank: no level name and no target takes its place.
        ({3: "质量指标", 5: "≥95(%)"}, ["产出指标", "质量指标", None, "≥95(%)"], "E14"),
        ({1: "效益指标", 2: "社会效益指标", 4: "≥90(%)"}, ["效益指标", "社会效益指标", None, "≥90(%)"], "D14"),
        ({3: "效益指标", 4: "社会效益指标", 6: "≥90(%)"}, ["效益指标", "社会效益指标", None, "≥90(%)"], "F14"),
        # A row that slipped and has no target: the target should stand beside the name.
        (
            {1: "满意度指标", 2: "服务对象满意度指标", 3: "读者满意度"},
            ["满意度指标", "服务对象满意度指标", "读者满意度", None],
            "D14",
        ),
    ],
)
def test_a_row_with_something_left_blank(cells: dict[int, str], read_as: list[str | None], target_cell: str) -> None:
    """Names stay names, targets targets, levels levels; what is missing is None, at the cell where it should stand."""
    assert row_read(cells) == (read_as, target_cell)


def remarks(form: Form, kind: str) -> list[tuple[str, dict[str, str]]]:
    """Return the remarks of a kind: cell and detail."""
    return [(each.cell, dict(each.detail)) for each in form.remarks if each.kind == kind]


def test_a_row_that_slipped_is_told() -> None:
    """The finding says how its cells were read, and each of them bears a note."""
    form = form_of({2: "质量指标", 3: "活动按期举办率", 4: "≥95(%)"})
    how = "“质量指标”按二级指标、“活动按期举办率”按三级指标、“≥95(%)”按年度(/项目)指标值"
    assert remarks(form, "slipped_rows") == [("B14", {"which": "14", "count": "1", "row": "14", "how": how})]
    assert [form.get(f"/indicators/1{name}").notes for name in LEVELS] == [(), (), ("moved",), ("moved",)]  # type: ignore[union-attr]
    assert remarks(form, "unsure_row") == []


def test_a_row_in_its_place_is_not_told() -> None:
    """A row under its headings has neither a finding nor a note, be it complete or not."""
    for cells in ({4: "活动按期举办率", 5: "≥95(%)"}, {3: "质量指标", 4: "活动按期举办率"}, {4: "各类读者满意"}):
        form = form_of(cells)
        assert remarks(form, "slipped_rows") == remarks(form, "unsure_row") == []
        assert all("moved" not in each.notes for each in form.fields)


def test_a_row_that_may_mean_two_things_is_told() -> None:
    """A level 2 of the bureau's own without a target may as well be a name and a target that slipped: both readings are told."""
    form = form_of({2: "产出指标", 3: "布展任务", 4: "展线加固里程"})
    how, other = "“布展任务”按二级指标、“展线加固里程”按三级指标", "“布展任务”按三级指标、“展线加固里程”按年度(/项目)指标值"
    assert remarks(form, "unsure_row") == [("C14", {"row": "14", "how": how, "other": other, "margin": "2"})]


def test_a_remark_beside_a_row_is_no_target() -> None:
    """Words right of the table beside a blank target: the other reading has them as the target."""
    form = form_of({3: "质量指标", 4: "活动按期举办率", 6: "请业务科补充"})
    told = {"row": "14", "how": "“请业务科补充”不算表内内容", "other": "“请业务科补充”按年度(/项目)指标值", "margin": "2"}
    assert form.get("/indicators/1/target").value is None  # type: ignore[union-attr]
    assert remarks(form, "unsure_row") == [("F14", told)]


WHOLE = (
    ("", "产出指标", "数量指标", "修缮场馆", "≥3(座)"),
    ("", "产出指标", "工作要求", "按季度公开", ""),
    ("", "效益指标", "社会效益指标", "进馆人次", "≥36000(人次)"),
    ("", "满意度指标", "服务对象满意度指标", "读者满意率", "≥90(%)"),
)


def row_of(lines: tuple[tuple[str, ...], ...], index: int) -> list[object]:
    """Return level 2, name and target of an indicator of a table with these rows below its first."""
    canvas = Canvas()
    for number, line in enumerate((*HEAD, *lines), start=1):
        for column, value in enumerate((line,) if isinstance(line, str) else line, start=1):
            if value != "":
                canvas.put(number, column, Decimal(value) if isinstance(value, int) else value)
    form = read(canvas.sheet("申报表")).forms[0]
    return [form.text(f"/indicators/{index}{each}") for each in LEVELS[1:]]


def test_a_row_of_a_table_without_blanks_stays_under_its_headings() -> None:
    """Where every row names both levels no blank could be lost: a name like a time is no target, and the target is missing."""
    assert row_of(WHOLE, 2) == ["工作要求", "按季度公开", ""]
