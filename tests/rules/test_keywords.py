"""The dialect: standard keywords mean what the standard says, our own what their docstrings say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from xlperf.data.resources import load_json
from xlperf.rules.dialect.breach import Money
from xlperf.rules.dialect.compiling import compile_condition
from xlperf.rules.dialect.keywords import KEYWORDS

_LISTS = st.lists(st.integers(0, 1), max_size=1)
_VALUES = st.one_of(st.text("甲乙", max_size=2), st.integers(-2, 2), st.booleans(), st.none(), _LISTS)
_OBJECTS = st.dictionaries(st.sampled_from(["a", "b", "c"]), _VALUES, max_size=3)
_SCALAR_SCHEMAS = st.one_of(
    st.builds(lambda value: {"const": value}, st.text("甲乙", max_size=2)),
    st.builds(lambda values: {"enum": values}, st.lists(st.text("甲乙", max_size=2), max_size=3)),
    st.builds(lambda value: {"pattern": value}, st.sampled_from(["甲", "^乙$", "甲|乙"])),
    st.builds(lambda value: {"minimum": value}, st.integers(-2, 2)),
    st.builds(lambda value: {"exclusiveMaximum": value}, st.integers(-2, 2)),
)
_SCHEMAS = st.recursive(
    st.one_of(
        st.booleans(),
        st.builds(lambda keys: {"required": keys}, st.lists(st.sampled_from(["a", "b", "c"]), max_size=2, unique=True)),
        st.builds(
            lambda inner: {"properties": inner}, st.dictionaries(st.sampled_from(["a", "b", "c"]), _SCALAR_SCHEMAS, max_size=2)
        ),
    ),
    lambda inner: st.one_of(
        st.builds(lambda one: {"not": one}, inner),
        st.builds(lambda many: {"allOf": many}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda many: {"anyOf": many}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda one, two, three: {"if": one, "then": two, "else": three}, inner, inner, inner),
        st.builds(lambda one, two: {"if": one, "then": two}, inner, inner),
    ),
    max_leaves=6,
)


@given(_SCHEMAS, _OBJECTS)
def test_the_dialect_agrees_with_the_standard(schema: Any, facts: dict[str, Any]) -> None:
    """Our compiled applicators accept and refuse exactly what jsonschema's own do."""
    assert compile_condition(schema).holds(facts) == Draft202012Validator(schema).is_valid(facts)


@given(_SCALAR_SCHEMAS, st.lists(_VALUES, max_size=4), st.integers(0, 3))
def test_contains_agrees_with_the_standard(inner: Any, values: list[Any], least: int) -> None:
    """``contains`` and ``minContains`` count as in the standard."""
    schema = {"contains": inner, "minContains": least}
    assert compile_condition(schema).holds(values) == Draft202012Validator(schema).is_valid(values)


def _details(schema: Any, facts: Any) -> list[dict[str, Any]]:
    return [breach.details for breach in compile_condition(schema).breaches(facts)]


def _holds(schema: Any, facts: Any) -> bool:
    return not _details(schema, facts)


def test_every_keyword_of_ours_stands_in_the_metaschema() -> None:
    """A keyword that the metaschema does not list could not be used; one it lists must exist."""
    listed = set(load_json("schemas", "rule-set.schema.json")["$defs"]["condition"]["properties"])
    standard = {
        "$comment",
        "const",
        "enum",
        "required",
        "properties",
        "contains",
        "minContains",
        "not",
        "allOf",
        "anyOf",
        "if",
        "then",
    }
    standard |= {"else", "pattern", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}
    assert listed - standard == set(KEYWORDS)


def test_every_keyword_of_ours_is_explained() -> None:
    """The first line of a keyword's docstring shows its argument and says what it holds."""
    for name, face in KEYWORDS.items():
        assert (face.check.__doc__ or "").startswith("``"), name


_MONEY = st.decimals(0, 10**9, places=2)


@given(st.lists(_MONEY, min_size=1, max_size=3), st.decimals(Decimal("-0.02"), Decimal("0.02"), places=3))
def test_sums_fails_exactly_beyond_the_tolerance(parts: list[Decimal], off: Decimal) -> None:
    """Half a cent of slack, not a hair more, whatever the size of the amounts."""
    facts = {"amount_unit": "元", "t": sum(parts, Decimal(0)) + off, **{f"p{n}": part for n, part in enumerate(parts)}}
    schema = {"sums": {"total": "t", "parts": ["p0", "p1", "p2"], "tolerance": {"元": Decimal("0.005"), "万元": 1}}}
    details = _details(schema, facts)
    assert bool(details) == (abs(off) > Decimal("0.005"))
    if details:
        assert details == [
            {"amount": Money(facts["t"]), "sum": Money(sum(parts, Decimal(0))), "difference": Money(abs(off))},
        ]


@pytest.mark.parametrize(
    ("order", "left", "right", "holds"),
    [
        ("=", 5, 5, True),
        ("=", 5, Decimal("5.01"), True),
        ("=", 5, Decimal("5.02"), False),
        ("<=", Decimal("5.01"), 5, True),
        ("<=", Decimal("5.02"), 5, False),
        (">=", Decimal("4.99"), 5, True),
        (">=", Decimal("4.98"), 5, False),
    ],
)
def test_compare_gives_slack_on_the_right_side(order: str, left: Any, right: Any, holds: bool) -> None:
    """A tolerance of one cent widens every order by one cent."""
    schema = {"compare": {"left": "a", "is": order, "right": "b", "tolerance": Decimal("0.01")}}
    assert _holds(schema, {"a": left, "b": right}) is holds


