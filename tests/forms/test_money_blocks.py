"""Blocks of money as bureaux draw them: the total last, parts of parts, numbered parts, levels by one word, words for all of it."""

from __future__ import annotations

import pytest

from tests.forms.plain_form import drawn
from tests.forms.reading import read, unread
from xlperf.forms.form import Form
from xlperf.forms.record import form_record

Lines = tuple[tuple[str, ...], ...]

_HEAD: Lines = (
    ("项目支出绩效目标申报表",),
    ("（2026年度）",),
    ("项目名称", "河堤巡护"),
    ("主管部门", "云溪市水务局", "", "实施单位", "云溪市河道所"),
)
_GOAL = ("年度目标", "全年巡护河堤六十次。")
_TWO_GOALS = ("中长期目标", "三年内河堤安全。", "", "年度目标", "全年巡护河堤六十次。")
_TABLE: Lines = (
    ("绩效指标", "一级指标", "二级指标", "三级指标", "指标值"),
    ("", "产出指标", "数量指标", "巡护次数", "≥60次"),
    ("", "满意度指标", "服务对象满意度指标", "群众满意度", "≥90%"),
)


def _form(*money: tuple[str, ...], goal: tuple[str, ...] = _GOAL) -> Form:
    (form,) = read(drawn((*_HEAD, *money, goal, *_TABLE))).forms
    return form


def _below(*rows: tuple[str, str]) -> Form:
    """Return the form with these labels and amounts below each other."""
    return _form(*((("" if index else "项目资金（万元）"), *row) for index, row in enumerate(rows)))


def _wan(form: Form) -> dict[str, float]:
    """Return the amounts of a form in 万元."""
    return {key: float(value) / 10000 for key, value in form_record(form)["funding"].items() if value is not None}


_ALL = {"annual": 86, "annual_fiscal": 80, "annual_other": 6}


@pytest.mark.parametrize("total", ["总额", "总金额", "总资金", "总预算", "合计", "当年年度预算"])
@pytest.mark.parametrize(
    "parts", [("市级财政拨款", "其他资金"), ("1、市级财政拨款", "2、其他资金"), ("其中：财政拨款", "其中：其它资金")]
)
def test_a_total_with_its_first_part_behind_it_and_the_second_below(total: str, parts: tuple[str, str]) -> None:
    """Numbered parts were taken for amounts, so that the total of Kunming's form was told as unread."""
    form = _form(("项目资金（万元）", total, "86", parts[0], "80"), ("", parts[1], "6"))
    assert (_wan(form), unread(form)) == (_ALL, [])


@pytest.mark.parametrize("total", ["总额", "预算金额", "合计", "预算数"])
def test_a_total_without_a_period_is_of_the_term_beside_goals_of_many_years(total: str) -> None:
    """Jiangsu's 预算金额 was told as unread: 资金总额 in its place is the whole term's."""
    form = _form(("项目资金（万元）", total, "86", "其中：财政资金", "80"), goal=_TWO_GOALS)
    assert (_wan(form), unread(form)) == ({"total": 86, "total_fiscal": 80}, [])


def test_a_second_total_beside_goals_of_many_years_is_told() -> None:
    """Where the form has the money of the term, 合计 may be anything."""
    form = _form(("项目资金（万元）", "项目资金总额", "260", "合计", "86"), goal=_TWO_GOALS)
    assert (_wan(form), unread(form)) == ({"total": 260}, ["D5", "E5"])


@pytest.mark.parametrize("total", ["合计", "年度资金总额"])
def test_a_total_that_stands_last(total: str) -> None:
    """The parts above it were told as unread."""
    form = _below(("其中：财政拨款", "76"), ("上年结转", "4"), ("其他资金", "6"), (total, "86"))
    assert (_wan(form), unread(form)) == ({**_ALL, "annual_fiscal": 76, "annual_carryover": 4}, [])


def test_a_part_above_a_total_that_stands_first_is_none_of_it() -> None:
    """A row of other words between them keeps them apart."""
    form = _below(("其他资金", "6"), ("资金使用说明", "见附件"), ("年度资金总额", "86"), ("财政拨款", "86"))
    assert (_wan(form), unread(form)) == ({"annual": 86, "annual_fiscal": 86}, ["C5", "B6", "C6"])


def test_other_money_printed_twice() -> None:
    """The ministry's form of 2011 has the 其他 of 自有资金 and that of the whole: the first was read, the second told as unread."""
    own = (("自有资金：", "60"), ("事业收入：", "20"), ("经营性收入：", "0"), ("其他：", "40"))
    form = _below(("资金总额：", "480"), ("财政拨款：", "400"), *own, ("其他：", "20"))
    assert (_wan(form), unread(form)) == ({"annual": 480, "annual_fiscal": 400, "annual_other": 80}, [])


