"""The money of a declaration as a matrix of sources and of the project's and the year's total, in their usual words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.forms.plain_form import drawn
from tests.forms.reading import read
from tests.forms.test_body_below import GOALS, HEAD, LEVELLED

Page = tuple[tuple[str, ...], ...]
NAMES = ("total", "total_fiscal", "total_other", "annual", "annual_fiscal", "annual_other")
UPRIGHT = (
    ("项目资金（元）", "", "项目资金总额", "年度资金申请总额"),
    ("", "合计", "258", "86"),
    ("", "财政资金", "240", "80"),
    ("", "其他资金", "18", "6"),
)
LYING = (
    ("项目资金（元）", "", "合计", "财政资金", "其他资金"),
    ("", "项目资金总额", "258", "240", "18"),
    ("", "年度资金申请总额", "86", "80", "6"),
)
OTHER_WORDS = (
    ("项目资金（元）", "资金类型", "总额", "其中：财政拨款", "其他资金"),
    ("", "中期资金", "258", "240", "18"),
    ("", "2026年度资金", "86", "80", "6"),
)
IN_LINE = (
    ("项目资金总额（元）", "258", "其中：财政拨款", "240", "其他资金", "18"),
    ("年度资金总额", "86", "其中：财政拨款", "80", "其他资金", "6"),
)


@pytest.mark.parametrize("money", [UPRIGHT, LYING, OTHER_WORDS, IN_LINE], ids=["upright", "lying", "other words", "in line"])
def test_each_amount_is_that_of_its_row_and_its_column(money: Page) -> None:
    """Sources below each other or beside each other; labels with their amounts in one row are none of a matrix."""
    (form,) = read(drawn((*HEAD, *money, *GOALS, *LEVELLED))).forms
    assert [form.value(f"/funding/{each}") for each in NAMES] == [Decimal(each) for each in (258, 240, 18, 86, 80, 6)]
    assert not form.remarks


def test_what_was_carried_over_into_the_year_is_none_of_the_project() -> None:
    """The only amount of its row stands in the column of the year."""
    money = (*UPRIGHT[:3], ("", "上年结转资金", "", "2"), UPRIGHT[3])
    (form,) = read(drawn((*HEAD, *money, *GOALS, *LEVELLED))).forms
    assert (form.value("/funding/annual_carryover"), form.value("/funding/total_carryover")) == (Decimal(2), None)