def test_compare_orders_dates_and_lets_blanks_pass() -> None:
    """Dates compare by day; whether they are there is another rule's question."""
    schema = {"compare": {"left": "end", "is": ">=", "right": "start"}}
    assert _holds(schema, {"start": date(2025, 1, 1), "end": date(2025, 1, 1)})
    assert not _holds(schema, {"start": date(2025, 1, 2), "end": date(2025, 1, 1)})
    assert _holds(schema, {"start": date(2025, 1, 2)})


@pytest.mark.parametrize(
    ("text", "until", "holds"),
    [
        ("6月底前", date(2025, 6, 15), True),
        ("7月底前", date(2025, 6, 30), False),
        ("12月前", date(2025, 12, 31), True),
        ("分别4月底及12月底前完成", date(2025, 10, 31), False),
        ("4季度前", date(2025, 10, 31), True),
        ("第四季度", date(2025, 9, 30), False),
        ("2026年3月", date(2025, 12, 31), False),
        ("次年3月底前", date(2025, 2, 28), True),
        ("1-12月", date(2025, 12, 31), True),
        ("每月", date(2025, 3, 31), True),
        ("6月16日", date(2025, 6, 15), False),
        ("12个月", date(2025, 6, 30), True),
    ],
)
def test_due_within_reads_months_leniently(text: str, until: date, holds: bool) -> None:
    """Only a month or quarter that begins after the end of the plan is too late."""
    schema = {"dueWithin": {"text": "t", "year": "y", "until": "u"}}
    assert _holds(schema, {"t": text, "y": 2025, "u": until}) is holds


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("2025年6月", True),
        ("2023年12月底前", False),
        ("2026年底", True),
        ("较2023年增长", True),
        ("<206000(元/人)", True),
        ("2024年度", False),
    ],
)
def test_years_within_takes_only_written_years_of_the_plan(text: str, holds: bool) -> None:
    """A number without 年 is no year, and a year that is compared with is no promise."""
    schema = {"yearsWithin": {"text": "t", "year": "y", "first": "f", "last": "l"}}
    assert _holds(schema, {"t": text, "y": 2025, "f": 2025, "l": 2026}) is holds


def test_near_unique_names_both_rows() -> None:
    """The breach stands at the later row and names the two."""
    rows = [{"level3": "上架及时率"}, {"level3": "上架数量"}, {"level3": "上架及时性"}]
    errors = compile_condition({"nearUnique": {"by": "level3", "ignoring": ["率", "性"]}}).breaches(rows)
    assert [(list(each.path), each.details) for each in errors] == [([2, "level3"], {"a": "上架及时率", "b": "上架及时性"})]


def test_unique_ignores_blanks_between_characters() -> None:
    """Two names that differ only in white space are the same name."""
    rows = [{"level2": "数量指标", "level3": "送书 册数"}, {"level2": "数量指标", "level3": "送书册数"}, {"level2": "数量指标"}]
    condition = compile_condition({"unique": {"by": ["level2", "level3"]}})
    assert [each.path for each in condition.breaches(rows)] == [(1, "level3")]


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("1.甲；2.乙；3.丙", True),
        ("1.甲；3.丙", False),
        ("1、甲\n2、乙\n1、丙", True),
        ("3、甲\n4、乙", True),
        ("2.5亿元", True),
        ("没有序号", True),
    ],
)
def test_list_in_order_notices_a_missing_item(text: str, holds: bool) -> None:
    """A list may begin anew or with any number, but not skip one; decimals are no list numbers."""
    assert _holds({"listInOrder": "t"}, {"t": text}) is holds


def test_decimals_count_in_the_unit_of_the_form() -> None:
    """A cent in a form in 万元 has six decimals."""
    schema = {"decimals": {"of": "value", "most": {"元": 2, "万元": 6}}}
    assert _holds(schema, {"value": Decimal("0.120"), "amount_unit": "元"})
    assert not _holds(schema, {"value": Decimal("0.125"), "amount_unit": "元"})
    assert _holds(schema, {"value": Decimal("0.01"), "amount_unit": "万元"})
    assert not _holds(schema, {"value": Decimal("0.001"), "amount_unit": "万元"})


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("2027年3月底前", False),
        ("2025年12月底前", True),
        ("2027年一季度", False),
        ("2025年第四季度", True),
        ("2027年底前", False),
        ("2025年年底前完成", True),
        ("7月底前", False),
        ("三季度", False),
        ("第2季度", True),
        ("年底前", False),
        ("2026年6月30日", True),
        ("2026年7月1日", False),
        ("2026-07-01", False),
        ("2026.6", True),
        ("2026年6月31日前", False),
        ("次年3月", True),
    ],
)
def test_a_due_day_may_name_its_year(text: str, holds: bool) -> None:
    """The year of the form counts only where the text names none."""
    facts = {"t": text, "y": 2026, "u": date(2026, 6, 30)}
    assert _holds({"dueWithin": {"text": "t", "year": "y", "until": "u"}}, facts) is holds
