"""The rows of a form's tables as they stand on paper: the year's, the whole term's, or both side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.builders import declaration
from xlperf.forms.form import Field, Form
from xlperf.forms.templates.blank_tables import BlankTable
from xlperf.summary.print.print_rows import Row, table_rows

_YEAR = (
    ("产出指标", "数量指标", "开展场次", "≥24(场)"),
    ("产出指标", "质量指标", "通过率", "≥95(%)"),
    ("效益指标", "社会效益指标", "知晓程度", "提升"),
)
_TERM = (("产出指标", "三年场次", "≥72(场)"), ("满意度指标", "三年满意度", "≥90(%)"))


def _table(*columns: str) -> BlankTable:
    return BlankTable((1, 1), (2, 3), {name: at for at, name in enumerate(columns, 1)})


def _form(year: Sequence[Sequence[object]] = _YEAR, term: Sequence[Sequence[str]] = _TERM, own: Sequence[str] = ()) -> Form:
    """Return a declaration with rows of the term in ``further``, and a column 备注 of the bureau's own."""
    further = [
        Field(f"/term_indicators/{index}/{column}", column, text, text, f"{letter}{20 + index}")
        for index, row in enumerate(term)
        for column, letter, text in zip(("level1", "level3", "target"), "BDE", row, strict=True)
    ]
    further += [Field(f"/indicators/{index}/备注", "备注", text, text, f"G{13 + index}") for index, text in enumerate(own)]
    return replace(declaration(rows=year), further=tuple(further))


def _texts(rows: Sequence[Row], *columns: str) -> list[tuple[object, ...]]:
    return [tuple(row[each].raw if each in row else None for each in columns) for row in rows]


def test_a_plain_table_has_the_rows_of_the_form() -> None:
    """Names and targets, as they were read."""
    form = _form()
    assert table_rows(form, _table("level1", "level2", "level3", "target")) is form.rows


def test_a_column_of_the_bureaus_own_stands_beside_its_row() -> None:
    """The remark of the second row is no remark of the first."""
    rows = table_rows(_form(own=("按台账", "抽查")), _table("level3", "target", "备注"))
    assert _texts(rows, "level3", "备注") == [("开展场次", "按台账"), ("通过率", "抽查"), ("知晓程度", None)]


def test_a_table_of_the_term_alone_has_its_rows() -> None:
    """In their order, though they were read out of order."""
    form = _form()
    shuffled = replace(form, further=tuple(reversed(form.further)))
    rows = table_rows(shuffled, _table("term/level1", "term/level3", "term/target"))
    assert _texts(rows, "term/level3", "term/target") == [("三年场次", "≥72(场)"), ("三年满意度", "≥90(%)")]


@pytest.mark.parametrize(
    ("phrase", "parts"),
    [
        ("≥24(场)", ("≥", "24", "场")),
        ("1,000.5(元)", ("", "1,000.5", "元")),
        ("≤5", ("≤", "5", "")),
        ("24", (None, "24", None)),
        ("提升", (None, "提升", None)),
        ("≥24(场)以上", (None, "≥24(场)以上", None)),
    ],
)
def test_a_target_in_columns_of_its_own_is_sign_number_and_unit(phrase: str, parts: tuple[str | None, ...]) -> None:
    """A target of words, and a bare number, stand whole in the column of the number."""
    rows = table_rows(_form([("产出指标", "数量指标", "场次", phrase)]), _table("level3", "operator", "target", "measure"))
    assert _texts(rows, "operator", "target", "measure") == [parts]


def test_a_row_without_a_target_is_not_divided() -> None:
    """A blank stays blank."""
    rows = table_rows(_form([("产出指标", "数量指标", "场次", None)]), _table("level3", "operator", "target"))
    assert _texts(rows, "level3", "operator", "target") == [("场次", None, "")]
    whole = table_rows(_form([("产出指标", "数量指标", "场次", "≥24(场)")]), _table("level3", "target", "备注"))
    assert _texts(whole, "target") == [("≥24(场)",)]


def test_the_terms_target_stands_in_a_column_of_its_own() -> None:
    """By the cell and the name of the indicator that both share; one of the same name in another cell has none."""
    form = _form(_YEAR[:2])
    names = [row["level3"] for row in form.rows]
    shared = (
        replace(names[1], name="/term_indicators/0/level3"),
        Field("/term_indicators/0/target", "三年", "≥99(%)", "≥99(%)", "F14"),
        replace(names[0], name="/term_indicators/1/level3", cell="D99"),
        Field("/term_indicators/1/target", "三年", "≥72(场)", "≥72(场)", "F99"),
    )
    table = _table("level3", "target", "term/target")
    assert _texts(table_rows(replace(form, further=shared), table), "term/target") == [(None,), ("≥99(%)",)]
    assert _texts(table_rows(replace(form, further=shared[:1]), table), "term/target") == [(None,), (None,)]
    assert _texts(table_rows(replace(form, further=shared[1:2]), table), "term/target") == [(None,), (None,)]


_BOTH = ("level1", "level3", "target", "term/level3", "term/target")


def test_side_by_side_rows_of_one_level_1_stand_beside_each_other() -> None:
    """What one side has more stands alone, under the name of level 1 that both share."""
    rows = table_rows(_form(), _table(*_BOTH))
    assert _texts(rows, "level1", "level3", "term/level3") == [
        ("产出指标", "开展场次", "三年场次"),
        ("产出指标", "通过率", None),
        ("满意度指标", None, "三年满意度"),
        ("效益指标", "知晓程度", None),
    ]


def test_side_by_side_the_order_of_both_sides_is_kept() -> None:
    """A level 1 that comes again further down is found below, never above; the year's rows between are not lost."""
    year = [(name, "数量指标", text, "≥1(个)") for name, text in (("产出指标", "甲"), ("效益指标", "乙"), ("产出指标", "丙"))]
    term = [
        (name, text, "≥1(个)") for name, text in (("效益指标", "子"), ("产出指标", "丑"), ("产出指标", "寅"), ("效益指标", "卯"))
    ]
    assert _texts(table_rows(_form(year, term), _table(*_BOTH)), "level1", "level3", "term/level3") == [
        ("产出指标", "甲", None),
        ("效益指标", "乙", "子"),
        ("产出指标", "丙", "丑"),
        ("产出指标", None, "寅"),
        ("效益指标", None, "卯"),
    ]
    assert _texts(table_rows(_form(year, ()), _table(*_BOTH)), "level3", "term/level3") == [
        ("甲", None),
        ("乙", None),
        ("丙", None),
    ]
