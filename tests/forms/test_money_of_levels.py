"""Money of several levels, 中央财政 and 省级财政: parts of the fiscal money; and what stands beside one such row."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.forms.reading import unread
from tests.forms.test_money_blocks import _form, _wan
from tests.forms.test_money_roles import COLUMNS, form_of, role, told

_LEVELS = ("中央财政", "省级财政", "市级财政")


@pytest.mark.parametrize("first", ["其中：中央财政", "中央财政资金", "其中：省级财政拨款", "上级财政补助"])
def test_levels_in_the_rows_of_a_declaration(first: str) -> None:
    """The first was taken for all fiscal money, and the others for parts of it."""
    rows = (("区级财政资金", "30"), ("乡镇财政配套", "10"), ("村集体自筹", "40"))
    form = _form(("年度资金总额（万元）", "100"), (first, "20"), *rows)
    assert (_wan(form), unread(form)) == ({"annual": 100, "annual_fiscal": 60, "annual_other": 40}, [])


def test_one_level_alone_is_all_fiscal_money() -> None:
    """市级财政拨款 beside other money."""
    form = _form(("年度资金总额（万元）", "100"), ("其中：市级财政", "60"), ("其他资金", "40"))
    assert _wan(form) == {"annual": 100, "annual_fiscal": 60, "annual_other": 40}


@pytest.mark.parametrize("lies", [False, True])
def test_levels_in_the_table_of_an_evaluation(*, lies: bool) -> None:
    """Guangdong's cities: 中央财政 was all fiscal money, and what stands beside the others was told as unread."""
    levels = ((each, 30, 30, 29) for each in _LEVELS)
    rows = (("资金来源（万元）", *COLUMNS[:3]), ("合计", 120, 110, 99), *levels, ("其他资金", 30, 20, 12))
    form = form_of(*(zip(*rows, strict=True) if lies else rows))
    assert (role(form, "total"), role(form, "fiscal"), role(form, "other")) == ([120, 110, 99], [90, 90, 87], [30, 20, 12])
    assert told(form) == []


@pytest.mark.parametrize(
    "parts", [("一般公共预算", "自有资金"), ("其中：省级财政资金", "单位资金"), ("专项债券", "财政专户管理资金")]
)
def test_the_rate_beside_the_only_row_of_a_part(parts: tuple[str, str]) -> None:
    """Its amounts were read and its rate was lost, unless it is called 当年财政拨款 or 其他资金."""
    total = ("年度资金总额", 100, 100, 90, 10, "90%", 9)
    form = form_of(("资金来源", *COLUMNS), total, (parts[0], 80, 80, 76, "", "95%"), (parts[1], 20, 20, 14, "", "0.7"))
    assert [form.value(f"/funding/{each}/execution_rate") for each in ("fiscal", "other")] == [95, 70]
    more = ("政府性基金", 10, 10, 9, "", "90%")
    form = form_of(("资金来源", *COLUMNS), total, ("一般公共预算", 70, 70, 67, "", "96%"), more, (parts[1], 20, 20, 14, "", "70%"))
    assert [form.value(f"/funding/{each}/execution_rate") for each in ("fiscal", "other")] == [None, Decimal(70)]


@pytest.mark.parametrize(
    ("row", "term", "year"),
    [
        (("其中：中央财政", "200", "省级财政", "60", "自筹资金", "40"), (260, 40), ()),
        (("其中：中央财政", "20", "省级财政", "40", "自筹资金", "40"), (), (60, 40)),
        (("其中：一般公共预算", "200", "政府性基金", "50", "群众自筹", "40"), (250, 40), ()),
    ],
)
def test_parts_in_one_row_are_those_of_one_total(row: tuple[str, ...], term: tuple[int, ...], year: tuple[int, ...]) -> None:
    """The total that they add up to, or that below which 其中 begins; each was given to the total that it stands below."""
    wide = ("年度目标", "全年巡护河堤六十次。", "", "", "", "合同已签订")
    form = _form(("项目资金总额", "300", "", "", "年度资金总额", "100"), row, goal=wide)
    names = ("total_fiscal", "total_other") if term else ("annual_fiscal", "annual_other")
    found = {key: round(each * 10000, 6) for key, each in _wan(form).items()}
    assert found == {"total": 300, "annual": 100, **dict(zip(names, (*term, *year), strict=True))}
