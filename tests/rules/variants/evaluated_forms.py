"""Money and texts of self-evaluations: by kind, those that must be told and honest neighbours that must not."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.builders import entry

Changes = dict[str, Any]

_PARTS = ("fiscal", "carryover", "other")


def _money(budget: tuple[int, int, int], executed: tuple[int, int, int], **more: Any) -> Changes:
    """Return the money by its parts in 元, totals and execution reckoned; what differs is added."""
    held: Changes = {}
    for part, planned, spent in zip(_PARTS, budget, executed, strict=True):
        amount = Decimal(planned)
        held.update({f"{part}_initial_budget": amount, f"{part}_full_year_budget": amount, f"{part}_executed": Decimal(spent)})
    total, spent_total = Decimal(sum(budget)), Decimal(sum(executed))
    rate = (spent_total * 100 / total).quantize(Decimal("0.01")) if total else None
    held.update(total_initial_budget=total, total_full_year_budget=total, total_executed=spent_total)
    if rate is not None:
        score = (min(rate, Decimal(100)) / 10).quantize(Decimal("0.01"))
        held.update(execution_rate=rate, execution_score=score, total_score=Decimal("84") + score)
    return {**held, **more}


_CANCELLED: Changes = {
    **_money((480000, 0, 0), (0, 0, 0)),
    **{f"{part}_full_year_budget": Decimal(0) for part in ("total", *_PARTS)},
    "execution_rate": None,
    "execution_score": Decimal(0),
    "total_score": Decimal(0),
}


def _cancelled(text: str, note: str = "项目取消。") -> Changes:
    row = ("产出指标", "数量指标", "开展讲座场次", "≥24(场)", "0(场)", "20", "0", note)
    return {**_CANCELLED, "actual_completion": text, "only_rows": (row,)}


_GOAL = "全年举办阅读推广活动24场，读者参与面稳步扩大，服务点覆盖全部街道。"
_ROWS = "全年举办阅读推广活动25场，新增社区服务点两处，参与读者比上年增长百分之四。"

SLIPS: dict[str, tuple[tuple[str, ...], tuple[Changes, ...]]] = {
    "self_money_parts": (
        ("SELF-007", "SELF-035", "SELF-038", "SELF-001", "SELF-009"),
        (
            _money((440000, 60000, 0), (460600, 20000, 0)),
            _money((440000, 60000, 0), (400000, 80000, 0)),
            _money((440000, 0, 60000), (420000, 0, 70000)),
            _money((480000, 20000, 0), (0, 470000, 0)),
            _money((480000, 0, 20000), (0, 0, 490000)),
            _money((500000, 0, 0), (480000, 10000, 0)),
            {"total_weight": Decimal(90)},
            {"total_weight": Decimal(110)},
            _money((480000, 20000, 0), (490000, 0, 0)),
        ),
    ),
    "rate_of_nothing": (
        ("FILE-014", "SELF-005"),
        (
            {"execution_rate": entry(None, "不适用", "not_a_number")},
            {
                **_cancelled("项目取消。"),
                "total_full_year_budget": entry(None, "约十万", "not_a_number"),
                "execution_rate": entry(None, "不适用", "not_a_number"),
            },
            _money((700000, 0, 0), (610000, 0, 0), execution_rate=entry(Decimal("0.88"), "0.88")),
            _money((700000, 0, 0), (610000, 0, 0), execution_rate=entry(Decimal("0.9"), "0.9")),
        ),
    ),
    "done_copied": (
        ("SELF-036", "SELF-037", "GOAL-013"),
        (
            {"budget_goal": _GOAL, "actual_completion": _GOAL},
            {"budget_goal": _GOAL, "actual_completion": _GOAL.removesuffix("。")},
            {"budget_goal": _GOAL, "actual_completion": _GOAL.replace("，", "；")},
            {"budget_goal": _GOAL, "actual_completion": "已完成：" + _GOAL},
            {"budget_goal": _GOAL, "actual_completion": _GOAL.replace("全年举办", "全年已举办").replace("覆盖", "已覆盖")},
            {"budget_goal": _GOAL, "actual_completion": _GOAL.replace("24", "24 ").replace("，", "，\n")},
            {"budget_goal": _GOAL, "actual_completion": "2024年举办阅读推广活动24场，服务点覆盖全部街道。"},
            {"budget_goal": _GOAL, "actual_completion": "2024年度开展阅读推广活动25场，新增社区服务点两处。"},
            *(
                {"budget_goal": _GOAL, "actual_completion": each}
                for each in (
                    "2024年补助老年食堂34家，服务老年人40万人次。",
                    "2024年更新管线数据392公里，入库数据准确。",
                    "2024年度共补助老年食堂34家，服务老年人40万人次。",
                    "截至2024年12月底，补助老年食堂34家，服务老年人40万人次。",
                    "截止2024年12月31日，共服务老年人40万人次。",
                    "2024年全年已补助食堂34家。",
                )
            ),
            *(
                {"budget_goal": _GOAL, "actual_completion": before + _GOAL}
                for before in ("1.", "一、", "目标：", "完成情况：", "2025年", "按计划")
            ),
            {"budget_goal": _GOAL, "actual_completion": "全年（2024年）收运垃圾3万吨，覆盖单位200家。"},
            {"budget_goal": _GOAL, "actual_completion": "本项目2024年收运垃圾3万吨，覆盖单位200家。"},
            {"budget_goal": _GOAL, "actual_completion": "同预算目标"},
            {"budget_goal": _GOAL, "actual_completion": "按计划完成了全年各项工作任务。"},
            {"budget_goal": _GOAL, "actual_completion": "已全部完成。"},
            {"budget_goal": _GOAL, "actual_completion": "各项工作均已完成，效果良好。"},
            {"budget_goal": _GOAL, "actual_completion": "完成情况良好"},
        ),
    ),
}

HONEST: dict[str, tuple[Changes, ...]] = {
    "self_money_parts": (
        _money((440000, 60000, 0), (440000, 20000, 0)),
        _money((440000, 60000, 0), (440000, 60000, 0), total_score=Decimal("94.00")),
        _money((480000, 0, 20000), (480000, 0, 5000)),
        {"total_weight": Decimal(100)},
        {"total_weight": None},
        _money((500000, 0, 0), (500000, 0, 0)),
        _money((0, 500000, 0), (0, 490000, 0)),
        _money((300000, 100000, 100000), (290000, 100000, 90000)),
    ),
    "cancelled": (
        _cancelled("因机构改革，项目年中取消，预算全部收回。"),
        _cancelled("项目取消。"),
        _cancelled("年中职能划转，财政收回全部预算，项目不再实施。"),
        _cancelled("预算调减为零，项目未实施。"),
        _cancelled("与街道项目合并实施，本项目终止。"),
        _cancelled("场馆改造，活动停办，经费已全额核减。"),
        _cancelled("项目被撤销，年中预算调整为0。"),
        _cancelled("未实施。", "经区政府同意暂缓实施，资金全部收回统筹使用。"),
        _cancelled("因场地拆迁，项目停止实施，资金退回财政。"),
        *(
            {**_cancelled("项目取消。"), "execution_rate": entry(None, said, "not_a_number")}
            for said in ("不适用", "无预算", "项目取消", "未安排资金")
        ),
        {**_cancelled("项目取消。"), "execution_score": entry(None, "不计分", "not_a_number")},
    ),
    "rate_one_decimal": (
        _money((510000, 0, 0), (500000, 0, 0), execution_rate=entry(Decimal("98"), "98%")),
        _money((510000, 0, 0), (500000, 0, 0), execution_rate=entry(Decimal("98.0"), "98.0%")),
        _money((300000, 0, 0), (200000, 0, 0), execution_rate=entry(Decimal("66.7"), "66.7%")),
        _money((300000, 0, 0), (200000, 0, 0), execution_rate=entry(Decimal("67"), "67%")),
        _money((300000, 0, 0), (200000, 0, 0), execution_score=entry(Decimal("6.7"), "6.7"), total_score=Decimal("90.7")),
        _money((480000, 0, 0), (479999, 0, 0), execution_rate=entry(Decimal("100"), "100%")),
        _money((700000, 0, 0), (610000, 0, 0), execution_rate=entry(Decimal("87.1"), "87.1%")),
        _money((700000, 0, 0), (610000, 0, 0), execution_rate=entry(Decimal("0.8714"), "0.8714")),
        _money((700000, 0, 0), (610000, 0, 0), execution_rate=entry(Decimal("87"), "87%")),
        _money((700000, 0, 0), (610000, 0, 0), execution_rate=entry(Decimal("0.87"), "0.87")),
        _money((700000, 0, 0), (610000, 0, 0), execution_rate=entry(Decimal("0.871"), "0.871")),
        _money((700000, 0, 0), (610000, 0, 0), execution_rate=entry(Decimal("87.1"), "0.871")),
        _money((700000, 0, 0), (610000, 0, 0), execution_rate=entry(Decimal("87"), "0.87")),
    ),
    "done_copied": (
        {"budget_goal": _GOAL, "actual_completion": _ROWS},
        {"budget_goal": _GOAL, "actual_completion": _GOAL.replace("24场", "25场，吸引读者六千余人次参加")},
        {"budget_goal": _GOAL, "actual_completion": "2025年举办阅读推广活动24场，新增服务点两处，覆盖全部街道。"},
        {"budget_goal": _GOAL, "actual_completion": "已全部完成，全年举办活动25场，新增服务点两处。"},
        {"budget_goal": _GOAL, "actual_completion": "比2024年多举办活动三场，新增服务点两处，覆盖全部街道。"},
        {"budget_goal": _GOAL, "actual_completion": "举办活动25场，2026年一季度完成资料汇编，服务点覆盖全部街道。"},
        {"budget_goal": _GOAL, "actual_completion": "2024年结转的设备已安装到位，全年举办活动25场，覆盖全部街道。"},
        *(
            {"budget_goal": _GOAL, "actual_completion": each}
            for each in (
                "2024年签订合同，补助老年食堂36家，服务老年人43万人次。",
                "2024年底前完成招标，补助老年食堂36家，服务老年人43万人次。",
                "2024年12月完成招标，补助老年食堂36家，服务老年人43万人次。",
                "2024年的欠款已支付，涉及老年食堂3家，服务老年人43万人次。",
                "截至2024年底建成老年食堂30家，全年新增6家，服务老年人43万人次。",
                "2024年建成的老年食堂30家全部正常运营，服务老年人43万人次。",
                "补助老年食堂36家，较2024年增加2家，服务老年人43万人次。",
                "截至2026年1月底，补助老年食堂36家，服务老年人43万人次。",
            )
        ),
        {"budget_goal": _GOAL, "actual_completion": "全年举办阅读推广活动24场，参加读者4600人次，服务点覆盖12个街道。"},
        {
            "budget_goal": _GOAL,
            "actual_completion": _GOAL.replace("24场", "24场（其中校园10场）").replace("覆盖", "由十处增至十二处，覆盖"),
        },
    ),
}
