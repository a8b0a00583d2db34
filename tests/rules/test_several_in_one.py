"""Several indicators in one row are told from one indicator whose name or target runs over several lines."""

import pytest

from xlperf.rules.facts.words.several_in_one import count_in_one_row


@pytest.mark.parametrize(
    ("name", "target", "count"),
    [
        ("更换书架数量\n印发导览册数量", "≥175(个)\n≥291(册)", 2),
        ("更换书架数量；\n印发导览册数量", "≥175(个)；\n≥291(册)", 2),
        ("1.更换书架数量 2.印发导览册数量 3.举办讲座场次", "1.≥175(个) 2.≥291(册) 3.=12(场)", 3),
        ("更换书架数量 印发导览册数量", "≥175(个) =291(册)", 2),
        ("购置水罐消防车、举高车", "≥1(辆)；≥2(辆)", 2),
        ("道路维护、桥梁养护", "≥30%；≤50%", 1),
        ("购置水罐消防车、举高车", "≥1(辆)", 1),
        ("图书、期刊", "≥1(册)；≥2(册)", 1),
        ("开展阅读推广\n活动总场次", "≥24(场)", 1),
        ("书目著录\n合格率范围", "≥90(%)\n≤98(%)", 1),
        ("购置图书\n总数量", "1\n200", 1),
        ("购置图书\n总数量", "≥1200\n(册)", 1),
        ("购置 图书 数量", "≥12(册) ≥3(册)", 1),
        ("更换书架数量\n印发导览册数量", "全部完成\n按期完成", 1),
    ],
)
def test_a_row_holds_as_many_indicators_as_names_with_numbers(name: str, target: str, count: int) -> None:
    """Two names and two numbers in one cell each are two indicators; a wrapped name, a span or a wrapped number is one."""
    assert count_in_one_row(name, target) == count