def test_money_from_above_beside_that_of_its_own_where_other_money_has_a_finer_row() -> None:
    """In whatever order the roles are looked at, they add up to the total: 其中：上级补助 was left out in silence."""
    form = _below(("资金总额", "86"), ("其中：上级补助", "30"), ("本级财政", "50"), ("单位自筹", "6"))
    assert (_wan(form), unread(form)) == (_ALL, [])


@pytest.mark.parametrize("first", ["其中：中央", "中央", "中央财政资金"])
def test_levels_of_government_by_one_word(first: str) -> None:
    """省, 市 and 县 below 中央 are told by none of them alone."""
    form = _below(("年度资金总额", "86"), (first, "20"), ("省", "30"), ("市", "20"), ("县", "10"), ("其他资金", "6"))
    assert (_wan(form), unread(form)) == (_ALL, [])
    levels = (("", first, "20", "省", "30"), ("", "市", "20", "县", "10"))
    form = _form(("项目资金（万元）", "年度资金总额", "86"), *levels, ("", "其他资金", "6"))
    assert (_wan(form), unread(form)) == (_ALL, [])


def test_a_county_without_another_level_is_no_money() -> None:
    """县 | 3 may be how many counties there are."""
    form = _below(("年度资金总额", "86"), ("财政拨款", "86"), ("县", "3"))
    assert (_wan(form), unread(form)) == ({"annual": 86, "annual_fiscal": 86}, ["B7", "C7"])


@pytest.mark.parametrize("side", ["金额（万元）", "预算数（万元）"])
def test_levels_of_government_in_the_header_over_one_row(side: str) -> None:
    """All amounts were told as unread: none of the headings but 合计 is a word that a layout lists."""
    form = _form(("资金来源", "合计", "中央", "省级", "市级", "县级"), (side, "86", "20", "30", "20", "16"))
    assert (_wan(form), unread(form)) == ({"annual": 86, "annual_fiscal": 86}, [])


def test_a_year_s_fiscal_money_applied_for_beside_what_was_carried_over() -> None:
    """Shanxi's form has no total."""
    form = _form(("项目资金（万元）", "当年申请财政资金", "66", "上年结转", "4"))
    assert (_wan(form), unread(form)) == ({"annual_fiscal": 66, "annual_carryover": 4}, [])


def test_one_part_is_never_that_of_two_totals() -> None:
    """其中：财政资金, which the layout prints below 项目资金总额, names a part of the year's total that it stands behind."""
    form = _form(("项目资金（万元）", "年度资金总额", "86", "其中：财政资金", "80"), ("", "上年结转", "0", "其他资金", "6"))
    assert _wan(form) == {**_ALL, "annual_carryover": 0}


@pytest.mark.parametrize("label", ["社会保险基金", "社会保险基金预算", "其中：社会保险基金"])
def test_all_four_budgets_are_fiscal_money(label: str) -> None:
    """The fourth was told as unread."""
    budgets = (("一般公共预算", "80"), ("政府性基金预算", "50"), ("国有资本经营预算", "30"), (label, "20"))
    form = _below(("合计", "186"), *budgets, ("其他收入", "6"))
    assert (_wan(form), unread(form)) == ({"annual": 186, "annual_fiscal": 180, "annual_other": 6}, [])


def test_what_stands_below_one_budget_is_within_it() -> None:
    """Bonds below 政府性基金预算 were counted a second time: 1100 of 586."""
    budgets = (("其中：一般公共预算", "80"), ("其中：一般债券", "20"), ("政府性基金预算", "500"), ("其中：专项债券", "500"))
    form = _below(("资金总额", "586"), *budgets, ("单位自筹", "6"))
    assert (_wan(form), unread(form)) == ({"annual": 586, "annual_fiscal": 580, "annual_other": 6}, [])


def test_a_second_budget_after_of_which_is_beside_the_first() -> None:
    """其中 before each of them is no sign of one being in the other."""
    form = _below(("资金总额", "586"), ("其中：一般公共预算", "80"), ("其中：政府性基金", "500"), ("其他资金", "6"))
    assert (_wan(form), unread(form)) == ({"annual": 586, "annual_fiscal": 580, "annual_other": 6}, [])


