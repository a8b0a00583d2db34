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
        ("活动场次、参与人数", "≥20场、≥5000人", 2),
        ("活动场次及培训人数", "20场/500人", 2),
        ("购置电脑和打印机", "电脑10台，打印机5台", 2),
        ("1.培训班次2.培训人数", "1.≥5期 2.≥300人", 2),
        ("活动场次、参与人数", "≥20场、≥5,000人", 2),
        ("活动场次及参与人数", "≥5,000人", 1),
        ("巡查场所及时率", "≥20场/年", 1),
        ("人均伙食和住宿标准", "≤120元/人", 1),
        ("检测水样和土样数量", "每月1次，每次2个", 1),
        ("活动和培训场次", "≥20场、≤30场", 1),
        ("建成区绿化和保洁面积", "≥2,000平方米", 1),
        ("中期和年终检查时间", "6月底前、12月底前", 1),
        ("机关食堂和宿舍开放天数", "365天/24小时", 1),
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
