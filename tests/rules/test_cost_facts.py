"""What a cost comes to in a year: what its unit or its name says that it is paid for, times the only quantity of that."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from xlperf.rules.facts.money_facts import add_cost_facts

_SAME = {"场次": "场", "生": "人", "名": "人"}


def _row(level2: str, name: str, number: int, measure: str) -> dict[str, Any]:
    level1 = "成本指标" if level2 == "经济成本指标" else "产出指标"
    return {"level1": level1, "level2": level2, "level3": name, "number": Decimal(number), "measure": measure, "operator": "≤"}


def _reckoned(name: str, measure: str, *others: tuple[str, str, int, str]) -> tuple[Decimal, bool]:
    """Return what a cost of 300 comes to beside other rows, and whether it was multiplied."""
    cost = _row("经济成本指标", name, 300, measure)
    add_cost_facts({"yearly_amount": Decimal(480_000)}, [cost, *(_row(*each) for each in others)], _SAME)
    return cost.get("yearly_cost", Decimal(-1)), cost.get("cost_multiplied", False)


_VISITS = ("社会效益指标", "参与读者人次", 2000, "人次")
_BOOKS = ("数量指标", "采购图书", 3000, "册")
_PEOPLE = ("数量指标", "培训学员", 40, "名")


@pytest.mark.parametrize(
    ("name", "measure", "others", "times"),
    [
        ("人均活动成本", "元/人次", (_VISITS,), 2000),  # visits may be counted among the effects
        ("人均活动成本", "元/人", (("社会效益指标", "带动就业", 50, "人"),), None),  # the people there are others
        ("每册图书采购成本", "元", (_BOOKS,), 3000),
        ("单册成本", "元", (_BOOKS, ("数量指标", "印制画册", 50, "册")), 1),  # of which of the two nobody can tell
        ("人均补助", "元", (_PEOPLE,), 40),
        ("生均补助", "元", (_PEOPLE,), 40),
        ("每个站点维护成本", "元", (("数量指标", "维护站点", 6, "个"),), 6),
        ("每个站点维护成本", "元", (("数量指标", "覆盖社区", 6, "个"),), 1),
        ("每人每天食宿费", "元", (_PEOPLE,), 1),  # the days are not known
        ("每季度运行费", "元", (), 4),
        ("季度运行费", "元/季度", (), 4),
        ("维护费", "元/半年", (), 2),
        ("月嫂培训费用", "元", (), 1),
        ("单位成本", "元", (("数量指标", "岗位", 6, "位"),), 1),
    ],
)
def test_what_a_cost_comes_to(name: str, measure: str, others: tuple[tuple[str, str, int, str], ...], times: int | None) -> None:
    """300 元 as often as it is paid; a cost that nobody can reckon counts once or, with a unit of its own, not at all."""
    cost, is_multiplied = _reckoned(name, measure, *others)
    assert (cost, is_multiplied) == ((Decimal(300) * times, times > 1) if times else (-1, False))