@pytest.mark.parametrize("label", ["省级以上补助资金", "省及以上财政资金", "市以上配套"])
def test_what_a_level_and_those_above_it_give(label: str) -> None:
    """It was told as unread, and the fiscal money was too small."""
    form = _below(("资金总额", "86"), (label, "50"), ("市级配套", "20"), ("县级配套", "10"), ("项目单位自筹", "6"))
    assert (_wan(form), unread(form)) == (_ALL, [])


@pytest.mark.parametrize(
    ("rows", "money"),
    [
        ((("财政拨款（中央）", "30"), ("财政拨款（省级）", "50"), ("其他资金", "6")), _ALL),
        ((("财政拨款", "80"), ("其他资金（村集体自筹）", "4"), ("其他资金（社会捐赠）", "2")), _ALL),
    ],
)
def test_a_part_that_comes_again_is_more_of_it_where_the_total_says_so(rows: tuple[tuple[str, str], ...], money: object) -> None:
    """The second was told as an amount of which nobody knows what it is, and the first stood for all."""
    form = _below(("年度资金总额", "86"), *rows)
    assert (_wan(form), unread(form)) == (money, [])
    form = _below(("年度资金总额", "90"), *rows)
    assert len(unread(form)) == 1


def test_the_year_over_the_sources_beside_three_years() -> None:
    """年度 | 2026年 | 2027年 | 合计, the sum of the sources last: seventeen cells were told as unread."""
    rows = (("财政拨款", "80", "90", "170"), ("其他资金", "6", "6", "12"), ("合计", "86", "96", "182"))
    form = _form(("项目资金（万元）", "年度", "2026年", "2027年", "合计"), *(("", *each) for each in rows))
    assert {key: each for key, each in _wan(form).items() if key in _ALL} == _ALL
    assert unread(form) == []


@pytest.mark.parametrize("label", ["上年结余收入", "上年结余资金", "以前年度结余结转资金", "上年结转数", "历年结转和结余"])
def test_what_was_left_of_last_year_is_carried_over(label: str) -> None:
    """Guilin's form says 上年结余收入."""
    form = _below(("资金总额", "86"), ("财政拨款", "80"), (label, "6"))
    assert (_wan(form), unread(form)) == ({"annual": 86, "annual_fiscal": 80, "annual_carryover": 6}, [])


def test_a_column_beside_that_of_the_declared_amounts() -> None:
    """申报数 | 核定数: the form is a declaration, and what was approved is kept by its name."""
    rows = (("", "合计", "90", "86"), ("", "财政拨款", "84", "80"), ("", "其他资金", "6", "6"))
    form = _form(("项目资金（万元）", "资金来源", "申报数", "核定数"), *rows)
    assert (_wan(form), unread(form)) == ({"annual": 90, "annual_fiscal": 84, "annual_other": 6}, [])
    assert {str(each.value) for each in form.further if each.name.endswith("·核定数")} == {"860000.00", "800000.00", "60000.00"}


def _kept(form: Form) -> dict[str, float]:
    return {each.label: float(str(each.value)) / 10000 for each in form.further if each.name.startswith("/funding/")}


def _own(form: Form) -> list[str]:
    return [each.detail["label"] for each in form.remarks if each.kind == "own_column" and each.detail.get("part") != "more"]


def test_amounts_that_add_up_to_one_that_was_read_say_it_again() -> None:
    """What the money goes to is kept by its names; where no source is named, it is told once that these may be sources."""
    uses = (("人员经费", "20"), ("公用经费", "30"), ("设备购置", "36"))
    form = _below(("年度资金总额", "86"), ("财政拨款", "86"), *uses)
    assert (_kept(form), unread(form), _own(form)) == ({"人员经费": 20, "公用经费": 30, "设备购置": 36}, [], [])
    form = _below(("年度资金总额", "86"), *uses)
    assert (_wan(form), unread(form), _own(form)) == ({"annual": 86}, [], ["人员经费、公用经费、设备购置"])


def test_a_sum_within_the_total_and_a_part_of_which_are_kept() -> None:
    """一、当年安排 is 财政拨款 and 其他资金 together."""
    parts = (("1.财政拨款", "70"), ("2.其他资金", "6"), ("二、上年结转", "10"))
    form = _below(("年度资金总额", "86"), ("一、当年安排", "76"), *parts)
    assert (_kept(form), unread(form)) == ({"一、当年安排": 76}, [])
    form = _below(("年度资金总额", "86"), ("财政拨款", "80"), ("其中：政府购买服务", "30"), ("其他资金", "6"))
    assert (_kept(form), unread(form)) == ({"其中：政府购买服务": 30}, [])


