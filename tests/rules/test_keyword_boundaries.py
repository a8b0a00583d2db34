"""Each keyword at its boundary: the last value that holds, the first that does not, and what the breach says."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from xlperf.rules.dialect.breach import Labels, Money
from xlperf.rules.dialect.compiling import compile_condition
from xlperf.rules.dialect.text_keywords import due_within

TREE = {"A": {"产出指标": ["数量指标", "成本指标"], "效益指标": ["社会效益指标"]}, "B": {"成本指标": ["经济成本指标"]}}
YEARS = {"text": "t", "year": "y"}


def _said(condition: Any, value: Any) -> list[tuple[Any, Any]]:
    """Return place and details of every breach, and hold the quick answer against them."""
    compiled = compile_condition(condition)
    found = [(each.path, each.details) for each in compiled.breaches(value)]
    assert compiled.holds(value) == (not found)
    return found


@pytest.mark.parametrize(
    ("condition", "value", "breach"),
    [
        ({"length": {"least": 2, "most": 4}}, "二字", None),
        ({"length": {"least": 2, "most": 4}}, "四 个 字 吧", None),
        ({"length": {"least": 2, "most": 4}}, "一", ((), {"length": 1})),
        ({"length": {"least": 2, "most": 4}}, " 一\n", ((), {"length": 1})),
        ({"length": {"least": 2, "most": 4}}, "一二三四五", ((), {"length": 5})),
        ({"length": {"most": 1}}, "", None),
        ({"length": {"least": 1}}, "", ((), {"length": 0})),
        ({"length": {"least": 1}}, "一" * 9999, None),
        ({"lacks": {"words": ["乙", "甲"]}}, "甲乙", ((), {"hit": "乙"})),
        ({"lacks": {"words": ["丙"]}}, "甲乙", None),
        ({"lacks": {"pattern": "[A-Za-z]+", "except": ["APP"]}}, "用app和bug", ((), {"hit": "bug"})),
        ({"lacks": {"pattern": "[A-Za-z]+", "except": ["APP"]}}, "用App", None),
        ({"lacks": {"pattern": "\\s*[A-Z]+"}}, "用 AB", ((), {"hit": "AB"})),
        ({"tidy": True}, "≥5(个)", None),
        ({"tidy": True}, " ≥5(个) ", None),
        ({"tidy": True}, ">= ５（个）", ((), {"clean": "≥5(个)"})),
        ({"tidy": True}, "<=5", ((), {"clean": "≤5"})),
        ({"tidy": True}, "5 个", ((), {"clean": "5个"})),
    ],
)
def test_a_keyword_over_a_text(condition: Any, value: str, breach: Any) -> None:
    """White space does not count as length, excepted words pass in any case, the tidy spelling is offered."""
    assert _said(condition, value) == ([] if breach is None else [breach])


@pytest.mark.parametrize(
    ("condition", "facts", "breaches"),
    [
        ({"nameYear": YEARS}, {"t": "2025年阅读推广", "y": 2025}, []),
        ({"nameYear": YEARS}, {"t": "2024年阅读推广", "y": 2025}, [((), {"hit": "2024"})]),
        ({"nameYear": YEARS}, {"t": "2024-2026年阅读推广", "y": 2025}, []),
        ({"nameYear": YEARS}, {"t": "2024年下半年至2025年上半年阅读推广", "y": 2025}, []),
        ({"nameYear": YEARS}, {"t": "2023年秋季至2024年春季阅读推广", "y": 2025}, [((), {"hit": "2023"})]),
        ({"nameYear": YEARS}, {"t": "第2026次列车", "y": 2025}, []),
        ({"nameYear": YEARS}, {"t": "2024年续建阅览室", "y": 2025}, []),
        ({"nameYear": YEARS}, {"t": "2026阅读推广", "y": 2025}, [((), {"hit": "2026"})]),
        ({"nameYear": YEARS}, {"t": "2024-2026年阅读推广", "y": 2027}, [((), {"hit": "2024"})]),
        ({"nameYear": YEARS}, {"t": "2024-2026年阅读推广", "y": 2024}, []),
        ({"nameYear": YEARS}, {"t": "2024-2026年阅读推广", "y": 2026}, []),
        ({"nameYear": YEARS}, {"t": "印《2019年鉴》", "y": 2025}, []),
        ({"nameYear": YEARS}, {"t": "编号120241", "y": 2025}, []),
        ({"nameYear": YEARS}, {"t": "2024年阅读推广", "y": True}, []),
        ({"sums": {"total": "a", "parts": ["b"], "tolerance": 0}}, {"a": True}, []),
        ({"sums": {"total": "a", "parts": ["b"], "tolerance": 0}}, {"a": Decimal(0), "b": True}, []),
        ({"listInOrder": "t"}, {"t": "1.甲；3.乙"}, [((), {"hit": "1、3"})]),
        ({"wholeYears": {"first": "a", "last": "b"}}, {"a": date(2025, 1, 1), "b": date(2026, 12, 31)}, []),
        ({"wholeYears": {"first": "a", "last": "b"}}, {"a": date(2025, 1, 2), "b": date(2026, 12, 31)}, [((), {})]),
        ({"wholeYears": {"first": "a", "last": "b"}}, {"a": date(2025, 1, 1), "b": date(2026, 12, 30)}, [((), {})]),
        ({"wholeYears": {"first": "a", "last": "b"}}, {"a": date(2025, 1, 2)}, []),
        ({"sameText": ["a", "b"]}, {"a": "甲 （乙）", "b": "甲(乙)"}, []),
        ({"sameText": ["a", "b"]}, {"a": "甲", "b": "乙"}, [((), {})]),
        ({"filled": ["a", "b"]}, {"a": 0}, [(("b",), {})]),
        ({"filled": ["a", "b"]}, {}, [(("a",), {}), (("b",), {})]),
        ({"allOrNone": ["a", "b", "c"]}, {}, []),
        ({"allOrNone": ["a", "b", "c"]}, {"a": 1, "b": 1, "c": 1}, []),
        ({"allOrNone": ["a", "b", "c"]}, {"b": 1}, [(("a",), {"labels": Labels(("a", "c"))})]),
        ({"among": {"fact": "a", "words": ["甲类", "乙类"]}}, {"a": "甲 类"}, []),
        ({"among": {"fact": "a", "words": ["甲类", "乙类"]}}, {}, []),
        (
            {"among": {"fact": "a", "words": ["甲类", "乙类"]}},
            {"a": "乙 型"},
            [(("a",), {"list": "甲类、乙类", "nearest": "乙类"})],
        ),
        (
            {"among": {"fact": "a", "words": ["甲类"], "blank": False}},
            {},
            [(("a",), {"list": "甲类", "nearest": ""})],
        ),
        ({"placedUnder": {"tree": TREE}}, {"regime": "A", "level1": "产出指标", "level2": "成本指标"}, []),
        (
            {"placedUnder": {"tree": TREE}},
            {"regime": "A", "level1": "效益指标", "level2": "成本指标"},
            [((), {"right": "产出指标"})],
        ),
        ({"placedUnder": {"tree": TREE}}, {"regime": "B", "level1": "效益指标", "level2": "经济成本指标"}, []),
        ({"placedUnder": {"tree": TREE}}, {"regime": "A", "level1": "效益指标", "level2": "别的"}, []),
        ({"decimals": {"of": "a", "most": 2}}, {"a": Decimal("1.25")}, []),
        ({"decimals": {"of": "a", "most": 2}}, {"a": Decimal("1.251")}, [((), {})]),
        ({"decimals": {"of": "a", "most": 2}}, {"a": Decimal("1.2500")}, []),
        ({"decimals": {"of": "a", "most": 2}}, {"a": Decimal("NaN")}, []),
        ({"decimals": {"of": "a", "most": 2}}, {"a": Decimal("Infinity")}, []),
        (
            {"compare": {"left": ["a", "b"], "is": "<=", "right": "annual"}},
            {"a": Decimal(3), "b": Decimal(4), "annual": Decimal(5)},
            [((), {"left": Money(Decimal(7)), "difference": Money(Decimal(2))})],
        ),
        ({"compare": {"left": ["a", "b"], "is": "<=", "right": "c"}}, {"a": Decimal(3), "c": Decimal(3)}, []),
        ({"compare": {"left": "a", "is": "<", "value": 5}}, {"a": 5}, [((), {"left": Decimal(5), "difference": Decimal(0)})]),
        ({"compare": {"left": "a", "is": ">", "value": 5}}, {"a": 6}, []),
        ({"compare": {"left": "a", "is": "=", "right": "b"}}, {"a": "优", "b": "良"}, [((), {"left": "优"})]),
        ({"compare": {"left": "a", "is": "=", "right": "b"}}, {"a": "优", "b": "优"}, []),
        ({"compare": {"left": "a", "is": "=", "right": "b"}}, {"a": "优", "b": 5}, []),
        (
            {"compare": {"left": "a", "is": "<", "right": "b"}},
            {"a": date(2025, 1, 2), "b": date(2025, 1, 2)},
            [((), {"left": "2025-01-02"})],
        ),
    ],
)
def test_a_keyword_over_facts(condition: Any, facts: dict[str, Any], breaches: list[Any]) -> None:
    """The last value that holds passes, the first that does not is told with its place and its figures."""
    assert _said(condition, facts) == breaches


@pytest.mark.parametrize(
    ("schema", "holds", "fails"),
    [
        ({"minimum": 5}, Decimal(5), Decimal("4.99")),
        ({"maximum": 5}, 5, 6),
        ({"exclusiveMinimum": 5}, Decimal("5.01"), 5),
        ({"exclusiveMaximum": 5}, 4, Decimal(5)),
        ({"const": 100}, Decimal("100.00"), Decimal(101)),
        ({"const": True}, True, 1),
        ({"const": 1}, 1, True),
        ({"enum": ["甲"]}, "甲", "乙"),
        ({"pattern": "^甲"}, "甲乙", "乙甲"),
        ({"contains": {"const": "甲"}, "minContains": 2}, ["甲", "乙", "甲"], ["甲", "乙"]),
        ({"not": {"const": "甲"}}, "乙", "甲"),
        ({"if": {"const": 1}, "then": False}, 2, 1),
        ({"if": {"const": 1}, "else": False}, 1, 2),
        ({"required": ["a", "b"]}, {"a": 0, "b": ""}, {"a": 0}),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_standard_keyword_at_its_boundary(schema: Any, holds: Any, fails: Any) -> None:
    """Numbers compare as numbers whatever their type, and a truth value is none."""
    assert _said(schema, holds) == []
    assert _said(schema, fails) == [((), {})]


@pytest.mark.parametrize(
    ("text", "until", "kept"),
    [
        ("12月完成", date(2025, 12, 1), True),
        ("12月1日完成", date(2025, 12, 1), True),
        ("12月2日完成", date(2025, 12, 1), False),
        ("11月完成", date(2025, 10, 31), False),
        ("2026年1月完成", date(2025, 12, 31), False),
        ("2025-12完成", date(2025, 12, 1), True),
        ("2025/12/02完成", date(2025, 12, 1), False),
        ("第四季度完成", date(2025, 10, 1), True),
        ("第四季度完成", date(2025, 9, 30), False),
        ("2季度完成", date(2025, 4, 1), True),
        ("2季度完成", date(2025, 3, 31), False),
        ("2026年第一季度完成", date(2025, 12, 31), False),
        ("次年3月完成", date(2025, 12, 31), True),
        ("11月开工，12月完成", date(2025, 11, 30), False),
    ],
)
def test_a_month_or_quarter_is_kept_when_the_plan_ends_in_it(text: str, until: date, kept: bool) -> None:
    """Only a written day is held against the day; what is due next year nobody is blamed for."""
    argument = {"text": "target", "until": "end", "year": "year"}
    assert (list(due_within(argument, {"target": text, "end": until, "year": 2025})) == []) is kept
    assert list(due_within(argument, {"target": text, "year": 2025})) == []
