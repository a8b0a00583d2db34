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
        "完成2025年改造项目的结算，支付剩余工程款", "已完成主体施工，支付剩余工程款", "资金用于支付2024年新建泵站的剩余款",
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
        "发放上年度考核奖励", "已完成前期工作，本年全面开工建设", "保障离退休人员待遇结清", "开展债务管理培训",
    ],
)  # fmt: skip
def test_work_of_the_year_is_no_such_payment(goal: str) -> None:
    """Paying, settling and finishing what the year is for."""
    assert not pays_a_tail([goal], 2026)