@pytest.mark.parametrize("last", ["上年预算", "上年度预算数", "上年决算数"])
def test_money_of_last_year_beside_that_of_the_year_is_kept_by_its_names(last: str) -> None:
    """With its parts; where the year's own total is not read, it may be that in other words, and is told."""
    rows = (("", "其中：财政拨款", "75", "其中：财政拨款", "80"), ("", "其他资金", "5", "其他资金", "6"))
    form = _form(("项目资金（万元）", last, "80", "本年预算", "86"), *rows)
    assert (_wan(form), unread(form)) == (_ALL, [])
    assert _kept(form) == {last: 80, f"{last}·其中：财政拨款": 75, f"{last}·其他资金": 5}
    form = _form(("项目资金（万元）", last, "80"), ("", "其中：当年财政拨款", "75"), ("", "其他资金", "5"))
    assert "C5" in unread(form)


def test_what_was_planned_and_added_are_the_total_below_them() -> None:
    """年初预算 and 追加预算 say it in two steps, 其中 behind an amount what of it goes where."""
    form = _form(("项目资金（万元）", "年初预算", "80", "追加预算", "6"), ("", "年度资金总额", "86", "财政拨款", "86"))
    assert (_wan(form), unread(form)) == ({"annual": 86, "annual_fiscal": 86}, [])
    rows = (("项目资金（万元）", "年度资金总额", "86", "其中：政府采购", "40"), ("", "财政拨款", "86", "其中：政府购买服务", "20"))
    assert (_wan(_form(*rows)), unread(_form(*rows))) == ({"annual": 86, "annual_fiscal": 86}, [])


def test_amounts_that_the_total_lacks_are_told_though_they_add_up_to_another() -> None:
    """30 and 50 are as much as the fiscal money by chance: without them the form was said to be 80 short."""
    form = _below(("年度资金总额", "186"), ("财政拨款", "80"), ("基础设施费", "30"), ("设备费", "50"), ("其他资金", "26"))
    assert unread(form) == ["B7", "C7", "B8", "C8"]


def test_amounts_that_add_up_to_nothing_are_told_with_their_words() -> None:
    """Once, at the amount; so is what may be the total itself."""
    form = _below(("年度资金总额", "86"), ("财政拨款", "50"), ("征地补偿费", "30"), ("其他资金", "6"))
    told = {each.cell: each.detail for each in form.remarks if each.kind == "unread_cell"}
    assert {cell: each["part"] for cell, each in told.items()} == {"B7": "more", "C7": "amount"}
    assert told["C7"]["label"] == "征地补偿费"
    form = _form(("项目资金（万元）", "已到位资金", "86"), ("", "其中：当年财政拨款", "80"), ("", "其他资金", "6"))
    assert unread(form) == ["B5", "C5"]


