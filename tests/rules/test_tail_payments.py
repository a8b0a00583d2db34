"""Payments of what is left of finished work, told by sense: a word of paying and work that is done, or a debt."""

from __future__ import annotations

import pytest

from xlperf.rules.facts.words.goal_money import builds_on, pays_a_tail


@pytest.mark.parametrize(
    "goal",
    [
        "支付已验收设备剩余货款", "本年安排结算审定后的工程款", "结清2025年装修合同未付款项",
        "归还改造工程垫付资金", "偿还银行贷款本息",
        "项目已于2025年底完成，本年支付第三笔款（合同价的30%）", "用于2025年已完成的监测服务费结算",
        "支付历年欠付工程款，化解政府债务",
        "兑付2025年度以奖代补资金，项目均已通过验收",
    ],
)  # fmt: skip
def test_what_is_left_of_finished_work_is_paid(goal: str) -> None:
    """The dates of such a project lie before the year of the form, and rightly."""
    assert pays_a_tail([goal])


@pytest.mark.parametrize(
    "goal",
    [
        "2025年11月已竣工，本年按合同支付剩余20%款项。", "项目2025年底完工，2026年支付审定后剩余价款。",
        "工程已交付，本年付清合同尾数。",
        "完成竣工财务决算，付清未付工程款。", "支付审计核定后工程余额。", "支付质保到期款。", "退付质量保修金。",
        "支付信息系统终验款。",
        "清偿以前年度拖欠中小企业账款。", "偿还工程垫资款。", "兑现2025年度造林补助，成林已验收。",
        "支付2025年物业服务第四季度费用。",
        "补发2025年村医绩效。", "支付改造工程尾款", "完成道路改造项目尾款支付", "项目已于2025年底完成建设，本年支付尾款",
        "发放2025年已完工危房改造补助。", "拨补已建成养老床位建设补贴。", "结付2025年河道保洁合同余额。",
        "清结校园安保服务2025年第四季度费用。", "给付已结案征地补偿款。",
        "偿付2025年已到货疫苗货款。",
        "核拨已通过评估的示范村奖励资金。", "支付法院判决应付工程款及利息。", "拨付验收后30%补助。", "补付人防工程审计核增款。",
        "支付已结题科研项目后补助。", "支付已完工项目的农民工工资。", "缴纳已完工工程的水土保持补偿费。",
        "兑付已验收的厕所改造补助款。",
        "划拨已办结案件的代理费。", "拨发2025年度已验收合格的户厕改造奖补。", "报销2025年已开展的会议费用。",
        "向已通过验收的承建单位支付合同价款的5%。", "履行2025年政府采购合同付款。", "2025年课题已通过鉴定，支付后期资助经费。",
        "划付已建成的农村公路以奖代补资金。",
        "完成2025年改造项目的结算，支付剩余工程款", "已完成主体施工，支付剩余工程款",
        "资金用于支付2024年新建泵站的剩余款",
    ],
)  # fmt: skip
def test_what_is_left_of_a_year_before_is_paid(goal: str) -> None:
    """A word of paying, and one of the rest or of a year before; nothing is built any more."""
    assert pays_a_tail([goal], 2026)
    assert not builds_on(goal, 2026)


@pytest.mark.parametrize(
    "goal",
    [
        "完成主体结构施工，支付进度款。", "完成二期建设并支付合同款。", "继续推进工程建设，支付剩余工程款。",
        "新建泵站3座，按进度支付工程款。",
        "组织验收并支付尾款，同时启动三期建设。", "偿还欠款并续建泵站1座。",
        "拨付2025年度结转资金用于新建泵站3座", "本年全面开工建设，支付剩余货款",
    ],
)  # fmt: skip
def test_what_is_built_this_year_is_said(goal: str) -> None:
    """Whatever is paid besides, the plan has to hold the year."""
    assert builds_on(goal, 2026)


@pytest.mark.parametrize(
    "goal",
    [
        "完成工程建设并通过验收", "按合同支付设备采购款", "兑付惠农补贴资金，惠及2000户", "支付困难职工补助", "完成全部设备验收",
        "全年完成结算审计",
        "偿还能力评估", "支付2026年物业费", "已完成招标，本年支付首付款", "拨付以前年度结转资金，新建泵站3座。",
        "发放上年度考核奖励", "发放高龄补贴，惠及已登记老人300人", "核拨已认定的低保对象补助",
        "已完成前期工作，本年全面开工建设", "保障离退休人员待遇结清", "开展债务管理培训",
    ],
)  # fmt: skip
def test_work_of_the_year_is_no_such_payment(goal: str) -> None:
    """Paying, settling and finishing what the year is for."""
    assert not pays_a_tail([goal], 2026)


def test_a_project_that_counts_nothing_but_payments_pays_the_rest() -> None:
    """The goal begins with paying and the numbers are those of payments; who is given something is work of the year."""
    assert pays_a_tail(["支付监理合同款。"], 2026, ["支付笔数"])
    assert pays_a_tail(["本年支付监理费"], 2026, ["付款合同数量", "结算合同数"])
    assert not pays_a_tail(["支付监理费"], 2026, ["支付笔数", "监理工程数量"])
    assert not pays_a_tail(["发放高龄补贴"], 2026, ["发放人数"])
    assert not pays_a_tail(["新建泵站3座，支付工程款"], 2026, ["支付笔数"])
    assert not pays_a_tail(["支付监理费"], 2026)
