"""How people change a form: labels that drift, amounts and dates typed their way, lines between two pages."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from tests.forms.shapes import Amount, Labeller, Value

# The printed variants of a label, after the handbook's sections 2.2, 3.2 and 4.2.
VARIANTS: dict[str, tuple[str, ...]] = {
    "项目资金总额": ("项目资金总额：", "项目资金总额:"),
    "年度资金申请总额": ("年度资金申请总额：", "年度资金总额", "年度资金\n申请总额"),
    "其中：财政资金": ("财政资金", "其中: 财政资金", "其中：\n财政资金", "其中:财政资金"),
    "其中：当年财政拨款": ("当年财政拨款", "其中:当年财政拨款", "其中： 当年财政拨款"),
    "上年结转资金": ("上年结转", "上年 结转资金"),
    "其他资金": ("其它资金", "其他\n资金"),
    "项目绩效目标": ("项目\n绩效\n目标", "项 目 绩 效 目 标"),
    "项目总目标": ("项目总目标 (2026年-2026年)", "项目总体目标", "项目总体目标\n(2024 年-2026 年)", "长期目标"),
    "年度总体目标": ("年度目标", "年度绩效目标"),
    "绩效指标": ("绩效 指标", "绩\n效\n指\n标", "绩效\r\n指标"),
    "年度(/项目)指标值": ("年度指标值", "指标值", "年度（/项目）指标值", "指标值及单位", "年度（／项目）\n指标值"),
    "年度指标值": ("指标值", "年度(/项目)指标值"),
    "实施单位": ("实施单位 (盖章)", "实施单位（盖章）", "项目实施单位"),
    "项目名称": ("项目名称（全称）", "项目\n名称", "＊项目名称", "1.项目名称"),
    "主管部门": ("主管部门：", "预算主管部门", "主 管 部 门"),
    "计划开始日期": ("计划开始时间", "计划开始日期："),
    "计划完成日期": ("计划结束日期", "计划完成时间"),
    "一级指标": ("一级 指标", "一级\n指标"),
    "二级指标": ("二级\u3000指标",),
    "三级指标": ("三级指标：", "三级指标名称"),
    "年初预算数": ("年初预算", "年初预算数（万元）", "年初\n预算数"),
    "全年预算数": ("调整后预算数", "全年预算数（A）"),
    "全年执行数": ("预算执行数", "全年执行数(B)"),
    "执行率": ("预算执行率", "执行率（B/A）"),
    "分值": ("权重", "分值（权重）"),
    "得分": ("得 分",),
    "预算目标": ("预期目标", "年初设定目标"),
    "实际完成情况": ("年度目标完成情况",),
    "实际完成值": ("完成值", "全年实际值"),
    "偏差原因分析及改进措施": ("未完成原因分析", "备注", "偏差原因分析\n及改进措施"),
    "年度资金总额": ("年度资金总额：", "年度资金申请总额"),
    "总分": ("总 分", "合计"),
    "服务对象满意度指标": (
        "服务对象满意度 指标", "服务对象满意度", "社会公众或服务对象满意度指标", "满意度指标", "服务对象\n满意度指\n标",
    ),
    "生态效益指标": ("环境效益指标", "生态效益"),
    "效益指标": ("效果指标", "效益\n指标"),
    "可持续影响指标": ("可持续影响", "可持续\n影响指标"),
    "经济成本指标": ("经济成本", "成本控制指标"),
    "生态环境成本指标": ("生态环境\n成本指标",),
    "满意度指标": ("满意度\n指标", "满意度指\n标"),
    "数量指标": ("数量\n指标", "1.数量指标"),
    "质量指标": ("质量 指标", "（2）质量指标"),
    "时效指标": ("时效指标：",),
}  # fmt: skip


def drifting(rng: random.Random, share: float = 0.7) -> Labeller:
    """Return a labeller that changes most labels; within one form a label is always changed alike."""
    chosen: dict[str, str] = {}

    def say(label: str) -> str:
        if label not in chosen:
            chosen[label] = _drift(rng, label) if rng.random() < share else label
        return chosen[label]

    return say


def _drift(rng: random.Random, label: str) -> str:
    variants = VARIANTS.get(label)
    if variants and rng.random() < 0.7:
        return rng.choice(variants)
    at = rng.randrange(1, len(label)) if len(label) > 1 else 1
    return rng.choice((
        label.replace("(", "（").replace(")", "）"), f" {label} ", f"{label[:at]}\n{label[at:]}",
        f"{label[:at]}\u3000{label[at:]}", f"{label}：", f"*{label}", f"{label}\u200b",
        "\ufeff" + label, f"（一）{label}", f"【{label}】", "".join(f"{each} " for each in label),
    ))  # fmt: skip


def _yuan(text: Callable[[Decimal], str]) -> Callable[[Decimal | None], Amount]:
    return lambda yuan: Amount(yuan, text(yuan) if yuan is not None else None)


def _wide(text: str) -> str:
    return text.translate({ord(each): ord(each) + 0xFEE0 for each in "0123456789,.-"})


AMOUNTS_IN_YUAN: dict[str, Callable[[Decimal | None], Amount]] = {
    "number": lambda yuan: Amount(yuan, yuan),
    "number with yuan": lambda yuan: Amount(yuan, yuan, '#,##0.00"元"'),
    "number shown in 万": lambda yuan: Amount(yuan, yuan, '0!.0000"万元"'),
    "number in 万元 by its format": lambda yuan: Amount(yuan, yuan / 10000 if yuan is not None else None, '0.000000"万元"'),
    "currency format": lambda yuan: Amount(yuan, yuan, '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ '),
    "separators": _yuan(lambda yuan: f"{yuan:,.2f}"),
    "plain text": _yuan(lambda yuan: f"{yuan:.2f}"),
    "yuan behind": _yuan(lambda yuan: f"{yuan:,.2f}元"),
    "wan behind": _yuan(lambda yuan: f"{yuan / 10000:f}万元"),
    "full width": _yuan(lambda yuan: _wide(f"{yuan:,.2f}")),
    "currency sign": _yuan(lambda yuan: f"￥{yuan:,.2f}"),
    "currency sign with a blank": _yuan(lambda yuan: f"¥ {yuan:.2f}"),
    "blanks between thousands": _yuan(lambda yuan: f"{yuan:,.2f}".replace(",", " ")),
    "blanks around": _yuan(lambda yuan: f"\u3000{yuan:.2f} "),
    "renminbi": _yuan(lambda yuan: f"人民币{yuan:,.2f}元整"),
    "chinese commas": _yuan(lambda yuan: f"{yuan:,.2f}".replace(",", "，")),
}
AMOUNTS_IN_WAN: dict[str, Callable[[Decimal | None], Amount]] = {
    "number": lambda yuan: Amount(yuan, yuan / 10000 if yuan is not None else None, "0.000000"),
    "text": _yuan(lambda yuan: f"{yuan / 10000:f}"),
    "text with its unit": _yuan(lambda yuan: f"{yuan / 10000:f}万元"),
    "yuan in a form in 万元": _yuan(lambda yuan: f"{yuan:.2f}元"),
}
UNIT_LABELS = {
    "元": (
        "项目资金(元)",
        "项目资金 (元)",
        "项目资金\n（元）",
        "项目资金（单位：元）",
        "项目资金【元】",
        "项目资金（人民币元）",
        "项目资金：元",
    ),
    "万元": ("项目资金(万元)", "项目资金\n（万元）", "项目资金（单位：万元）", "项目资金 (金额单位：万元)"),
}

DAYS: dict[str, Callable[[date], tuple[Value, str]]] = {
    "iso text": lambda day: (day.isoformat(), "General"),
    "real": lambda day: (day, "yyyy-mm-dd"),
    "real, chinese": lambda day: (day, 'yyyy"年"m"月"d"日"'),
    "chinese": lambda day: (f"{day.year}年{day.month}月{day.day}日", "General"),
    "chinese with blanks": lambda day: (f"{day.year} 年 {day.month} 月 {day.day} 日", "General"),
    "slashes": lambda day: (f"{day.year}/{day.month}/{day.day}", "General"),
    "points": lambda day: (f"{day.year}.{day.month:02d}.{day.day:02d}", "General"),
    "compact number": lambda day: (Decimal(day.strftime("%Y%m%d")), "General"),
    "compact text": lambda day: (day.strftime("%Y%m%d"), "General"),
    "with a time": lambda day: (f"{day.isoformat()} 00:00:00", "General"),
    "serial number": lambda day: (Decimal((day - date(1899, 12, 30)).days), "General"),
    "full width": lambda day: (_wide(f"{day.year}-{day.month}-{day.day}"), "General"),
    "day named 号": lambda day: (f"{day.year}年{day.month}月{day.day}号", "General"),
}
YEARS = ("({}年度)", "（{}年度）", "（{} 年度）", "{}年度", "{}年", "( {} 年度 )", "{}年度预算")
CHINESE_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
FOOTERS = (
    (),
    ("填报人：王一    联系电话：021-55550000    填报日期：2026年1月5日",),
    ("注：1.本表一式两份。2.指标值应当量化。",),
    ("单位负责人（签字）：", "填表人：李二"),
    ("说明：项目名称与预算系统一致，绩效指标不少于四条。",),
)
BETWEEN_PAGES = ("续表", "（续）", "- 2 -", "第2页 共3页", "续上表", "2/3")
