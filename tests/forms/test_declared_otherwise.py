"""The money of a declaration in the words and tables of other bureaux, and what they print beside it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.forms.plain_form import drawn
from tests.forms.reading import read, read_lines, unread
from xlperf.forms.form import Form
from xlperf.intake.sheet import Area, Cell, Sheet

Lines = tuple[tuple[str, ...], ...]

_HEAD: Lines = (
    ("项目支出绩效目标申报表",),
    ("（2026年度）", "", "", "", "单位：万元"),
    ("项目名称", "河堤巡护"),
    ("主管部门", "云溪市水务局", "", "", "实施单位", "云溪市河道所"),
)
_REST: Lines = (
    ("年度目标", "全年巡护河堤六十次。"),
    ("绩效指标", "一级指标", "二级指标", "三级指标", "指标值"),
    ("", "产出指标", "数量指标", "巡护次数", "≥60次"),
    ("", "满意度指标", "服务对象满意度指标", "群众满意度", "≥90%"),
)


def _form(*parts: Lines, merges: tuple[Area, ...] = (), numbers: tuple[tuple[int, int], ...] = ()) -> Form:
    sheet = drawn(tuple(line for part in parts for line in part))
    cells = {at: Cell(Decimal(str(each.value)), "number") if at in numbers else each for at, each in sheet.cells.items()}
    (form,) = read(Sheet(name=sheet.name, state=sheet.state, cells=cells, merges=merges)).forms
    return form


def _kept(form: Form) -> list[str]:
    return [each.raw for each in form.further]


@pytest.mark.parametrize("source", ["专户资金", "本次追加", "债券"])
def test_amounts_below_their_sources_with_one_in_other_words(source: str) -> None:
    """合计 | 一般公共预算 | … over one row: what is known is read, an amount under other words is told."""
    head = ("资金来源", "合计", "一般公共预算", source, "其他", "上年结转")
    form = _form(_HEAD, (head, ("", "96", "90", "1", "2", "3")), _REST, merges=(Area(5, 1, 6, 1),))
    assert form.text("/funding/annual") == "960000.00"
    assert form.text("/funding/annual_carryover") == "30000.00"
    assert source == "专户资金" or "D6" in unread(form) or "D5" in unread(form)


def test_money_beside_its_source_is_not_kept_aside_in_silence() -> None:
    """Numbers beside 资金来源 that no field takes are told."""
    table: Lines = (("资金来源", "本次追加", "下次追加"), ("", "90", "6"))
    form = _form(_HEAD, table, _REST, merges=(Area(5, 1, 6, 1),), numbers=((6, 2), (6, 3)))
    assert {"B6", "C6"} <= {*unread(form)}


@pytest.mark.parametrize("amount", ["42.67", "1,042.67", "42.67万元"])
def test_a_label_by_its_make_with_an_amount_typed_as_text(amount: str) -> None:
    """其中：本级财政 is read whether its amount is a number or a text."""
    form = _form(_HEAD, (("资金总额", "1100", "其中：本级财政", amount, "上级补助", "0"),), _REST)
    assert form.text("/funding/annual_fiscal").endswith("426700.00")
    assert unread(form) == []


@pytest.mark.parametrize("words", ["另行下达", "见附件", "3月底"])
def test_such_a_label_without_an_amount_is_none(words: str) -> None:
    """财政安排 | 另行下达 is no money."""
    form = _form(_HEAD, (("资金总额", "1100"), ("其中：本级财政", words)), _REST)
    assert form.value("/funding/annual_fiscal") is None


@pytest.mark.parametrize("words", ["合计", "总计"])
def test_the_sum_of_this_year_and_the_next_is_that_of_the_term(words: str) -> None:
    """合计 | 2026年 | 2027年 | 2028年: the money of the project, and of the year."""
    form = _form(
        _HEAD,
        (("项目资金", "", words, "2026年", "2027年", "2028年"), ("", "资金总额", "150", "48", "50", "52")),
        (("", "其中：财政拨款", "150", "48", "50", "52"),),
        _REST,
    )
    assert (form.text("/funding/total"), form.text("/funding/annual")) == ("1500000.00", "480000.00")
    assert form.text("/funding/total_fiscal") == "1500000.00"


def test_a_sum_with_the_year_before_is_not_that_of_the_term() -> None:
    """合计 | 2025年 | 2026年 says nothing of the whole project."""
    rows: Lines = (("", "资金总额", "98", "50", "48"), ("", "财政拨款", "98", "50", "48"))
    table: Lines = (("项目资金", "", "合计", "2025年", "2026年"), *rows)
    form = _form(_HEAD, table, _REST)
    assert form.value("/funding/total") is None
    assert form.text("/funding/annual") == "480000.00"


def test_points_of_the_rate_beside_the_money() -> None:
    """执行率分值（10） | 10 is kept under its own name."""
    form = _form(
        _HEAD,
        (("项目资金", "年度资金总额", "96", "执行率分值（10）", "10"), ("", "其中：财政拨款", "96"), ("", "上年结转", "0")),
        _REST,
        merges=(Area(5, 1, 7, 1), Area(5, 4, 7, 4), Area(5, 5, 7, 5)),
        numbers=((5, 3), (5, 5), (6, 3), (7, 3)),
    )
    assert unread(form) == []
    assert "10" in _kept(form)


@pytest.mark.parametrize("label", ["支出明细", "资金支出计划（%）", "测算明细"])
def test_a_small_table_of_the_spending_is_kept_aside(label: str) -> None:
    """序号 | 支出内容 | 金额 at the side of a label that says what it is."""
    rows: Lines = (("", "1", "劳务费", "40", "市场询价"), ("", "2", "材料费", "56", "市场询价"))
    table: Lines = ((label, "序号", "支出内容", "金额", "说明"), *rows)
    form = _form(_HEAD, (("资金总额", "96", "财政拨款", "96"),), table, _REST, merges=(Area(6, 1, 8, 1),))
    assert form.text("/funding/annual") == "960000.00"
    assert unread(form) == []
    assert "劳务费" in _kept(form)


_OWN_WORDS = (
    ("项目支出绩效目标申报表",),
    ("（2026年度）",),
    ("项目名称", "河堤巡护"),
    ("主管部门", "云溪市水务局", "", "实施单位", "云溪市河道所"),
    ("项目性质", "阶段性项目", "", "计划开始日期", "2026-01-01"),
    ("计划完成日期", "2026-12-31"),
    ("项目资金（万元）", "年度资金总额", "48"),
    ("", "其中：财政拨款", "48"),
    ("年度目标", "全年巡护河堤六十次。"),
    ("绩效指标", "一级指标", "二级指标", "三级指标", "指标值"),
    ("", "产出指标", "数量指标", "巡护次数", "≥60(次)"),
    ("", "满意度指标", "服务对象满意度指标", "群众满意度", "≥90(%)"),
)


@pytest.mark.parametrize("dates", [True, False])
@pytest.mark.parametrize("nature", [True, False])
def test_a_form_in_a_bureaus_own_words_is_not_asked_for_the_choices_that_it_does_not_print(dates: bool, nature: bool) -> None:
    """项目性质 without 项目类别, with dates and without: nobody took 项目类别 off it."""
    head = [line for line in _OWN_WORDS if (nature or line[0] != "项目性质") and (dates or line[0] != "计划完成日期")]
    form = read_lines(*head)
    assert [each for each in form.remarks if each.kind == "missing_label" and each.detail["label"] == "项目类别"] == []
    assert form.get("/category") is None


@pytest.mark.parametrize(
    ("left", "is_told"),
    [(("", "特定目标类"), True), (("项目类", "其他运转类"), True), (("受益人数", "3200"), False), (("镇街意见", "已核"), False)],
)
def test_a_choice_without_its_label_is_told_on_such_a_form(left: tuple[str, str], is_told: bool) -> None:
    """What stands there is 特定目标类, and the label was deleted or misspelt; what is left over and is no answer is none."""
    lines = [(*line, *left) if line[0] == "计划完成日期" else line for line in _OWN_WORDS]
    assert ("项目类别" in [each.detail.get("label") for each in read_lines(*lines).remarks]) is is_told
