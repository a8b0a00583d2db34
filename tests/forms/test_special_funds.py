"""A project's form under a special fund: it is a project's by its title, and its name is the project's, not the fund's."""

from __future__ import annotations

import pytest

from tests.forms.plain_form import drawn
from tests.forms.reading import read, unread
from xlperf.errors import RefusedFile
from xlperf.forms.form import OWN_COLUMN, Form

FUND = ("专项资金名称", "水利发展专项")
REST = (
    ("项目资金（万元）", "年度资金总额", "48"),
    ("", "其中：财政拨款", "48"),
    ("", "其他资金", "0"),
    ("年度目标", "全年巡护河堤六十次。"),
    ("绩效指标", "一级指标", "二级指标", "三级指标", "", "指标值"),
    ("", "产出指标", "数量指标", "巡护次数", "", "≥60(次)"),
    ("", "", "质量指标", "隐患处置率", "", "≥95(%)"),
    ("", "满意度指标", "服务对象满意度指标", "群众满意度", "", "≥90(%)"),
)


def form_of(title: str, *head: tuple[str, ...]) -> Form:
    """Return the form with this head."""
    return read(drawn(((title,), ("（2026年度）",), *head, *REST))).forms[0]


@pytest.mark.parametrize("title", ["项目支出绩效目标申报表", "财政项目支出绩效目标申报表", "项目绩效目标申报表"])
@pytest.mark.parametrize("body", ["省级主管部门", "市县主管部门", "地方主管部门"])
def test_a_project_by_its_title(title: str, body: str) -> None:
    """The labels of a transfer form do not overrule a title that says 项目: the form was refused under a title it has not got."""
    form = form_of(title, FUND, (body, "云溪省水利厅", "", "", "实施单位", "云溪市河道所"))
    assert (form.text("/project_name"), form.text("/unit")) == ("水利发展专项", "云溪市河道所")
    assert unread(form) == []


@pytest.mark.parametrize("title", ["绩效目标申报表", "水利发展资金绩效目标表", "转移支付项目绩效目标表"])
def test_a_transfer_form_under_other_titles(title: str) -> None:
    """Any other title leaves it to the labels, and one that says 转移支付 names the kind itself."""
    with pytest.raises(RefusedFile) as caught:
        form_of(title, FUND, ("省级主管部门", "云溪省水利厅", "", "", "实施单位", "云溪市河道所"))
    assert "不在汇总范围内" in caught.value.message


@pytest.mark.parametrize("label", ["子项目名称", "具体项目名称", "明细项目名称", "二级项目名称"])
@pytest.mark.parametrize("fund", ["专项资金名称", "专项名称", "一级项目名称"])
@pytest.mark.parametrize("is_first", [True, False])
def test_the_project_under_its_fund(label: str, fund: str, is_first: bool) -> None:
    """The name is that of the lower level, on whichever side it stands; the fund is kept under its own name and told once."""
    pairs = ((label, "河堤巡护"), (fund, "水利发展专项"))
    left, right = pairs if is_first else pairs[::-1]
    head = ((*left, "", "", *right), ("主管部门", "云溪市水务局", "", "", "实施单位", "云溪市河道所"))
    form = form_of("项目支出绩效目标申报表", *head)
    assert form.text("/project_name") == "河堤巡护"
    assert [(each.label, each.value) for each in form.further] == [(fund, "水利发展专项")]
    assert [each.kind for each in form.remarks if each.cell == form.further[0].cell] == [OWN_COLUMN]
    assert unread(form) == []


def test_a_table_of_parts_names_no_project() -> None:
    """子项目名称 that heads a column is not the label of the project."""
    parts = (("子项目名称", "建设内容", "建设地点"), ("堤顶修补", "修补堤顶四处", "北岸"), ("闸门养护", "养护闸门六扇", "南岸"))
    head = (FUND, ("主管部门", "云溪市水务局", "", "", "实施单位", "云溪市河道所"))
    assert form_of("项目支出绩效目标申报表", *head, *parts).text("/project_name") == "水利发展专项"


def test_two_departments() -> None:
    """市级主管部门 beside 省级主管部门 is kept under its own name and told once, in whatever columns."""
    head = (
        ("项目名称", "河堤巡护"),
        ("省级主管部门", "云溪省水利厅", "", "", "市级主管部门", "云溪市水务局"),
        ("资金使用单位", "云溪市河道所"),
    )
    form = form_of("项目支出绩效目标申报表", *head)
    assert (form.text("/department"), form.text("/unit")) == ("云溪省水利厅", "云溪市河道所")
    assert [(each.label, each.value) for each in form.further] == [("市级主管部门", "云溪市水务局")]
    assert unread(form) == []
