"""Words of money that other bureaus print, and labels that stand beside a whole block: none of it is lost, none read twice."""

from __future__ import annotations

import pytest

from tests.forms.plain_form import drawn
from tests.forms.reading import read
from tests.forms.test_trusted_headings import DONE, EVALUATION, form_of
from xlperf.forms.form import Form
from xlperf.forms.record import form_record
from xlperf.intake.sheet import Area, Sheet

Lines = tuple[tuple[str, ...], ...]

_HEAD: Lines = (
    ("项目支出绩效目标申报表",),
    ("（2026年度）",),
    ("项目名称", "河堤巡护", "", "单位：万元"),
    ("主管部门", "云溪市水务局", "", "实施单位", "云溪市河道所"),
)
_REST: Lines = (
    ("年度目标", "全年巡护河堤六十次。"),
    ("绩效指标", "一级指标", "二级指标", "三级指标", "指标值"),
    ("", "产出指标", "数量指标", "巡护次数", "≥60次"),
    ("", "满意度指标", "服务对象满意度指标", "群众满意度", "≥90%"),
)


def _form(*money: tuple[str, ...], head: Lines = _HEAD, merges: tuple[Area, ...] = ()) -> Form:
    sheet = drawn((*head, *money, *_REST))
    (form,) = read(Sheet(name=sheet.name, state=sheet.state, cells=sheet.cells, merges=merges)).forms
    return form


def _unread(form: Form) -> list[str]:
    return [each.cell for each in form.remarks if each.kind in ("unread_cell", "missing_label")]


def _money(form: Form) -> dict[str, str | None]:
    return {key: value for key, value in form_record(form)["funding"].items() if value is not None}


@pytest.mark.parametrize("label", ["单位自筹", "其中：单位自筹", "单位自筹资金", "项目单位自筹"])
def test_what_a_unit_raises_itself_is_other_money(label: str) -> None:
    """Most provinces call it 单位自筹."""
    form = _form(("年度资金总额", "60", "", "其中：财政拨款", "50"), ("", "", "", label, "10"))
    assert _money(form) == {"annual": "600000.00", "annual_fiscal": "500000.00", "annual_other": "100000.00"}
    assert _unread(form) == []


@pytest.mark.parametrize("label", ["政府性基金", "其中：政府性基金", "专项债券", "其中：地方政府专项债券", "一般债券"])
def test_funds_and_bonds_are_money_of_the_budget(label: str) -> None:
    """They are part of the fiscal money; a zero of them changes nothing and accuses nobody."""
    form = _form(("年度资金总额", "60", "", "其中：财政拨款", "60"), ("", "", "", label, "0"))
    assert _money(form) == {"annual": "600000.00", "annual_fiscal": "600000.00"}
    assert _unread(form) == []


@pytest.mark.parametrize("total", ["合计", "总计", "资金来源合计"])
def test_a_sum_without_another_word_is_the_total_of_the_year(total: str) -> None:
    """项目周期 | 1年 in the head makes no table of periods of it."""
    head = (*_HEAD, ("项目周期", "1年"))
    form = _form(("资金来源", total, "60", "一般公共预算", "50", "其他", "10"), head=head)
    assert _money(form) == {"annual": "600000.00", "annual_fiscal": "500000.00", "annual_other": "100000.00"}


@pytest.mark.parametrize("label", ["财政拨款", "其中：本年财政拨款"])
def test_a_source_and_a_finer_one_need_no_total_above_them(label: str) -> None:
    """A form whose total was taken off is read all the same."""
    assert _money(_form((label, "中央财政资金"), ("60", "12"))) == {"annual_fiscal": "600000.00"}


def test_another_source_is_no_total_that_leaves_something_for_a_finer_one() -> None:
    """Where no total is written, 60 of other money says nothing of whether 12 of 48 are within these or beside them."""
    form = _form(("其他资金", "财政拨款", "中央财政资金"), ("60", "48", "12"))
    assert _money(form) == {"annual_fiscal": "480000.00", "annual_other": "600000.00"}


def test_a_sum_of_several_years_is_no_total_of_one() -> None:
    """合计 | 300 | 100 | 200 has a column for each."""
    form = _form(("来源", "各年", "2026年", "2027年"), ("合计", "300", "100", "200"), ("财政拨款", "300", "100", "200"))
    assert _money(form).get("annual") != "3000000.00"


def test_carry_over_in_the_only_block_is_in_the_record() -> None:
    """A form that has it beside 资金总额 has it nowhere else."""
    form = _form(("项目资金总额", "60", "其中：财政拨款", "48", "上年结转", "12"))
    record = form_record(form)
    assert record["funding"]["total_carryover"] == "120000.00"
    assert record["cells"]["/funding/total_carryover"] == "F5"


