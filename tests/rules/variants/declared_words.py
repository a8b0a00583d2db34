"""More indicators of declarations, by what their names say: those that must be told and honest neighbours that must not."""

from __future__ import annotations

from tests.rules.variants.declared_rows import _AMOUNT, _COST, _PROFIT, _QUALITY, _SOCIAL, _TIME, Row

SLIPS: dict[str, tuple[tuple[str, ...], tuple[Row, ...]]] = {
    "direction": (
        ("VAL-016",),
        (
            (*_QUALITY, "药品漏检率", "≥3(%)"),
            (*_QUALITY, "食品抽检不合格率", "≥3(%)"),
            (*_QUALITY, "专线丢包率", "≥3(%)"),
            (*_QUALITY, "经费超支率", "≥3(%)"),
            (*_SOCIAL, "厂区污染物排放量", "≥3(吨)"),
            (*_SOCIAL, "积压案件数", "≥3(件)"),
            (*_SOCIAL, "农民工工资拖欠金额", "≥3(万元)"),
            (*_SOCIAL, "单位能耗", "≥3(千瓦时)"),
            (*_QUALITY, "班线正点率", "≤93(%)"),
            (*_QUALITY, "航标失常次数", "≥3(次)"),
            (*_SOCIAL, "接种不良事件发生率", "≥0.5(%)"),
            (*_SOCIAL, "初中辍学率", "≥3(%)"),
            (*_SOCIAL, "信访积案化解率", "<95(%)"),
            (*_QUALITY, "劳动纠纷调处率", "≤95(%)"),
            (*_QUALITY, "传染病病死率", "≥2(%)"),
            (*_SOCIAL, "单位GDP能耗下降率", "≤3(%)"),
            (*_SOCIAL, "安全事故下降率", "≤5(%)"),
            (*_SOCIAL, "噪声投诉降幅", "≤8(%)"),
            (*_SOCIAL, "读者投诉件数同比减少", "≤10(%)"),
            (*_SOCIAL, "火灾起数", "下降≤5(%)"),
        ),
    ),
    "name_and_value": (
        ("IND-023",),
        (
            (*_QUALITY, "≥95%", "95%"),
            (*_AMOUNT, "≥20", "20次"),
            (*_QUALITY, "合格", "验收结果"),
            (*_QUALITY, "优", "工程质量"),
            (*_QUALITY, "良好", "考核等次"),
        ),
    ),
    "an_example_left": (
        ("GOAL-008",),
        (
            (*_AMOUNT, "例：巡河次数", "≥20(次)"),
            (*_AMOUNT, "示例:巡河次数", "≥20(次)"),
            (*_AMOUNT, "【示例】巡河次数", "≥20(次)"),
            (*_AMOUNT, "巡河次数（示例）", "≥20(次)"),
            (*_AMOUNT, "巡河次数", "例：≥20(次)"),
        ),
    ),
    "unit_against_name": (
        ("VAL-003",),
        (
            (*_AMOUNT, "厂房建设面积", "≥200(个)"),
            (*_AMOUNT, "道路长度", "≥20(人)"),
            (*_AMOUNT, "受益人口", "≥3000(元)"),
            (*_AMOUNT, "演出场数", "≥30(元)"),
            (*_AMOUNT, "绿道里程", "≥3(条)"),
            (*_AMOUNT, "参训人数(万元)", "≥3"),
        ),
    ),
    "without_unit": (("VAL-009",), ((*_AMOUNT, "巡河次数", "≥25"), (*_AMOUNT, "更换路灯", "≥98"))),
    "due_after_end": (
        ("VAL-013",),
        ((*_TIME, "泵房改造完成时间", "次年3月底前"), (*_TIME, "泵房改造完成时间", "翌年一季度")),
    ),
    "unit_cost_times_number": (
        ("VAL-021",),
        ((*_COST, "场均成本", "≤20500(元/场)"), (*_COST, "场均成本", "≤2000(元/场·月)"), (*_COST, "项目总成本", "≤0.01(亿元)")),
    ),
}
"""By kind: the rules one of which must tell, and the rows."""

