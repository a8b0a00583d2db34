"""Amounts in one cell with their label, codes beside labels of their own, words for the term and for columns of scores."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.forms.reading import read_lines, unread
from xlperf.forms.form import OWN_COLUMN, Form
from xlperf.intake.sheet import Area

TABLE = (
    ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值"),
    ("", "产出指标", "数量指标", "巡护次数", "≥60(次)"),
    ("", "满意度指标", "服务对象满意度指标", "沿岸居民满意度", "≥90(%)"),
)
HEAD = (
    ("项目支出绩效目标申报表",),
    ("（2026年度）",),
    ("项目名称", "河堤巡护"),
    ("主管部门", "云溪市水务局", "", "实施单位", "云溪市河道所"),
)
MONEY = (
    ("项目资金（元）", "项目资金总额", "30000", "年度资金总额", "20000"),
    ("", "其中：财政拨款", "30000", "其中：当年财政拨款", "20000"),
)
GOAL = (("年度目标", "全年巡护河堤六十次。"),)


def drawn(*rows: tuple[str, ...], merges: tuple[Area, ...] = ()) -> Form:
    """Return the one form that these rows hold."""
    return read_lines(*rows, merges=merges)


def money(form: Form) -> dict[str, object]:
    """Return the amounts of a declaration by the end of their names."""
    return {each.name.rpartition("/")[2]: each.value for each in form.fields if each.name.startswith("/funding/") and each.cell}


@pytest.mark.parametrize("colon", ["：", ":"])
@pytest.mark.parametrize("total", ["项目资金总额", "项目总投资"])
def test_amounts_in_one_cell_with_their_labels_are_read(colon: str, total: str) -> None:
    """其中：财政拨款：3.5万元 belongs to the total it stands under, as it would with a cell of its own."""
    form = drawn(
        *HEAD,
        ("项目资金（万元）", f"{total}{colon}5万元", f"年度资金总额{colon}4.2万元"),
        ("", f"其中：财政拨款{colon}3.5万元", f"其中：财政拨款{colon}3万元"),
        ("", f"其他资金{colon}1.5万元", f"上年结转资金{colon}1万元"),
        ("", "", f"其他资金{colon}0.2万元"),
        *GOAL,
        *TABLE,
    )
    assert money(form) == {
        "total": Decimal(50000),
        "total_fiscal": Decimal(35000),
        "total_other": Decimal(15000),
        "annual": Decimal(42000),
        "annual_fiscal": Decimal(30000),
        "annual_carryover": Decimal(10000),
        "annual_other": Decimal(2000),
    }
    assert unread(form) == []


def test_a_sentence_with_a_colon_is_no_amount() -> None:
    """其他资金：由镇自筹解决 tells of no number, and is left as it stands."""
    form = drawn(*HEAD, *MONEY, ("", "其他资金：由镇自筹解决"), *GOAL, *TABLE)
    assert money(form)["total"] == Decimal(30000)
    assert "total_other" not in money(form)


def test_a_label_with_its_value_beyond_the_table_is_read() -> None:
    """A row of labels with their values in one cell may be wider than the table."""
    form = drawn(
        HEAD[0], HEAD[1], ("项目名称：河堤巡护", "", "", "主管部门：云溪市水务局"),
        ("实施单位：云溪市河道所", "", "", "项目性质：经常性项目", "", "", "项目类别：特定目标类"), *MONEY, *GOAL, *TABLE,
    )  # fmt: skip
    assert form.value("/category") == "特定目标类"
    assert unread(form) == []


@pytest.mark.parametrize(
    ("label", "field", "value"),
    [
        ("实施单位（盖章）", "/unit", "云溪市河道所"),
        ("实施单位(公章)", "/unit", "云溪市河道所"),
        ("主管部门（公章）", "/department", "云溪市水务局"),
    ],
)
def test_a_label_with_the_place_of_a_seal_has_its_value_in_its_own_cell(label: str, field: str, value: str) -> None:
    """The brackets behind a label say where the seal goes; what stands behind the colon is the value."""
    others = [each for each in ("主管部门：云溪市水务局", "实施单位：云溪市河道所") if not each.startswith(label[:4])]
    form = drawn(*HEAD[:3], (f"{label}：{value}", "", "", *others), *MONEY, *GOAL, *TABLE)
    assert (form.value(field), unread(form)) == (value, [])


@pytest.mark.parametrize("label", ["填报单位", "填报单位（盖章）", "填表单位", "报送单位"])
def test_who_fills_in_is_the_unit_where_no_other_is_named(label: str) -> None:
    """填报单位 is the unit of a form that has no 实施单位, and never instead of it."""
    alone = drawn(*HEAD[:3], ("主管部门", "云溪市水务局", "", label, "云溪市河道所"), *MONEY, *GOAL, *TABLE)
    beside = drawn(*HEAD, (label, "云溪市水务局财务科"), *MONEY, *GOAL, *TABLE)
    assert (alone.value("/unit"), beside.value("/unit")) == ("云溪市河道所", "云溪市河道所")


@pytest.mark.parametrize("names", [("项目编码", "单位编码", "部门编码"), ("项目代码", "实施单位编码", "主管部门代码")])
def test_codes_beside_labels_of_their_own_are_codes(names: tuple[str, str, str]) -> None:
    """项目编码, 单位编码 and 主管部门编码 fill the fields of codes, and are no unread numbers."""
    form = drawn(
        *HEAD[:2],
        ("项目名称", "河堤巡护", "", names[0], "600359424"),
        ("实施单位", "云溪市河道所", "", names[1], "137431"),
        ("主管部门", "云溪市水务局", "", names[2], "137"),
        *MONEY, *GOAL, *TABLE,
    )  # fmt: skip
    assert [form.value(each) for each in ("/project_code", "/unit_code", "/department_code")] == ["600359424", "137431", "137"]
    assert unread(form) == []


@pytest.mark.parametrize("years", ["三年", "五年", "规划期"])
def test_the_years_of_a_plan_name_its_term(years: str) -> None:
    """三年目标 and 三年资金总额 are those of the term."""
    form = drawn(
        *HEAD,
        ("项目资金（元）", f"{years}资金总额", "90000", "年度资金总额", "30000"),
        (f"{years}目标", "建成巡护制度。"),
        *GOAL,
        *TABLE,
    )
    assert (form.value("/overall_goal"), form.value("/annual_goal")) == ("建成巡护制度。", "全年巡护河堤六十次。")
    assert (money(form)["total"], money(form)["annual"]) == (Decimal(90000), Decimal(30000))


@pytest.mark.parametrize(
    ("columns", "closing"),
    [
        (("标准分", "目标值", "业绩值", "评分", "偏差原因"), "总分合计"),
        (("目标值", "权重", "实际完成情况", "自评得分", "偏差原因"), "自评总得分"),
        (("目标值", "业绩值", "自评分", "分值", "未完成原因分析"), "总计"),
    ],
)
def test_columns_of_a_self_evaluation_stand_in_any_order(columns: tuple[str, ...], closing: str) -> None:
    """业绩值, 标准分 and 评分 are read by their names wherever they stand, and the closing row is no indicator."""
    by_role = {
        **dict.fromkeys(("标准分", "权重", "分值"), ("50", "40", "100")),
        "目标值": ("≥60(次)", "≥90(%)", ""),
        **dict.fromkeys(("业绩值", "实际完成情况"), ("58次", "93%", "")),
        **dict.fromkeys(("评分", "自评得分", "自评分"), ("48", "40", "98")),
        **dict.fromkeys(("偏差原因", "未完成原因分析"), ("汛期停巡两次", "", "")),
    }
    rows = [tuple(by_role[each][index] for each in columns) for index in range(3)]
    form = drawn(
        ("项目支出绩效自评表",), ("（2025年度）",), *HEAD[2:],
        ("项目资金（元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
        ("", "年度资金总额", "20000", "20000", "20000", "10", "100%", "10"),
        ("年度总体目标", "预期目标", "", "", "实际完成情况"), ("", "巡护六十次。", "", "", "巡护五十八次。"),
        ("绩效指标", "一级指标", "二级指标", "三级指标", *columns),
        ("", "产出指标", "数量指标", "巡护次数", *rows[0]), ("", "满意度指标", "服务对象满意度指标", "居民满意度", *rows[1]),
        (closing, "", "", "", *rows[2]),
        merges=(Area(11, 1, 11, 4), Area(1, 1, 1, 9)),
    )  # fmt: skip
    assert len(form.rows) == 2
    assert form.value("/total_score") == Decimal(98)
    first = {each: form.value(f"/indicators/0/{each}") for each in ("weight", "score", "deviation_note")}
    assert first == {"weight": Decimal(50), "score": Decimal(48), "deviation_note": "汛期停巡两次"}
    actual = form.value("/indicators/1/actual")
    assert getattr(actual, "text", None) == "93%"


def test_the_last_of_several_rows_of_labels_over_values_may_be_one_label() -> None:
    """Three labels, three, then one: its value stands below it as those above it do."""
    form = drawn(
        ("财政项目支出绩效目标申报表",), ("（2026年度）",),
        ("项目名称", "项目性质", "项目类别"), ("河堤巡护", "经常性项目", "特定目标类"),
        ("主管部门", "实施单位", "计划开始日期"), ("云溪市水务局", "云溪市河道所", "2026-01-01"),
        ("计划完成日期",), ("2026-12-31",),
        ("项目资金（元）", "年度资金申请总额", "48"), ("年度总体目标", "全年巡护河堤六十次。"),
        ("绩效指标", "一级指标", "二级指标", "三级指标", "指标值"), ("", "产出指标", "数量指标", "巡护次数", "≥60(次)"),
        merges=(),
    )  # fmt: skip
    assert (form.text("/end_date"), form.get("/end_date").cell) == ("2026-12-31", "A8")  # type: ignore[union-attr]


@pytest.mark.parametrize("above", [("计划开始日期", "2026-01-01", "", "计划完成日期", "2026-12-31"), ("项目性质", "经常性项目")])
def test_a_label_alone_in_its_row_takes_nothing_from_below_where_values_stand_beside_labels(above: tuple[str, ...]) -> None:
    """项目类别 was left blank: the words in the next row are no answer to it."""
    form = drawn(*HEAD, above, ("项目类别",), ("以下由业务处室填写",), *MONEY, *GOAL, *TABLE)
    assert (form.text("/category"), form.text("/unit")) == ("", "云溪市河道所")


@pytest.mark.parametrize("headings", [("指标类别", "指标名称"), ("指标类型", "指标内容"), ("一级指标", "三级指标")])
def test_one_column_of_level_two_names_is_level_two(headings: tuple[str, str]) -> None:
    """Where the only column of levels holds 数量指标 and its like, level 1 follows from them."""
    table = (
        ("绩效指标", *headings, "年度指标值"),
        ("", "数量指标", "巡护次数", "≥60(次)"),
        ("", "服务对象满意度指标", "沿岸居民满意度", "≥90(%)"),
    )
    rows = drawn(*HEAD, *MONEY, *GOAL, *table).rows
    read_as = [tuple(row[key].value for key in ("level1", "level2", "level3")) for row in rows]
    assert read_as == [("产出指标", "数量指标", "巡护次数"), ("满意度指标", "服务对象满意度指标", "沿岸居民满意度")]


@pytest.mark.parametrize("name", ["数量", "质量", "时效", "经济成本", "社会效益", "生态效益", "可持续影响"])
def test_a_level_two_name_with_one_more_character_is_known(name: str) -> None:
    """数量类指标 is 数量指标."""
    table = (TABLE[0], ("", "产出指标" if len(name) == 2 else "效益指标", f"{name}类指标", "巡护次数", "≥60(次)"), TABLE[2])
    assert drawn(*HEAD, *MONEY, *GOAL, *table).rows[0]["level2"].value == f"{name}指标"


@pytest.mark.parametrize("numbers", [("1", "2"), ("", "")])
@pytest.mark.parametrize("gap", [(), ("",)])
def test_a_column_of_numbers_left_of_the_form_is_not_told(gap: tuple[str, ...], numbers: tuple[str, str]) -> None:
    """序号 beside the headings of the indicators, where the labels of the form begin further right."""
    above = [("", *gap, *each) for each in (*HEAD, *MONEY, *GOAL)]
    table = [(number, *gap, *each) for number, each in zip(("序号", *numbers), TABLE, strict=True)]
    assert unread(drawn(*above, *table)) == []


def test_a_text_of_many_colons_is_looked_at_once() -> None:
    """In the cell of an amount: 8,000 colons took three minutes, each being held against the labels with all before it."""
    money = (*MONEY[:-1], (*MONEY[-1][:-1], "目标1：" * 8000))
    assert drawn(*HEAD, *money, *GOAL, *TABLE).value("/project_name") is not None


@pytest.mark.parametrize("beside", ["项目类别", "单位：万元", "联系人：陈一"])
def test_what_is_no_value_beside_the_last_label_of_a_cell(beside: str) -> None:
    """项目性质： at the end of a cell is blank where a label, the unit or another pair stands beside it; a value would be read."""
    line = "项目名称：河堤巡护  项目性质："
    assert drawn(*HEAD[:2], (line, "经常性项目"), HEAD[3], *MONEY, *GOAL, *TABLE).value("/nature") == "经常性项目"
    form = drawn(*HEAD[:2], (line, beside), HEAD[3], *MONEY, *GOAL, *TABLE)
    assert (form.value("/project_name"), form.value("/nature")) == ("河堤巡护", None)


@pytest.mark.parametrize("other", ["绩效联络员", "预算主管单位", "是否重点项目"])
@pytest.mark.parametrize("field", ["/project_name", "/unit", "/start_date"])
def test_a_blank_does_not_take_the_label_behind_it_for_its_value(field: str, other: str) -> None:
    """Words that nobody knows stand where other rows have labels, with a value of their own beside them."""
    lines = {
        "/project_name": ("项目名称", "河堤巡护", "", "项目编码", "310104"),
        "/unit": ("实施单位", "云溪市河道所", "", "主管部门", "云溪市水务局"),
        "/start_date": ("计划开始日期", "2026-01-01", "", "计划完成日期", "2026-12-31"),
    }
    lines[field] = (lines[field][0], "", "", other, "周岚")
    form = drawn(*HEAD[:2], *lines.values(), *MONEY, *GOAL, *TABLE)
    assert form.get(field).blank  # type: ignore[union-attr]
    assert [each.detail["label"] for each in form.remarks if each.kind == OWN_COLUMN] == [other]


@pytest.mark.parametrize("beside", ["（新增）", "√"])
def test_a_value_behind_blanks_with_more_about_it_beside_is_read(beside: str) -> None:
    """Though other rows have labels in its column: words in brackets and a tick are no value of a label."""
    lines = (("项目名称", "", "", "河堤巡护", beside), ("主管部门", "云溪市水务局", "", "实施单位", "云溪市河道所"))
    form = drawn(*HEAD[:2], *lines, *MONEY, *GOAL, *TABLE)
    assert form.value("/project_name") == "河堤巡护"


@pytest.mark.parametrize("other", ["项目实施单位/项目负责人", "经费负责人", "完成情况："])
def test_a_value_behind_a_blank_with_another_pair_beside_it_is_read(other: str) -> None:
    """A column was put in behind the labels, and the label right of the value is none that a layout knows."""
    lines = (("项目名称", "", "河堤巡护", other, "周岚"), ("主管部门", "", "云溪市水务局", "实施单位", "云溪市河道所"))
    form = drawn(*HEAD[:2], *lines, ("", "", "项目类别"), *MONEY, *GOAL, *TABLE)
    assert form.value("/project_name") == "河堤巡护"


def test_values_stand_below_a_row_of_labels_and_a_blank_row() -> None:
    """Four labels beside each other have their values there; where none were filled in, no other row is taken for them."""
    labels = ("项目名称", "项目性质", "主管部门", "实施单位")
    filled = drawn(*HEAD[:2], labels, ("",), ("河堤巡护", "经常性项目", "云溪市水务局", "云溪市河道所"), *MONEY, *GOAL, *TABLE)
    assert [filled.text(each) for each in ("/project_name", "/department", "/unit")] == ["河堤巡护", "云溪市水务局", "云溪市河道所"]
    assert unread(filled) == []
    blank = drawn(*HEAD[:2], labels, ("",), *MONEY, *GOAL, *TABLE)
    assert [blank.text(each) for each in ("/project_name", "/department", "/unit")] == ["", "", ""]
    assert money(blank)["annual"] == Decimal(20000)


def test_of_two_labels_with_other_words_in_brackets_each_the_first_is_read() -> None:
    """主管部门（全称） above 主管部门（签章）: neither is the label to the letter, and what stands beside the second is told."""
    named = (("主管部门（全称）", "云溪市水务局", "", "实施单位", "云溪市河道所"), ("主管部门（签章）", "云溪市水务局办公室"))
    form = drawn(*HEAD[:3], *named, *MONEY, *GOAL, *TABLE)
    department = form.get("/department")
    assert department is not None and (department.value, department.cell) == ("云溪市水务局", "B4")
    assert unread(form) == ["B5"]


@pytest.mark.parametrize("labels", [("预算年度", "申报年度"), ("申报年度", "预算年度"), ("年度", "预算年度"), ("预算年度", "年度")])
def test_of_two_years_with_a_label_each_the_first_is_that_of_the_form(labels: tuple[str, str]) -> None:
    """预算年度 | 2026 | 申报年度 | 2025 among the other labels: the year is 2026, the other one is told."""
    form = drawn(HEAD[0], *HEAD[2:], (labels[0], "2026", labels[1], "2025"), *MONEY, *GOAL, *TABLE)
    year = form.get("/year")
    assert year is not None and (year.value, year.cell) == (2026, "B4")
    assert unread(form) == ["D4"]


@pytest.mark.parametrize(("words", "category", "told"), [("特定目标类", "特定目标类", []), ("信息化建设", None, ["C5"])])
def test_a_type_in_one_cell_with_its_label_is_the_category_only_where_it_names_one(
    words: str, category: str | None, told: list[str]
) -> None:
    """项目类型：特定目标类 stands for 项目类别; 项目类型：信息化建设 is a type of the bureau's own, and is told."""
    form = drawn(*HEAD, ("项目性质", "经常性项目", f"项目类型：{words}"), *MONEY, *GOAL, *TABLE)
    assert (form.value("/category"), unread(form)) == (category, told)


@pytest.mark.parametrize("label", ["资金总额\n（万元）", "资金总额 （万元）", "资金总额\n(单位：万元)"])
def test_a_unit_below_a_label_in_its_cell_is_no_value(label: str) -> None:
    """资金总额 with （万元） on a line of its own, and the amount in the next cell."""
    form = drawn(*HEAD, (label, "205"), *GOAL, *TABLE)
    assert (money(form)["annual"], [each.kind for each in form.remarks]) == (Decimal(2050000), [])
