"""Labels in words that no layout lists."""

from __future__ import annotations

import pytest

from tests.forms.plain_form import ROWS, drawn
from tests.forms.reading import read
from tests.forms.test_declared_money import form_of, money, told
from xlperf.forms.form import Form
from xlperf.forms.layouts.built_in import built_in_layouts
from xlperf.forms.layouts.layout_parsing import parse_layout
from xlperf.forms.values.form_text import bare_key


@pytest.mark.parametrize(
    "label",
    ["年度预算申请总额", "项目当年预算", "项目年度金额", "本年度部门预算金额", "当年财政预算总额", "预算总额", "申请资金总额"],
)
def test_money_of_the_year(label: str) -> None:
    """A total with the year in its name, or of no named period where the form has no other, is the year's."""
    form = form_of(("项目资金（元）", label, 200), ("", "其中：县级财政安排资金", 180), ("", "其他资金", 20))
    assert money(form) == {"annual": 200, "annual_fiscal": 180, "annual_other": 20}
    assert told(form) == []


def test_money_of_two_periods() -> None:
    """Of 实施周期总金额 and 资金总额 the second is the year's, since the first is the term's."""
    form = form_of(("项目资金（元）", "实施周期预算总金额", 600), ("", "资金总额", 200))
    assert money(form) == {"total": 600, "annual": 200}


def test_money_in_one_row_of_labels() -> None:
    """Amounts below labels that no layout lists, in a row of nothing else; a row with a label of its own is one of a table."""
    form = form_of(("项目资金（元）", "项目总额", "本年度金额", "财政拨款", "其他资金"), ("", 600, 200, 180, 20))
    assert money(form) == {"total": 600, "annual": 200, "annual_fiscal": 180, "annual_other": 20}
    crossed = form_of(("项目资金（元）", "", "本年度合计"), ("", "财政拨款", 180), ("", "其他资金", 20))
    assert "annual" not in money(crossed)


@pytest.mark.parametrize("label", ["项目资金（元）", "资金情况", "项目资金情况（元）"])
def test_the_heading_at_the_side_of_money_is_its_total_with_an_amount_right_beside_it(label: str) -> None:
    """项目资金 | 200 | 其中：财政拨款 | 180: told as unread before, and the form as changed."""
    form = form_of((label, 200, "其中：财政拨款", 180, "其他资金", 20))
    assert money(form) == {"annual": 200, "annual_fiscal": 180, "annual_other": 20}
    assert [each for each in told(form) if each[0] != "unit_missing"] == []


@pytest.mark.parametrize("beside", [("甲方自理",), ("约200",), ("", 200), (200, 180)], ids=["words", "about", "blank", "two"])
def test_it_is_none_of_anything_else(beside: tuple[str | int, ...]) -> None:
    """Words, an amount behind a blank cell or two amounts beside 项目资金 are told, and never an amount."""
    form = form_of(("项目资金（元）", *beside))
    assert money(form) == {}
    assert any(each[0] == "unread_cell" for each in told(form))


@pytest.mark.parametrize("behind", [(), ("已核",)])
def test_an_amount_right_beside_its_label_belongs_to_a_form_that_is_narrower_everywhere_else(behind: tuple[str, ...]) -> None:
    """The money in one line reaches two columns farther than the table: its last amount was left over, and the sum accused."""
    form = form_of(("项目资金（元）", "", "年度资金总额", 200, "其中：财政拨款", 180, "其他资金", 20, *behind))
    assert money(form) == {"annual": 200, "annual_fiscal": 180, "annual_other": 20}
    assert [each for each, _ in told(form)] == ["unread_cell"] * len(behind)


def test_a_remark_behind_a_blank_amount_is_no_amount() -> None:
    """其他资金 | blank | 已核: the cell of the amount is blank."""
    form = form_of(("项目资金（元）", "年度资金总额", 180, "其中：财政拨款", 180, "其他资金", "", "已核"))
    assert money(form) == {"annual": 180, "annual_fiscal": 180}
    assert ("not_a_number",) not in [each.notes for each in form.fields]