def test_a_form_without_carry_over_in_the_term_has_no_such_key() -> None:
    """Other programs rely on the keys of the contract."""
    assert "total_carryover" not in form_record(_form(("年度资金总额", "60", "", "其中：财政拨款", "60")))["funding"]


def test_a_part_behind_the_total_of_the_year_is_the_years_alone() -> None:
    """其中：财政资金 is what the layout prints below 项目资金总额, which this form has not got."""
    form = _form(("年度资金申请总额", "84", "", "其中：财政资金", "82"), ("上年结转", "1", "", "其他", "1"))
    money = {"annual": "840000.00", "annual_fiscal": "820000.00", "annual_carryover": "10000.00", "annual_other": "10000.00"}
    assert _money(form) == money


@pytest.mark.parametrize("words", ["项目预算（元）", "预算资金（万元）", "项目资金申请（万元）"])
def test_words_merged_down_beside_labels_name_a_block_and_are_not_unread(words: str) -> None:
    """Nobody is asked to mend a heading."""
    money = (("", "年度资金总额", "60", "其中：财政拨款", "50"), ("", "其他资金", "10"))
    head = (*_HEAD[:-1], ("主管部门", "云溪市水务局", "", "实施单位", "云溪市河道所"))
    form = _form((words, *money[0][1:]), money[1], head=head, merges=(Area(5, 1, 6, 1),))
    assert _unread(form) == []


def test_words_in_one_row_beside_a_label_are_told() -> None:
    """They may be somebody's answer."""
    form = _form(("本年新增", "年度资金总额", "60", "其中：财政拨款", "60"))
    assert _unread(form) == ["A5"]


@pytest.mark.parametrize("label", ["年度绩效总目标", "本年度绩效总目标", "年度总目标"])
def test_a_goal_whose_label_begins_with_the_year_is_the_years(label: str) -> None:
    """总目标 in it names no longer period."""
    lines = (*_HEAD, ("年度资金总额", "60"), ("绩效目标", label), ("", "全年巡护河堤六十次，堤防保持完好。"), *_REST[1:])
    sheet = drawn(lines)
    sheet = Sheet(name=sheet.name, state=sheet.state, cells=sheet.cells, merges=(Area(6, 1, 7, 1),))
    (form,) = read(sheet).forms
    assert (form.text("/annual_goal"), form.text("/overall_goal")) == ("全年巡护河堤六十次，堤防保持完好。", "")


@pytest.mark.parametrize("text", ["年度资金总额：60万元", "年度资金总额：60.00万元"])
def test_amounts_that_say_their_unit_themselves_need_none_in_the_heading(text: str) -> None:
    """Nothing differs from a heading that says nothing."""
    head = (*_HEAD[:2], ("项目名称", "河堤巡护"), _HEAD[3])
    form = _form((text,), ("其中：财政拨款：50万元",), ("其他资金：10万元",), head=head)
    assert form.amount_unit == "万元"
    assert _money(form)["annual"] == "600000.00"
    assert "unit_missing" not in [each.kind for each in form.remarks]


def test_amounts_of_which_one_says_no_unit_leave_it_open() -> None:
    """It may be in 元."""
    head = (*_HEAD[:2], ("项目名称", "河堤巡护"), _HEAD[3])
    form = _form(("年度资金总额：60万元",), ("其中：财政拨款", "500000"), head=head)
    assert "unit_missing" in [each.kind for each in form.remarks]


def test_a_unit_of_amounts_behind_a_blank_is_no_unit_of_the_project() -> None:
    """填报单位（盖章）： | | 单位：万元, as many forms begin."""
    lines = (("填报单位（盖章）：", "", "", "单位：万元"), ("项目名称", "河堤巡护"), ("主管部门", "云溪市水务局"))
    head = (*_HEAD[:2], *lines)
    form = _form(("年度资金总额", "60", "", "其中：财政拨款", "60"), head=head)
    assert form.text("/unit") == ""
    assert form.amount_unit == "万元"


def test_the_unit_behind_the_name_of_a_source_holds_for_its_row() -> None:
    """财政拨款（元） on a form in 万元: its amounts are in 元, in a table of periods as in one of a self-evaluation."""
    form = _form(("资金来源（万元）", "项目总额", "年度金额"), ("财政拨款（元）", "500000", "250000"), ("其他资金", "10", "5"))
    assert _money(form) == {
        "total_fiscal": "500000.00",
        "annual_fiscal": "250000.00",
        "total_other": "100000.00",
        "annual_other": "50000.00",
    }
    row = ("", "年度资金总额（元）", "", "80000", "80000", "70000", "10", "87.5%", "8.75")
    lines = (*EVALUATION[:4], row, *EVALUATION[5:])
    done = form_of(DONE, ("", "产出指标", "数量指标", "巡护次数", "≥60(次)", "62次", "90", "90"), head=lines)
    names = ("initial_budget", "full_year_budget", "executed")
    assert [done.value(f"/funding/total/{name}") for name in names] == [80000, 80000, 70000]


