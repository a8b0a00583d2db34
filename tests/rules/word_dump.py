"""Phrases, goals and amounts put together by lot, as lines of text: what the functions behind the facts make of each.

``python -m tests.rules.word_dump`` writes the file that ``test_words_whole.py`` holds the program to.  It pins what is made
now, right or wrong: read its difference before you commit it.  The lots are the same on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any, get_args

from tests.builders import DECLARATION_ROWS, declaration
from tests.lots import Lot
from xlperf.data.money import rounding_slack
from xlperf.data.unit_twins import unit_twins
from xlperf.forms.values.target import parse_target
from xlperf.rules.facts.causes.one_slip import Amount, controls, explain, how_slipped
from xlperf.rules.facts.direction import (
    comparable_actual,
    direction_of,
    higher_is_better,
    lower_is_better,
    measured,
    same_but_per,
    same_unit,
)
from xlperf.rules.facts.goal_facts import copied, says_nothing
from xlperf.rules.facts.goal_numbers import row_against_goal
from xlperf.rules.facts.goal_years import old_year
from xlperf.rules.facts.scoring import (
    Direction,
    ReverseFormula,
    completion,
    execution_rate,
    execution_score,
    is_met,
    line_score,
    round_half_up,
)
from xlperf.rules.facts.similar import goal_likeness, indicator_likeness
from xlperf.rules.facts.words.answers import bounds, implied_number, is_answer, quantities
from xlperf.rules.facts.words.due_dates import done_day, due_day
from xlperf.rules.facts.words.goal_money import other_money, pays_a_tail
from xlperf.rules.facts.words.mentions import mentions
from xlperf.rules.facts.words.names_and_units import is_swapped
from xlperf.rules.facts.words.personal_numbers import holds_personal_number
from xlperf.rules.facts.words.plain_no import says_no
from xlperf.rules.facts.words.reasons import is_reason, says_same
from xlperf.rules.ruleset.rule_files import RuleSet, read_rule_set

STORED = Path(__file__).parents[1] / "data" / "words.txt"
_EACH = 170
_PHRASE = (
    *(
        "已",
        "未",
        "未能",
        "尚未",
        "暂未",
        "因故",
        "全部",
        "基本",
        "按期",
        "不",
        "没有",
        "无",
        "均",
        "足额",
        "正在",
        "仍在",
        "将",
        "无法及时",
    ),
    *(
        "完成",
        "建立",
        "开展",
        "取消",
        "延期",
        "推进中",
        "达标",
        "到位",
        "发生",
        "收到投诉",
        "验收",
        "施工中",
        "取消收费",
        "事故",
        "实施",
    ),
    *(
        "26场",
        "1,200人次",
        "近30人",
        "不足24场",
        "20余件",
        "十二期",
        "三场",
        "两",
        "95%",
        "百分之百",
        "30000元",
        "2.9万元",
        "1.5小时",
        "5",
    ),
    *("，", "。", "、", "（受天气影响）", "；"),
)
_DUE = (
    *("2026年", "2025年", "次年", "明年", "下年度", "每年", "每月", "20", "全年", "第", "上", "下"),
    *(
        "6月",
        "12月",
        "2月",
        "十一月",
        "六月",
        "0月",
        "13月",
        "6月31日",
        "2月29日",
        "3月5日",
        "6月底",
        "9月中旬",
        "1月上旬",
        "10月初",
        "5月中",
    ),
    *("一季度", "第三季度", "4季度", "上半年", "下半年", "年底", "年末", "年度内", "内", "2026-05-06", "2026.7", "2025/13"),
    *("前", "底", "之前", "以后", "启动", "开始", "完成", "起", "至今", "及时", "-", "、"),
)
_GOAL = (
    *(
        "2025年",
        "2024年",
        "2026年",
        "2027年",
        "2023-2024年",
        "2024-2026年",
        "本年",
        "二〇二四年",
        "《2024年方案》",
        "2024年度",
        "本年度（2024年）",
        "本年度（2025年）",
        "今年即2025年",
    ),
    *(
        "计划",
        "已",
        "完成",
        "举办",
        "开展",
        "较上年",
        "考核",
        "结转",
        "尾款",
        "支付质保金",
        "同上年",
        "详见附件",
        "按要求完成各项工作任务",
        "底前",
    ),
    *(
        "展览12场",
        "讲座1,200人次",
        "满意度达90%",
        "设备维护160台",
        "增长5%",
        "每场20人",
        "累计300册",
        "培训20人",
        "办展览12场次",
        "满意度95%",
    ),
    *(
        "项目总投资480万元",
        "申请财政资金30.5万元",
        "预算总额为480000元",
        "年度资金48.0万元",
        "提高服务水平",
        "确保正常运转",
        "达到预期效果",
        "执行到位",
    ),
    *("，", "，", "。", "；", "\n", "目标1：", "其中", "、"),
)
_NOTE = (
    *(
        "已完成",
        "无",
        "同上",
        "同上一行",
        "详见报告",
        "见附件",
        "扣分",
        "酌情扣分",
        "存在一定偏差",
        "未完成",
        "下年改进",
        "加强管理",
        "待补充",
        "客观原因",
    ),
    *("雨季停工", "疫情", "供应商推迟交货", "人员不足", "按实际", "根据实际情况", "，", "。", "：", "原因", "说明"),
)
_UNITS = (
    "场",
    "场次",
    "人",
    "人次",
    "万人次",
    "%",
    "％",
    "元",
    "万元",
    "元/场",
    "万元/人",
    "元/人·月",
    "小时",
    "分钟",
    "天",
    "个工作日",
    "件",
    "册",
    "千册",
    None,
)
_NAMES = (
    *(
        "活动场次",
        "故障率",
        "投诉件数（起）",
        "单场费用",
        "平均响应时间",
        "故障处置率",
        "不合格率",
        "满意度",
        "完成及时率",
        "无安全事故天数",
        "培训人数",
    ),
    *(
        "设备数量",
        "≥90(%)",
        "100%",
        "6月底前",
        "=20(场)",
        "完成时间",
        "验收合格率",
        "事故起数",
        "藏书册数",
        "采购数量",
        "展览",
        "项目",
        "活动",
    ),
)
_ORGANS = (
    "云溪市图书馆",
    "云溪图书馆",
    "云溪区图书馆",
    "江州市云溪区图书馆",
    "江州云溪区图书馆",
    "图书馆",
    "云溪市第一中学",
    "第一中学",
    "云溪镇文化站",
    "云溪文化站",
)
_MONEY = (
    "480000",
    "48",
    "4800000",
    "48000",
    "480000.5",
    "84000",
    "408000",
    "480001",
    "481000",
    "4800000000",
    "32.5",
    "23.5",
    "3.25",
    "0",
    "-5",
    "48.05",
    "48.50",
)


def dumped() -> list[str]:
    """Return all lines."""
    rules = read_rule_set()
    told = (_answers(), _days(), _goals(), _notes(), _directions(rules), _amounts(), _names(rules), _likenesses(), _scoring())
    return [line.replace("\n", "⏎") for lines in told for line in lines]


def _text(lot: Lot, pieces: tuple[str, ...], most: int) -> str:
    return "".join(lot.of(pieces) for _ in range(1 + lot.of(range(most))))


def _short(**said: Any) -> str:
    return "; ".join(f"{key}={value}" for key, value in said.items() if value not in (None, False, (), "", [], {}))


def _answers() -> Iterator[str]:
    lot = Lot(31)
    for _ in range(_EACH * 2):
        text, target = _text(lot, _PHRASE, 4), _text(lot, _PHRASE, 2)
        number, unit, at_most = lot.of((Decimal(0), Decimal(2), Decimal(100))), lot.of(_UNITS), lot.is_one_in(2)
        implied = implied_number(text, number, unit, at_most)
        counted = " ".join(f"{value}{measure or ''}{'~' if near else ''}" for value, measure, near in quantities(text))
        said = _short(no=says_no(text, target), answer=is_answer(text), counted=counted, implied=implied)
        yield f"{text} / {target} {number}{unit} {at_most}: {said}"
    for _ in range(_EACH):
        parts = (("", "≥", "不少于", ">", "第"), ("20", "1,200", "3.5"), ("", "%", "场"), ("-", "～", "至", "且≤", "不超过", "、"))
        text = "".join(lot.of(each) for each in (*parts, ("30", "20", "1,500", "4"), ("(场)", "%", "月", "")))
        yield f"{text}: {bounds(text)}"


def _days() -> Iterator[str]:
    lot = Lot(32)
    for _ in range(_EACH * 2):
        text = _text(lot, _DUE, 4)
        yield f"{text}: {due_day(text, 2026)} {done_day(text, 2026)}"


def _goals() -> Iterator[str]:
    lot = Lot(33)
    for _ in range(_EACH * 2):
        text, plan = _text(lot, _GOAL, 6), lot.of(((None, None), (2024, 2026), (2025, 2025)))
        found = [(str(each.number), each.after) for each in mentions(text)]
        name, unit = lot.of(_NAMES), lot.of(("场", "人次", "%", "人", "台", "册"))
        money = other_money(text, (Decimal(480000), Decimal(305000)) if lot.is_one_in(2) else ())
        told = _short(
            nothing=says_nothing(text),
            year=old_year(text, 2025, *plan),
            tail=pays_a_tail(["", text]),
            money=money,
            numbers=found,
            row=row_against_goal(name, Decimal(12), unit, mentions(text)),
        )
        yield f"{text} / {plan[0]} {name} {unit}: {told}"
    for _ in range(_EACH):
        goal = _text(lot, _GOAL, 5)
        done = "".join(lot.of(("", "", "已", "圆满", "实际")) + each for each in goal.split("，"))
        done = done if lot.is_one_in(2) else done + _text(lot, _GOAL, 2)
        yield f"{goal} / {done}: {copied(goal, done)}"


def _notes() -> Iterator[str]:
    lot = Lot(34)
    for _ in range(_EACH):
        text = _text(lot, _NOTE, 3)
        yield f"{text}: {_short(reason=is_reason(text, ('待补充',)), same=says_same(text))}"
    for _ in range(_EACH):
        number = "".join(lot.of("0123456789") for _ in range(lot.of((7, 8, 12))))
        text = (
            lot.of(("", "电话", "A", "+86", "1-"))
            + lot.of(("13", "1", "19", "12", "110105194912310", "34052419800101001"))
            + number
        )
        text += lot.of(("", "X", "。", "-1", "甲"))
        yield f"{text}: {holds_personal_number(text)}"
    for text in (
        "11010519491231002X",
        "110105194912310021",
        "34052419800101001X",
        "11010518491231002x",
        "13812345678",
        "138 1234 5678",
    ):
        yield f"{text}: {holds_personal_number(f'电话{text}。')}"


def _directions(rules: RuleSet) -> Iterator[str]:
    lot, settings = Lot(35), rules.scoring
    for _ in range(_EACH * 2):
        name, level = lot.of(_NAMES), lot.of(("数量指标", "经济成本指标", "成本指标", "质量指标"))
        operator, number = lot.of((None, "≥", "≤", "=", ">", "<", "～")), lot.of((Decimal(0), Decimal(5)))
        one, other = lot.of(_UNITS), lot.of(_UNITS)
        target = parse_target(f"{lot.of(('≥', '', '='))}{lot.of(('5', '0.97', '1.5', '-2', '30000'))}{one or ''}")
        actual = parse_target(f"{lot.of(('5', '0.97', '3', '0', '2'))}{other or ''}")
        per = same_but_per(one or "", other or "", settings.units)
        told = _short(
            way=direction_of(operator, name, (level,), number, settings),
            lower=lower_is_better(name, (level,), settings.directions),
            higher=higher_is_better(name, settings.directions),
            same=same_unit(one, other, settings.units),
            per=per,
            actual=comparable_actual(target, actual, settings.units),
            measured=measured(target).number if measured(target) is not target else None,
        )
        yield f"{name} {level} {operator} {number} / {target.text} / {actual.text} / {one} {other}: {told}"


def _amounts() -> Iterator[str]:
    lot = Lot(36)
    for _ in range(_EACH * 2):
        one, other = Decimal(lot.of(_MONEY)), Decimal(lot.of(_MONEY))
        yield f"{one} {other}: {how_slipped(one, other)}"
    for _ in range(_EACH * 2):
        whole = Decimal(lot.of(("480000", "48.5", "100")))
        given = [
            whole,
            *(whole * share for share in lot.of(((1,), (Decimal("0.5"), Decimal("0.5")), (Decimal("0.75"), Decimal("0.25"), 0)))),
        ]
        at, how = lot.of(range(len(given))), lot.of((10, 10000, Decimal("0.1"), Decimal("0.0001"), None, 1, 3))
        wrong = [value * how if place == at and how else value for place, value in enumerate(given)]
        held = [lot.of((None, None, value, Decimal(7))) for value in given]
        parts = [
            Amount(f"第{place}项", None if how is None and place == at else value, control)
            for place, (value, control) in enumerate(zip(wrong, held, strict=True))
        ]
        slip = explain(parts[0], parts[1:])
        yield f"{[str(each.value) for each in parts]} {[str(each) for each in held]}: {slip}"
    for _ in range(_EACH // 2):
        given = [Decimal(lot.of(_MONEY)) for _ in range(3)]
        yield f"{[str(each) for each in given]}: {rounding_slack(given, '万元')} {rounding_slack(given, '元')}"
        known: Mapping[str, Decimal] = {
            name: Decimal(lot.of(_MONEY))
            for name in ("total", "total_other", "total_fiscal", "annual_fiscal", "annual_carryover")
            if lot.is_one_in(2)
        }
        made = controls(known, lot.is_one_in(2))
        yield f"{_short(**known)}: {_short(**made)}"


def _names(rules: RuleSet) -> Iterator[str]:
    lot, clash, usual = Lot(37), rules.vocabulary.units.clash, rules.scoring.units.usual
    for _ in range(_EACH):
        name, target, unit = lot.of(_NAMES), lot.of((*_NAMES, "≥90(%)")), lot.of(_UNITS[:-1])
        yield f"{name} / {target} {unit}: {_short(swapped=is_swapped(name, target), clash=clash(name, usual(unit)))}"
    for _ in range(_EACH // 2):
        names = [lot.of(_ORGANS) for _ in range(2 + lot.of(range(4)))]
        yield f"{' '.join(names)}: {unit_twins(names)}"


_SENTENCES = (
    "全年举办阅读推广活动24场，送书进社区和校园，",
    "使读者参与面稳步扩大，活动满意度保持在九成以上，",
    "完成馆舍维护与设备更新，保障日常开放，",
    "开展未成年人书法与戏曲培训，组织巡演12场，",
    "推进古籍修复与数字化加工。",
)


def _likenesses() -> Iterator[str]:
    lot = Lot(38)
    for _ in range(_EACH // 2):
        forms = []
        for number in range(2 + lot.of(range(3))):
            goal = "".join(lot.of(_SENTENCES) for _ in range(1 + lot.of(range(4))))
            rows = [(*lot.of(DECLARATION_ROWS)[:3], lot.of(("≥5(场)", "≥9(场)"))) for _ in range(4 + lot.of(range(5)))]
            project = lot.of(("展览项目", f"第{number}项目", f"第{number}项目"))
            forms.append(declaration(file=f"{number}.xlsx", project_name=project, annual_goal=goal, rows=rows))
        for found in (goal_likeness(forms), indicator_likeness(forms)):
            yield " ".join(
                f"{at}~{each.other.source.file[0]}:{each.shared}/{each.size}={each.percent}" for at, each in sorted(found.items())
            )


def _scoring() -> Iterator[str]:
    amounts = [Decimal(each) for each in ("0", "0.01", "1", "24", "25", "100", "99.995", "-3")]
    for one, other in product((None, *amounts), (None, *amounts)):
        yield f"{one} {other}: {execution_rate(one, other)} {None if one is None or other is None else completion(one, other)}"
    for one, other, way in product(amounts[:-1], amounts, get_args(Direction)):
        scores = [str(line_score(one, other, Decimal(10), way, reverse)) for reverse in get_args(ReverseFormula)]
        yield f"{way} {one} {other}: {is_met(one, other, way)} {' '.join(scores)} {execution_score(other, one)}"
    for places in range(4):
        yield " ".join(
            str(round_half_up(Decimal(each), places)) for each in ("0.005", "2.5", "-0.045", "1e950", "1.0004", "99.995")
        )


def main() -> None:
    """Write what is made now."""
    STORED.write_text("\n".join(dumped()) + "\n", "utf-8", newline="\n")


if __name__ == "__main__":
    main()
