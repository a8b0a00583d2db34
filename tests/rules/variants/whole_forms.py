"""Heads, goals and money as clerks fill them: by kind, those that must be told and honest neighbours that must not.

A variant is what is changed in a faultless form (of 2025, see ``tests/builders.py``); ``rows`` are added to its rows.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

Changes = dict[str, Any]


def _goals(*texts: str) -> tuple[Changes, ...]:
    return tuple({"annual_goal": each} for each in texts)


def _money(annual: str, fiscal: str, carryover: str = "0", other: str = "0", **more: Any) -> Changes:
    """Return the year's money in 元, with the project's the same."""
    year = {"annual": annual, "annual_fiscal": fiscal, "annual_carryover": carryover, "annual_other": other}
    whole = {"total": annual, "total_fiscal": str(Decimal(fiscal) + Decimal(carryover)), "total_other": other}
    amounts: Changes = {key: Decimal(value) for key, value in {**year, **whole}.items()}
    return {**amounts, **more}


def _wan(*numbers: str) -> Changes:
    """Return the money of a form in 万元, of one year: annual, fiscal, carry-over, other, total fiscal."""
    annual, fiscal, carryover, other, total_fiscal = (Decimal(each) * 10000 for each in numbers)
    return {
        "amount_unit": "万元",
        "annual": annual,
        "annual_fiscal": fiscal,
        "annual_carryover": carryover,
        "annual_other": other,
        "total": annual,
        "total_fiscal": total_fiscal,
        "total_other": other,
        "rows": (),
    }


_YEARS: Changes = {"start_date": date(2025, 1, 1), "end_date": date(2027, 12, 31), "nature": "阶段性项目"}
_OVER = "分三年改造十二处泵站：2025年完成四处，2026年完成四处，2027年完成其余四处并竣工验收。"


def _years(total: str, fiscal: str, other: str = "0", total_other: str = "0") -> Changes:
    """Return the money of three years: the project's total, the year's and the project's other money."""
    money = _money(str(Decimal(fiscal) + Decimal(other)), fiscal, other=other)
    money.update(total=Decimal(total), total_other=Decimal(total_other), total_fiscal=Decimal(total) - Decimal(total_other))
    return {**_YEARS, **money, "overall_goal": _OVER}


SLIPS: dict[str, tuple[tuple[str, ...], tuple[Changes, ...]]] = {
    "old_year_goal": (
        ("GOAL-009",),
        _goals(
            "2024年举办阅读推广活动24场，服务读者六千人次，读者满意度保持在九成以上。",
            "2024年度，图书馆计划举办阅读推广活动24场，读者满意度保持在九成以上。",
            "一、2024年完成街道文化站设备更新；二、组织业务培训，使基层人员熟悉新设备。",
            "按照本区文化工作安排，2023年采购图书三千册，充实社区服务点藏书。",
            "本年度（2024年）举办阅读推广活动24场，使读者参与面稳步扩大。",
            "目标：2024年全年维护路灯三百盏，确保夜间照明正常，群众满意。",
            "2022-2024年实施河道整治，完成清淤护岸，改善沿岸居民居住环境。",
            "通过项目实施，在2024年新增社区服务点八处，方便居民就近借阅图书。",
            "2026年举办阅读推广活动24场，服务读者六千人次，读者满意度保持在九成以上。",
        ),
    ),
    "goal_says_nothing": (
        ("GOAL-001", "GOAL-008", "GOAL-013"),
        _goals(
            "同上年",
            "同去年。",
            "详见附件",
            "见项目方案",
            "详见实施方案及预算明细",
            "按计划完成各项工作任务",
            "按要求开展工作",
            "完成上级交办的各项任务。",
            "无",
            "/",
            "同总目标",
            "确保各项工作正常开展，完成年度工作任务。",
            "与上年保持一致",
            "完成年初制定的目标任务",
            "保质保量完成全年工作",
            "参照去年执行",
        ),
    ),
    "goal_against_rows": (
        ("GOAL-015", "GOAL-014"),
        (
            *_goals(
                "全年举办阅读推广活动20场，送书进社区和校园，使读者参与面稳步扩大。",
                "计划开展阅读推广活动36场，使读者参与面稳步扩大，活动形式更加多样。",
                "本项目预算资金50万元，用于开展阅读推广活动24场，扩大读者参与面。",
                "全年举办活动24场，参与读者满意度达到95%以上，参与面稳步扩大。",
                "全年举办活动24场，活动方案通过率达到98%，送书进社区和校园。",
                "申请资金45万元，全年举办阅读推广活动24场，读者参与面稳步扩大。",
                "项目总投资480万元，全年举办阅读推广活动24场，读者参与面稳步扩大。",
            ),
            {
                "annual_goal": "维修路灯350盏，及时处置居民报修，保障夜间照明正常。",
                "rows": (("产出指标", "数量指标", "维修路灯数量", "≥300(盏)"),),
            },
            {
                "annual_goal": "组织社区医生培训班，培训社区医生80人，提高基层诊疗能力。",
                "rows": (("产出指标", "数量指标", "培训社区医生人数", "=60(人)"),),
            },
            *(
                {"annual_goal": f"{goal}，居民生活更加便利。", "rows": (("产出指标", "数量指标", name, aim),)}
                for goal, name, aim in (
                    ("为24所小学的学生配送营养午餐", "覆盖小学数", "=20(所)"),
                    ("完成水质抽检600批次", "水质抽检批次", "≥400(批次)"),
                    ("检修变频供水水泵18台", "检修水泵台数", "=25(台)"),
                    ("为老人体检1.2万人", "体检老人人数", "≥15000(人)"),
                    ("2025年完成沿河段绿道建设7公里", "建设绿道长度", "≥10(公里)"),
                    ("培训80名网格员", "培训网格员人数", "=60(人)"),
                )
            ),
            *_goals(
                "举办阅读推广活动24场，使读者参与面稳步扩大，资金36万元。",
                "投入36万元，举办阅读推广活动24场，使读者参与面稳步扩大。",
                "安排资金36万元，举办阅读推广活动24场，使读者参与面稳步扩大。",
                "使用财政资金36万元，举办阅读推广活动24场，使读者参与面稳步扩大。",
                "2025年投入资金360000元，举办阅读推广活动24场，使读者参与面稳步扩大。",
            ),
        ),
    ),
    "several_years_money": (
        ("FUND-005", "FUND-016", "FUND-017", "FUND-004"),
        (
            _years("900000", "900000"),
            {**_years("1200000", "1200000"), "end_date": date(2026, 6, 30)},
            {**_years("3000000", "3000000"), "start_date": date(2024, 7, 1)},
            _years("920000", "300000", "50000", "20000"),
            _years("900000", "300000", "100000", "0"),
            _years("300000", "900000"),
            {**_years("5000000", "5000000"), "end_date": date(2029, 12, 31)},
            {**_years("660000", "660000"), "start_date": date(2025, 10, 1), "end_date": date(2026, 3, 31)},
        ),
    ),
}
"""Of declarations, by kind: the rules one of which must tell, and what is changed."""