@pytest.mark.parametrize("column", [9, 11])
def test_a_label_alone_beside_the_money_raises_no_question_with_one_answer(column: int) -> None:
    """财政拨款 right of the last heading is left out by both readings of its row: nobody can tell them apart."""
    rows = (
        ("项目支出绩效自评表",),
        *_HEAD[1:],
        ("项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
        ("", "年度资金总额", "8", "8", "8"),
        ("",) * (column - 1) + ("其中：财政拨款",),
        *EVALUATION[5:],
        ("一级指标", "二级指标", "三级指标", "分值", "年度指标值", "实际完成值", "得分", "偏差原因分析"),
        ("产出指标", "数量指标", "巡护次数", "90", "≥60次", "60次", "90"),
    )
    (form,) = read(drawn(rows)).forms
    assert "unsure_row" not in [each.kind for each in form.remarks]


def _kept(form: Form) -> dict[str, str]:
    return {each.name: str(each.value) for each in form.further if each.name.startswith("/funding/")}


def test_money_of_the_higher_level_beside_that_of_its_own() -> None:
    """年度本级预算金额 is the year's budget of the form (Hunan); what comes from above is kept, and no amount of the budget."""
    form = _form(("年度本级预算金额", "500", "", "该项目支出上级资金", "100"))
    assert _money(form) == {"annual": "5000000.00"}
    assert (_kept(form), _unread(form)) == ({"/funding/该项目支出上级资金": "1000000.00"}, [])


@pytest.mark.parametrize(("label", "name"), [("年度本级预算金额", "annual"), ("年度本级预算", "annual"), ("预算金额", "total")])
def test_money_that_names_the_year_is_the_year_s_beside_goals_of_many_years(label: str, name: str) -> None:
    """预算金额 alone is the whole project's there."""
    form = _form((label, "250"), ("实施期绩效目标", "三年内河堤安全"), ("本年度绩效目标", "全年巡护六十次"))
    assert _money(form) == {name: "2500000.00"}


@pytest.mark.parametrize("label", ["上级资金", "其中：上级财政资金", "上级专项资金", "上级转移支付资金"])
def test_money_from_above_and_of_its_own_are_fiscal_money(label: str) -> None:
    """They add up to the total; the two are kept by their names."""
    form = _form(("年度资金总额", "116", "", "其中：本级财政资金", "100"), ("", "", "", label, "16"))
    assert _money(form) == {"annual": "1160000.00", "annual_fiscal": "1160000.00"}
    assert _unread(form) == []


def test_money_of_one_level_leaves_open_what_the_rest_is() -> None:
    """年度资金总额 500, 其中：中央资金 300: nobody says that no more of it is fiscal; beside a 0 of other money the sum is told."""
    assert _money(_form(("年度资金总额", "500", "", "其中：中央资金", "300"))) == {"annual": "5000000.00"}
    said = _form(("年度资金总额", "500", "", "其中：中央资金", "300"), ("", "", "", "其他资金", "0"))
    assert _money(said) == {"annual": "5000000.00", "annual_fiscal": "3000000.00", "annual_other": "0.00"}


@pytest.mark.parametrize("text", ["上级资金16", "其中：上级资金16万元", "上级资金 16"])
def test_an_amount_right_behind_its_label(text: str) -> None:
    """As people type it into one cell."""
    form = _form(("年度资金总额", "16", "", text))
    assert _money(form) == {"annual": "160000.00", "annual_fiscal": "160000.00"}
    assert _unread(form) == []


@pytest.mark.parametrize("label", ["当年其他资金", "其中：当年其他资金", "本年其他资金", "年度其他资金"])
def test_other_money_of_the_year_by_its_whole_name(label: str) -> None:
    """Blank, it is no value of the 其他资金 at its left."""
    rows = (("资金总额", "60", "", "当年资金总额", "60"), ("其中：财政拨款", "60", "", "其中：当年财政拨款", "60"))
    form = _form(*rows, ("其他资金", "", "", label))
    assert (form.text("/funding/total_other"), form.amount("/funding/annual_other")) == ("", None)
    assert [each.raw for each in form.fields if each.name.endswith("_other")] == ["", ""]
    form = _form(*rows[:1], ("其中：财政拨款", "50", "", "其中：当年财政拨款", "50"), ("其他资金", "10", "", label, "10"))
    assert (form.amount("/funding/total_other"), form.amount("/funding/annual_other")) == (100_000, 100_000)


def test_an_amount_in_figures_that_says_so() -> None:
    """小写：86.4万元, as forms have it that also write it in words."""
    assert _money(_form(("年度资金总额", "小写：86.4万元"))) == {"annual": "864000.00"}


_LEVELS = ["上级补助资金", "其中：上级补助", "其中：中央及省级资金", "其中：专项转移支付", "其中：镇（街）财政资金"]


@pytest.mark.parametrize("label", _LEVELS)
@pytest.mark.parametrize("own", ["区级财政资金", "本级财政资金", "市级资金", "本级财政安排"])
@pytest.mark.parametrize("is_first", [True, False])
def test_grants_from_above_beside_the_money_of_a_level_are_fiscal_money(label: str, own: str, is_first: bool) -> None:
    """上级补助资金 was added to the other money in silence where a form has 区级财政资金 instead of 财政拨款."""
    rows = [("", "", "", label, "88"), ("", "", "", own, "132")]
    form = _form(("年度资金总额", "231"), *(rows if is_first else rows[::-1]), ("", "", "", "其他资金", "11"))
    assert _money(form) == {"annual": "2310000.00", "annual_fiscal": "2200000.00", "annual_other": "110000.00"}
    assert _unread(form) == []


@pytest.mark.parametrize("label", ["上级补助资金", "上级补助收入", "村集体自筹", "社会捐赠"])
def test_grants_beside_the_budget_are_other_money(label: str) -> None:
    """An office without money of its own budget gets them: 财政拨款 names the fiscal money."""
    form = _form(("年度资金总额", "231"), ("", "", "", "其中：财政拨款", "132"), ("", "", "", label, "99"))
    assert _money(form) == {"annual": "2310000.00", "annual_fiscal": "1320000.00", "annual_other": "990000.00"}
    assert _unread(form) == []


@pytest.mark.parametrize(
    ("parts", "money"),
    [
        (
            (("中央及省级资金", "40"), ("镇（街）财政资金", "30"), ("村集体自筹", "10"), ("社会捐赠", "20")),
            {"annual": "1000000.00", "annual_fiscal": "700000.00", "annual_other": "300000.00"},
        ),
        ((("专项转移支付", "40"), ("本级财政安排", "60")), {"annual": "1000000.00", "annual_fiscal": "1000000.00"}),
        (
            (("彩票公益金", "40"), ("一般公共预算", "50"), ("业主自筹", "10")),
            {"annual": "1000000.00", "annual_fiscal": "900000.00", "annual_other": "100000.00"},
        ),
    ],
)
def test_money_by_who_gives_it_without_a_label_of_the_fiscal_money(parts: Lines, money: dict[str, str]) -> None:
    """What several levels of government give is fiscal money, and what others give is not."""
    form = _form(("项目资金", "年度资金总额", "100"), *(("", *each) for each in parts))
    assert (_money(form), _unread(form)) == (money, [])


def test_the_income_of_a_unit_in_and_outside_the_special_account() -> None:
    """Guangxi prints 纳入 and 未纳入财政专户管理的收入, the form of 2011 经营性收入: other money, all of it."""
    own = (("纳入财政专户管理的收入：", "0"), ("未纳入财政专户管理的收入：", "12"), ("经营性收入：", "8"))
    parts = (("其中：财政拨款", "80"), *own)
    form = _form(("项目资金", "年度资金总额", "100"), *(("", *each) for each in parts))
    money = {"annual": "1000000.00", "annual_fiscal": "800000.00", "annual_other": "200000.00"}
    assert ({key: _money(form)[key] for key in money}, _unread(form)) == (money, [])


@pytest.mark.parametrize("label", ["到位数", "到位资金", "实际到位数："])
def test_words_before_an_amount_under_a_heading_that_says_as_much_are_its_label(label: str) -> None:
    """资金到位情况 over 到位数 | 19: neither the amount nor the words were known, and one of them was an error."""
    headings = ("预算安排情况（调整后）", "", "", "资金到位情况", "", "", "资金执行情况", "", "", "预算执行进度（%）")
    money = (headings, ("预算数", "20", "", label, "19", "", "执行数", "18", "", "90"))
    money = (*money, ("其中：财政资金", "20", "", "其中：财政资金", "19", "", "其中：财政资金", "18"))
    merges = (Area(5, 1, 5, 3), Area(5, 4, 5, 6), Area(5, 7, 5, 9))
    head = (("项目支出绩效自评表",), *_HEAD[1:])
    headings = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分")
    rest = (headings, ("产出指标", "数量指标", "巡护次数", "≥60次", "62次", "90", "90"))
    (form,) = read(Sheet(name="表", state="visible", cells=drawn((*head, *money, *rest)).cells, merges=merges)).forms
    total = form_record(form)["funding"]["total"]
    assert (total["full_year_budget"], total["executed"]) == ("200000.00", "180000.00")
    told = [each.cell for each in form.remarks if each.kind in ("unread_cell", "unsure_row")]
    assert not {"D6", "E6", "E7"}.intersection(told)