def _with(label: str, value: str) -> Form:
    return form_of((label, value), ("项目资金（元）", "年度资金总额", 200))


def test_what_the_template_lists_is_never_guessed_at() -> None:
    """Where 实施单位 stands, a further 具体承办单位 is kept under its own name, or told, and never in its place."""
    form = _with("具体承办单位", "云溪市堤防队")
    assert form.value("/unit") == "云溪市河道所"
    assert "云溪市堤防队" in repr((form.further, form.remarks))


@pytest.mark.parametrize(
    ("kind", "field", "label"),
    [
        ("declaration", "/department", "业务主管部门"),
        ("declaration", "/department", "预算部门"),
        ("declaration", "/unit", "项目执行单位"),
        ("declaration", "/unit", "具体实施单位"),
        ("declaration", "/start_date", "项目开始日期"),
        ("declaration", "/start_date", "起始年度"),
        ("declaration", "/end_date", "终止年度"),
        ("declaration", "/annual_goal", "2026年度绩效目标"),
        ("declaration", "/overall_goal", "实施周期绩效目标"),
        ("self_evaluation", "/actual_completion", "全年目标实际完成情况"),
        ("self_evaluation", "/budget_goal", "年度设定目标内容"),
    ],
)
def test_wordings(kind: str, field: str, label: str) -> None:
    """The first label that a wording is like is the one of its field."""
    layout = next(each for each in map(parse_layout, built_in_layouts()) if each.kind == kind)
    like = [each for each in layout.loose if each.like is not None and each.like.fullmatch(bare_key(label))]
    assert [each.field for each in like if hasattr(each, "field")][:1] == [field]


@pytest.mark.parametrize(
    ("printed", "label"),
    [("实施单位", "实施（单位）"), ("项目总目标", "项目绩效总目标"), ("其中：当年财政拨款", "其中：当年财政性资金")],
)
def test_synonyms_are_listed(printed: str, label: str) -> None:
    """A form with one of these is read as with the printed label."""
    usual = (*ROWS[:5], ("", "其中：财政资金", "40", "其中：当年财政拨款", "40"), *ROWS[5:])
    named = tuple(tuple(label if each == printed else each for each in row) for row in usual)
    (form,), (other,) = read(drawn(named)).forms, read(drawn(usual)).forms
    assert (form.fields, form.remarks) == (other.fields, other.remarks)


@pytest.mark.parametrize("text", ["养护河道长度", "其他一次性项目", "数量指标", "完工率", "水务局", "提高单位工作效率"])
def test_values_are_no_labels(text: str) -> None:
    """Names of indicators, levels, departments and natures are like no label."""
    for layout in map(parse_layout, built_in_layouts()):
        assert not [each.label for each in layout.loose if each.like is not None and each.like.fullmatch(text)]


@pytest.mark.parametrize("label", ["支出分类", "支出类型", "支出项目分类"])
def test_what_tells_project_money_from_running_costs_is_no_category(label: str) -> None:
    """支出分类 | 项目支出 was told to be no known 项目类别; 支出类型 | 特定目标类 is one."""
    for said, category in (("项目支出", None), ("特定目标类", "特定目标类")):
        head = ("项目名称", "河堤巡护", "项目性质", "经常性项目", label, said)
        (form,) = read(drawn((*ROWS[:2], head, *ROWS[3:]))).forms
        assert form.value("/category") == category


@pytest.mark.parametrize("term", ["项目期目标", "项目期总目标", "项目期绩效目标", "项目周期总体目标"])
def test_the_goal_of_the_year_beside_that_of_the_term(term: str) -> None:
    """The goal of the term is blank: that of the year was told to be missing though it stands there."""
    sheet = drawn((*ROWS[:5], ("总体目标", term, "", "年度目标"), ("", "", "", "全年巡护河堤六十次。"), *ROWS[7:]))
    (form,) = read(sheet).forms
    assert form.value("/annual_goal") == "全年巡护河堤六十次。"
    assert form.value("/overall_goal") is None
