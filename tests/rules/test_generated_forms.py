"""Slips and honest oddities in self-evaluations, goals and money, put together at random: found, and nobody honest accused."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from tests.builders import DECLARATION_ROWS, SELF_EVALUATION_ROWS, declaration, self_evaluation
from tests.rules.test_generated_slips import THINGS, WORKS
from xlperf.forms.form import Form
from xlperf.forms.values.target import parse_target
from xlperf.rules import Context, load_rule_book

BOOK = load_rule_book()
REASONS = (
    "供应商交货推迟两个月",
    "雨季停工二十天，已顺延",
    "报名人数不足，下年改为两期",
    "场地被征用，改在线上进行",
    "岗位空缺半年，现已补齐",
)
EMPTY = ("无", "已完成", "详见附件", "按实际情况扣分", "完成情况良好", "加强管理", "存在一定偏差", "见自评报告")
NOT_DONE = ("未完成", "尚未启动", "因故取消", "没有开展", "未建立", "延期到下年实施", "未能通过验收", "仍在招标")
HOLLOW = ("同上年", "详见附件", "按计划完成各项工作任务", "完成上级交办的工作", "见实施方案", "保质保量完成年度任务", "参照去年")


def _what(random: Random) -> str:
    return random.choice(THINGS) + random.choice(WORKS)


def _evaluation(row: tuple[str, ...], place: int = 0, note: str | None = None) -> Form:
    """Return the faultless self-evaluation with one row's name, target, result and perhaps score in place of another's."""
    rows: list[Any] = [list(each) for each in SELF_EVALUATION_ROWS]
    name, wanted, actual, *score = row
    rows[place][2:] = [name, parse_target(wanted), parse_target(actual), rows[place][5], (score or [rows[place][5]])[0], note]
    return self_evaluation(rows=rows, total_score=Decimal("9.80") + sum(Decimal(each[6]) for each in rows))


def _slip_of_result(random: Random) -> Form:
    what, number = _what(random), random.randrange(20, 400)
    less = number * random.randrange(40, 90) // 100
    unit = random.choice("场个次件份")
    words = random.choice(("完成{}{}", "实际{}{}", "共{}{}", "全年{}{}（受天气影响）", "{}{}")).format(less, unit)
    return random.choice(
        (
            _evaluation((f"{what}情况", "完成", random.choice(NOT_DONE))),
            _evaluation(
                (f"{what}完成时间", f"{random.randrange(3, 7)}月底前", f"{random.randrange(8, 13)}月{random.randrange(1, 28)}日"), 2
            ),
            _evaluation((f"{what}数量", f"≥{number}({unit})", words)),
            _evaluation((f"{what}满意度", f"≥{random.randrange(80, 95)}(%)", random.choice(("满意", "未调查", "较高", "良好"))), 4),
            _evaluation((f"{what}数量", f"{number}-{number + 50}({unit})", f"{less}({unit})")),
            _evaluation((f"{what}合格率", "≥95(%)", f"{random.randrange(101, 180)}(%)"), 1),
            _evaluation((f"{what}数量", f"≥{number}({unit})", f"{number * 4 // 5}({unit})", "16"), 0, random.choice(EMPTY)),
            _evaluation((f"{what}人数", f"≥{number}(人次)", f"{number}(人)")),
        )
    )


def _honest_result(random: Random) -> Form:
    what, number = _what(random), random.randrange(20, 400)
    more = number + random.randrange(0, number // 10 + 1)
    unit = random.choice("场个次件份")
    words = random.choice(("完成{}{}", "实际{}{}", "共{}{}", "全年{}{}", "{}{}")).format(more, unit)
    return random.choice(
        (
            _evaluation((f"{what}情况", "完成", random.choice(("已完成", "按期完成", "全部完成", "完成并通过验收")))),
            _evaluation(
                (f"{what}完成时间", f"{random.randrange(8, 12)}月底前", f"{random.randrange(3, 8)}月{random.randrange(1, 28)}日"), 2
            ),
            _evaluation((f"{what}数量", f"≥{number}({unit})", words)),
            _evaluation((f"{what}满意度", "≥90(%)", f"{random.randrange(90, 100)}.{random.randrange(10)}%"), 4),
            _evaluation((f"{what}数量", f"{number}-{number + 50}({unit})", f"{number + 20}({unit})")),
            _evaluation((f"{what}事故起数", "=0(起)", random.choice(("未发生", "无", "0", "0起")))),
            _evaluation((f"{what}数量", f"≥{number}({unit})", f"{number * 4 // 5}({unit})", "12"), 0, random.choice(REASONS)),
            _evaluation((f"{what}投诉件数", "≤3(件)", random.choice(("无", "1件", "未收到投诉", "0(件)")))),
        )
    )


def _goal(random: Random, text: str) -> Form:
    return declaration(annual_goal=text, project_name=f"{_what(random)}项目")


def _slip_of_goal(random: Random) -> Form:
    what, other = _what(random), random.randrange(2023, 2025)
    times = random.choice([each for each in range(10, 60) if each != 24])
    return random.choice(
        (
            _goal(random, f"{other}年开展{what}工作，使服务面进一步扩大，居民满意。"),
            _goal(random, f"{other}年度计划完成{what}任务，提升设施水平，方便居民。"),
            _goal(random, random.choice(HOLLOW)),
            _goal(random, f"举办阅读推广活动{times}场，同时做好{what}，参与面稳步扩大。"),
            _goal(random, f"本项目预算资金{random.randrange(50, 90)}万元，用于{what}，服务面稳步扩大。"),
            _goal(random, f"完成{what}{random.choice(('XX', '**', '____'))}处，服务面稳步扩大，居民满意。"),
        )
    )


def _honest_goal(random: Random) -> Form:
    what, other = _what(random), random.randrange(2021, 2025)
    return random.choice(
        (
            _goal(random, f"{other}年已完成一期{what}，本年完成二期，使服务面进一步扩大。"),
            _goal(random, f"在{other}年{what}的基础上扩大服务面，全年举办活动24场，居民满意。"),
            _goal(random, f"按照{other}年印发的实施方案开展{what}，提升设施水平，方便居民。"),
            _goal(random, f"全年举办阅读推广活动24场，其中校园{random.randrange(2, 12)}场，做好{what}，参与面稳步扩大。"),
            _goal(random, f"本项目预算资金48万元，用于{what}，服务面稳步扩大，居民满意。"),
            _goal(random, f"完成{random.randrange(5, 90)}处{what}，惠及居民{random.randrange(500, 9000)}人，居民满意。"),
        )
    )


def _money(amounts: dict[str, int], **more: Any) -> Form:
    return declaration(rows=DECLARATION_ROWS[1:], **{key: Decimal(value) for key, value in amounts.items()}, **more)


def _parts(random: Random) -> dict[str, int]:
    fiscal, carried, other = (random.randrange(20, 900) * 1000, random.randrange(1, 90) * 1000, random.randrange(1, 60) * 1000)
    year = {"annual": fiscal + carried + other, "annual_fiscal": fiscal, "annual_carryover": carried, "annual_other": other}
    return {**year, "total": fiscal + carried + other, "total_fiscal": fiscal + carried, "total_other": other}


def _slip_of_money(random: Random) -> Form:
    amounts = _parts(random)
    name = random.choice([each for each in amounts if each != "total"])
    digits = str(amounts[name])
    at = random.randrange(len(digits) - 3)
    wrong = int(digits[:at] + random.choice([each for each in "123456789" if each != digits[at]]) + digits[at + 1 :])
    amounts[name] = random.choice((wrong, amounts[name] * 10, amounts[name] // 10000 or 1))
    return _money(amounts)


def _honest_money(random: Random) -> Form:
    amounts = _parts(random)
    if random.random() < 0.5:
        return _money(amounts)
    cents = {
        key: Decimal(value) + Decimal(random.randrange(1, 9999)) for key, value in amounts.items() if key.startswith("annual_")
    }
    wan = {key: (value / 10000).quantize(Decimal("0.01")) * 10000 for key, value in cents.items()}
    annual = (sum(cents.values(), Decimal(0)) / 10000).quantize(Decimal("0.01")) * 10000
    fiscal = ((cents["annual_fiscal"] + cents["annual_carryover"]) / 10000).quantize(Decimal("0.01")) * 10000
    whole = {"annual": annual, "total": annual, "total_fiscal": fiscal, "total_other": wan["annual_other"]}
    return declaration(rows=DECLARATION_ROWS[1:], amount_unit="万元", **wan, **whole)


Maker = Callable[[Random], Form]
IDLE = {"FUND-011", "IND-005", "CAT-302"}
"""What the faultless form is told because its money has a carry-over or its cost row was left out."""


def _told(form: Form) -> list[tuple[str, str, str]]:
    findings = BOOK.judge_form(form, Context()).findings
    return [(each.rule, each.severity, each.message) for each in findings if each.severity != "info" and each.rule not in IDLE]


@pytest.mark.parametrize("make", [_slip_of_result, _slip_of_goal, _slip_of_money])
def test_nine_in_ten_slips_are_told(make: Maker) -> None:
    """Of 300 slips in results, goals or money at least nine in ten are told."""
    random = Random(31)
    missed = [form for form in (make(random) for _ in range(300)) if not _told(form)]
    assert len(missed) <= 30, [
        form.rows[0]["actual"].raw if "actual" in form.rows[0] else form.text("/annual_goal") for form in missed[:9]
    ]


@pytest.mark.parametrize("make", [_honest_result, _honest_goal, _honest_money])
def test_the_honest_are_left_alone(make: Maker) -> None:
    """Of 300 honest results, goals or sums none is an error and at most two in a hundred are a warning."""
    random = Random(32)
    told = [each for _ in range(300) for each in _told(make(random))]
    assert not [each for each in told if each[1] == "error"], told[:5]
    assert len(told) <= 6, (len(told), told[:8])
