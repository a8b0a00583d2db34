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
     "项目支出绩效目标执行监控表", "2026年1-7月项目绩效跟踪表", "单位整体支出绩效自评表", "项目支出绩效评价指标体系评分表"],
)  # fmt: skip
def test_another_kind_is_named(title: str) -> None:
    """Monitoring, department, transfer and approval forms are named with their sheet."""
    assert refusal(title) == f"工作表“表一”中是“{title}”，这种表不在汇总范围内，没有读取。"


@pytest.mark.parametrize("title", ["会议签到表", "请加强绩效运行监控，按月填报。"])
def test_any_other_sheet_is_not(title: str) -> None:
    """A sheet without such a title says only that no form was found."""
    assert refusal(title) == "没有找到绩效目标申报表或绩效自评表。"
