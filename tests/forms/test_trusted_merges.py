"""Headings and merges go before any guess: no indicator is taken for a foot, none sets the unit, one tick is the choice."""

from __future__ import annotations

import pytest

from tests.forms.reading import read
from xlperf.forms.form import Form
from xlperf.forms.values.choices import chosen
from xlperf.intake.sheet import Area, Cell, Sheet

ROWS = (
    ("财政项目支出绩效目标申报表",),
    ("项目名称", "", "河堤巡护", "", "项目性质", "☑经常性项目 □一次性项目"),
    ("主管部门", "", "云溪市水务局", "", "实施单位", "云溪市河道所"),
    ("项目资金", "", "项目资金总额", "48", "年度资金申请总额", "48"),
    ("项目绩效目标", "项目总目标", "", "年度总体目标"),
    ("", "全年巡护河堤。", "", "全年巡护河堤六十次。"),
    ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值"),
    ("", "产出指标", "数量指标", "巡护次数", "≥60(次)"),
    ("", "", "", "NAME", "TARGET"),
    ("", "", "质量指标", "隐患处置率", "≥95(%)"),
    ("", "满意度指标", "服务对象满意度指标", "群众满意度", "≥90(%)"),
)


_LEVELS_MERGED = (Area(8, 2, 10, 2), Area(8, 3, 9, 3))


def form_with(name: str, target: str, levels: tuple[Area, ...] = _LEVELS_MERGED) -> Form:
    """Return a form with an indicator inside merged level names."""
    cells = {
        (row, column): Cell(text.replace("NAME", name).replace("TARGET", target), "text")
        for row, line in enumerate(ROWS, 1)
        for column, text in enumerate(line, 1)
        if text
    }
    return read(Sheet(name="表", state="visible", cells=cells, merges=(Area(1, 1, 1, 6), *levels))).forms[0]


@pytest.mark.parametrize("levels", [_LEVELS_MERGED, _LEVELS_MERGED[:1], _LEVELS_MERGED[1:]], ids=["both", "first", "second"])
@pytest.mark.parametrize(
    ("name", "target"),
    [("其中：夜间巡护", "目标：12次"), ("存在问题整改", "≥90(%)"), ("编制项目支出绩效目标表", "≥1(份)"), ("审核意见", "≥4(条)")],
)
def test_a_row_inside_merged_levels_is_an_indicator(name: str, target: str, levels: tuple[Area, ...]) -> None:
    """Colons, words of a foot and titles do not end a table beside a merged level name of either level."""
    rows = form_with(name, target, levels).rows
    assert [each["level3"].value for each in rows] == ["巡护次数", name, "隐患处置率", "群众满意度"]
    assert rows[1]["level2"].value == "数量指标"


@pytest.mark.parametrize("name", ["活动经费（万元）", "项目资金（万元）", "预算支出金额(万元)"])
def test_an_indicator_does_not_set_the_unit(name: str) -> None:
    """A unit in the name of an indicator multiplies no amount."""
    form = form_with(name, "≤48")
    assert (form.amount_unit, form.amount("/funding/annual")) == ("元", 48)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("☑经常性项目 □一次性项目", "经常性项目"),
        ("□特定目标类 ■其他运转类", "其他运转类"),
        ("□甲类□乙类", "□甲类□乙类"),
        ("☑甲类 ☑乙类 □丙类", "☑甲类 ☑乙类 □丙类"),
        ("√2号楼改造", "√2号楼改造"),
    ],
)
def test_the_one_ticked_box_is_the_choice(text: str, value: str) -> None:
    """One tick among boxes is the value; none, two, or a tick without boxes leave the text as it is."""
    assert chosen(text) == value
