"""The program that makes one-line faults makes those it says, and no broken module."""

from __future__ import annotations

import ast

import pytest

from tests.mutation.one_line_faults import faults_in
from tests.mutation.try_faults import known

SOURCE = '''
"""数 above 3."""
MOST: int = 3
SLACK = Decimal("0.5")

def found(名, rows, strict=True):
    if not rows:
        return None
    if len(rows) > MOST and 名 == "表" and strict:
        rows = sorted(rows)
    return tidy(rows[0] if rows else max(rows))
'''


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("constant", [("3", "4"), ('"0.5"', "'1.0'"), ("True", "False"), ("0", "1")]),
        ("comparison", [("len(rows) > MOST", "len(rows) >= MOST"), ('名 == "表"', '名 != "表"')]),
        (
            "guard",
            [("not rows", "False"), ("rows[0] if rows else max(rows)", "max(rows)"), ("rows[0] if rows else max(rows)", "rows[0]")],
        ),
        ("argument", [("tidy(rows[0] if rows else max(rows))", "(rows[0] if rows else max(rows))")]),
        ("ends", [("sorted(rows)", "list(rows)"), ("max", "min")]),
    ],
)
def test_each_kind_of_slip_is_made(kind: str, changes: list[tuple[str, str]]) -> None:
    """Numbers, comparisons, guards, arguments and ends are changed where they stand, never an annotation or a docstring."""
    assert [(each.old, each.new) for each in faults_in(SOURCE) if each.kind == kind] == changes


def test_a_part_of_a_condition_is_left_out_or_turned_round() -> None:
    """Every part of an ``and`` is missed once."""
    made = {each.new for each in faults_in(SOURCE) if each.kind == "connective"}
    assert made == {
        '(len(rows) > MOST) or (名 == "表") or strict',
        '(名 == "表") and strict',
        "(len(rows) > MOST) and strict",
        '(len(rows) > MOST) and (名 == "表")',
    }


def test_a_fault_changes_one_line_of_a_module_that_still_can_be_read() -> None:
    """Columns are counted in characters although the parser counts bytes."""
    for each in faults_in(SOURCE):
        changed = each.put_into(SOURCE)
        ast.parse(changed)
        differing = [
            line for line, (old, new) in enumerate(zip(SOURCE.split("\n"), changed.split("\n"), strict=True), 1) if old != new
        ]
        assert differing == [each.line]


def test_what_a_developer_is_shown_is_no_fault() -> None:
    """Whether a part of a dataclass is shown changes no result, whether it is compared does."""
    source = "class Row:\n    keys: dict = field(repr=False, compare=False)\n"
    assert [(each.start, each.new) for each in faults_in(source)] == [(source.rindex("False"), "True")]


def test_within_a_text_a_fault_stands_where_it_says() -> None:
    """Python 3.11 tells wrong places in texts of several parts: such a fault changed any other characters."""
    source = 'def told(rows, 名):\n    return (\n        f"第 {名} 行"\n        f"{名}：{max(rows) + 1} 行"\n        "。"\n    )\n'
    made = [(each.old, each.new) for each in faults_in(source)]
    assert set(made) <= {("1", "2"), ("max(rows) + 1", "max(rows) - 1"), ("max", "min")}
    assert all(each.line == 4 for each in faults_in(source))


def test_every_known_fault_can_still_be_put_in() -> None:
    """Code that moved takes its known faults along: one whose text stands nowhere any more is tried by nobody."""
    assert [each.said for each in known("") if each.fault is None] == []