_EVALUATED: Lines = (
    ("项目支出绩效自评表",),
    ("（2026年度）",),
    ("项目名称", "河堤巡护"),
    ("主管部门", "云溪市水务局", "", "", "实施单位", "云溪市河道所"),
)
_DONE: Lines = (
    ("年度总体目标", "预期目标", "", "", "实际完成情况"),
    ("", "全年巡护河堤六十次。", "", "", "巡护河堤六十次。"),
    ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"),
    ("", "产出指标", "数量指标", "巡护次数", "≥60次", "60次", "50", "50"),
    ("", "满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "93%", "40", "40"),
)


def _evaluated(*money: tuple[str, ...]) -> Form:
    (form,) = read(drawn((*_EVALUATED, *money, *_DONE))).forms
    return form


def _total(form: Form, *columns: str) -> list[str]:
    return [str(form.value(f"/funding/total/{each}")) for each in columns]


def test_pairs_of_an_evaluation_with_the_whole_project_and_what_was_paid_in() -> None:
    """Guangdong has no table: all four amounts and the execution were lost."""
    budget = ("项目总预算（万元）", "180", "", "", "本年度预算安排（万元）", "60")
    form = _evaluated(budget, ("资金下达（万元）", "55", "", "", "实际支出（万元）", "50"))
    assert _total(form, "full_year_budget", "executed") == ["600000.00", "500000.00"]
    assert _kept(form) == {"项目总预算（万元）": 180, "资金下达（万元）": 55}
    assert unread(form) == []


def test_pairs_of_an_evaluation_with_points_behind_the_rate() -> None:
    """10分 beside 分值, and 当年年度预算, are known in other places."""
    form = _evaluated(
        ("项目资金（万元）", "当年年度预算", "65", "", "其中：其它资金", "0"),
        ("", "年度预算执行数", "60", "", "年度预算执行率", "92.3%", "分值", "10分"),
    )
    assert _total(form, "full_year_budget", "executed", "execution_rate", "weight") == ["650000.00", "600000.00", "92.3", "10"]
    assert unread(form) == []


@pytest.mark.parametrize("title", ["调整数", "追加数", "预算追加（减）", "调增额", "1-6月执行数"])
def test_what_was_added_to_a_budget_is_no_weight(title: str) -> None:
    """没有找到“分值”，可能就是它 was said of 调整数."""
    form = _evaluated(
        ("项目资金（万元）", "", "年初预算数", title, "全年预算数", "全年执行数"),
        ("", "年度资金总额", "80", "6", "86", "84"),
        ("", "其中：财政拨款", "75", "5", "80", "78"),
    )
    assert [each.detail.get("near") for each in form.remarks if each.kind == "own_column"] == [None, None]


@pytest.mark.parametrize("label", ["上年执行率", "年度预算执行率", "上年资金到位率"])
def test_a_rate_in_the_head_of_a_declaration_is_no_amount(label: str) -> None:
    """100% was told as an amount of which nobody knows what it is."""
    form = _form(("项目资金（万元）", "年度资金总额", "86", label, "96.5%"), ("", "其中：财政拨款", "86"))
    assert (_wan(form), unread(form)) == ({"annual": 86, "annual_fiscal": 86}, [])


@pytest.mark.parametrize("inner", [("事业收入：10", "经营性收入："), ("事业收入：6", "经营性收入：4")], ids=["one", "two"])
def test_the_only_source_of_a_part_is_all_of_it(inner: tuple[str, str]) -> None:
    """自有资金 | 事业收入 | 经营性收入 in one row: the income was added to the own money that it is, and the sum blamed."""
    form = _form(("项目资金（万元）", "资金总额：100"), ("", "财政拨款：90", "自有资金：10", *inner, "其他："))
    assert (_wan(form), unread(form)) == ({"annual": 100, "annual_fiscal": 90, "annual_other": 10}, [])


@pytest.mark.parametrize("level", ["其中：同级财政资金", "其中：本级财政资金", "同级财政安排"])
def test_a_row_of_sources_over_their_amounts_below_the_totals(level: str) -> None:
    """Wuhu's 项目资金来源 | 上级 | 同级 | 其他 over 0 | 25 | 0: three errors, and no part of the year's money was read."""
    totals = ("项目总预算（万元）", "75", "", "项目当年预算（万元）", "25")
    sources = ("项目资金来源情况（万元）", "其中：上级财政补助资金", "", level, "", "其他")
    form = _form(totals, sources, ("", "5", "", "18", "", "2"))
    assert (_wan(form), unread(form)) == ({"total": 75, "annual": 25, "annual_fiscal": 23, "annual_other": 2}, [])
    form = _form(totals, sources, ("", "5", "", "30", "", "2"))  # they do not add up
    assert "total_fiscal" not in _wan(form)


@pytest.mark.parametrize("total", [("", "86"), ("当年年度预算", ""), ("", "")])
@pytest.mark.parametrize("parts", [("其中：财政资金", "其他资金"), ("其中：财政拨款", "其它资金"), ("1、市级财政", "2、其他资金")])
def test_parts_of_a_blanked_total_stay_the_year_s(total: tuple[str, str], parts: tuple[str, str]) -> None:
    """Without its label or its amount they were the parts of the whole term's money, and nobody was told."""
    rows = (("项目资金（万元）", *total), ("", parts[0], "80"), ("", parts[1], "6"))
    assert _wan(_form(*rows)) == {"annual_fiscal": 80, "annual_other": 6}
    beside = ("项目资金（万元）", *total, parts[0], "80")
    assert _wan(_form(beside, ("", parts[1], "6")))["annual_fiscal"] == 80


def test_money_of_an_investment_by_level_is_fiscal() -> None:
    """其中：中央预算内投资 | 1000 | 地方财政资金 | 800: the first was kept as of which, told nowhere and counted nowhere."""
    wide = (*_GOAL, "", "", "", "合同已签订")  # as wide as the rows of money
    row = ("其中：中央预算内投资", "1000", "地方财政资金", "800", "自筹资金", "200")
    totals = ("总投资（万元）", "2000", "累计已安排投资（万元）", "500", "本年度计划投资（万元）", "700")
    form = _form(totals, row, goal=wide)
    assert _wan(form) == {"total": 2000, "total_fiscal": 1800, "total_other": 200, "annual": 700}
    form = _form(totals, ("其中：某专项切块", *row[1:]), goal=wide)  # words that nobody knows
    assert {"A6", "B6"} <= {*unread(form)}