HONEST: dict[str, tuple[Row, ...]] = {
    "cost_of_others": (
        ("成本指标", "社会成本指标", "居民平均等待成本", "≤900(万元)"),
        ("成本指标", "生态环境成本指标", "污染治理成本", "≤900(万元)"),
    ),
    "an_example_left": (
        (*_AMOUNT, "例会次数", "≥20(次)"),
        (*_AMOUNT, "新增病例上报", "≥20（例）"),
        (*_AMOUNT, "示例村建设数", "≥20(个)"),
        (*_AMOUNT, "案例汇编", "≥20(例)"),
    ),
    "direction": (
        (*_SOCIAL, "人口下降率", "≤3(%)"),
        (*_SOCIAL, "地下水位下降", "≤3(米)"),
        (*_SOCIAL, "火灾起数", "下降≥5(%)"),
        (*_QUALITY, "传染病病死率", "≤2(%)"),
        (*_QUALITY, "治安案件破案率", "≥50(%)"),
        (*_QUALITY, "不合格产品下架率", "≥98(%)"),
        (*_QUALITY, "药品漏检率", "≤3(%)"),
        (*_SOCIAL, "清理积压案件数", "≥3(件)"),
        (*_SOCIAL, "督办积压工单数", "≥3(件)"),
        (*_SOCIAL, "积压案件化解数", "≥3(件)"),
        (*_SOCIAL, "追回拖欠金额", "≥3(万元)"),
        (*_SOCIAL, "污染物减排量", "≥3(吨)"),
        (*_SOCIAL, "污染物排放达标率", "≥90(%)"),
        (*_SOCIAL, "削减污染物排放量", "≥3(吨)"),
        (*_SOCIAL, "收集废水排放量", "≥3(吨)"),
        (*_SOCIAL, "不合格率降低", "≥3(%)"),
        (*_SOCIAL, "碳排放量下降率", "≥3(%)"),
        (*_SOCIAL, "帮扶返贫户数", "≥3(户)"),
        (*_SOCIAL, "劝返辍学人数", "≥3(人)"),
        (*_SOCIAL, "降低管网漏损率", "≥3(%)"),
        (*_SOCIAL, "查处违约金额", "≥3(万元)"),
        (*_SOCIAL, "无差评率", "≥99(%)"),
        (*_SOCIAL, "单位能耗下降率", "≥3(%)"),
        (*_AMOUNT, "爆管抢修次数", "≥30(次)"),
        (*_AMOUNT, "维修破损处数", "≥30(处)"),
        (*_AMOUNT, "受理投诉工单数", "≥3(件)"),
        (*_PROFIT, "减轻群众负担费用", "≥20(万元)"),
        (*_PROFIT, "节水费用", "≥20(万元)"),
        (*_PROFIT, "减免企业检测费用", "≥20(万元)"),
        (*_PROFIT, "挽回群众损失金额", "≥20(万元)"),
    ),
    "unit_against_name": (
        (*_AMOUNT, "垃圾清运总量", "≥30(个)"),
        (*_AMOUNT, "厂房建设面积", "≥200(㎡)"),
        (*_AMOUNT, "厂房建设面积", "≥200(平米)"),
        (*_AMOUNT, "管网长度", "≥20(km)"),
        (*_AMOUNT, "受益人口", "≥3000(户)"),
        (*_AMOUNT, "演出场数", "≥30(场次)"),
    ),
    "unit_in_the_name": (
        (*_COST, "班线补贴总额(万元)", "≤48"),
        (*_COST, "单场活动费用（元/场）", "≤20000"),
        (*_QUALITY, "设备完好率(%)", "≥98"),
        (*_AMOUNT, "更换路灯数量（盏）", "≥98"),
        (*_AMOUNT, "绿化养护面积(㎡)", "≥9800"),
    ),
    "without_unit": (
        (*_QUALITY, "建筑容积率", "≤2.5"),
        (*_QUALITY, "增值税税率", "=0.13"),
        (*_QUALITY, "修正系数", "≥1.2"),
        (*_QUALITY, "水体pH值", "≥6.5"),
    ),
    "rate_not_share": (
        (*_QUALITY, "师生比率", "1:15"),
        (*_QUALITY, "生师比率", "≤15:1"),
        (*_QUALITY, "弯道曲率", "≥3(度)"),
        (*_PROFIT, "投入产出率", "≥1.2"),
        (*_SOCIAL, "交通事故万车死亡率", "≤1.8"),
        (*_QUALITY, "镜片折射率", "≥1.6(级)"),
    ),
    "share_may_exceed": (
        (*_SOCIAL, "云资源超配率", "≥150(%)"),
        (*_PROFIT, "农户增收率", "≥120(%)"),
        (*_PROFIT, "投入产出率", "≥130(%)"),
        (*_PROFIT, "粮食增产率", "≥101(%)"),
        (*_SOCIAL, "小学毛入学率", "≥103(%)"),
        (*_SOCIAL, "公交满载率", "≤120(%)"),
    ),
    "due_after_end": (
        (*_TIME, "年报报送时间", "次年3月底前"),
        (*_TIME, "补贴发放时间", "次年1月底前"),
        (*_TIME, "项目决算时间", "次年2月"),
    ),
}
"""By kind: rows that nobody may be accused of."""