_PAID: Changes = {
    **_money("200000", "200000"),
    "total": Decimal(2000000),
    "total_fiscal": Decimal(2000000),
    "overall_goal": "完成改造并通过竣工验收。",
}

HONEST: dict[str, tuple[Changes, ...]] = {
    "last_year_as_past": _goals(
        "2024年已完成一期布展，本年完成二期布展并对公众开放，参观满意度九成以上。",
        "在2024年完成设备采购的基础上，2025年完成安装调试并投入使用。",
        "2024年开工建设的社区服务点本年全部竣工，新增阅览座位二百席，方便居民就近阅读。",
        "支付2024年签订的维护合同尾款，保障系统稳定运行，用户满意。",
        "较2024年增加活动场次，服务读者更加广泛，读者参与面稳步扩大。",
        "根据2023年印发的实施意见，举办阅读推广活动24场，使读者参与面稳步扩大。",
        "落实《2021-2025年全民阅读规划》，举办阅读推广活动24场，读者参与面扩大。",
        "2024年底前建成的服务点由本项目保障运行，全年开放不少于三百天。",
        "2025年举办阅读推广活动24场，2026年一季度完成项目总结和资料汇编。",
        "自2022年启动以来项目运行平稳，全年举办阅读推广活动24场，读者参与面扩大。",
        "2024年普查发现的危旧线路今年全部更换，消除安全隐患，保障读者安全。",
    ),
    "goal_says_nothing": _goals(
        "按照实施方案更换老旧路灯三百盏，完善道路照明，减少夜间事故。",
        "完成年度古籍修复任务六十册，建立修复档案，保护珍贵文献。",
        "详见附件所列的十二处泵站，本年全部完成检修，汛期前投入使用，保障排水畅通。",
        "确保全年图书馆正常开放三百天，接待读者二十万人次，读者满意度九成以上。",
        "参照上年标准为六十名社区工作者发放岗位补贴，按月足额发放。",
        "完成各街道文化站设备更新任务，组织业务培训，提高基层服务水平。",
        "同上海图书馆合作举办讲座十二场，扩大读者参与面，丰富市民文化生活。",
        "无障碍设施改造八处，方便老年人和残疾人出行，服务对象满意。",
    ),
    "goal_against_rows": (
        *_goals(
            "全年举办阅读推广活动24场，参与读者满意度达到90%以上，参与面稳步扩大。",
            "每季度举办阅读推广活动6场，全年24场，使读者参与面稳步扩大。",
            "举办阅读推广活动24场，其中校园活动10场、社区活动14场，参与面稳步扩大。",
            "本项目预算资金48万元，用于举办阅读推广活动24场，参与面稳步扩大。",
            "上年举办阅读推广活动18场，本年增加到24场，使读者参与面稳步扩大。",
            "举办阅读推广活动24场，覆盖12个街道，服务读者6000人次，参与面扩大。",
            "上半年举办阅读推广活动10场，下半年14场，参与面稳步扩大，形式更加多样。",
        ),
        {
            "annual_goal": "维修路灯300余盏，及时处置居民报修，保障夜间照明正常。",
            "rows": (("产出指标", "数量指标", "维修路灯数量", "≥300(盏)"),),
        },
        {
            "annual_goal": "累计培训社区医生200人，本年培训60人，提高基层诊疗能力，方便居民就医。",
            "rows": (("产出指标", "数量指标", "培训社区医生人数", "=60(人)"),),
        },
        *(
            {"annual_goal": f"{goal}，居民生活更加便利。", "rows": tuple(("产出指标", "数量指标", *each) for each in rows)}
            for goal, *rows in (
                ("养护绿篱1.8万米，补植绿篱650米", ("养护绿篱长度", "≥18000(米)"), ("补植绿篱长度", "≥650(米)")),
                ("补植行道树650株", ("养护行道树株数", "≥18000(株)")),
                ("培训社区医生80人", ("培训人数", "≥500(人)")),
                ("表彰志愿者20人", ("志愿者人数", "≥30(人)")),
                ("资助学生120人参加比赛", ("受益学生人数", "≥1460(人)")),
                ("检测水样近1万批次", ("检测水样批次", "≥9000(批次)")),
                ("为老人体检2.1万人", ("体检老人人数", "≥21050(人)")),
                ("三年改造厕所20座", ("改造厕所座数", "=8(座)")),
                ("全线建设步道17公里，本年建设一段", ("建设步道长度", "≥6(公里)")),
                ("维护设备26台，其中库房设备14台", ("维护库房设备台数", "=20(台)")),
            )
        ),
        *_goals(
            "投入36万元用于举办阅读推广活动24场，使读者参与面稳步扩大。",
            "投入30万元，举办阅读推广活动24场；投入18万元，采购图书，方便借阅。",
            "带动社会资金36万元，举办阅读推广活动24场，使读者参与面稳步扩大。",
            "上年资金36万元，本年举办阅读推广活动24场，使读者参与面稳步扩大。",
            "投入约50万元，举办阅读推广活动24场，使读者参与面稳步扩大。",
        ),
    ),
    "several_years_money": (
        _years("900000", "300000"),
        _years("960000", "300000", "50000", "60000"),
        {**_years("1200000", "400000"), "end_date": date(2026, 12, 31), "overall_goal": "2025年完成主体，2026年竣工验收。"},
        _money("480000", "480000"),
        _money("480000", "400000", "30000", "50000"),
        {**_years("2000000", "1999999"), "start_date": date(2024, 1, 1), "end_date": date(2026, 12, 31)},
        {**_years("900000", "300000"), "nature": "其他一次性项目"},
        {**_money("480000", "480000"), "total": None, "total_fiscal": None, "total_other": None},
    ),
    "wan_rounding": (
        _wan("48.33", "32.22", "16.12", "0", "48.33"),
        _wan("10.01", "5.01", "5.01", "0", "10.01"),
        _wan("100.00", "33.33", "33.33", "33.33", "66.67"),
        _wan("7.25", "3.63", "3.63", "0", "7.25"),
        _wan("0.99", "0.50", "0.50", "0", "0.99"),
        _wan("1234.56", "1000.01", "234.56", "0", "1234.56"),
        _wan("48.33", "48.33", "0", "0", "48.33"),
        _wan("66.67", "22.22", "22.22", "22.22", "44.45"),
        _wan("48.333", "32.222", "16.112", "0", "48.333"),
    ),
    "tail_payment": (
        *(
            {"start_date": date(2023, 1, 1), "end_date": date(2024, 12, 31), "nature": "其他一次性项目", **_PAID, **each}
            for each in (
                {"project_name": "少儿馆改造工程尾款"},
                {"project_name": "泵站改造工程质保金"},
                {"project_name": "智慧社区平台建设项目结算款"},
                {"annual_goal": "支付图书自助借还设备采购合同剩余款项，保障合同履行完毕，设备正常使用。"},
                {"annual_goal": "按竣工决算审核结果支付工程余款，项目资料归档，设施正常使用。"},
                {"annual_goal": "项目已于上年竣工验收，本年支付合同尾款，保障施工方权益，设施正常使用。"},
                {"project_name": "道路大修（上年度欠款）"},
                {"annual_goal": "支付2024年已完工的绿道工程进度款和审计后的余款，设施正常使用。"},
                {"annual_goal": "按合同约定支付质量保证金，质保期内设施运行正常，用户满意。"},
            )
        ),
    ),
    "category_with_code": tuple(
        {"category": each, "nature": "其他经常性项目"}
        for each in (
            "22-其他运转类",
            "3 特定目标类",
            "特定目标类（本级）",
            "【3】特定目标类",
            "其他运转类项目",
            "（22）其他运转类",
            "3.特定目标类",
            "特定目标类-专项",
            "特定目标类支出",
            "特 定 目 标 类",
        )
    ),
}
"""Of declarations, by kind: what is changed and must not be accused."""
