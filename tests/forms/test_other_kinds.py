"""A workbook that holds a form of another kind is refused by that form's name, never as a spoilt template."""

from __future__ import annotations

import pytest

from tests.forms.reading import read
from xlperf.errors import RefusedFile
from xlperf.intake.sheet import Cell, Sheet


def refusal(title: str) -> str:
    """Return the message with which a sheet of this title is refused."""
    cells = {(1, 1): Cell(title, "text"), (3, 1): Cell("任务名称", "text"), (3, 2): Cell("河堤巡护", "text")}
    with pytest.raises(RefusedFile) as caught:
        read(Sheet(name="表一", state="visible", cells=cells))
    return caught.value.message


@pytest.mark.parametrize(
    "title",
    ["2026年部门整体支出绩效目标申报表", "项目支出绩效运行监控表",
     "中央对地方转移支付区域绩效目标表", "部门（单位）整体绩效自评表", "项目支出绩效目标批复表",
     "项目支出绩效目标执行监控表", "2026年1-7月项目绩效跟踪表", "单位整体支出绩效自评表", "项目支出绩效评价指标体系评分表",
     "项目支出绩效目标跟踪监控表", "绩效目标运行跟踪监控表", "项目绩效目标跟踪表", "2026年绩效运行跟踪表"],
)  # fmt: skip
def test_another_kind_is_named(title: str) -> None:
    """Monitoring, department, transfer and approval forms are named with their sheet."""
    assert refusal(title) == f"工作表“表一”中是“{title}”，这种表不在汇总范围内，没有读取。"


def test_a_monitoring_form_on_the_blank_of_another_year_end_form() -> None:
    """A form with the labels of a self-evaluation whose title says that it is a monitoring form is told and not read."""
    lines = (
        ("项目支出绩效运行监控表",),
        ("项目名称", "河堤巡护", "", "实施单位", "云溪市河道所"),
        ("项目资金（万元）", "", "年初预算数", "1-6月执行数", "全年预计执行数"),
        ("", "年度资金总额", "12", "5", "12"),
        ("年度总体目标", "预期目标", "", "实际完成情况"),
        ("", "全年巡护六十次。", "", "已巡护三十次。"),
        ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "1-6月完成情况"),
        ("", "产出指标", "数量指标", "巡护次数", "≥60(次)", "30次"),
        ("", "产出指标", "质量指标", "隐患处置率", "≥95(%)", "96%"),
    )
    cells = {(row, at): Cell(text, "text") for row, line in enumerate(lines, 1) for at, text in enumerate(line, 1) if text}
    with pytest.raises(RefusedFile) as caught:
        read(Sheet(name="表一", state="visible", cells=cells))
    assert caught.value.message == "工作表“表一”中是“项目支出绩效运行监控表”，这种表不在汇总范围内，没有读取。"


@pytest.mark.parametrize("title", ["会议签到表", "请加强绩效运行监控，按月填报。"])
def test_any_other_sheet_is_not(title: str) -> None:
    """A sheet without such a title says only that no form was found."""
    assert refusal(title) == "没有找到绩效目标申报表或绩效自评表。"
