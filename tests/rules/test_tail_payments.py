"""Payments of what is left of finished work, told by sense: a word of paying and work that is done, or a debt."""

from __future__ import annotations

import pytest

from xlperf.rules.facts.goal_facts import pays_a_tail


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
        "完成工程建设并通过验收", "按合同支付设备采购款", "兑付惠农补贴资金，惠及2000户", "支付困难职工补助", "完成全部设备验收",
        "全年完成结算审计",
        "偿还能力评估", "已完成前期工作，本年全面开工建设", "保障离退休人员待遇结清", "开展债务管理培训",
    ],
)  # fmt: skip
def test_work_of_the_year_is_no_such_payment(goal: str) -> None:
    """Paying, settling and finishing what the year is for."""
    assert not pays_a_tail([goal])
