"""A second form below the first that lacks its title, its name or more: it is read for itself or told, never as the first one's."""

from __future__ import annotations

import pytest

from tests.forms.plain_form import drawn
from tests.forms.reading import read
from xlperf.forms.reading.form_reader import WorkbookForms

Lines = tuple[tuple[str, ...], ...]

_FIRST: Lines = (
    ("财政项目支出绩效目标申报表",),
    ("(2026年度)",),
    ("项目名称", "河堤巡护", "项目性质", "经常性项目", "项目类别", "特定目标类"),
    ("主管部门", "云溪市水务局", "", "实施单位", "云溪市河道所"),
    ("计划开始日期", "2026-01-01", "", "计划完成日期", "2026-12-31"),
    ("项目资金（元）", "项目资金总额", "48", "年度资金申请总额", "48"),
    ("", "其中：财政资金", "48", "其中：当年财政拨款", "48"),
    ("", "", "", "上年结转资金", "0"),
    ("", "其他资金", "0", "其他资金", "0"),
    ("项目绩效目标", "项目总目标", "", "年度总体目标"),
    ("", "", "", "全年巡护河堤六十次。"),
    ("绩效指标", "一级指标", "二级指标", "三级指标", "年度(/项目)指标值"),
    ("", "产出指标", "数量指标", "巡护次数", "≥60(次)"),
    ("", "", "质量指标", "隐患处置率", "≥95(%)"),
    ("", "满意度指标", "服务对象满意度指标", "群众满意度", "≥90(%)"),
)
_OTHERS = {"河堤巡护": "泵站维护", "全年巡护河堤六十次。": "维护泵站六座。", "巡护次数": "维护泵站数", "隐患处置率": "检修合格率"}
_OTHERS["48"] = "80"
_SECOND: Lines = tuple(tuple(_OTHERS.get(each, each) for each in line) for line in _FIRST)


def _both(first_line: int, blank: int = 0) -> WorkbookForms:
    return read(drawn((*_FIRST, *((),) * blank, *_SECOND[first_line:])))


def _names(found: WorkbookForms) -> list[list[str]]:
    return [[row["level3"].raw for row in form.rows] for form in found.forms]


_OWN = [["巡护次数", "隐患处置率", "群众满意度"], ["维护泵站数", "检修合格率", "群众满意度"]]


@pytest.mark.parametrize("blank", [0, 3])
@pytest.mark.parametrize("first_line", range(5))
def test_a_second_form_without_the_first_rows_of_its_head_is_read_for_itself(first_line: int, blank: int) -> None:
    """Without title, year, project name or bodies: its amounts, its goal and its indicators are its own."""
    found = _both(first_line, blank)
    assert _names(found) == _OWN
    assert [each.value("/funding/annual") for each in found.forms] == [48, 80]
    assert [each.value("/annual_goal") for each in found.forms] == ["全年巡护河堤六十次。", "维护泵站六座。"]
    assert [each.value("/project_name") for each in found.forms] == ["河堤巡护", "泵站维护" if first_line < 3 else None]


@pytest.mark.parametrize("first_line", [5, 9])
def test_a_second_form_with_less_of_its_head_is_not_read_as_the_first_one_s(first_line: int) -> None:
    """Money, goals and a table alone may be anybody's: what is not read for itself is told with its place."""
    found = _both(first_line)
    assert _names(found)[0] == _OWN[0]
    assert found.forms[0].value("/annual_goal") == "全年巡护河堤六十次。"
    told = [(each.kind, each.detail["count"]) for each in found.remarks]
    assert _names(found) == _OWN or told == [("uncovered_table", "3")]


def test_a_head_that_is_printed_again_on_the_next_page_begins_no_form() -> None:
    """The same department, unit and dates over the rest of the table: one form."""
    again = (*_FIRST[3:9], _FIRST[11], ("", "效益指标", "社会效益指标", "受益人数", "≥9(万人)"))
    found = read(drawn((*_FIRST[:-1], *again)))
    assert len(found.forms) == 1


def test_a_label_above_the_first_form_of_several_begins_none() -> None:
    """主管部门 over the title of the first, with nothing above it that could come again."""
    found = read(drawn((("主管部门", "云溪市水务局"), *_FIRST, *_SECOND[2:])))
    assert _names(found) == _OWN
