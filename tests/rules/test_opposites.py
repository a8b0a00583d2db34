"""Results that are the opposite of what a target aims at, by its own verb or by a word for the contrary."""

from __future__ import annotations

import re

import pytest

from xlperf.data.resources import load_json
from xlperf.rules.facts.words.due_dates import takes_longer
from xlperf.rules.facts.words.plain_no import says_no


@pytest.mark.parametrize(
    ("target", "result"),
    [
        ("建立", "未建立"),
        ("建立", "未建"),
        ("到位", "没到"),
        ("制定", "尚未制"),
        ("下降", "未下降"),
        ("费用减少", "没有减少"),
        ("稳定运行", "故障频发"),
        ("稳定运行", "系统故障频发，影响办公"),
        ("正常供水", "停水"),
        ("规范", "账实不符"),
        ("规范", "台账混乱问题突出"),
        ("合规", "违规3起"),
        ("专款专用", "挪用、截留"),
        ("专款专用", "挪用2万元，支付及时"),
        ("全覆盖", "部分覆盖"),
        ("全覆盖", "仅覆盖3个村"),
        ("及时", "延迟3个月"),
        ("按期完成", "延误了两个月完成"),
        ("控制在预算内", "超预算2万元"),
        ("不超支", "超支"),
        ("达标", "超标"),
        ("保障有力", "保障不力"),
        ("持续发挥作用", "短期"),
        ("畅通", "河道淤积严重"),
        ("准确", "存在错误"),
        ("完整", "不全"),
        ("配齐", "缺编5人"),
        ("完好", "损坏"),
        ("整洁", "脏乱差"),
        ("井然有序", "混乱"),
        ("缓解", "加剧"),
        ("认可", "反对"),
        ("投入使用", "闲置"),
        ("完工", "半途而废"),
        ("节约", "浪费严重"),
        ("安全", "存在较大风险"),
        ("公平公正", "不公"),
        ("降低", "上升"),
        ("逐步减少", "较上年增加"),
        ("扩大", "缩小"),
        ("建立联动机制", "机制未建"),
        ("稳定运行", "时好时坏"),
        ("准确", "错误较多"),
        ("日产日清", "偶有积压"),
        ("全年运行", "截至12月仅完成三个季度"),
        ("发放到位", "少发漏发"),
        ("合规", "审计发现2处违规"),
        ("发表论文", "退稿"),
        ("提升", "基本没变"),
        ("结题", "撤项处理"),
        ("立项", "不予立项"),
        ("满足需求", "不能满足需求"),
        ("公开透明", "未公示"),
        ("无安全事故", "发生一般事故1起"),
        ("推广应用", "无人使用"),
    ],
)
def test_the_opposite_of_what_was_wanted_is_a_no(target: str, result: str) -> None:
    """Without a word that says no, or with a no before the verb of the target, cut to one character."""
    assert says_no(result, target)


@pytest.mark.parametrize(
    ("target", "result"),
    [
        ("不发生安全事故", "未发生安全事故"),
        ("不新增", "未增"),
        ("不减少", "没有减少"),
        ("无投诉", "无投诉"),
        ("不超预算", "未超预算"),
        ("控制在预算内", "没有超支"),
        ("建立", "已建"),
        ("培训", "没问题"),
        ("稳定运行", "故障频发问题已解决"),
        ("稳定运行", "故障频发，现已修复"),
        ("稳定运行", "运行稳定，停电演练异常"),
        ("稳定运行", "偶有异常"),
        ("正常供水", "停电1次"),
        ("合规", "没有挪用、截留现象"),
        ("合规", "未违规"),
        ("合规", "违规0起"),
        ("合规", "查处违规3起"),
        ("合规", "上年违规"),
        ("合规", "解决混乱"),
        ("合规", "违规行为已查处"),
        ("不违规", "违规线索移送"),
        ("完好", "更换损坏"),
        ("完好", "损坏及时维修"),
        ("及时", "无拖欠"),
        ("及时", "延迟退休宣传到位"),
        ("到位", "填补空缺"),
        ("安全", "有效防范风险"),
        ("不降低", "上升"),
        ("收益", "增加"),
        ("降低", "收益增加"),
        ("日产日清", "无积压"),
        ("及时", "偶遇大雪，也按时清运"),
        ("全年运行", "全年12个月"),
        ("发放到位", "无漏发"),
        ("合规", "检查未发现违规"),
        ("无重大事故", "发生一般事故1起"),
        ("立项", "立项后不予调整"),
        ("公开透明", "已公示，无异议"),
        ("不涨价", "价格不变"),
    ],
)
def test_what_only_sounds_like_the_opposite_is_none(target: str, result: str) -> None:
    """What did not happen, was dealt with or mended, hardly happened, or is the name of something."""
    assert not says_no(result, target)


def test_a_gap_that_became_smaller_is_no_step_back() -> None:
    """What the indicator is called says that less of it is better."""
    assert not says_no("缩小", "改善", "城乡收入差距")
    assert says_no("缩小", "改善", "绿地面积")


@pytest.mark.parametrize(
    ("target", "result", "longer"),
    [
        ("2个月内", "用时75天", True),
        ("2个月内", "60天", False),  # July and August are 62 days
        ("3个月以内", "用时5个月", True),
        ("15天内", "3周", True),
        ("1年内", "360天", False),
        ("2个月", "75天", False),  # nothing says that more is worse
    ],
)
def test_a_span_that_is_longer_than_the_target_allows_is_late(target: str, result: str, longer: bool) -> None:
    """In other units as well, where no month or year could be as long."""
    assert takes_longer(target, result, "系统建设情况") == longer


def test_every_pair_of_opposites_can_be_looked_for() -> None:
    """A mistake in a pattern would be found by the first form only."""
    pairs = load_json("schemas", "rule-words.json")["opposites"]["pairs"]
    assert all(re.compile("|".join(each[side])) for each in pairs for side in ("wanted", "instead"))
